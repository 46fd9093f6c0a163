//! The rules: readable files under `rules/`, compiled in, and replaceable by an analyst's own.

use crate::{
    events::{CameoTable, EventRules, Judgement},
    factuality::FactualityRules,
    homes::HomeWeights,
    meetings::MeetingRules,
    mentions::MentionRules,
    quotes::QuoteRules,
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
    /// A rule of the file says something impossible.
    #[error("{file}, rule `{rule}`: {message}")]
    Rule {
        /// The rule file.
        file: String,
        /// The rule's name.
        rule: String,
        /// What is wrong and what is wanted.
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
    pub(crate) judgement: Judgement,
    pub(crate) cameo: CameoTable,
    pub(crate) factuality: FactualityRules,
    pub(crate) homes: HomeWeights,
    pub(crate) meetings: MeetingRules,
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
            judgement: Judgement::embedded()?,
            cameo: CameoTable::embedded()?,
            factuality: FactualityRules::embedded()?,
            homes: HomeWeights::embedded()?,
            meetings: MeetingRules::embedded()?,
        })
    }

    /// These rules with an analyst's own event rules in place of ours: the file of word classes and any number of
    /// event files, each as name and content. The files under `rules/events/` show the form.
    ///
    /// # Errors
    /// Names the file and the rule that cannot be used.
    pub fn with_events(
        self,
        classes: (&str, &str),
        files: &[(&str, &str)],
    ) -> Result<Self, RuleError> {
        Ok(Self { events: EventRules::parse(classes, files)?, ..self })
    }

    /// The rules that code events.
    #[must_use]
    pub const fn events(&self) -> &EventRules {
        &self.events
    }

    /// The rules that tell whether something happened.
    #[must_use]
    pub const fn factuality(&self) -> &FactualityRules {
        &self.factuality
    }
}
