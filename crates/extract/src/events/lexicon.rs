//! The words that the rules know, as numbers: comparing a token with a rule is comparing numbers.

use std::collections::HashMap;

/// A word of the rule files. [`Word::NONE`] is any word that no rule names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Word(u32);

impl Word {
    pub(crate) const NONE: Self = Self(0);
}

/// Numbers words.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: HashMap<String, Word>,
}

impl Lexicon {
    /// The number of `word`, a new one if need be.
    pub(crate) fn intern(&mut self, word: &str) -> Word {
        let next = Word(self.words.len() as u32 + 1);
        *self.words.entry(word.to_owned()).or_insert(next)
    }

    /// The word that `form` may be an inflected verb of: `orders` and `ordered` of `order`.
    pub(crate) fn verb_of(&self, form: &str) -> Option<Word> {
        let known = |stem: String| self.words.get(&stem).copied();
        let stem = |suffix: &str, end: &str| {
            form.strip_suffix(suffix).and_then(|s| known(format!("{s}{end}")))
        };
        if form.ends_with('s') {
            return stem("ies", "y").or_else(|| stem("s", "")).or_else(|| stem("es", ""));
        }
        let doubled = || {
            let s = form.strip_suffix("ed")?;
            let last = s.chars().last()?;
            known(s.strip_suffix(last).filter(|t| t.ends_with(last))?.to_owned())
        };
        stem("ed", "").or_else(|| stem("ed", "e")).or_else(|| stem("ied", "y")).or_else(doubled)
    }

    /// The number of `word` in any case, [`Word::NONE`] where no rule names it.
    pub(crate) fn get(&self, word: &str) -> Word {
        let known = if word.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
            self.words.get(&word.to_lowercase())
        } else {
            self.words.get(word)
        };
        known.copied().unwrap_or(Word::NONE)
    }
}

/// A set of words, and whether it also takes any political actor (`@actor`) or any state or government (`@state`).
#[derive(Debug, Default)]
pub(crate) struct WordSet {
    sorted: Vec<Word>,
    pub(crate) actor: bool,
    pub(crate) state: bool,
}

impl WordSet {
    pub(crate) fn new(mut words: Vec<Word>, actor: bool, state: bool) -> Self {
        words.sort_unstable();
        words.dedup();
        Self { sorted: words, actor, state }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sorted.is_empty() && !self.actor && !self.state
    }

    pub(crate) fn has(&self, word: Word) -> bool {
        word != Word::NONE && self.sorted.binary_search(&word).is_ok()
    }
}
