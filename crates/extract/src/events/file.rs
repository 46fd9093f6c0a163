//! The files of event rules and of word classes, as they are written.

use super::rule::{Bare, Needs};
use crate::{
    RuleError,
    word_list::{Terms, Words},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `classes.toml`: words that several rules share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassFile {
    pub(super) classes: BTreeMap<String, Words>,
}

/// A file of event rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventFile {
    pub(super) event: String,
    #[serde(default)]
    pub(super) target: Terms,
    #[serde(default)]
    pub(super) hides: bool,
    pub(super) rule: Vec<RawRule>,
}

/// A rule as it is written; `rules/README.md` says what each key means.
#[derive(PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) name: String,
    #[serde(default)]
    pub(super) verbs: Terms,
    #[serde(default)]
    pub(super) nouns: Terms,
    #[serde(default)]
    pub(super) adjectives: Terms,
    #[serde(default)]
    pub(super) modals: Words,
    pub(super) mode: Option<String>,
    pub(super) cameo: Option<String>,
    #[serde(default)]
    pub(super) contexts: Terms,
    #[serde(default)]
    pub(super) reciprocal: bool,
    pub(super) hides: Option<bool>,
    pub(super) source: Option<Terms>,
    pub(super) target: Option<Terms>,
    #[serde(default)]
    pub(super) needs: Needs,
    #[serde(default)]
    pub(super) bare: Bare,
    #[serde(default)]
    pub(super) subject: Words,
    #[serde(default)]
    pub(super) not_subject: Words,
    #[serde(default)]
    pub(super) object: Words,
    #[serde(default)]
    pub(super) not_object: Words,
    #[serde(default)]
    pub(super) about: Words,
    #[serde(default)]
    pub(super) not_about: Words,
    #[serde(default)]
    pub(super) argument: Words,
    #[serde(default)]
    pub(super) not_argument: Words,
    #[serde(default)]
    pub(super) modifier: Words,
    #[serde(default)]
    pub(super) not_modifier: Words,
    #[serde(default)]
    pub(super) light: Words,
    #[serde(default)]
    pub(super) not_light: Words,
    #[serde(default)]
    pub(super) requires: Words,
    #[serde(default)]
    pub(super) governed_by: Words,
    #[serde(default)]
    pub(super) needs_content: bool,
    #[serde(default)]
    pub(super) negated_future: bool,
    #[serde(default)]
    pub(super) conditional_future: bool,
    #[serde(default)]
    pub(super) future: bool,
    #[serde(default)]
    pub(super) priority: i8,
    #[serde(default)]
    pub(super) fires: Vec<RawExample>,
    #[serde(default)]
    pub(super) silent: Vec<String>,
}

/// A sentence under `fires`, alone or with its coding.
#[derive(PartialEq, Deserialize)]
#[serde(
    untagged,
    expecting = "a sentence, or { text = \"a sentence\", codes = \"TCD > SDN actual\" }"
)]
pub(super) enum RawExample {
    Sentence(String),
    Coded(CodedExample),
}

#[derive(PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodedExample {
    pub(super) text: String,
    pub(super) codes: String,
}

impl RawExample {
    pub(super) fn parts(&self) -> (&str, Option<&str>) {
        match self {
            Self::Sentence(text) => (text, None),
            Self::Coded(CodedExample { text, codes }) => (text, Some(codes)),
        }
    }
}

/// Reads a file of event rules. What is wrong is told of its rule, where it is in one.
pub(super) fn read(file: &str, text: &str) -> Result<EventFile, RuleError> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let (file, message) = (file.to_owned(), error.to_string());
        match error.span().and_then(|span| rule_at(text, span.start)) {
            Some(rule) => RuleError::Rule { file, rule, message },
            None => RuleError::Syntax { file, message },
        }
    })
}

/// The name of the rule that holds the byte at `at`.
fn rule_at(text: &str, at: usize) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        name: Option<String>,
    }
    #[derive(Deserialize)]
    struct Names {
        rule: Vec<toml::Spanned<Named>>,
    }
    let rules = toml::from_str::<Names>(text).ok()?.rule;
    rules.into_iter().rfind(|rule| rule.span().start <= at)?.into_inner().name
}
