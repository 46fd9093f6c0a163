//! The reading of a sentence that all finders share: each question about its tree is answered here, in one way.
//!
//! Everything is read from the analysis alone. A word is asked for as a [`TokenView`](detente_model::TokenView), which knows
//! its governor and its dependents. Words that decide are data: `rules/clauses.toml`.

mod governor;
mod negation;
mod phrase;
mod reading;
mod rules;
mod subject;
mod verb;

pub(crate) use governor::governor;
pub(crate) use negation::has_none;
pub(crate) use phrase::{
    antecedent, case, first_conjunct, has_marker, head_among, is_dash, markers, noun_among,
    relation, with_complement,
};
pub use reading::Clause;
pub(crate) use reading::all;
pub(crate) use rules::ClauseRules;
pub(crate) use subject::{has_subject, subject};
pub(crate) use verb::{has_auxiliary, is_infinitive, is_modal, is_passive};
