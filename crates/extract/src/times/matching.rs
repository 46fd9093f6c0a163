//! The longest pattern at a place in the text.

use super::capture::Captures;
use super::pattern::{Element, Test};
use super::phase::Phase;
use super::rules::{Pattern, TimeRules, Widener};
use super::scan::Word;
use super::vocabulary::Vocabulary;

/// An expression: words `start..end`.
pub(super) struct Hit<'r> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) captures: Captures,
    pub(super) pattern: &'r Pattern,
    /// The part of the time that is meant.
    pub(super) phase: Option<Phase>,
}

/// The longest match that begins at `at`, widened to the left, but not beyond `floor`.
pub(super) fn longest<'r>(
    words: &[Word],
    at: usize,
    floor: usize,
    rules: &'r TimeRules,
) -> Option<Hit<'r>> {
    let mut best: Option<(usize, Captures, &Pattern)> = None;
    for &row in rules.rows_at(&words[at]) {
        let row = &rules.rows[row as usize];
        let pattern = &rules.patterns[row.pattern];
        let Some((end, captures)) =
            follow(&row.elements, words, at, Captures::default(), &rules.vocabulary)
        else {
            continue;
        };
        let longer = best.as_ref().is_none_or(|(other, ..)| end > *other);
        if end > at && longer && allowed(pattern, words, at, end, &rules.vocabulary) {
            best = Some((end, captures, pattern));
        }
    }
    let (end, captures, pattern) = best?;
    let (start, phase) = widened(words, at, floor, pattern, rules);
    Some(Hit { start, end, captures, pattern, phase: phase.or(pattern.phase) })
}

fn follow(
    elements: &[Element],
    words: &[Word],
    at: usize,
    captures: Captures,
    v: &Vocabulary,
) -> Option<(usize, Captures)> {
    let Some((element, rest)) = elements.split_first() else { return Some((at, captures)) };
    for test in &element.tests {
        let mut trial = captures;
        if let Some(end) = test.apply(words, at, v, &mut trial)
            && words[at + 1..end].iter().all(|w| !w.paragraph)
            && (end == words.len() || rest.is_empty() || !words[end].paragraph)
            && let Some(done) = follow(rest, words, end, trial, v)
        {
            return Some(done);
        }
    }
    if element.optional { follow(rest, words, at, captures, v) } else { None }
}

fn allowed(pattern: &Pattern, words: &[Word], start: usize, end: usize, v: &Vocabulary) -> bool {
    if pattern.capital && !words[start].capital {
        return false;
    }
    let passes = |tests: &[Test], at: Option<usize>| {
        let mut scratch = Captures::default();
        at.is_some_and(|at| tests.iter().any(|t| t.apply(words, at, v, &mut scratch).is_some()))
    };
    let previous = start.checked_sub(1).filter(|_| !words[start].paragraph);
    let next = (end < words.len() && !words[end].paragraph).then_some(end);
    (pattern.after.is_empty() || passes(&pattern.after, previous))
        && (pattern.before.is_empty()
            || passes(&pattern.before, next)
            || (next.is_none() && pattern.before.contains(&Test::End)))
        && !passes(&pattern.not_after, previous)
        && !passes(&pattern.not_before, next)
}

/// Where the expression begins once the words that belong to it are taken in, and the part of the time they tell of.
fn widened(
    words: &[Word],
    start: usize,
    floor: usize,
    pattern: &Pattern,
    rules: &TimeRules,
) -> (usize, Option<Phase>) {
    let (mut start, mut phase) = (start, None);
    for _ in 0..2 {
        let fits = |widener: &&Widener| {
            let n = widener.words.len();
            start - floor >= n
                && words[start - n..start].iter().map(|w| w.word).eq(widener.words.iter().copied())
                && words[start - n + 1..=start].iter().all(|w| !w.paragraph)
        };
        match rules.wideners(pattern).iter().find(fits) {
            Some(widener) => {
                start -= widener.words.len();
                phase = phase.or(widener.phase);
            }
            None => break,
        }
    }
    (start, phase)
}
