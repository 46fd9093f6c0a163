//! The task `quotes`: quotations and their speakers.
//!
//! Gold: JSONL, `{"id", "text", "date"?, "quotes": [{"quote": [s, e], "parts": [[s, e], …], "speaker": [s, e] | null,
//! "type": "direct" | "mixed" | "indirect", "speaker_cluster"?, "speakers"?}]}`, offsets in code points. Every part is
//! one item. Spans lose outer white space, marks and punctuation before they are compared; `exact` is the same span,
//! `ov80` an intersection of at least 80 % of the union, one to one, best overlap first. `direct_*` leaves out what lies
//! inside mixed or indirect gold. A speaker is right when the spans share at least half of the shorter one.
//!
//! The gold marks a mixed quotation as the whole reported clause, and a carried-over speaker at the mention it carries
//! over from: mixed quotes are predicted as their clause, carried-over speakers at their neighbour's mention.
//!
//! `resolved_speaker_acc`: of matched items whose gold speaker is resolved, the share whose predicted entity has a
//! mention that shares at least half of the shorter span with a mention of that speaker that is a name or noun.

use crate::gold::read_jsonl;
use crate::pairing::prf;
use crate::{GoldError, Report};
use detente_model::{
    Article, ByteSpan, CharIndex, CodedArticle, MentionForm, Published, Quote, QuoteKind, Table,
};
use detente_pipeline::Pipeline;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

type Span = (u32, u32);

#[derive(Deserialize)]
struct Record {
    id: String,
    date: Option<String>,
    text: String,
    quotes: Vec<GoldQuote>,
    #[serde(default)]
    speakers: BTreeMap<String, GoldSpeaker>,
}

#[derive(Deserialize)]
struct GoldQuote {
    quote: Span,
    #[serde(default)]
    parts: Vec<Span>,
    speaker: Option<Span>,
    r#type: String,
    speaker_cluster: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct GoldSpeaker {
    #[serde(default)]
    spans: Vec<Span>,
}

/// A predicted quote, in code points.
struct Predicted {
    span: Span,
    speaker: Option<Span>,
    /// The named and described mentions of the speaker.
    mentions: Vec<Span>,
    kind: QuoteKind,
    rule: String,
    cue: Option<Span>,
}

/// A gold part.
struct Item<'g> {
    span: Span,
    quote: &'g GoldQuote,
}

#[derive(Default)]
struct Counts {
    gold: f64,
    predicted: f64,
    exact: f64,
    ov80: f64,
    gold_spoken: f64,
    matched_spoken: f64,
    matched_unspoken: f64,
    right: f64,
    resolved: f64,
    resolved_right: f64,
}

impl Counts {
    fn add(&mut self, o: &Self) {
        self.gold += o.gold;
        self.predicted += o.predicted;
        self.exact += o.exact;
        self.ov80 += o.ov80;
        self.gold_spoken += o.gold_spoken;
        self.matched_spoken += o.matched_spoken;
        self.matched_unspoken += o.matched_unspoken;
        self.right += o.right;
        self.resolved += o.resolved;
        self.resolved_right += o.resolved_right;
    }
}

