//! The rules: readable files under `rules/`, compiled in, and replaceable by an analyst's own.

use crate::{
    events::EventRules, factuality::FactualityRules, mentions::MentionRules, quotes::QuoteRules,
    times::TimeRules,
};

/// A rule file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// The file is not valid TOML, or lacks a field.
    #[error("{file}: {message}")]
    Syntax {
        /// The rule file.
        file: String,
        /// What is wrong, where, and what is wanted.
        message: String,
    },
}

/// All the rules of the extract stage.
#[derive(Debug)]
pub struct Rules {
    pub(crate) times: TimeRules,
    pub(crate) mentions: MentionRules,
    pub(crate) quotes: QuoteRules,
    pub(crate) events: EventRules,
    pub(crate) factuality: FactualityRules,
}

impl Rules {
    /// The rules that are compiled in.
    ///
    /// # Errors
    /// When an embedded file is damaged.
    pub fn embedded() -> Result<Self, RuleError> {
        Ok(Self {
            times: TimeRules::embedded()?,
            mentions: MentionRules::embedded()?,
            quotes: QuoteRules::embedded()?,
            events: EventRules::embedded()?,
            factuality: FactualityRules::embedded()?,
        })
    }
}
