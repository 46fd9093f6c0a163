//! One event rule, ready to match.

use super::coding::Example;
use super::lexicon::{Word, WordSet};
use detente_model::{CameoCode, Context, EventType, Mode};
use serde::Deserialize;

/// What kind of word a trigger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Part {
    Verb,
    Noun,
    Adjective,
    Modal,
}

/// A trigger: a head word with the words that must stand by it (`call` + `off`; `strike` + `air`).
#[derive(Debug)]
pub(crate) struct Trigger {
    pub(crate) part: Part,
    /// Verbs: the particle or preposition. Nouns: the word just before.
    pub(crate) with: Option<Word>,
}

/// A place in the clause where a participant is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Who does it: the subject, the `by` of a passive, a possessor or an adjective of nationality before a noun.
    Subject,
    /// Whom it is done to: the object, the subject of a passive.
    Object,
    /// The indirect object.
    Indirect,
    /// The first actor inside the clause that says what is asked, promised or threatened.
    Content,
    /// The object of this preposition.
    Preposition(Word),
}

/// When a noun counts without a light verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Bare {
    /// Always.
    Always,
    /// When its own modifiers name who acts.
    Source,
    /// When its own modifiers name one of the two sides.
    #[default]
    Either,
    /// When its own modifiers name both sides.
    Both,
    /// Never: it wants a light verb.
    Light,
}

/// Which side must be a political actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Needs {
    Source,
    Target,
    #[default]
    Either,
    /// Both sides must be known, and one of them political.
    Both,
    /// Nobody need be known.
    Any,
}

/// A rule: what fires it and what it says.
#[derive(Debug)]
pub(crate) struct Rule {
    /// `consult.toml: meet` is named `consult/meet`.
    pub(crate) name: String,
    /// Written by an analyst: it goes before ours, and what it finds is kept.
    pub(crate) own: bool,
    pub(crate) event_type: EventType,
    pub(crate) mode: Option<Mode>,
    pub(crate) cameo: Option<CameoCode>,
    pub(crate) contexts: Vec<Context>,
    pub(crate) reciprocal: bool,
    pub(crate) hides: bool,
    pub(crate) source: Vec<Role>,
    pub(crate) target: Vec<Role>,
    pub(crate) needs: Needs,
    pub(crate) bare: Bare,
    pub(crate) subject: WordSet,
    pub(crate) not_subject: WordSet,
    pub(crate) object: WordSet,
    pub(crate) not_object: WordSet,
    pub(crate) about: WordSet,
    pub(crate) not_about: WordSet,
    pub(crate) argument: WordSet,
    pub(crate) not_argument: WordSet,
    pub(crate) modifier: WordSet,
    pub(crate) not_modifier: WordSet,
    /// The light verbs of this rule; empty for the general ones.
    pub(crate) light: WordSet,
    pub(crate) not_light: WordSet,
    pub(crate) requires: WordSet,
    pub(crate) governed_by: WordSet,
    pub(crate) needs_content: bool,
    pub(crate) negated_future: bool,
    pub(crate) conditional_future: bool,
    pub(crate) future: bool,
    /// More conditions, more specific: the most specific rule of a trigger wins.
    pub(crate) specificity: i32,
    /// Sentences that must fire it, and sentences that must not: the tests run them.
    pub(crate) fires: Vec<Example>,
    pub(crate) silent: Vec<String>,
}
