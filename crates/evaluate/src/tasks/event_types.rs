//! The task `event-types`: the PLOVER type of a whole document.
//!
//! Gold: JSONL with `id`, `title`, `text`, `label`. Predicted is the type of the event that `is_main`, as data without a
//! status would give it; a document without events counts as wrong. `accuracy`, and
//! `macro_f1` over the labels that gold has.

use crate::gold::read_jsonl;
use crate::pairing::prf;
use crate::{GoldError, Report};
use detente_model::{Article, Section, Table};
use detente_pipeline::Pipeline;
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    #[serde(default)]
    title: String,
    label: String,
}

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let records: Vec<Record> = read_jsonl(gold)?;
    let mut report = Report::new("event-types", gold, records.len());
    let mut pairs = Vec::new();
    for record in &records {
        let body = record.text.split("\n\n");
        let article = Article::builder(record.id.clone()).block(Section::Title, &record.title);
        let article = body.fold(article, |a, p| a.block(Section::Body, p)).build();
        let coded = pipeline.code_or_report(article, [Table::Events].into_iter().collect());
        let main = coded.ok().and_then(|c| c.findings.events.into_iter().find(|e| e.is_main));
        let predicted = main.map(|e| e.type_without_status());
        let predicted = predicted.map_or("", |t| t.as_str());
        report.predictions.push(json!({"id": record.id, "label": predicted}));
        if predicted != record.label && report.worst.len() < 10 {
            let what = format!("{predicted:?} for {}: {}", record.label, record.title);
            report.worst.push((record.id.clone(), what));
        }
        pairs.push((record.label.clone(), predicted.to_owned()));
    }
    let right = pairs.iter().filter(|(g, p)| g == p).count();
    report.push("accuracy", 100.0 * right as f64 / pairs.len().max(1) as f64);
    report.push("macro_f1", macro_f1(&pairs));
    Ok(report)
}

/// The mean over the gold labels of the F1 of each, in percent.
pub(super) fn macro_f1(pairs: &[(String, String)]) -> f64 {
    let labels: BTreeSet<&str> = pairs.iter().map(|(g, _)| g.as_str()).collect();
    let mut counts: BTreeMap<&str, [f64; 3]> = BTreeMap::new();
    for (g, p) in pairs {
        counts.entry(g).or_default()[2] += 1.0;
        counts.entry(p).or_default()[1] += 1.0;
        if g == p {
            counts.entry(g).or_default()[0] += 1.0;
        }
    }
    let f1 = |label: &&str| {
        let [right, predicted, gold] = counts.get(*label).copied().unwrap_or_default();
        prf(right, predicted, gold)[2]
    };
    labels.iter().map(f1).sum::<f64>() / labels.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::macro_f1;

    #[test]
    fn labels_count_alike_whatever_their_size() {
        let pair = |g: &str, p: &str| (g.to_owned(), p.to_owned());
        let pairs = [pair("AID", "AID"), pair("AID", "AID"), pair("AGREE", "AID")];
        // AID: precision 2/3, recall 1, F1 0.8; AGREE: 0.
        assert!((macro_f1(&pairs) - 40.0).abs() < 1e-9);
    }
}
