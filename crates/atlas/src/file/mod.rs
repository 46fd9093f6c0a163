//! The atlas file: its records, names and texts, as they lie in the bytes.

pub(crate) mod day;
mod error;
pub(crate) mod fold;
pub(crate) mod lexicon;
pub(crate) mod likeness;
pub(crate) mod records;
pub(crate) mod store;

pub use error::AtlasError;
pub use likeness::Likeness;
