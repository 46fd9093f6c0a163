//! The reading of a sentence that all finders share: each question about its tree is answered here, in one way.
//!
//! Everything is read from the analysis alone. A word is asked for as a [`TokenView`](detente_model::TokenView), which knows
//! its governor and its dependents.

mod phrase;
mod subject;

pub(crate) use phrase::{case, first_conjunct, head_among, relation};
pub(crate) use subject::subject;
