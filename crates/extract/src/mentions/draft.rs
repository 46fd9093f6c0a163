//! A mention in the making.

use super::rules::{Number, Sex};
use detente_atlas::Candidate;
use detente_model::{CountryCode, EntityKind, MentionForm, Sector};
use std::ops::Range;

/// Index of a [`Referent`](super::referent::Referent).
pub(super) type ReferentId = usize;

/// What stands before a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Determiner {
    /// `minister`.
    None,
    /// `the minister`, `this minister`.
    Definite,
    /// `a minister`, `several ministers`.
    Indefinite,
    /// `his minister`.
    Possessive,
}

/// A mention whose referent is not yet known.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) tokens: Range<u32>,
    pub(super) head: u32,
    pub(super) sentence: u32,
    pub(super) form: MentionForm,
    pub(super) kind: EntityKind,
    pub(super) number: Number,
    pub(super) sex: Option<Sex>,
    pub(super) determiner: Determiner,
    /// The state that the words themselves name: `Russian` in `Russian officials`.
    pub(super) country: Option<CountryCode>,
    /// Whether the states around say nothing of its own: the words name a body of many states, `a United Nations spokeswoman`,
    /// or are the handle of an account.
    pub(super) of_no_state: bool,
    /// What the words themselves say of sectors.
    pub(super) sectors: Vec<Sector>,
    /// The office or calling, in lower case, without the nationality.
    pub(super) role: Option<String>,
    /// The atlas's readings, best first.
    pub(super) readings: Vec<Candidate>,
    /// Grammatical person, of pronouns.
    pub(super) person: u8,
    pub(super) possessive: bool,
    pub(super) reflexive: bool,
    /// How many parties named before it refers to at once: 2 in `both sides`, else 0.
    pub(super) parties: usize,
    /// Whether it counts those whom it means: `two officers`.
    pub(super) counted: bool,
    /// What to call its referent where the words of the mention name several.
    pub(super) label: Option<String>,
    /// The noun that heads it, in the singular and in lower case; empty in names and pronouns.
    pub(super) noun: String,
    /// Whether the noun is one for people whose names are kept back.
    pub(super) withheld: bool,
    /// Whom it refers to; several where it names several parties at once; none while unresolved.
    pub(super) referents: Vec<ReferentId>,
    pub(super) score: f32,
}

impl Draft {
    pub(super) fn new(
        tokens: Range<u32>,
        head: u32,
        sentence: u32,
        form: MentionForm,
        kind: EntityKind,
    ) -> Self {
        Self {
            tokens,
            head,
            sentence,
            form,
            kind,
            number: Number::Singular,
            sex: None,
            determiner: Determiner::None,
            country: None,
            of_no_state: false,
            sectors: Vec::new(),
            role: None,
            readings: Vec::new(),
            person: 3,
            possessive: false,
            reflexive: false,
            parties: 0,
            counted: false,
            label: None,
            noun: String::new(),
            withheld: false,
            referents: Vec::new(),
            score: 0.0,
        }
    }
}
