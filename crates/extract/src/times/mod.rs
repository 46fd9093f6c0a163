//! Time expressions and what they mean on the day of writing.
//!
//! Types, spans and values follow TIMEX3 (ISO-TimeML, ISO 24617-1) as annotated in TimeBank: spans leave out the
//! preposition ("on", "in") and take in what belongs to the value ("last", "earlier this"). The patterns and words are
//! data: `rules/times/`.

mod calendar;
mod capture;
mod matching;
mod pattern;
mod rules;
mod scan;
mod tense;
mod value;
mod vocabulary;

pub(crate) use rules::TimeRules;

use crate::Document;
use detente_model::{ByteSpan, DateRange, Penn, TimeExpression, TimeKind, Upos};
use value::Frame;

/// Finds the time expressions of an article, in reading order, never overlapping.
pub(crate) fn find(doc: &Document<'_>, rules: &TimeRules) -> Vec<TimeExpression> {
    let base =
        doc.article.day().or_else(|| doc.article.dateline.as_ref()?.date.map(DateRange::end));
    let words = scan::scan(doc.text(), &rules.vocabulary);
    let mut found: Vec<TimeExpression> = Vec::new();
    let mut last: Option<DateRange> = None;
    let mut at = 0;
    let mut floor = 0;
    while at < words.len() {
        let Some(hit) = matching::longest(&words, at, floor, rules) else {
            at += 1;
            continue;
        };
        let span = ByteSpan::new(words[hit.start].span.start, words[hit.end - 1].span.end);
        if hit.end - hit.start == 1 && is_verb(doc, span) {
            at += 1;
            continue;
        }
        if hit.pattern.value == rules::Value::None {
            at = hit.end;
            continue;
        }
        let frame = Frame { base, last, tense: tense::of(doc, span, &rules.tense) };
        let (value, range) = value::resolve(&hit.captures, hit.pattern, &frame);
        if matches!(hit.pattern.kind, TimeKind::Date | TimeKind::Time) && range.is_some() {
            last = range;
        }
        let sentence = doc.analysis.sentence_at(span.start).unwrap_or(0) as u32;
        found.push(TimeExpression { sentence, span, kind: hit.pattern.kind, value, range });
        at = hit.end;
        floor = hit.end;
    }
    found
}

/// Whether a one-word expression is really a verb: "may", "march".
fn is_verb(doc: &Document<'_>, span: ByteSpan) -> bool {
    doc.analysis.tokens_in(span).next().is_some_and(|i| {
        let token = doc.token(i);
        matches!(token.upos(), Upos::Verb | Upos::Aux) && token.penn() != Penn::Nnp
    })
}

#[cfg(test)]
mod tests;
