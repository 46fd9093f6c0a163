//! Reports: rows of the `events` table with what they are compared by.

use crate::corpus::{ArticleFacts, article_facts, days, text};
use crate::parties::{Parties, Party};
use detente_model::CharIndex;
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Code points to either side of the trigger that are its context, within the paragraph.
const CONTEXT: usize = 300;

/// Days that a date covers at most that says when an event was. "In March", "in 2019" and "since May" say less than the
/// day of publication does: on the first of their days nothing need have happened.
const LONGEST: i32 = 7;

/// The columns that reports are read from.
pub(super) struct Table<'a> {
    events: &'a DataFrame,
    sources: Parties,
    targets: Parties,
    facts: PlHashMap<&'a str, ArticleFacts>,
    texts: BTreeMap<&'a str, &'a str>,
    /// Articles of which the source gave no more than month or year.
    undated: BTreeSet<&'a str>,
}

/// One row of the `events` table.
pub(super) struct Report<'a> {
    pub(super) article: &'a str,
    pub(super) event: &'a str,
    pub(super) event_type: &'a str,
    pub(super) status: &'a str,
    pub(super) source: Side<'a>,
    pub(super) target: Side<'a>,
    /// Days since 1970.
    pub(super) date_start: Option<i32>,
    pub(super) date_end: Option<i32>,
    pub(super) published: Option<i32>,
    /// Whether the text says when, to a few days.
    pub(super) is_dated: bool,
    /// The first and last day of an event that is dated, or else the day of publication, where the source gave a day.
    pub(super) first_day: Option<i32>,
    pub(super) last_day: Option<i32>,
    pub(super) place: Option<&'a str>,
    pub(super) country: Option<&'a str>,
    pub(super) score: Score,
    /// Whether the article is a copy of another.
    pub(super) copy: bool,
    /// Whether it stands in the first line of its article, which the others tell again.
    pub(super) headline: bool,
    /// The words around the trigger.
    pub(super) words: BTreeSet<String>,
    /// The numbers among them, years apart.
    pub(super) numbers: BTreeSet<String>,
}

/// Who acts, or is acted on.
pub(super) struct Side<'a>(Vec<Party<'a>>);

/// A score that can be sorted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score(u32);

impl<'a> Side<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the table.
    pub(super) fn names(&self) -> Vec<&'a str> {
        self.0.iter().map(|party| party.name).collect()
    }

    /// Each once, in alphabetical order.
    pub(super) fn countries(&self) -> Vec<&'a str> {
        let countries: BTreeSet<_> = self.0.iter().filter_map(|party| party.country).collect();
        countries.into_iter().collect()
    }
}

impl<'a> Table<'a> {
    pub(super) fn of(events: &'a DataFrame, articles: &'a DataFrame) -> PolarsResult<Self> {
        let (ids, texts) = (text(articles, "article_id")?, text(articles, "text")?);
        let texts = ids.iter().zip(texts.iter()).filter_map(|(id, text)| Some((id?, text?)));
        let undated = match articles.column("published_precision") {
            Ok(precision) => {
                let told = ids.iter().zip(precision.str()?.iter());
                let vague = |precision| matches!(precision, Some("month" | "year"));
                told.filter_map(|(id, precision)| id.filter(|_| vague(precision))).collect()
            }
            Err(_) => BTreeSet::new(),
        };
        Ok(Self {
            events,
            sources: Parties::of(events, "source")?,
            targets: Parties::of(events, "target")?,
            facts: article_facts(articles)?,
            texts: texts.collect(),
            undated,
        })
    }

