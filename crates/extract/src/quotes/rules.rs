//! The rules of this finder, read from `rules/quotes/`.

use crate::{
    RuleError,
    clause::ClauseRules,
    given_names::GivenNames,
    rule_files::RuleFiles,
    word_list::{Terms, Words},
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbEntry {
    words: Words,
    #[serde(default)]
    speech: bool,
    #[serde(default)]
    recipient: bool,
}

/// What stands beside a verb of saying; described in `rules/quotes/cues.toml`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CueVerb {
    pub(super) speech: bool,
    pub(super) recipient: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordTable {
    words: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseTable {
    phrases: Terms,
}

/// What stands between a cue and the outlet that carried the words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ViaWords {
    pub(super) nouns: Words,
    pub(super) prepositions: Words,
    pub(super) carriers: Words,
}

/// Labels of the turns of an interview, in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answers {
    pub(super) questions: Words,
    pub(super) answers: Words,
}

/// Words that tell whose voice is heard; described in `rules/quotes/voices.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Voices {
    pub(super) mouthpieces: Words,
    pub(super) in_full: Words,
    pub(super) first_person: Words,
    pub(super) authoring: Words,
    pub(super) stand_ins: Words,
    pub(super) partitives: Words,
    pub(super) women: Words,
    pub(super) men: Words,
}

/// Numbers that decide what counts as speech.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) loose_words: usize,
    pub(super) orphan_words: usize,
    pub(super) reach: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: Vec<VerbEntry>,
    according: PhraseTable,
    announcing: WordTable,
    complementizers: WordTable,
    own_words: WordTable,
    voice_pronouns: WordTable,
    answers: Answers,
    via: ViaWords,
    limits: Limits,
}

/// The rules of this finder.
#[derive(Debug)]
pub(crate) struct QuoteRules {
    verbs: BTreeMap<String, CueVerb>,
    /// As lemmas, longest first.
    pub(super) according: Vec<Vec<String>>,
    announcing: Words,
    complementizers: Words,
    own_words: Words,
    voice_pronouns: Words,
    pub(super) answers: Answers,
    pub(super) via: ViaWords,
    pub(super) limits: Limits,
    pub(super) voices: Voices,
    /// Whether the bearers of a given name are women.
    given_names: Arc<GivenNames>,
    pub(super) clauses: Arc<ClauseRules>,
}

impl QuoteRules {
    pub(crate) fn read(
        files: &RuleFiles,
        given_names: &Arc<GivenNames>,
        clauses: &Arc<ClauseRules>,
    ) -> Result<Self, RuleError> {
        let cues = files.toml("quotes/cues.toml")?;
        let voices = files.toml("quotes/voices.toml")?;
        Ok(Self::new(cues, voices, Arc::clone(given_names), Arc::clone(clauses)))
    }

    fn new(
        file: File,
        voices: Voices,
        given_names: Arc<GivenNames>,
        clauses: Arc<ClauseRules>,
    ) -> Self {
        let mut verbs: BTreeMap<String, CueVerb> = BTreeMap::new();
        for entry in &file.verbs {
            for word in entry.words.iter() {
                let verb = verbs.entry(word.clone()).or_default();
                verb.speech |= entry.speech;
                verb.recipient |= entry.recipient;
            }
        }
        Self {
            verbs,
            according: sequences(&file.according),
            announcing: file.announcing.words,
            complementizers: file.complementizers.words,
            own_words: file.own_words.words,
            voice_pronouns: file.voice_pronouns.words,
            answers: file.answers,
            via: file.via,
            limits: file.limits,
            voices,
            given_names,
            clauses,
        }
    }

    /// What stands beside the verb with this lemma.
    pub(super) fn verb(&self, lemma: &str) -> Option<CueVerb> {
        self.verbs.get(lemma).copied()
    }

    /// Whether a word makes what follows a colon in a headline somebody's own words.
    pub(super) fn is_own_word(&self, word: &str) -> bool {
        self.own_words.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// Whether a pronoun, in lower case, stands for people.
    pub(super) fn is_voice_pronoun(&self, word: &str) -> bool {
        self.voice_pronouns.contains(word)
    }

    /// Whether a preposition, in lower case, leads up to whose words follow: a statement by the mayor: "…".
    pub(super) fn is_announcing(&self, word: &str) -> bool {
        self.announcing.contains(word)
    }

    /// Whether a personal pronoun stands for a woman; `None` where it may stand for several or for things.
    pub(super) fn sex_of_pronoun(&self, word: &str) -> Option<bool> {
        match word.to_lowercase().as_str() {
            "she" | "her" => Some(true),
            "he" | "him" | "his" => Some(false),
            _ => None,
        }
    }

    /// Whether a title or noun stands for a woman: `Ms`, `spokeswoman`.
    pub(super) fn sex_of_word(&self, word: &str) -> Option<bool> {
        let word = word.trim_end_matches('.').to_lowercase();
        if self.voices.women.contains(&word) {
            return Some(true);
        }
        self.voices.men.contains(&word).then_some(false)
    }

    /// Whether the bearers of a given name are women.
    pub(super) fn sex_of_given_name(&self, name: &str) -> Option<bool> {
        self.given_names.is_womans(name)
    }

    pub(super) fn is_complementizer(&self, lemma: &str) -> bool {
        self.complementizers.contains(lemma)
    }
}

fn sequences(list: &PhraseTable) -> Vec<Vec<String>> {
    let split = |p: &String| p.split_whitespace().map(str::to_owned).collect();
    let mut list: Vec<Vec<String>> = list.phrases.iter().map(split).collect();
    list.sort_by_key(|s| std::cmp::Reverse(s.len()));
    list
}
