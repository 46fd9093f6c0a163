//! The task `events`: who did what to whom.
//!
//! Gold: JSONL of the diplomacy samples, of the PLOVER gold standard records, or of CAMEO validation records. Pairing,
//! matching and metrics are those of the public scorer: a predicted and a gold event pair by overlapping trigger, or by
//! type and participant within a sentence; optional gold events cost nothing when missed.

mod calibration;
mod cameo;
mod coded;
mod gatherings;
mod pairs;
mod predicted;
mod sentences;
mod speech;

use crate::gold::read_jsonl;
use crate::pairing::prf;
use crate::{GoldError, Report};
use coded::{Coded, Record, matches, merge_reciprocal, triple};
use detente_model::Status;
use detente_pipeline::Pipeline;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let records: Vec<Record> = read_jsonl(gold)?;
    let mut report = Report::new("events", gold, records.len());
    let mut tally = Tally::default();
    let mut worst = Vec::new();
    for record in &records {
        let statusless = record.events.iter().all(|e| e.status.is_none());
        let folded = statusless && record.ontology.is_some();
        let coded = predicted::coded(pipeline, &record.text, record.date.as_deref());
        let value = match coded {
            Ok(coded) => predicted::record(&record.id, &coded, folded),
            Err(problem) => {
                worst.push((usize::MAX, record.id.clone(), problem.message.clone()));
                serde_json::json!({"id": record.id})
            }
        };
        let other: Record = serde_json::from_value(value.clone()).unwrap_or_default();
        report.predictions.push(value);
        let faults = tally.add(record, &other);
        if !faults.is_empty() {
            worst.push((faults.len(), record.id.clone(), faults.join("; ")));
        }
    }
    worst.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    report.worst = worst.into_iter().take(10).map(|(_, id, why)| (id, why)).collect();
    tally.write(&mut report);
    Ok(report)
}

/// One event of each record that has exactly one: gold type, predicted type, both countries right.
type Single = (String, Option<String>, bool);

#[derive(Default)]
struct Tally {
    gold: usize,
    detected_of: usize,
    typed_of: usize,
    detected: usize,
    typed: usize,
    triples: usize,
    statuses: BTreeMap<(String, String), usize>,
    gold_statuses: usize,
    free_sentences: usize,
    free_false: usize,
    singles: Vec<Single>,
    quotes: speech::Counts,
    meetings: gatherings::Counts,
    calibration: calibration::Calibration,
}

impl Tally {
    /// Adds a record; returns what is wrong with its prediction, for people.
    fn add(&mut self, record: &Record, other: &Record) -> Vec<String> {
        let text = &record.text;
        let (mut gold, mut predicted) = (record.coded(text, true), other.coded(text, false));
        if record.ontology.as_deref() == Some("CAMEO") {
            if !record.events.is_empty() && gold.is_empty() {
                return Vec::new();
            }
            (gold, predicted) = (merge_reciprocal(gold), merge_reciprocal(predicted));
        }
        let sentences = sentences::sentences(text);
        if record.events.is_empty() {
            self.free_sentences += sentences.len();
            self.free_false += predicted.len();
        }
        let pairs = pairs::pair(&gold, &predicted, &sentences);
        self.count(&gold, &predicted, &pairs);
        // The other samples tell no status.
        if record.ontology.is_none() {
            self.calibration.add(&gold, &predicted, &pairs);
        }
        if record.events.iter().any(|e| e.event_current.is_some())
            && let Some(only) = gold.first()
        {
            self.singles.push(single(only, &predicted));
        }
        let chars: Vec<char> = text.chars().collect();
        if let Some(quotes) = &record.quotes {
            self.quotes.add(&chars, quotes, other.quotes.as_deref().unwrap_or(&[]));
        }
        if let Some(meetings) = &record.meetings {
            self.meetings.add(meetings, other.meetings.as_deref().unwrap_or(&[]));
        }
        faults(&chars, &gold, &predicted, &pairs)
    }