pub(crate) fn score(gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let records: Vec<Record> = read_jsonl(gold)?;
    let mut report = Report::new("quotes", gold, records.len());
    let (mut direct, mut all) = (Counts::default(), Counts::default());
    let mut worst: Vec<(f64, String, String)> = Vec::new();
    for record in &records {
        let predicted = predict(record, pipeline);
        let text: Vec<char> = record.text.chars().collect();
        direct.add(&compare(record, &text, &predicted, true));
        let counts = compare(record, &text, &predicted, false);
        let wrong = counts.gold + counts.predicted - 2.0 * counts.ov80;
        let what = format!(
            "{} of {} found, {} with the right speaker, {} predicted",
            counts.ov80, counts.gold, counts.right, counts.predicted
        );
        worst.push((wrong, record.id.clone(), what));
        all.add(&counts);
        let quotes: Vec<_> =
            predicted.iter().map(|p| json!({"quote": p.span, "speaker": p.speaker, "type": p.kind, "rule": p.rule, "cue": p.cue})).collect();
        report.predictions.push(json!({"id": record.id, "quotes": quotes}));
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    report.worst = worst.into_iter().take(10).map(|(_, id, what)| (id, what)).collect();
    let percent = |part: f64, whole: f64| (whole > 0.0).then(|| 100.0 * part / whole);
    let f1 = |right: f64, c: &Counts| prf(right, c.predicted, c.gold)[2];
    let e2e = |c: &Counts| prf(c.right, c.predicted - c.matched_unspoken, c.gold_spoken)[2];
    report.push("direct_exact_f1", f1(direct.exact, &direct));
    report.push("direct_ov80_f1", f1(direct.ov80, &direct));
    report.push("direct_speaker_acc", percent(direct.right, direct.matched_spoken));
    report.push("direct_e2e_f1", e2e(&direct));
    report.push("all_ov80_f1", f1(all.ov80, &all));
    report.push("all_e2e_f1", e2e(&all));
    if all.resolved > 0.0 {
        report.push("resolved_speaker_acc", percent(all.resolved_right, all.resolved));
    }
    Ok(report)
}

fn predict(record: &Record, pipeline: &Pipeline) -> Vec<Predicted> {
    let day = record.date.as_deref().and_then(|d| d.get(..10)).and_then(|d| d.parse().ok());
    let article = Article::from_text(record.text.clone(), day.map(Published::on));
    let Ok(coded) = pipeline.code_or_report(article, [Table::Quotes].into_iter().collect()) else {
        return Vec::new();
    };
    let index = CharIndex::new(&coded.article.text);
    let chars = |s: ByteSpan| {
        let span = index.char_span(s);
        (span.start, span.end)
    };
    let quotes = &coded.findings.quotes;
    let mut predicted: Vec<Predicted> = Vec::new();
    for (i, quote) in quotes.iter().enumerate() {
        let span = chars(quote.clause.unwrap_or(quote.span));
        if predicted.iter().any(|p| p.span == span) {
            continue;
        }
        let speaker = speaker_mention(quotes, i).map(chars);
        let mentions = mentions(&coded, quote).map(chars).collect();
        let (kind, rule, cue) = (quote.kind, quote.rule.clone(), quote.cue.map(chars));
        predicted.push(Predicted { span, speaker, mentions, kind, rule, cue });
    }
    predicted
}

/// Where a quote's speaker is mentioned, or its neighbour's of whom it takes it over.
fn speaker_mention(quotes: &[Quote], i: usize) -> Option<ByteSpan> {
    let own = quotes[i].speaker;
    match quotes[i].rule.as_str() {
        "carried-over" => own.or_else(|| quotes[..i].iter().rev().find_map(|q| q.speaker)),
        "carried-back" => own.or_else(|| quotes[i..].iter().find_map(|q| q.speaker)),
        _ => own,
    }
}

fn mentions<'c>(coded: &'c CodedArticle, quote: &Quote) -> impl Iterator<Item = ByteSpan> + 'c {
    let entity = quote.speaker_entity;
    let named = move |m: &&detente_model::Mention| {
        entity.is_some() && m.entity == entity && m.form != MentionForm::Pronoun
    };
    coded.findings.mentions.iter().filter(named).map(|m| m.span)
}

fn compare(record: &Record, text: &[char], predicted: &[Predicted], direct: bool) -> Counts {
    let (mut items, mut ignored) = (Vec::new(), Vec::new());
    for quote in &record.quotes {
        let parts =
            if quote.parts.is_empty() { std::slice::from_ref(&quote.quote) } else { &quote.parts };
        for &part in parts {
            let span = stripped(text, part);
            if span.1 <= span.0 {
                continue;
            }
            if direct && quote.r#type != "direct" {
                ignored.push(span);
            } else {
                items.push(Item { span, quote });
            }
        }
    }
    let predicted: Vec<(Span, &Predicted)> = predicted
        .iter()
        .map(|p| (stripped(text, p.span), p))
        .filter(|(span, _)| span.1 > span.0)
        .collect();
    let pairs = best_pairs(&items, &predicted);
    let hit: Vec<usize> = pairs.iter().filter(|p| p.0 >= 0.8).map(|p| p.2).collect();
    let counted =
        |j: &usize| hit.contains(j) || !ignored.iter().any(|&x| inside(predicted[*j].0, x) >= 0.8);
    let mut c = Counts {
        gold: items.len() as f64,
        predicted: (0..predicted.len()).filter(counted).count() as f64,
        gold_spoken: items.iter().filter(|i| i.quote.speaker.is_some()).count() as f64,
        ..Counts::default()
    };
    for &(overlap, i, j) in &pairs {
        let (item, (span, p)) = (&items[i], predicted[j]);
        if item.span == span {
            c.exact += 1.0;
        }
        if overlap < 0.8 {
            continue;
        }
        c.ov80 += 1.0;
        match item.quote.speaker {
            None => c.matched_unspoken += 1.0,
            Some(speaker) => {
                c.matched_spoken += 1.0;
                c.right += f64::from(u8::from(p.speaker.is_some_and(|s| same_speaker(speaker, s))));
            }
        }
        if let Some(gold) = resolved(record, item.quote) {
            c.resolved += 1.0;
            let same = gold.spans.iter().any(|&g| p.mentions.iter().any(|&m| same_speaker(g, m)));
            c.resolved_right += f64::from(u8::from(same));
        }
    }
    c
}

