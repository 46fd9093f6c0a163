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
    clause: bool,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    infinitive: bool,
    #[serde(default)]
    phrase: bool,
    #[serde(default)]
    plain: bool,
    #[serde(default)]
    recipient: bool,
}

/// What may follow a verb of saying; described in `rules/quotes/cues.toml`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CueVerb {
    pub(super) speech: bool,
    pub(super) clause: bool,
    pub(super) bare: bool,
    pub(super) infinitive: bool,
    pub(super) phrase: bool,
    pub(super) plain: bool,
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

/// What takes back that something was said; described in `rules/quotes/cues.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unsaid {
    pub(super) verbs: Words,
    pub(super) avoiders: Words,
}

/// Words that tell whose voice is heard; described in `rules/quotes/voices.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Voices {
    pub(super) mouthpieces: Words,
    pub(super) authoring: Words,
    pub(super) stand_ins: Words,
    pub(super) partitives: Words,
    pub(super) mute: Words,
    pub(super) women: Words,
    pub(super) men: Words,
}

/// Numbers that decide what counts as speech.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) loose_words: usize,
    pub(super) orphan_words: usize,
    pub(super) clause_words: usize,
    pub(super) short_clause_words: usize,
    pub(super) according_words: usize,
    pub(super) reach: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: Vec<VerbEntry>,
    nouns: WordTable,
    according: PhraseTable,
    fixed: PhraseTable,
    announcing: WordTable,
    complementizers: WordTable,
    thoughts: WordTable,
    nobody: WordTable,
    faceless: WordTable,
    voice_pronouns: WordTable,
    shares: WordTable,
    turns: WordTable,
    openers: WordTable,
    saying_days: WordTable,
    answers: Answers,
    unsaid: Unsaid,
    via: ViaWords,
    limits: Limits,
}

/// The rules of this finder.
#[derive(Debug)]
pub(crate) struct QuoteRules {
    verbs: BTreeMap<String, CueVerb>,
    nouns: Words,
    /// As lemmas, longest first.
    pub(super) according: Vec<Vec<String>>,
    /// As lemmas, longest first.
    pub(super) fixed: Vec<Vec<String>>,
    announcing: Words,
    complementizers: Words,
    thoughts: Words,
    nobody: Words,
    faceless: Words,
    voice_pronouns: Words,
    shares: Words,
    turns: Words,
    openers: Words,
    saying_days: Words,
    pub(super) answers: Answers,
    pub(super) unsaid: Unsaid,
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
                verb.clause |= entry.clause;
                verb.bare |= entry.bare;
                verb.infinitive |= entry.infinitive;
                verb.phrase |= entry.phrase;
                verb.plain |= entry.plain;
                verb.recipient |= entry.recipient;
            }
        }
        Self {
            verbs,
            nouns: file.nouns.words,
            according: sequences(&file.according),
            fixed: sequences(&file.fixed),
            announcing: file.announcing.words,
            complementizers: file.complementizers.words,
            thoughts: file.thoughts.words,
            nobody: file.nobody.words,
            voice_pronouns: file.voice_pronouns.words,
            faceless: file.faceless.words,
            shares: file.shares.words,
            turns: file.turns.words,
            openers: file.openers.words,
            saying_days: file.saying_days.words,
            answers: file.answers,
            unsaid: file.unsaid,
            via: file.via,
            limits: file.limits,
            voices,
            given_names,
            clauses,
        }
    }

    /// What the verb with this lemma may report.
    pub(super) fn verb(&self, lemma: &str) -> Option<CueVerb> {
        self.verbs.get(lemma).copied()
    }

    pub(super) fn is_noun(&self, lemma: &str) -> bool {
        self.nouns.contains(lemma)
    }

    /// Whether a subject outside quotation marks is the writer or the reader, who are quoted by nobody.
    pub(super) fn is_nobody(&self, word: &str) -> bool {
        self.nobody.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// Whether a subject is a word that stands for no speaker.
    pub(super) fn is_faceless(&self, word: &str) -> bool {
        self.faceless.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// Whether a pronoun, in lower case, stands for people.
    pub(super) fn is_voice_pronoun(&self, word: &str) -> bool {
        self.voice_pronouns.contains(word)
    }

    /// Whether a word of a subject makes it a share of those asked.
    pub(super) fn is_share(&self, word: &str) -> bool {
        self.shares.contains(word)
    }

    /// Whether a word, in lower case, after a comma turns from the reported clause to the reporter's own words.
    pub(super) fn is_turn(&self, word: &str) -> bool {
        self.turns.contains(word)
    }

    /// Whether a word, in lower case, opens a subordinate clause at the start of a sentence.
    pub(super) fn is_opener(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// Whether a word, in lower case, after the cue tells when it was said: said Wednesday the talks had failed.
    pub(super) fn is_saying_day(&self, word: &str) -> bool {
        self.saying_days.contains(word)
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

    /// Whether a clause with "that" after a noun is its content: the impression that.
    pub(super) fn is_thought(&self, lemma: &str) -> bool {
        self.thoughts.contains(lemma)
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
