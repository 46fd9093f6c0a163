//! The task `articles`: pages to articles.
//!
//! Gold is a folder with `truth.jsonl` (`{"id","url","title","authors","date","text"}`, null where the source does not
//! say) and `html/ID.html.gz` or `html/ID.html`. Metrics:
//! - `text_f1`: F1 of the mean precision and the mean recall over shingles of four words, as in the public article
//!   extraction benchmark (github.com/scrapinghub/article-extraction-benchmark, MIT). Compared are body and subheads,
//!   with the dateline in its place.
//! - `title_acc`: titles equal as words in lower case, or one contained in the other and at least 60 % as long.
//! - `date_acc`: same calendar day, at the place of publication or in UTC.
//! - `author_f1`: micro F1 over names as words in lower case.

use crate::{GoldError, Report, gold};
use chrono::{DateTime, NaiveDate};
use detente_model::{Article, Section};
use detente_parse::{Format, Parsed, ReadOptions, read_paths};
use detente_pipeline::Pipeline;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[derive(Debug, Deserialize)]
struct Truth {
    id: String,
    title: Option<String>,
    authors: Option<Vec<String>>,
    date: Option<String>,
    text: Option<String>,
}

/// Counts over all pages.
#[derive(Debug, Default)]
struct Tally {
    precision: Vec<f64>,
    recall: Vec<f64>,
    titles: Vec<bool>,
    dates: Vec<bool>,
    authors_both: usize,
    authors_gold: usize,
    authors_found: usize,
}

pub(crate) fn score(folder: &Path, _pipeline: &Pipeline) -> Result<Report, GoldError> {
    let truths: Vec<Truth> = gold::read_jsonl(&folder.join("truth.jsonl"))?;
    let mut report = Report::new("articles", folder, truths.len());
    let mut tally = Tally::default();
    let mut worst: Vec<(f64, String, String)> = Vec::new();
    for truth in &truths {
        let read = read(&page(folder, &truth.id));
        let article = read.as_ref().ok();
        let mut wrong = Vec::new();
        let mut badness = 0.0;
        if let Some(text) = &truth.text {
            let matched = shingles_matched(text, &article.map(compared).unwrap_or_default());
            tally.precision.extend(matched.precision);
            tally.recall.extend(matched.recall);
            let (p, r) = (matched.precision.unwrap_or(0.0), matched.recall.unwrap_or(0.0));
            let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
            badness += 1.0 - f1;
            wrong.push(format!("text {:.0}% precision, {:.0}% recall", p * 100.0, r * 100.0));
        }
        if let Some(title) = &truth.title {
            let found = article.and_then(|a| a.title.as_deref()).unwrap_or_default();
            let right = same_title(title, found);
            tally.titles.push(right);
            if !right {
                badness += 0.3;
                wrong.push(format!("title `{found}`"));
            }
        }
        if let Some(date) = &truth.date {
            let right = article.is_some_and(|a| same_day(date, a));
            tally.dates.push(right);
            if !right {
                badness += 0.3;
                let found = article.and_then(Article::day).map(|d| d.to_string());
                wrong.push(format!("date {}", found.as_deref().unwrap_or("none")));
            }
        }
        if let Some(authors) = &truth.authors {
            let wanted: BTreeSet<String> = authors.iter().map(|a| words(a)).collect();
            let found: BTreeSet<String> =
                article.iter().flat_map(|a| &a.authors).map(|a| words(a)).collect();
            tally.authors_both += wanted.intersection(&found).count();
            tally.authors_gold += wanted.len();
            tally.authors_found += found.len();
            if wanted != found {
                badness += 0.2;
                wrong.push(format!("authors {found:?}"));
            }
        }
        if let Err(message) = &read {
            wrong.insert(0, message.clone());
        }
        worst.push((badness, truth.id.clone(), wrong.join("; ")));
        report.predictions.push(serde_json::json!({
            "id": truth.id,
            "title": article.and_then(|a| a.title.clone()),
            "authors": article.map(|a| a.authors.clone()),
            "date": article.and_then(|a| a.published).map(|p| p.at.to_rfc3339()),
            "text": article.map(compared),
        }));
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    report.worst = worst.into_iter().take(10).map(|(_, id, wrong)| (id, wrong)).collect();
    tally.report(&mut report);
    Ok(report)
}

impl Tally {
    fn report(&self, report: &mut Report) {
        let (precision, recall) = (mean(&self.precision), mean(&self.recall));
        let f1 = precision
            .zip(recall)
            .map(|(p, r)| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 });
        report.push("text_f1", f1.map(percent));
        report.push("text_precision", precision.map(percent));
        report.push("text_recall", recall.map(percent));
        report.push("title_acc", share(&self.titles));
        report.push("date_acc", share(&self.dates));
        let both = 2.0 * self.authors_both as f64;
        let all = self.authors_gold + self.authors_found;
        report.push("author_f1", (self.authors_gold > 0).then(|| percent(both / all as f64)));
    }
}

