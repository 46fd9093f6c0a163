//! Lists of words in rule files. A list that holds what could never act is refused as it is read.

use serde::de::{Deserialize, Deserializer, Error};
use std::collections::BTreeSet;
use std::ops::Deref;

/// Words in lower case, each looked up by one token: none is written twice, none is several words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words(BTreeSet<String>);

/// Terms of one word or several, in the order in which they are written; none is written twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Terms(Vec<String>);

impl Deref for Words {
    type Target = BTreeSet<String>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Deref for Terms {
    type Target = [String];
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Terms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let terms = Vec::<String>::deserialize(deserializer)?;
        let mut known = BTreeSet::new();
        for term in &terms {
            if term.trim().is_empty() {
                return Err(D::Error::custom("an entry is empty: delete it"));
            }
            if !known.insert(term) {
                return Err(D::Error::custom(format!("`{term}` is listed twice: delete one")));
            }
        }
        Ok(Self(terms))
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let terms = Terms::deserialize(deserializer)?.0;
        if let Some(several) = terms.iter().find(|t| t.contains(char::is_whitespace)) {
            return Err(D::Error::custom(format!(
                "`{several}` is several words, and single words are looked up here: delete it, or list the one that counts"
            )));
        }
        if let Some(capital) = terms.iter().find(|t| t.chars().any(char::is_uppercase)) {
            return Err(D::Error::custom(format!(
                "`{capital}` has a capital: words are in lower case"
            )));
        }
        Ok(Self(terms.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct File {
        words: Option<Words>,
        terms: Option<Terms>,
    }

    fn error(text: &str) -> String {
        toml::from_str::<File>(text).unwrap_err().to_string()
    }

    #[test]
    fn what_could_never_act_is_refused_by_line_and_key() {
        let twice = error("words = [\"go\", \"come\", \"go\"]");
        assert!(twice.contains("`go` is listed twice"), "{twice}");
        assert!(twice.contains("line 1") && twice.contains("words ="), "{twice}");
        assert!(error("words = [\"go on\"]").contains("`go on` is several words"));
        assert!(error("words = [\"Go\"]").contains("`Go` has a capital"));
        assert!(error("terms = [\"go on\", \"go on\"]").contains("`go on` is listed twice"));
        assert!(error("terms = [\"\"]").contains("empty"));
    }

    #[test]
    fn terms_keep_their_order() {
        let file: File =
            toml::from_str("terms = [\"go on\", \"call\"]\nwords = [\"b\", \"a\"]").unwrap();
        assert_eq!(*file.terms.unwrap(), ["go on".to_owned(), "call".to_owned()]);
        assert!(file.words.unwrap().contains("a"));
    }
}
