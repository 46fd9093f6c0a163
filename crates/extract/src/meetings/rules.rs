//! Reads the words of meetings.

use crate::{RuleError, rule_files::RuleFiles};
use detente_model::MeetingFormat;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words that say what form a meeting had and what it was about.
#[derive(Debug)]
pub(crate) struct MeetingRules {
    formats: Vec<(MeetingFormat, Vec<String>)>,
    pub(crate) prepositions: Vec<String>,
    pub(crate) verbs: Vec<String>,
    /// Prepositions behind which the topic is over.
    pub(crate) ends: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: BTreeMap<MeetingFormat, Vec<String>>,
    topic: Topic,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    prepositions: Vec<String>,
    verbs: Vec<String>,
    ends: Vec<String>,
}

impl MeetingRules {
    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        const FILE: &str = "meetings/words.toml";
        let file: File = toml::from_str(files.text(FILE))
            .map_err(|e| RuleError::Syntax { file: FILE.to_owned(), message: e.to_string() })?;
        Ok(Self {
            formats: file.format.into_iter().collect(),
            prepositions: file.topic.prepositions,
            verbs: file.topic.verbs,
            ends: file.topic.ends,
        })
    }

    /// The form that `word`, a lemma or a surface in lower case, stands for.
    pub(crate) fn format(&self, word: &str) -> Option<MeetingFormat> {
        self.formats.iter().find(|(_, words)| words.iter().any(|w| w == word)).map(|(f, _)| *f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_the_form() {
        let rules = MeetingRules::read(&RuleFiles::default()).unwrap();
        assert_eq!(rules.format("trilateral"), Some(MeetingFormat::Trilateral));
        assert_eq!(rules.format("met"), None);
    }
}
