//! Finding the names of the atlas in a tokenised text.

use crate::file::fold::Words;
use crate::file::records::{Modifier, Target};
use crate::file::store::Store;
use crate::lookup::candidate::Match;
use crate::lookup::phrase::{Segment, family_name, parse};
use crate::lookup::resolver::Resolver;
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
    let mut before = 0;
    for (i, token) in tokens.iter().enumerate() {
        let gap = text.get(before as usize..token.start as usize).unwrap_or("");
        let surface = token.of(text);
        let ends = surface.chars().all(|c| matches!(c, '.' | '!' | '?' | '…'));
        if ends || gap.bytes().filter(|b| *b == b'\n').count() > 1 {
            words.cut();
        }
        before = token.end;
        words.push(surface, i as u32, usize::MAX);
    }
    let resolver =
        Resolver { store, day: on.map(crate::file::day::number), country: None, place: false };
    let segments = parse(&resolver, &words, false);
    let mut out = Vec::new();
    let mut at = 0;
    while at < segments.len() {
        let Reach { end, named } = reach(store, &segments, &words, at);
        if !named || splits_a_token(&words, &segments[at], &segments[end - 1]) {
            at = end.max(at + 1);
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

/// Whether a name would cover only a part of a token: `Russian` of `Russian-made`.
fn splits_a_token(words: &Words, first: &Segment, last: &Segment) -> bool {
    let token = |i: usize| words.words.get(i).map(|w| w.token);
    let before = first.start.checked_sub(1).and_then(token);
    // A possessive may be part of the token.
    let after = (last.end..words.len()).find(|&i| words.text(i) != "s").and_then(token);
    before.is_some() && before == token(first.start)
        || after.is_some() && after == token(last.end - 1)
}

/// Where a name ends, in segments, and whether it is one.
struct Reach {
    end: usize,
    named: bool,
}

/// The name that begins at segment `at`.
fn reach(store: &Store, segments: &[Segment], words: &Words, at: usize) -> Reach {
    let name = |end: usize| Reach { end, named: true };
    let none = |end: usize| Reach { end, named: false };
    let joined =
        |i: usize| segments.get(i).filter(|s| !words.words.get(s.start).is_some_and(|w| w.cut));
    let first = &segments[at];
    let owner = |s: &Segment| s.has(Target::Demonym) || s.is_owner(store) && !s.has(Target::Place);
    if first.is(Modifier::Against) && joined(at + 1).is_some_and(owner) {
        let end = roles_after(segments, words, at + 2);
        let people = &segments[at + 1];
        // `ethnic Albanians`, but not `pro-Albanian`.
        let plural = people.has(Target::Demonym) && words.text(people.end - 1).ends_with('s');
        return if end > at + 2 || plural { name(end) } else { none(end) };
    }
    // `northern Syria`, but not `northern Syrian` or `southern Iraq's army`.
    if first.is(Modifier::Direction) {
        let state = joined(at + 1)
            .is_some_and(|s| s.has(Target::Actor) && s.is_owner(store) && !s.possessive);
        return if state { name(at + 2) } else { none(at + 1) };
    }
    if first.is_head() || first.is(Modifier::Honorific) {
        return titled(store, segments, words, at, owner).map_or(none(at + 1), name);
    }
    if first.postings.is_empty() || first.modifier().is_some() {
        return none(at + 1);
    }
    name(if owner(first) { roles_after(segments, words, at + 1) } else { at + 1 })
}

/// `President Kamau`, `Mr. Kamau`; `president of Kenya`.
fn titled(
    store: &Store,
    segments: &[Segment],
    words: &Words,
    at: usize,
    owner: impl Fn(&Segment) -> bool,
) -> Option<usize> {
    let joined =
        |i: usize| segments.get(i).filter(|s| !words.words.get(s.start).is_some_and(|w| w.cut));
    let next = joined(at + 1)?;
    if !next.is_head() && next.end - next.start <= 2 {
        let person = next.person(store).next().is_some();
        let family = family_name(store, words, next.start).is_some_and(|s| s.end == next.end);
        if family && !person {
            return Some(at + 2);
        }
    }
    if !segments[at].is_head() || words.text(next.start) != "of" {
        return None;
    }
    let skip = usize::from(joined(at + 2)?.is(Modifier::Determiner));
    let whose = joined(at + 2 + skip)?;
    let ends = !joined(at + 3 + skip).is_some_and(Segment::is_head);
    (owner(whose) && !whose.possessive && ends).then_some(at + 3 + skip)
}

/// `Russian Foreign Minister`, `Turkey's former president`: past modifiers and the last role from segment `from` on.
fn roles_after(segments: &[Segment], words: &Words, from: usize) -> usize {
    let (mut end, mut seen) = (from, from);
    while let Some(next) =
        segments.get(seen).filter(|s| !words.words.get(s.start).is_some_and(|w| w.cut))
    {
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