fn percent(share: f64) -> f64 {
    100.0 * share
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn share(right: &[bool]) -> Option<f64> {
    let hits = right.iter().filter(|r| **r).count();
    (!right.is_empty()).then(|| percent(hits as f64 / right.len() as f64))
}

fn page(folder: &Path, id: &str) -> PathBuf {
    let packed = folder.join("html").join(format!("{id}.html.gz"));
    if packed.exists() { packed } else { packed.with_extension("") }
}

/// The article of a page, or why there is none.
fn read(path: &Path) -> Result<Article, String> {
    let options = ReadOptions { format: Some(Format::Html), ..ReadOptions::default() };
    let mut why = "nothing was read".to_owned();
    for parsed in read_paths([path.to_owned()], &options).map_err(|e| e.to_string())? {
        match parsed {
            Parsed::Article(article) => return Ok(article),
            Parsed::Problem(problem) => why = problem.message,
        }
    }
    Err(why)
}

/// Body and subheads, the dateline put back before the first paragraph.
fn compared(article: &Article) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut dateline = article.dateline.as_ref().map(|d| d.text.as_str());
    for block in &article.blocks {
        if block.section == Section::Body {
            parts.extend(dateline.take());
        }
        if matches!(block.section, Section::Body | Section::Subhead) {
            parts.push(block.span.of(&article.text));
        }
    }
    parts.join("\n\n")
}

/// Runs of word characters, Python's `\w+`.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|t| !t.is_empty())
}

struct Matched {
    precision: Option<f64>,
    recall: Option<f64>,
}

/// Shingles of four words in both texts, as shares of those predicted and of those in the gold; `None` where there are
/// none, as the benchmark has it.
fn shingles_matched(gold: &str, predicted: &str) -> Matched {
    let (gold, predicted) = (shingles(gold), shingles(predicted));
    let both: usize =
        gold.iter().map(|(s, n)| predicted.get(s).copied().unwrap_or(0).min(*n)).sum();
    let share = |counts: &BTreeMap<Vec<&str>, usize>| {
        let all: usize = counts.values().sum();
        (all > 0).then(|| both as f64 / all as f64)
    };
    Matched { precision: share(&predicted), recall: share(&gold) }
}

fn shingles(text: &str) -> BTreeMap<Vec<&str>, usize> {
    let tokens: Vec<&str> = tokens(text).collect();
    let mut counts = BTreeMap::new();
    if tokens.is_empty() {
        return counts;
    }
    for shingle in tokens.windows(tokens.len().min(4)) {
        *counts.entry(shingle.to_vec()).or_insert(0) += 1;
    }
    counts
}

/// Words in lower case.
fn words(text: &str) -> String {
    tokens(text).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn same_title(gold: &str, found: &str) -> bool {
    let (gold, found) = (words(gold), words(found));
    let (short, long) = if gold.len() <= found.len() { (&gold, &found) } else { (&found, &gold) };
    gold == found
        || (!short.is_empty()
            && long.contains(short.as_str())
            && short.len() * 10 >= long.len() * 6)
}

fn same_day(gold: &str, article: &Article) -> bool {
    let Some(found) = article.published else { return false };
    let days = match DateTime::parse_from_rfc3339(&gold.replacen(' ', "T", 1)) {
        Ok(at) => [Some(at.date_naive()), Some(at.to_utc().date_naive())],
        Err(_) => [gold.get(..10).and_then(|d| d.parse::<NaiveDate>().ok()), None],
    };
    days.contains(&Some(found.day)) || days.contains(&Some(found.at.date_naive()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_count_as_in_the_benchmark() {
        let matched = shingles_matched("a b c d e", "a b c d x");
        assert_eq!((matched.precision, matched.recall), (Some(0.5), Some(0.5)));
        assert_eq!(shingles_matched("a b", "a b").recall, Some(1.0));
        assert_eq!(shingles_matched("a b c d", "").precision, None);
        assert_eq!(shingles_matched("a b c d", "").recall, Some(0.0));
    }

    #[test]
    fn titles_may_be_contained() {
        assert!(same_title("Talks end without a deal", "Talks end: without a deal – live"));
        assert!(!same_title("Talks end without a deal", "Talks"));
        assert!(!same_title("Talks", ""));
    }
}
