//! The words that decide how a clause is read.

use crate::{RuleError, rule_files::RuleFiles, word_list::Words};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words of `rules/clauses.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClauseRules {
    pub(super) control: Control,
    pub(super) negation: Negation,
    modals: BTreeMap<String, Words>,
    pub(super) content: Words,
}

/// Who acts in a clause without a subject, by the verb above it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Control {
    pub(super) subject: Words,
    pub(super) cause: Words,
    pub(super) witness: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Negation {
    pub(super) words: Words,
    pub(super) extenders: Words,
    pub(super) nobodies: Words,
    pub(super) without: Words,
}

impl ClauseRules {
    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        files.toml("clauses.toml")
    }

    /// The modal verb that `form` is a form of.
    pub(crate) fn modal(&self, form: &str) -> &str {
        let listed = |words: &Words| words.iter().any(|w| form.eq_ignore_ascii_case(w));
        self.modals.iter().find(|(_, words)| listed(words)).map_or("shall", |(modal, _)| modal)
    }
}
