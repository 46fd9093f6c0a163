//! The tasks, a file each: how the gold is read, what is predicted for it, how the two are compared.

pub(crate) mod actors;
pub(crate) mod articles;
pub(crate) mod clauses;
pub(crate) mod coref;
pub(crate) mod duplicates;
pub(crate) mod event_types;
pub(crate) mod events;
pub(crate) mod factuality;
pub(crate) mod geo;
pub(crate) mod linking;
pub(crate) mod ner;
pub(crate) mod parse;
pub(crate) mod quotes;
pub(crate) mod time;