    fn count(&mut self, gold: &[Coded], predicted: &[Coded], pairs: &[(usize, usize)]) {
        let pairs = || pairs.iter().map(|&(i, j)| (&gold[i], &predicted[j]));
        self.gold += gold.iter().filter(|g| !g.optional).count();
        self.detected_of += predicted.len() - pairs().filter(|(g, _)| g.optional).count();
        self.typed_of +=
            predicted.len() - pairs().filter(|(g, p)| g.optional && g.kind == p.kind).count();
        for (g, p) in pairs().filter(|(g, _)| !g.optional) {
            self.detected += 1;
            self.typed += usize::from(g.kind == p.kind);
            self.triples += usize::from(triple(g, p));
            if g.kind == p.kind
                && let Some(status) = g.status.clone().filter(|s| !s.is_empty())
            {
                *self
                    .statuses
                    .entry((status, p.status.clone().unwrap_or_default()))
                    .or_default() += 1;
            }
        }
        self.gold_statuses += gold
            .iter()
            .filter(|g| !g.optional && g.status.as_ref().is_some_and(|s| !s.is_empty()))
            .count();
    }

    fn write(&self, report: &mut Report) {
        let some = |right: usize, predicted: usize, gold: usize| {
            (predicted + gold > 0).then(|| prf(right as f64, predicted as f64, gold as f64))
        };
        let detection = some(self.detected, self.detected_of, self.gold);
        report.push("gold_events", self.gold as f64);
        report.push("detection_p", detection.map(|d| d[0]));
        report.push("detection_r", detection.map(|d| d[1]));
        report.push("detection_f1", detection.map(|d| d[2]));
        report.push("type_f1", some(self.typed, self.typed_of, self.gold).map(|d| d[2]));
        report.push("triple_f1", some(self.triples, self.typed_of, self.gold).map(|d| d[2]));
        let measured = self.gold_statuses > 0;
        report.push("status_acc", measured.then(|| self.status_accuracy()));
        report.push("status_macro_f1", measured.then(|| self.status_macro()));
        let free = self.free_sentences;
        report.push("false_per_100", (free > 0).then(|| share(self.free_false, free)));
        let q = &self.quotes;
        report.push("quotes_ov80_f1", some(q.paired, q.predicted, q.gold).map(|d| d[2]));
        report.push("quotes_speaker_acc", (q.gold > 0).then(|| share(q.right, q.spoken)));
        let m = &self.meetings;
        report.push("meetings_f1", some(m.right, m.predicted, m.gold).map(|d| d[2]));
        if !self.singles.is_empty() {
            let right = || self.singles.iter().filter(|(g, p, _)| Some(g) == p.as_ref());
            report.push("type_acc", share(right().count(), self.singles.len()));
            report.push("type_macro_f1", self.type_macro());
            report
                .push("dyad_country_acc", share(right().filter(|s| s.2).count(), right().count()));
        }
        self.calibration.write(report);
    }

    fn status_accuracy(&self) -> f64 {
        let right = self.statuses.iter().filter(|((g, p), _)| g == p).map(|(_, n)| n).sum();
        share(right, self.statuses.values().sum())
    }

    fn status_macro(&self) -> f64 {
        let count = |test: &dyn Fn(&str, &str) -> bool| {
            self.statuses
                .iter()
                .filter(|((g, p), _)| test(g, p))
                .map(|(_, n)| *n as f64)
                .sum::<f64>()
        };
        let seen: Vec<&str> = Status::ALL
            .iter()
            .map(|s| s.as_str())
            .filter(|&s| count(&|g, _| g == s) > 0.0)
            .collect();
        let f1 = |s: &&str| {
            prf(count(&|g, p| g == *s && p == *s), count(&|_, p| p == *s), count(&|g, _| g == *s))
                [2]
        };
        if seen.is_empty() { 0.0 } else { seen.iter().map(f1).sum::<f64>() / seen.len() as f64 }
    }

