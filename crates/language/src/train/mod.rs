//! Training of the model, from treebanks and name corpora to the model file. Seeded: the same data give the same bytes.

mod boundaries;
mod data;
mod dependencies;
mod lemmas;
mod perceptron;
mod samples;
mod scores;
mod stages;
mod writer;

pub use data::DataError;
pub use stages::{Options, train};
