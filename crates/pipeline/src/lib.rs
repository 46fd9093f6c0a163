//! The stages in order, over one article or many.
//!
//! [`Pipeline::code`] takes one article through analysis and extraction; [`Coding`] takes a stream of parsed input
//! through them in batches, on several threads, in order, with memory bounded by the batch; [`originals`] tells which
//! articles are copies of others.

mod coding;
mod duplicates;
mod english;
mod pipeline;
mod shard;
mod sketch;
mod unique;

pub use coding::{Batch, BatchSize, Coding, CodingError};
pub use duplicates::{Duplicates, originals};
pub use pipeline::{Pipeline, PipelineError};
pub use shard::{Shard, UnknownShard};
pub use unique::Unique;