    fn type_macro(&self) -> f64 {
        let types: BTreeSet<&str> = self.singles.iter().map(|s| s.0.as_str()).collect();
        let f1 = |&t: &&str| {
            let count = |test: &dyn Fn(&Single) -> bool| {
                self.singles.iter().filter(|s| test(s)).count() as f64
            };
            let predicted = |s: &Single| s.1.as_deref() == Some(t);
            prf(count(&|s| s.0 == t && predicted(s)), count(&predicted), count(&|s| s.0 == t))[2]
        };
        types.iter().map(f1).sum::<f64>() / types.len() as f64
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Compares the gold event with the best predicted one: the highest score, the first of equals.
fn single(gold: &Coded, predicted: &[Coded]) -> Single {
    let value = |p: &Coded| p.score.unwrap_or(f64::NEG_INFINITY);
    let best = predicted.iter().reduce(|a, b| if value(b) > value(a) { b } else { a });
    let dyad = best.filter(|p| p.kind == gold.kind).is_some_and(|p| {
        if gold.source.len() > 1 && gold.target.is_empty() {
            let all: Vec<_> = p.source.iter().chain(&p.target).cloned().collect();
            gold.source.iter().all(|a| matches(std::slice::from_ref(a), &all))
        } else {
            triple(gold, p)
        }
    });
    (gold.kind.clone(), best.map(|p| p.kind.clone()), dyad)
}

fn faults(
    text: &[char],
    gold: &[Coded],
    predicted: &[Coded],
    pairs: &[(usize, usize)],
) -> Vec<String> {
    let words = |e: &Coded| -> String {
        e.spans
            .iter()
            .flat_map(|&(s, x)| text.get(s..x).unwrap_or(&[]).iter().chain(&[' ']))
            .collect()
    };
    let mut out = Vec::new();
    for (i, g) in gold.iter().enumerate().filter(|(_, g)| !g.optional) {
        match pairs.iter().find(|(a, _)| *a == i) {
            None => out.push(format!("missed {} {}", g.kind, words(g).trim())),
            Some(&(_, j)) if predicted[j].kind != g.kind => {
                out.push(format!("{} for {} {}", predicted[j].kind, g.kind, words(g).trim()));
            }
            Some(_) => {}
        }
    }
    for (j, p) in predicted.iter().enumerate() {
        if pairs.iter().all(|(_, b)| *b != j) {
            out.push(format!("false {} {}", p.kind, words(p).trim()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> Record {
        serde_json::from_str(json).unwrap()
    }

    fn metric(gold: &str, predicted: &str, name: &str) -> Option<f64> {
        let mut tally = Tally::default();
        tally.add(&record(gold), &record(predicted));
        let mut report = Report::new("events", Path::new("gold"), 1);
        tally.write(&mut report);
        report.metric(name)
    }

    const GOLD: &str = r#"{"id": "a", "text": "Peru met Chile.", "events": [{"type": "CONSULT", "start": 5, "end": 8,
        "status": "actual", "source": [{"country": "PER", "start": 0, "end": 4}],
        "target": [{"country": "CHL", "start": 9, "end": 14}]}]}"#;

    #[test]
    fn gold_as_its_own_prediction_is_perfect() {
        for name in ["detection_f1", "type_f1", "triple_f1", "status_acc", "status_macro_f1"] {
            assert_eq!(metric(GOLD, GOLD, name), Some(100.0), "{name}");
        }
    }

    #[test]
    fn a_wrong_type_is_detected_but_no_triple() {
        let wrong = GOLD.replace("CONSULT", "ASSAULT");
        assert_eq!(metric(GOLD, &wrong, "detection_f1"), Some(100.0));
        assert_eq!(metric(GOLD, &wrong, "type_f1"), Some(0.0));
        assert_eq!(metric(GOLD, &wrong, "status_acc"), Some(0.0));
    }

    #[test]
    fn an_optional_event_costs_nothing() {
        let gold = GOLD.replace("\"status\"", "\"optional\": true, \"status\"");
        assert_eq!(metric(&gold, r#"{"id": "a"}"#, "detection_f1"), None);
        assert_eq!(metric(&gold, GOLD, "detection_f1"), None);
    }

    #[test]
    fn scores_that_promise_too_much_are_told() {
        let sure = |status: &str| {
            GOLD.replace(
                "\"status\": \"actual\"",
                &format!("\"status\": \"{status}\", \"score\": 0.9"),
            )
        };
        let error = |predicted: &str| metric(GOLD, predicted, "calibration_error").unwrap();
        assert!((error(&sure("actual")) - 10.0).abs() < 1e-9);
        assert!((error(&sure("negated")) - 90.0).abs() < 1e-9);
        assert_eq!(metric(GOLD, &sure("negated"), "right_when_sure"), Some(0.0));
        assert_eq!(metric(GOLD, GOLD, "calibration_error"), None);
    }

    #[test]
    fn a_prediction_where_nothing_happened_is_false() {
        let empty = r#"{"id": "a", "text": "Peru met Chile.", "events": []}"#;
        assert_eq!(metric(empty, GOLD, "false_per_100"), Some(100.0));
    }
}
