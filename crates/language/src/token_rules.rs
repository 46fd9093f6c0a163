//! The rule files of the tokenizer and of the sentence splitter.

use std::collections::HashMap;

/// What follows an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A name.
    Title,
    /// A number; elsewhere the word is no abbreviation.
    Number,
    /// The rest of the sentence.
    Inner,
    /// Anything; it may end a sentence.
    Any,
}

/// Word lists, looked up by exact key.
#[derive(Debug)]
pub(crate) struct TokenRules {
    abbreviations: HashMap<&'static str, Abbreviation>,
    contractions: HashMap<&'static str, usize>,
    affixes: Vec<&'static str>,
    units: Vec<&'static str>,
    endings: Vec<&'static str>,
    emoticons: Vec<&'static str>,
    openers: Vec<&'static str>,
}

const ABBREVIATIONS: &str = include_str!("../rules/abbreviations.tsv");
const CONTRACTIONS: &str = include_str!("../rules/contractions.tsv");
const AFFIXES: &str = include_str!("../rules/affixes.tsv");
const UNITS: &str = include_str!("../rules/units.tsv");
const ENDINGS: &str = include_str!("../rules/endings.tsv");
const OPENERS: &str = include_str!("../rules/openers.tsv");
const EMOTICONS: &str = include_str!("../rules/emoticons.tsv");

fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn sorted(file: &'static str) -> Vec<&'static str> {
    let mut list: Vec<_> = rows(file).collect();
    list.sort_unstable();
    list
}

impl TokenRules {
    /// The rules that are compiled in. Lines that do not fit are left out; the tests find them.
    pub(crate) fn embedded() -> Self {
        let abbreviations = rows(ABBREVIATIONS).filter_map(|line| {
            let (word, kind) = line.split_once('\t')?;
            Some((word, abbreviation_kind(kind)?))
        });
        let contractions = rows(CONTRACTIONS).filter_map(|line| {
            let (word, first) = line.split_once('\t')?;
            Some((word, first.parse().ok()?))
        });
        Self {
            abbreviations: abbreviations.collect(),
            contractions: contractions.collect(),
            affixes: sorted(AFFIXES),
            units: sorted(UNITS),
            endings: sorted(ENDINGS),
            emoticons: sorted(EMOTICONS),
            openers: sorted(OPENERS),
        }
    }

    /// The kind of an abbreviation written without its full stop.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        const LONGEST: usize = 8;
        if word.len() > LONGEST {
            return None;
        }
        let exact = self.abbreviations.get(word).copied();
        exact.or_else(|| {
            let all_capitals = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
            if all_capitals {
                let mut title = word.to_ascii_lowercase();
                title[..1].make_ascii_uppercase();
                return self
                    .abbreviations
                    .get(title.as_str())
                    .copied()
                    .filter(|k| *k == Abbreviation::Title);
            }
            self.abbreviations.get(word.to_lowercase().as_str()).copied()
        })
    }

    /// The length of the first part of a fused word.
    pub(crate) fn contraction(&self, word: &str) -> Option<usize> {
        const LONGEST: usize = 8;
        let fits = (2..=LONGEST).contains(&word.len()) && word.is_ascii() && word != "IM";
        if !fits || !word.ends_with(['t', 'a', 's', 'm', 'e', 'T', 'A', 'S', 'E']) {
            return None;
        }
        self.contractions
            .get(word)
            .or_else(|| self.contractions.get(word.to_ascii_lowercase().as_str()))
            .copied()
    }

    pub(crate) fn is_affix(&self, part: &str) -> bool {
        listed_in_lower_case(&self.affixes, part)
    }

    /// Whether a sentence may begin with `word` after an abbreviation.
    pub(crate) fn is_opener(&self, word: &str) -> bool {
        listed_in_lower_case(&self.openers, word)
    }

    pub(crate) fn is_unit(&self, tail: &str) -> bool {
        listed_in_lower_case(&self.units, tail)
    }

    pub(crate) fn is_ending(&self, part: &str) -> bool {
        self.endings.binary_search(&part).is_ok()
    }

    pub(crate) fn is_emoticon(&self, chunk: &str) -> bool {
        self.emoticons.binary_search(&chunk).is_ok()
    }
}

fn listed_in_lower_case(list: &[&str], word: &str) -> bool {
    list.binary_search_by(|entry| entry.bytes().cmp(word.bytes().map(|b| b.to_ascii_lowercase())))
        .is_ok()
}

fn abbreviation_kind(kind: &str) -> Option<Abbreviation> {
    Some(match kind {
        "title" => Abbreviation::Title,
        "number" => Abbreviation::Number,
        "inner" => Abbreviation::Inner,
        "any" => Abbreviation::Any,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_rule_files_is_read() {
        let rules = TokenRules::embedded();
        assert_eq!(rules.abbreviations.len(), rows(ABBREVIATIONS).count());
        assert_eq!(rules.contractions.len(), rows(CONTRACTIONS).count());
        for line in rows(CONTRACTIONS) {
            let (word, first) = line.split_once('\t').unwrap();
            assert!(first.parse::<usize>().unwrap() < word.len(), "{line}");
        }
    }

    #[test]
    fn capitals_count_where_they_are_written() {
        let rules = TokenRules::embedded();
        assert_eq!(rules.abbreviation("Gen"), Some(Abbreviation::Title));
        assert_eq!(rules.abbreviation("GEN"), Some(Abbreviation::Title));
        assert_eq!(rules.abbreviation("gen"), None);
        assert_eq!(rules.abbreviation("Etc"), Some(Abbreviation::Any));
    }
}
