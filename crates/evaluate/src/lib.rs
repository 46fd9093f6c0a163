//! Scores against hand-coded samples, with the metrics of the field.

mod gold;
mod pairing;
mod report;
mod task;
mod tasks;

pub use gold::GoldError;
pub use report::Report;
pub use task::{Task, UnknownTask};
