//! Events from rules over dependencies.

use crate::Rules;
use crate::{Document, RuleError};
use detente_atlas::Atlas;
use detente_model::{Event, Findings};

/// The rules of this finder.
#[derive(Debug)]
pub struct EventRules {}

impl EventRules {
    pub(crate) fn embedded() -> Result<Self, RuleError> {
        Ok(Self {})
    }
}

pub(crate) fn code(
    _doc: &Document<'_>,
    _rules: &Rules,
    _atlas: &Atlas,
    _found: &Findings,
) -> Vec<Event> {
    Vec::new()
}
