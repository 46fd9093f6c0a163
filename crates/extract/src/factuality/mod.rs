//! Whether what a word says happened.

use crate::{Document, RuleError};
use detente_model::Status;

/// The rules of this finder.
#[derive(Debug)]
pub struct FactualityRules {}

impl FactualityRules {
    pub(crate) fn embedded() -> Result<Self, RuleError> {
        Ok(Self {})
    }
}

/// The status of the event at token `token`.
#[must_use]
pub fn status(_doc: &Document<'_>, _rules: &FactualityRules, _token: u32) -> Status {
    Status::Actual
}

/// How far the text commits itself to the event at token `token`: −3 (did not happen) to 3 (happened).
#[must_use]
pub fn score(_doc: &Document<'_>, _rules: &FactualityRules, _token: u32) -> f32 {
    3.0
}
