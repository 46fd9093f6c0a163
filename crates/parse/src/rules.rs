//! Loading the files under `data/`.

use regex::Regex;
use serde::de::DeserializeOwned;

/// A data file of this crate that does not load: a defect, which the tests of each file catch.
#[derive(Debug, thiserror::Error)]
#[error("data/{file}: {message}")]
pub(crate) struct RulesError {
    file: &'static str,
    message: String,
}

pub(crate) type Loaded<T> = Result<T, RulesError>;

pub(crate) fn toml_file<T: DeserializeOwned>(file: &'static str, content: &str) -> Loaded<T> {
    toml::from_str(content).map_err(|e| RulesError { file, message: e.to_string() })
}

/// One expression for any of `patterns`, without regard to case, within `before` and `after`.
pub(crate) fn any_of(
    file: &'static str,
    before: &str,
    patterns: &[String],
    after: &str,
) -> Loaded<Regex> {
    // Each with the flags of its own: a bad pattern cannot change its neighbours.
    let joined = patterns.iter().map(|p| format!("(?:{p})")).collect::<Vec<_>>().join("|");
    regex::RegexBuilder::new(&format!("{before}(?:{joined}){after}"))
        .case_insensitive(true)
        .size_limit(64 << 20)
        .build()
        .map_err(|e| RulesError { file, message: e.to_string() })
}

/// One expression for each pattern, matching whole lines.
pub(crate) fn whole_lines(file: &'static str, patterns: &[String]) -> Loaded<Vec<Regex>> {
    patterns.iter().map(|p| any_of(file, "^", std::slice::from_ref(p), "$")).collect()
}

/// The rows of a table of two columns: no comments, no header.
pub(crate) fn rows(content: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    content
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
}
