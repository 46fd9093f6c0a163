//! From one date to another: each end lends the other the month and the year that it leaves out.

use super::calendar::Which;
use super::capture::{Captures, From};
use super::matching::Hit;
use super::rules::{Pattern, TimeRules};
use super::scan::Word;
use super::tense::Tense;
use super::value::{self, Frame};
use detente_model::{DateRange, TimeExpression, TimeKind};

/// "3-5 May", "June 28 – July 2, 1994", "Monday-Wednesday": one expression with two ends.
pub(super) fn of(c: &Captures, pattern: &Pattern, frame: &Frame) -> Option<DateRange> {
    let From { year, month, day, weekday, .. } = c.from?;
    let left = Captures { year, month: month.or(c.month), day, weekday, ..Captures::default() };
    let right = Captures { month: c.month.or(month), from: None, ..*c };
    let end = |c: &Captures, frame: &Frame| -> Option<DateRange> {
        if c.weekday.is_some() && c.month.is_none() {
            let which = Which::new(None, frame.tense);
            return value::weekday(c, pattern, frame, which).map(DateRange::day);
        }
        value::date(c, pattern, frame, Which::new(None, frame.tense))
    };
    let (first, last) = if left.year.is_some() {
        let first = end(&left, frame)?;
        (first, end(&right, &seen_from(first, Tense::Ahead))?)
    } else {
        let last = end(&right, frame)?;
        (end(&left, &seen_from(last, Tense::Past))?, last)
    };
    DateRange::between(first.start(), last.end())
}

/// How the other end of a range is read: the nearest before the last day, or after the first.
fn seen_from(end: DateRange, tense: Tense) -> Frame {
    let base = match tense {
        Tense::Past => end.end(),
        Tense::Ahead => end.start(),
    };
    Frame { base: Some(base), last: None, tense: Some(tense), near: false }
}

/// Whether "to", or "and" after "between", stands between the two, and they are dates of one kind.
pub(super) fn joined(words: &[Word], first: &Hit<'_>, second: &Hit<'_>, rules: &TimeRules) -> bool {
    let joiners = &rules.vocabulary.joiners;
    let known = |list: &[u16], at: usize| words[at].word != 0 && list.contains(&words[at].word);
    let opened = first.start.checked_sub(1).is_some_and(|at| known(&joiners.before, at));
    let (a, b) = (&first.captures, &second.captures);
    // "In June and July 2020": no range, but one year.
    let lists_months = a.month.is_some() && a.day.is_none() && b.year.is_some();
    second.start == first.end + 1
        && (known(&joiners.to, first.end)
            || known(&joiners.dash, first.end)
            || ((opened || lists_months) && known(&joiners.and, first.end)))
        && [first, second].iter().all(|h| h.pattern.kind == TimeKind::Date)
        && (a.month.is_some(), a.weekday.is_some()) == (b.month.is_some(), b.weekday.is_some())
        && (a.month.is_some() || a.weekday.is_some())
}

/// Reads the `first` end of a range again, by its last day, or gives the frame to read the `second` by, whichever of
/// them leaves out its year.
pub(super) fn lend(
    first: &Hit<'_>,
    second: &Hit<'_>,
    time: &mut TimeExpression,
    frame: &Frame,
) -> Option<Frame> {
    if first.captures.year.is_some() {
        let untold = second.captures.year.is_none();
        return time.range.filter(|_| untold).map(|range| seen_from(range, Tense::Ahead));
    }
    let end = super::resolve(second, frame).1?;
    let (value, range) = super::resolve(first, &seen_from(end, Tense::Past));
    if range.is_some() {
        (time.value, time.range) = (value, range);
    }
    None
}
