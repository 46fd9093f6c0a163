//! The task `factuality`: did it happen?
//!
//! Two kinds of gold. Graded: a predicate in a sentence with a value from −3 (did not happen) to 3 (happened); `r` is
//! Pearson's, `mae` the mean absolute error, `nonfactual_f1` the F1 of "below 0" (percent). Labelled: event mentions with
//! certainty, polarity and time; macro-F1 over the labels of each.

use super::event_types::macro_f1;
use crate::gold::read_jsonl;
use crate::pairing::prf;
use crate::{GoldError, Report};
use detente_extract::{Document, factuality};
use detente_model::{Article, ByteSpan, CharIndex, CharSpan, Status};
use detente_pipeline::Pipeline;
use serde::Deserialize;
use serde_json::json;
use std::path::Path;

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    #[serde(default)]
    pred: Option<(u32, u32)>,
    #[serde(default)]
    factuality: Option<f64>,
    #[serde(default)]
    events: Vec<Labelled>,
}

#[derive(Deserialize)]
struct Labelled {
    start: u32,
    end: u32,
    certainty: String,
    polarity: String,
    time: String,
}

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let records: Vec<Record> = read_jsonl(gold)?;
    let mut report = Report::new("factuality", gold, records.len());
    let (mut graded, mut labels) = (Vec::new(), [Vec::new(), Vec::new(), Vec::new()]);
    let mut worst: Vec<(f64, String, String)> = Vec::new();
    let mut last: Option<(String, Article, detente_model::Analysis)> = None;
    for record in &records {
        // Consecutive records often share their sentence.
        if last.as_ref().is_none_or(|(text, ..)| *text != record.text) {
            let article = Article::from_text(record.text.clone(), None);
            let analysis = pipeline.analyser().analyse(&article);
            last = Some((record.text.clone(), article, analysis));
        }
        let Some((_, article, analysis)) = &last else { continue };
        let doc = Document::new(article, analysis);
        let rules = pipeline.extractor().rules().factuality();
        let index = CharIndex::new(&article.text);
        let token = |start: u32, end: u32| head_of(&doc, index.byte_span(CharSpan { start, end }));
        if let (Some((start, end)), Some(value)) = (record.pred, record.factuality) {
            let predicted =
                token(start, end).map_or(0.0, |t| f64::from(factuality::score(&doc, rules, t)));
            graded.push((value, predicted));
            report.predictions.push(json!({"id": record.id, "factuality": predicted}));
            worst.push((
                (value - predicted).abs(),
                record.id.clone(),
                format!("{predicted:.1} for {value:.1}: {}", record.text),
            ));
        }
        let mut predicted_events = Vec::new();
        for event in &record.events {
            let found = token(event.start, event.end).map(|t| factuality::profile(&doc, rules, t));
            let [certainty, polarity, time] =
                found.map_or(["CERTAIN", "POS", "NON_FUTURE"], labels_of);
            labels[0].push((event.certainty.clone(), certainty.to_owned()));
            labels[1].push((event.polarity.clone(), polarity.to_owned()));
            labels[2].push((event.time.clone(), time.to_owned()));
            predicted_events.push(json!({
                "start": event.start, "end": event.end,
                "certainty": certainty, "polarity": polarity, "time": time,
            }));
        }
        if !record.events.is_empty() {
            report.predictions.push(json!({"id": record.id, "events": predicted_events}));
        }
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    report.worst = worst.into_iter().take(10).map(|(_, id, what)| (id, what)).collect();
    if !graded.is_empty() {
        report.push("r", pearson(&graded));
        report.push("mae", mean(graded.iter().map(|(g, p)| (g - p).abs())));
        report.push("nonfactual_f1", nonfactual(&graded));
    }
    for (name, pairs) in
        ["certainty_macro_f1", "polarity_macro_f1", "time_macro_f1"].iter().zip(&labels)
    {
        if !pairs.is_empty() {
            report.push(name, macro_f1(pairs));
        }
    }
    Ok(report)
}

/// The token of `span` whose head lies outside it.
fn head_of(doc: &Document<'_>, span: ByteSpan) -> Option<u32> {
    let tokens = doc.analysis.tokens_in(span);
    let mut inside = tokens.clone();
    inside
        .find(|&t| doc.token(t).head().is_none_or(|h| !tokens.contains(&h.index())))
        .or(Some(tokens.start).filter(|_| !tokens.is_empty()))
}

/// A profile in the labels of the gold: what is planned is certain but ahead; what is possible is possible and ahead.
fn labels_of(profile: factuality::Profile) -> [&'static str; 3] {
    [
        if profile.level == Status::Possible { "POSSIBLE" } else { "CERTAIN" },
        if profile.negative { "NEG" } else { "POS" },
        if profile.future || profile.level == Status::Possible { "FUTURE" } else { "NON_FUTURE" },
    ]
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len().max(1) as f64;
    values.sum::<f64>() / n
}

/// Pearson's correlation; 0 where one side does not vary.
fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let (gold, predicted) = (mean(pairs.iter().map(|p| p.0)), mean(pairs.iter().map(|p| p.1)));
    let sum = |f: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(f).sum::<f64>();
    let covariance = sum(&|(g, p)| (g - gold) * (p - predicted));
    let spread = sum(&|(g, _)| (g - gold).powi(2)) * sum(&|(_, p)| (p - predicted).powi(2));
    if spread > 0.0 { covariance / spread.sqrt() } else { 0.0 }
}

fn nonfactual(pairs: &[(f64, f64)]) -> f64 {
    let count =
        |test: &dyn Fn(&(f64, f64)) -> bool| pairs.iter().filter(|p| test(p)).count() as f64;
    prf(count(&|(g, p)| *g < 0.0 && *p < 0.0), count(&|(_, p)| *p < 0.0), count(&|(g, _)| *g < 0.0))
        [2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_prediction_correlates_perfectly() {
        let pairs = [(3.0, 3.0), (-3.0, -3.0), (0.5, 0.5)];
        assert!((pearson(&pairs) - 1.0).abs() < 1e-12);
        assert!((nonfactual(&pairs) - 100.0).abs() < 1e-9);
        assert!(pearson(&[(3.0, 1.0), (-3.0, 1.0)]).abs() < 1e-12);
    }
}
