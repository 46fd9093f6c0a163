//! The task `time`: time expressions and their values.
//!
//! Gold: JSONL, `{"id", "dct", "text", "timex": [{"start", "end", "type", "value"}]}`, offsets in code points.
//! `relaxed` counts pairs that share a character (one to one, longest overlap first), `strict` those with the same span,
//! `value` the relaxed pairs with the same value: the definitions of TempEval-3 (UzZaman et al. 2013).

use crate::gold::read_jsonl;
use crate::pairing::{one_to_one, prf};
use crate::{GoldError, Report};
use chrono::NaiveDate;
use detente_model::{Article, CharIndex, Published, Table};
use detente_pipeline::Pipeline;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::Path;

#[derive(Deserialize)]
struct Record {
    id: String,
    dct: Option<String>,
    text: String,
    timex: Vec<Timex>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Timex {
    start: u32,
    end: u32,
    r#type: String,
    value: Option<String>,
}

#[derive(Default)]
struct Counts {
    gold: f64,
    predicted: f64,
    relaxed: f64,
    strict: f64,
    value: f64,
}

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let records: Vec<Record> = read_jsonl(gold)?;
    let mut report = Report::new("time", gold, records.len());
    let mut all = Counts::default();
    let mut worst: Vec<(f64, String, String)> = Vec::new();
    for record in &records {
        let predicted = predict(record, pipeline);
        let counts = compare(&record.timex, &predicted);
        let wrong = counts.gold + counts.predicted - 2.0 * counts.value;
        let what = format!(
            "{} of {} found, {} with the right value, {} predicted",
            counts.relaxed, counts.gold, counts.value, counts.predicted
        );
        worst.push((wrong, record.id.clone(), what));
        all.gold += counts.gold;
        all.predicted += counts.predicted;
        all.relaxed += counts.relaxed;
        all.strict += counts.strict;
        all.value += counts.value;
        report.predictions.push(json!({"id": record.id, "timex": predicted}));
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    report.worst = worst.into_iter().take(10).map(|(_, id, what)| (id, what)).collect();
    for (name, right) in
        [("relaxed_f1", all.relaxed), ("strict_f1", all.strict), ("value_f1", all.value)]
    {
        report.push(name, prf(right, all.predicted, all.gold)[2]);
    }
    Ok(report)
}

fn predict(record: &Record, pipeline: &Pipeline) -> Vec<Timex> {
    let day =
        record.dct.as_deref().and_then(|d| d.get(..10)).and_then(|d| d.parse::<NaiveDate>().ok());
    let article = Article::from_text(record.text.clone(), day.map(Published::on));
    let Ok(coded) = pipeline.code_or_report(article, [Table::Times].into_iter().collect()) else {
        return Vec::new();
    };
    let index = CharIndex::new(&coded.article.text);
    let timex = |t: &detente_model::TimeExpression| {
        let span = index.char_span(t.span);
        Timex {
            start: span.start,
            end: span.end,
            r#type: t.kind.to_string(),
            value: t.value.clone(),
        }
    };
    coded.findings.times.iter().map(timex).collect()
}

fn compare(gold: &[Timex], predicted: &[Timex]) -> Counts {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let overlap = f64::from(g.end.min(p.end)) - f64::from(g.start.max(p.start));
            if overlap > 0.0 {
                candidates.push((overlap, i, j));
            }
        }
    }
    let mut counts =
        Counts { gold: gold.len() as f64, predicted: predicted.len() as f64, ..Counts::default() };
    for (_, i, j) in one_to_one(candidates) {
        let (g, p) = (&gold[i], &predicted[j]);
        counts.relaxed += 1.0;
        counts.strict += f64::from(u8::from((g.start, g.end) == (p.start, p.end)));
        let same = g.value.as_deref().unwrap_or("") == p.value.as_deref().unwrap_or("");
        counts.value += f64::from(u8::from(same));
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timex(start: u32, end: u32, value: &str) -> Timex {
        Timex { start, end, r#type: "DATE".to_owned(), value: Some(value.to_owned()) }
    }

    #[test]
    fn pairs_are_counted_once() {
        let gold = [timex(0, 6, "2015-08-03"), timex(10, 14, "2014")];
        let predicted =
            [timex(0, 6, "2015-08-04"), timex(0, 3, "2015-08-03"), timex(9, 14, "2014")];
        let counts = compare(&gold, &predicted);
        assert_eq!((counts.relaxed, counts.strict, counts.value), (2.0, 1.0, 1.0));
    }
}
