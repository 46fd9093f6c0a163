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
    pub(super) updates: BTreeSet<String>,
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

/// Whether `word` may be a word of a date: a month, a day, an hour, a zone, a label, or a word that links them.
pub(super) fn is_date_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '\u{2212}'));
    let words = &FILE.words;
    if bare.is_empty() || FILE.months.contains_key(bare) || FILE.zones.contains_key(bare) {
        return true;
    }
    let number = bare.trim_start_matches(|c: char| !c.is_alphabetic());
    let starts = bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '\u{2212}'));
    let offset = ["utc", "gmt"].iter().filter_map(|zone| bare.strip_prefix(zone)).any(|rest| {
        rest.starts_with(['+', '-', '\u{2212}']) && !rest.contains(char::is_alphabetic)
    });
    let ending =
        matches!(number, "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "a.m" | "p.m" | "h" | "z")
            || number
                .strip_prefix('t')
                .is_some_and(|time| !time.trim_end_matches('z').contains(char::is_alphabetic));
    (starts && ending)
        || offset
        || matches!(bare, "am" | "pm" | "a.m" | "p.m" | "last" | "first")
        || [&words.weekdays, &words.fillers, &words.labels, &words.updates]
            .iter()
            .any(|set| set.contains(bare))
        // `5-Aug-2015`
        || (starts && bare.split(['-', '/', '.']).any(|part| FILE.months.contains_key(part)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_dates_load() {
        super::load().unwrap();
    }
}
