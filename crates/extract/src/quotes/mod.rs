//! Quotes and their speakers.
//!
//! *Direct* quotes stand in quotation marks; their cue stands after, before or between them, or they carry on with the
//! speaker of the quote before. The answers of an interview, and statements and letters that an article gives in full, are
//! direct without marks. *Mixed* quotes are the marked words inside a reported clause, which is told too. *Indirect* quotes are
//! reported clauses without marks: the network proposes them. The cues of marked words are data: `rules/quotes/`.
//!
//! A speech that its cue cuts in two gives two quotes with the same cue and speaker.

mod according;
mod alone;
mod answers;
mod context;
mod direct;
mod draft;
mod headline;
mod indirect;
mod rules;
mod scene;
mod speaker;
mod statements;
mod voice;

pub(crate) use rules::QuoteRules;

use crate::{Document, marks};
use detente_model::{EntityId, Findings, Quote};
use draft::Draft;
use scene::Scene;

/// Finds the quotes of an article whose mentions and times have been found, in reading order.
pub(crate) fn find(doc: &Document<'_>, rules: &QuoteRules, found: &Findings) -> Vec<Quote> {
    let marks = marks::pair(doc.text(), &doc.article.blocks);
    let scene = Scene { doc: *doc, found, marks, rules };
    let mut drafts = direct::find(&scene);
    let reported = indirect::find(&scene, &mut drafts);
    drafts.extend(reported);
    drafts.extend(answers::find(&scene));
    let full: Vec<Draft> = statements::find(&scene)
        .into_iter()
        .filter(|s| drafts.iter().all(|d| !d.span.overlaps(s.span)))
        .collect();
    drafts.extend(full);
    drafts.sort_by_key(|d| (d.span.start, std::cmp::Reverse(d.span.end)));
    share_clauses(&mut drafts);
    let entities = voice::entities(&scene, &drafts);
    drafts.iter().zip(entities).map(|(d, entity)| finish(&scene, d, entity)).collect()
}

/// Gives marked words of the same reported clause the same clause.
fn share_clauses(drafts: &mut [Draft]) {
    for i in 1..drafts.len() {
        let (left, right) = drafts.split_at_mut(i);
        let (earlier, later) = (&mut left[i - 1], &mut right[0]);
        let Some(clause) = earlier.clause.filter(|_| earlier.verb == later.verb) else { continue };
        match later.clause {
            None if clause.contains(later.span) => later.clause = Some(clause),
            Some(other) if other.overlaps(clause) => {
                let whole = clause.cover(other);
                (earlier.clause, later.clause) = (Some(whole), Some(whole));
            }
            _ => {}
        }
    }
}

fn finish(scene: &Scene<'_>, d: &Draft, speaker_entity: Option<EntityId>) -> Quote {
    let verb = d.verb.map(|v| scene.token(v));
    Quote {
        sentence: scene.doc.analysis.sentence_at(d.span.start).unwrap_or(0) as u32,
        span: d.span,
        kind: d.kind,
        cue: d.cue,
        speaker: d.speaker,
        speaker_entity,
        clause: d.clause,
        via: verb.and_then(|v| context::via(scene, v, d.span)),
        said_on: verb.and_then(|v| context::said_on(scene, v, d.clause.unwrap_or(d.span))),
        rule: d.rule.to_owned(),
    }
}

#[cfg(test)]
mod tests;
