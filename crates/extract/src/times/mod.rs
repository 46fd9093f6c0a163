//! Time expressions.

use crate::{Document, RuleError};
use detente_model::TimeExpression;

/// The rules of this finder.
#[derive(Debug)]
pub struct TimeRules {}

impl TimeRules {
    pub(crate) fn embedded() -> Result<Self, RuleError> {
        Ok(Self {})
    }
}

pub(crate) fn find(_doc: &Document<'_>, _rules: &TimeRules) -> Vec<TimeExpression> {
    Vec::new()
}
