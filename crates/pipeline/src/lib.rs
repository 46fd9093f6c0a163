//! The stages in order, over one article or many.
//!
//! [`Pipeline::code`] takes one article through analysis and extraction; [`Coding`] takes a stream of parsed input
//! through them in batches, on several threads, in order, with memory bounded by the batch.

mod coding;
mod duplicates;
mod english;
mod pipeline;
mod unique;

pub use coding::{Batch, BatchSize, Coding, CodingError};
pub use pipeline::{Pipeline, PipelineError};
pub use unique::Unique;
