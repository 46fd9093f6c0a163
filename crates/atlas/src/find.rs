//! Finding the names of the atlas in a tokenised text.

use crate::Surroundings;
use crate::candidate::Match;
use crate::fold::Words;
use crate::phrase::{Segment, parse};
use crate::records::{Modifier, Target};
use crate::resolve::Resolver;
use crate::store::Store;
use chrono::NaiveDate;
use detente_model::ByteSpan;

/// Readings given of a name found.
const READINGS: usize = 4;

pub(crate) fn find(
    store: &Store,
    text: &str,
    tokens: &[ByteSpan],
    on: Option<NaiveDate>,
) -> Vec<Match> {
    let mut words = Words::default();
    for (i, token) in tokens.iter().enumerate() {
        words.push(token.of(text), i as u32, usize::MAX);
    }
    let segments = parse(store, &words, false);
    let around = Surroundings::default();
    let resolver = Resolver {
        store,
        day: on.map(crate::day::number),
        country: around.country,
        place: around.place,
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < segments.len() {
        let end = reach(store, &segments, &words, at);
        if end == at {
            at += 1;
            continue;
        }
        let first = &segments[at];
        let last = &segments[end - 1];
        let mut candidates = if end - at == 1 {
            resolver.name_of(first, &words)
        } else {
            resolver.words(&words.range(first.start, last.end))
        };
        candidates.truncate(READINGS);
        if !candidates.is_empty() {
            let from = words.words[first.start].token;
            let to = words.words[last.end - 1].token + 1;
            out.push(Match { tokens: from..to, candidates });
        }
        at = end;
    }
    // Two names inside one token cannot both have it.
    out.dedup_by(|b, a| b.tokens.start < a.tokens.end);
    out
}

/// Where the name that begins at segment `at` ends: past its last segment, or `at` where none begins.
fn reach(store: &Store, segments: &[Segment], words: &Words, at: usize) -> usize {
    let joined =
        |i: usize| segments.get(i).filter(|s| !words.words.get(s.start).is_some_and(|w| w.cut));
    let first = &segments[at];
    let owner = |s: &Segment| s.has(Target::Demonym) || s.is_owner(store) && !s.has(Target::Place);
    if first.is_head() {
        // `President Kamau`; `president of Kenya`.
        let next = joined(at + 1);
        if next.is_some_and(|s| s.has(Target::Surname) && !s.is_head()) {
            return at + 2;
        }
        if next.is_some_and(|s| s.is(Modifier::Of)) {
            let skip = usize::from(joined(at + 2).is_some_and(|s| s.is(Modifier::Determiner)));
            let whose = joined(at + 2 + skip);
            if whose.is_some_and(|s| owner(s) && !s.possessive)
                && !joined(at + 3 + skip).is_some_and(Segment::is_head)
            {
                return at + 3 + skip;
            }
        }
        return at;
    }
    if first.postings.is_empty() || first.modifier().is_some() {
        return at;
    }
    if !owner(first) {
        return at + 1;
    }
    // `Russian Foreign Minister`, `Turkey's former president`: whose, modifiers, the longest role.
    let (mut end, mut seen) = (at + 1, at + 1);
    while let Some(next) = joined(seen) {
        if next.is_head() {
            end = seen + 1;
        } else if !matches!(
            next.modifier(),
            Some(
                Modifier::Former
                    | Modifier::Acting
                    | Modifier::Lower
                    | Modifier::Neutral
                    | Modifier::Anonymous
            )
        ) {
            break;
        }
        seen += 1;
    }
    end
}