    /// The reports, by their ids.
    pub(super) fn reports(&self) -> PolarsResult<Vec<Report<'_>>> {
        let column = |name| text(self.events, name);
        let (articles, ids) = (column("article_id")?, column("event_id")?);
        let (types, statuses) = (column("type")?, column("status")?);
        let (places, countries) = (column("place")?, column("country")?);
        let (starts, ends) = (days(self.events, "date_start")?, days(self.events, "date_end")?);
        let (from, to) = (self.events.column("start")?.i64()?, self.events.column("end")?.i64()?);
        let scores = self.events.column("score")?.f32()?;
        let mut index: Option<(&str, CharIndex<'_>)> = None;
        let mut reports = Vec::new();
        for row in 0..self.events.height() {
            let (Some(article), Some(event)) = (articles.get(row), ids.get(row)) else { continue };
            let facts = self.facts.get(article).copied().unwrap_or_default();
            let text = self.texts.get(article).copied().unwrap_or_default();
            if index.as_ref().is_none_or(|(id, _)| *id != article) {
                index = Some((article, CharIndex::new(text)));
            }
            let (context, headline) = match (&index, from.get(row), to.get(row)) {
                (Some((_, index)), Some(from), Some(to)) => {
                    (context(index, text, from, to), is_in_headline(index, text, from))
                }
                _ => ("", false),
            };
            let words = words(context);
            let dated = starts[row].map(|first| (first, ends[row].unwrap_or(first)));
            let dated = dated.filter(|(first, last)| last.saturating_sub(*first) < LONGEST);
            let published = facts.published.filter(|_| !self.undated.contains(article));
            let days = dated.or(published.map(|day| (day, day)));
            reports.push(Report {
                article,
                event,
                event_type: types.get(row).unwrap_or_default(),
                status: statuses.get(row).unwrap_or_default(),
                source: Side(self.sources.row(row).collect()),
                target: Side(self.targets.row(row).collect()),
                date_start: starts[row],
                date_end: ends[row],
                published: facts.published,
                is_dated: dated.is_some(),
                first_day: days.map(|(first, _)| first),
                last_day: days.map(|(_, last)| last),
                place: places.get(row),
                country: countries.get(row),
                score: Score::of(scores.get(row).unwrap_or_default()),
                copy: facts.duplicate,
                headline,
                numbers: words.iter().filter_map(|word| number(word)).collect(),
                words,
            });
        }
        reports.sort_by_key(|report| report.event);
        Ok(reports)
    }
}

impl Score {
    fn of(score: f32) -> Self {
        // The bits of numbers that are not negative are in their order.
        Self(score.max(0.0).to_bits())
    }
}

/// What stands around code points `from` to `to`, within their paragraph.
fn context<'t>(index: &CharIndex<'_>, text: &'t str, from: i64, to: i64) -> &'t str {
    let offset = |at: i64| index.byte_offset(u32::try_from(at).unwrap_or_default()) as usize;
    let (start, end) = (offset(from), offset(to.max(from)));
    let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else { return "" };
    let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let after = &after[..after.find('\n').unwrap_or(after.len())];
    let far = before.char_indices().rev().nth(CONTEXT).map_or(0, |(at, _)| at);
    let near = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    &text[start - (before.len() - far)..end + near]
}

/// Whether code point `at` is in the first of several lines.
fn is_in_headline(index: &CharIndex<'_>, text: &str, at: i64) -> bool {
    let at = index.byte_offset(u32::try_from(at).unwrap_or_default()) as usize;
    text.find('\n').is_some_and(|end| at < end)
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The number that a word writes: reports of one event differ in how they write it. Years and "one" say nothing.
pub(super) fn number(word: &str) -> Option<String> {
    const SPELLED: [&str; 19] = [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 7] = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = |list: &[&str]| list.iter().position(|spelled| *spelled == word);
    if let Some(n) = at(&SPELLED) {
        return Some((n + 2).to_string());
    }
    if let Some(n) = at(&TENS) {
        return Some((10 * (n + 3)).to_string());
    }
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    (!year && word != "1" && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_context_is_the_paragraph_around_the_trigger() {
        let text = "Élan.\n\nZoë met Åse in Oslo.\nMore.";
        let index = CharIndex::new(text);
        assert_eq!(context(&index, text, 11, 14), "Zoë met Åse in Oslo.");
        assert_eq!(context(&index, text, 900, 901), "More.");
        let long = "ä".repeat(2 * CONTEXT);
        let index = CharIndex::new(&long);
        assert_eq!(context(&index, &long, 0, 1).chars().count(), 1 + CONTEXT);
    }

    #[test]
    fn the_headline_is_the_first_of_several_lines() {
        let text = "Élan meets Zoë\n\nZoë met Élan in Oslo.";
        let index = CharIndex::new(text);
        assert!(is_in_headline(&index, text, 5) && !is_in_headline(&index, text, 20));
        assert!(!is_in_headline(&CharIndex::new("Zoë met Élan."), "Zoë met Élan.", 4));
    }

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        let numbers: Vec<_> = ["five", "5", "twenty", "70", "seventy", "2024", "one", "a5"]
            .into_iter()
            .filter_map(number)
            .collect();
        assert_eq!(numbers, ["5", "5", "20", "70", "70"]);
    }
}
