//! How input is read.

use crate::Format;
use crate::rules::{Loaded, toml_file};
use detente_model::Published;
use serde::Deserialize;
use std::sync::LazyLock;

/// The names under which JSON records give the parts of an article. A name given here is the only one looked for; where
/// it is `None`, the usual names are tried in turn (`data/fields.toml`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct FieldNames {
    pub text: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub id: Option<String>,
    pub authors: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
}

/// How input is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of everything; `None` goes by extension, then by content.
    pub format: Option<Format>,
    /// Field names of JSON records.
    pub fields: FieldNames,
    /// The publication date of articles that give none.
    pub default_date: Option<Published>,
    /// Bytes of one article at most, unpacked; a larger one is a problem, and is not read into memory.
    pub max_article_bytes: usize,
}

impl Default for ReadOptions {
    /// 8 MiB an article: some hundred times the longest of newspaper articles.
    fn default() -> Self {
        Self {
            format: None,
            fields: FieldNames::default(),
            default_date: None,
            max_article_bytes: 8 << 20,
        }
    }
}

/// The usual names of fields, in the order they are tried.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Aliases {
    pub(crate) text: Vec<String>,
    pub(crate) title: Vec<String>,
    pub(crate) date: Vec<String>,
    pub(crate) url: Vec<String>,
    pub(crate) id: Vec<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) publisher: Vec<String>,
    pub(crate) language: Vec<String>,
}

fn load() -> Loaded<Aliases> {
    toml_file("fields.toml", include_str!("../data/fields.toml"))
}

pub(crate) static ALIASES: LazyLock<Aliases> = LazyLock::new(|| load().unwrap_or_default());

#[cfg(test)]
mod tests {
    #[test]
    fn the_field_names_load() {
        super::load().unwrap();
    }
}
