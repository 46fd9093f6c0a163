//! Mentions and the entities they refer to.

use crate::{Document, RuleError};
use detente_atlas::Atlas;
use detente_model::{Entity, Mention};

/// The rules of this finder.
#[derive(Debug)]
pub struct MentionRules {}

impl MentionRules {
    pub(crate) fn embedded() -> Result<Self, RuleError> {
        Ok(Self {})
    }
}

pub(crate) fn find(
    _doc: &Document<'_>,
    _atlas: &Atlas,
    _rules: &MentionRules,
) -> (Vec<Mention>, Vec<Entity>) {
    (Vec::new(), Vec::new())
}
