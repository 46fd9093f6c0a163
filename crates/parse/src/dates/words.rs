//! The words that dates are written with: `data/dates.toml`.

use crate::rules::{Loaded, toml_file};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

#[derive(Debug, Default, Deserialize)]
pub(super) struct File {
    pub(super) months: BTreeMap<String, u32>,
    pub(super) zones: BTreeMap<String, i64>,
    pub(super) words: Words,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    pub(super) weekdays: BTreeSet<String>,
    pub(super) fillers: BTreeSet<String>,
    pub(super) labels: BTreeSet<String>,
    pub(super) absent: BTreeSet<String>,
}

pub(super) fn load() -> Loaded<File> {
    toml_file("dates.toml", include_str!("../../data/dates.toml"))
}

pub(super) static FILE: LazyLock<File> = LazyLock::new(|| load().unwrap_or_default());

/// The number of the month that `word` names, in full or abbreviated.
pub(crate) fn month(word: &str) -> Option<u32> {
    FILE.months.get(word.trim_end_matches('.').to_lowercase().as_str()).copied()
}

/// Whether `word` is a day of the week, in full or abbreviated.
pub(crate) fn is_weekday(word: &str) -> bool {
    FILE.words.weekdays.contains(word.trim_end_matches('.').to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_dates_load() {
        super::load().unwrap();
    }
}
