//! Events from rules over dependencies.
//!
//! A rule names the words that trigger it, the words that must stand around them, and where in the clause source and
//! target stand. The rules are data: a file for each PLOVER type under `rules/events/`. The index of trigger words
//! makes coding linear in the length of the text.

mod act;
mod answered;
mod arguments;
mod bystanders;
mod cameo;
mod cast;
mod choose;
mod codebook;
mod coder;
mod coding;
mod compile;
mod days;
mod demonyms;
mod examples;
mod file;
mod hosts;
mod judge;
mod lexicon;
mod load;
mod main_event;
mod matching;
mod nominals;
mod notation;
mod obligation;
mod people;
mod proposal;
mod reconciled;
mod retold;
mod rule;
mod scene;
mod setting;
mod settled;
mod states;
mod struck;
mod tree;
mod void;
mod weighed;

use crate::{Document, Rules};
pub(crate) use cameo::CameoTable;
pub(crate) use codebook::codebook;
pub use coding::{Coding, Example};
use detente_atlas::Atlas;
use detente_model::{Event, Findings};
pub(crate) use examples::failed;
pub use examples::{FailedExample, WantedCoding};
pub(crate) use judge::Judgement;
pub use load::EventRules;
pub(crate) use main_event::mark as mark_main;
pub use notation::CodingError;
pub(crate) use setting::word_of;
pub(crate) use settled::score as score_settled;
pub use weighed::Weighed;

/// Everything that may be an event of a document whose mentions, quotes and times have been found, kept or not.
pub(crate) fn weigh(
    doc: &Document<'_>,
    rules: &Rules,
    atlas: &Atlas,
    found: &mut Findings,
) -> Vec<Vec<Weighed>> {
    let tree = tree::Tree::new(doc, &rules.events.lexicon);
    demonyms::add(&tree, atlas, &rules.mentions, found);
    nominals::add(&tree, rules, found);
    coder::weigh(&tree, rules, found)
}

/// Codes the events of a document whose mentions, quotes and times have been found.
///
/// Adjectives of nationality that turn out to be actors are added to the mentions, and their states to the entities.
pub(crate) fn code(
    doc: &Document<'_>,
    rules: &Rules,
    atlas: &Atlas,
    found: &mut Findings,
) -> Vec<Event> {
    let tree = tree::Tree::new(doc, &rules.events.lexicon);
    let before = demonyms::add(&tree, atlas, &rules.mentions, found);
    nominals::add(&tree, rules, found);
    let mut events = coder::code(&tree, rules, found);
    hosts::add(atlas, found, &mut events);
    struck::add(atlas, found, &mut events);
    demonyms::keep_used(found, &before, &mut events);
    events
}
