//! Scores against hand-coded samples, with the metrics of the field.

mod gold;
mod pairing;
mod report;

pub use gold::GoldError;
pub use report::Report;
