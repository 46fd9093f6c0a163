//! Reads the words of meetings.

use crate::{RuleError, rule_files::RuleFiles, word_list::Words};
use detente_model::MeetingFormat;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words that say what form a meeting had and what it was about.
#[derive(Debug)]
pub(crate) struct MeetingRules {
    formats: Vec<(MeetingFormat, Words)>,
    pub(crate) prepositions: Words,
    pub(crate) verbs: Words,
    /// Prepositions after which the topic is over.
    pub(crate) ends: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: BTreeMap<MeetingFormat, Words>,
    topic: Topic,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    prepositions: Words,
    verbs: Words,
    ends: Words,
}

impl MeetingRules {
    pub(crate) fn read(files: &RuleFiles) -> Result<Self, RuleError> {
        let file: File = files.toml("meetings/words.toml")?;
        Ok(Self {
            formats: file.format.into_iter().collect(),
            prepositions: file.topic.prepositions,
            verbs: file.topic.verbs,
            ends: file.topic.ends,
        })
    }

    /// The form that `word`, a lemma or a surface in lower case, stands for.
    pub(crate) fn format(&self, word: &str) -> Option<MeetingFormat> {
        self.formats.iter().find(|(_, words)| words.contains(word)).map(|(f, _)| *f)
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
