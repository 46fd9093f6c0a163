//! Quotes and their speakers.

use crate::{Document, RuleError};
use detente_model::{Findings, Quote};

/// The rules of this finder.
#[derive(Debug)]
pub struct QuoteRules {}

impl QuoteRules {
    pub(crate) fn embedded() -> Result<Self, RuleError> {
        Ok(Self {})
    }
}

pub(crate) fn find(_doc: &Document<'_>, _rules: &QuoteRules, _found: &Findings) -> Vec<Quote> {
    Vec::new()
}
