//! Time expressions and what they mean on the day of writing.
//!
//! Types, spans and values follow TIMEX3 (ISO-TimeML, ISO 24617-1) as annotated in TimeBank: spans leave out the
//! preposition ("on", "in") and take in what belongs to the value ("last", "earlier this"). The patterns and words are
//! data: `rules/times/`.

mod calendar;
mod capture;
mod figure;
mod length;
mod matching;
mod names;
mod pattern;
mod phase;
mod range;
mod rules;
mod scan;
mod tense;
mod value;
mod vocabulary;

pub(crate) use rules::TimeRules;

use crate::Document;
use detente_model::{ByteSpan, DateRange, Penn, TimeExpression, TimeKind, Upos};
use matching::Hit;
use names::People;
use value::Frame;

/// Finds the time expressions of an article, in reading order, never overlapping.
pub(crate) fn find(doc: &Document<'_>, rules: &TimeRules) -> Vec<TimeExpression> {
    let base =
        doc.article.day().or_else(|| doc.article.dateline.as_ref()?.date.map(DateRange::end));
    let words = scan::scan(doc.text(), &rules.vocabulary);
    let mut found: Vec<TimeExpression> = Vec::new();
    let mut last: Option<DateRange> = None;
    let mut before: Option<Hit<'_>> = None;
    let mut people = People::default();
    let mut at = 0;
    let mut floor = 0;
    while at < words.len() {
        let Some(hit) = matching::longest(&words, at, floor, rules) else {
            at += 1;
            continue;
        };
        let span = ByteSpan::new(words[hit.start].span.start, words[hit.end - 1].span.end);
        if hit.end - hit.start == 1 && is_other(doc, span, &hit, rules, &mut people) {
            at += 1;
            continue;
        }
        if hit.pattern.value == rules::Value::None {
            at = hit.end;
            continue;
        }
        let weekday = hit.captures.weekday.is_some();
        let tense = tense::of(doc, span, rules, weekday);
        let mut frame = Frame { base, last, tense, near: true };
        let first = before.as_ref().filter(|b| range::joined(&words, b, &hit, rules));
        if let Some(first) = first
            && let Some(time) = found.last_mut()
        {
            let ends = range::lend(first, &hit, time, &frame);
            frame = ends.unwrap_or(frame);
        }
        let (value, range) = resolve(&hit, &frame);
        if matches!(hit.pattern.kind, TimeKind::Date | TimeKind::Time) && range.is_some() {
            last = range;
        }
        let sentence = doc.analysis.sentence_at(span.start).unwrap_or(0) as u32;
        found.push(TimeExpression { sentence, span, kind: hit.pattern.kind, value, range });
        at = hit.end;
        floor = hit.end;
        before = Some(hit);
    }
    found
}

/// Value and days of an expression, of the part of it that is meant.
fn resolve(hit: &Hit<'_>, frame: &Frame) -> (Option<String>, Option<DateRange>) {
    let (value, range) = value::resolve(&hit.captures, hit.pattern, frame);
    let part = |range| hit.phase.map_or(range, |phase| phase.of(range, frame.base));
    (value, range.map(part))
}

/// Whether a one-word expression is something else: the verbs "may" and "march", somebody called May.
fn is_other<'a>(
    doc: &Document<'a>,
    span: ByteSpan,
    hit: &Hit<'_>,
    rules: &TimeRules,
    people: &mut People<'a>,
) -> bool {
    if hit.captures.month.is_some() && hit.captures.day.is_none() {
        return people.is_other(doc, span, &rules.tense);
    }
    doc.analysis.tokens_in(span).next().is_some_and(|i| {
        let token = doc.token(i);
        matches!(token.upos(), Upos::Verb | Upos::Aux) && token.penn() != Penn::Nnp
    })
}

#[cfg(test)]
mod tests;
