//! The rules: readable files under `rules/`, compiled in, and replaceable by an analyst's own.

use crate::{
    clause::ClauseRules,
    events::{self, CameoTable, EventRules, Judgement},
    factuality::FactualityRules,
    given_names::GivenNames,
    homes::HomeWeights,
    meetings::MeetingRules,
    mentions::MentionRules,
    quotes::QuoteRules,
    rule_files::RuleFiles,
    times::TimeRules,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3;

/// A rule file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// A file or folder cannot be read.
    #[error("{}: {message}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why, and what is wanted.
        message: String,
    },
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
    pub(crate) clauses: Arc<ClauseRules>,
    pub(crate) times: TimeRules,
    pub(crate) mentions: MentionRules,
    pub(crate) quotes: QuoteRules,
    pub(crate) events: EventRules,
    pub(crate) judgement: Judgement,
    pub(crate) cameo: CameoTable,
    pub(crate) factuality: FactualityRules,
    pub(crate) homes: HomeWeights,
    pub(crate) meetings: MeetingRules,
    fingerprint: Option<u64>,
}

impl Rules {
    /// The rules that are compiled in.
    ///
    /// # Errors
    /// When an embedded file is damaged.
    pub fn embedded() -> Result<Self, RuleError> {
        Self::read(&RuleFiles::default())
    }

    /// The rules that are compiled in, with the files of an analyst's `folder` in place of ours with the same path (as
    /// `events/consult.toml`), and any other file of its `events/` added. Where a rule of that folder fires, its coding stands.
    ///
    /// # Errors
    /// Names the file and the rule that cannot be used, and what is wanted.
    pub fn from_folder(folder: impl AsRef<Path>) -> Result<Self, RuleError> {
        Self::read(&RuleFiles::in_folder(folder.as_ref())?)
    }

    /// The event rules in words, as Markdown: types, modes, what fires each rule, its examples with their coding. With a
    /// `folder`, those that [`Rules::from_folder`] reads.
    ///
    /// # Errors
    /// Names the file and the rule that cannot be used, and what is wanted.
    pub fn codebook(folder: Option<&Path>) -> Result<String, RuleError> {
        let files = match folder {
            Some(folder) => RuleFiles::in_folder(folder)?,
            None => RuleFiles::default(),
        };
        Self::read(&files)?;
        events::codebook(&files)
    }

    fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        let given_names = Arc::new(GivenNames::read(files)?);
        let clauses = Arc::new(ClauseRules::read(files)?);
        Ok(Self {
            times: TimeRules::read(files, &clauses)?,
            mentions: MentionRules::read(files, &given_names, &clauses)?,
            quotes: QuoteRules::read(files, &given_names, &clauses)?,
            events: EventRules::read(files)?,
            judgement: Judgement::read(files)?,
            cameo: CameoTable::read(files)?,
            factuality: FactualityRules::read(files, &clauses)?,
            homes: HomeWeights::read(files)?,
            meetings: MeetingRules::read(files)?,
            fingerprint: fingerprint(files),
            clauses,
        })
    }

    /// What tells an analyst's rules from ours and from other ones; `None` where ours are used alone.
    #[must_use]
    pub const fn fingerprint(&self) -> Option<u64> {
        self.fingerprint
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

fn fingerprint(files: &RuleFiles) -> Option<u64> {
    files.own().next()?;
    let mut hash = Xxh3::new();
    for (name, text) in files.own() {
        for part in [name, text] {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    Some(hash.digest())
}