fn resolved<'r>(record: &'r Record, quote: &GoldQuote) -> Option<&'r GoldSpeaker> {
    let cluster = match quote.speaker_cluster.as_ref()? {
        serde_json::Value::String(s) => s.clone(),
        other => other.to_string(),
    };
    record.speakers.get(&cluster).filter(|s| !s.spans.is_empty())
}

/// Pairs of gold and prediction, best overlap first; of equals, the later pair first, as in the reference scorer.
fn best_pairs(items: &[Item<'_>], predicted: &[(Span, &Predicted)]) -> Vec<(f64, usize, usize)> {
    let mut candidates = Vec::new();
    for (i, item) in items.iter().enumerate() {
        for (j, (span, _)) in predicted.iter().enumerate() {
            let overlap = iou(item.span, *span);
            if overlap > 0.0 {
                candidates.push((overlap, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut gold_used, mut used) = (vec![false; items.len()], vec![false; predicted.len()]);
    candidates.retain(|&(_, i, j)| {
        let free = !gold_used[i] && !used[j];
        if free {
            (gold_used[i], used[j]) = (true, true);
        }
        free
    });
    candidates
}

/// Outer characters that do not count: those of the reference scorer.
const STRIPPED: &str = " \t\r\n\u{a0}\"\u{201c}\u{201d}\u{2018}\u{2019}'`\u{ab}\u{bb}.,;:!?-\u{2013}\u{2014}\u{2026}()[]";

fn stripped(text: &[char], (mut start, mut end): Span) -> Span {
    let drop = |i: u32| text.get(i as usize).is_some_and(|c| STRIPPED.contains(*c));
    while start < end && drop(start) {
        start += 1;
    }
    while end > start && drop(end - 1) {
        end -= 1;
    }
    (start, end)
}

fn shared(a: Span, b: Span) -> f64 {
    f64::from(a.1.min(b.1)) - f64::from(a.0.max(b.0))
}

fn iou(a: Span, b: Span) -> f64 {
    (shared(a, b) / f64::from(a.1.max(b.1) - a.0.min(b.0))).max(0.0)
}

fn inside(a: Span, b: Span) -> f64 {
    if a.0 == a.1 { 0.0 } else { (shared(a, b) / f64::from(a.1 - a.0)).max(0.0) }
}

fn same_speaker(gold: Span, predicted: Span) -> bool {
    let shorter =
        f64::from(gold.1.saturating_sub(gold.0).min(predicted.1.saturating_sub(predicted.0)));
    shared(gold, predicted) > 0.0 && shared(gold, predicted) >= 0.5 * shorter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_stops_at_the_ends_do_not_count() {
        let text: Vec<char> = "“We agree,” he said.".chars().collect();
        assert_eq!(stripped(&text, (0, 11)), (1, 9));
    }

    #[test]
    fn overlap_is_counted_against_the_union() {
        assert!((iou((0, 10), (5, 15)) - 1.0 / 3.0).abs() < 1e-9);
        assert!((inside((5, 10), (0, 8)) - 0.6).abs() < 1e-9);
        assert!(iou((0, 2), (4, 6)).abs() < 1e-9);
    }

    #[test]
    fn half_of_the_shorter_name_is_enough() {
        assert!(same_speaker((0, 30), (20, 30)));
        assert!(!same_speaker((0, 4), (3, 30)));
        assert!(!same_speaker((0, 4), (4, 8)));
        assert!(!same_speaker((8, 4), (0, 12)), "a span that ends before it begins is nobody");
    }
}
