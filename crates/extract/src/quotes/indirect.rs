//! Reported words without marks, as the network reads them.

use super::direct::is_title;
use super::draft::Draft;
use super::scene::Scene;
use super::{according, headline, speaker};
use crate::clause;
use detente_model::{ByteSpan, ProposedQuote, QuoteKind, TokenView, Upos};
use std::ops::Range;

/// A word that is less likely to report is no cue, and words that are less likely to be what it reports are left out: of
/// thresholds from .4 to .7 these gave the best balance on the left-out tenth of the texts coded for quotes.
const LIKELY_CUE: f32 = 0.6;
const LIKELY_WORDS: f32 = 0.5;
/// Of a clause with marked words the coders marked no more than these, so that the network is less sure where it ends.
const LIKELY_AROUND_MARKS: f32 = 0.25;

/// Share of a clause that may stand inside quotation marks before it is a direct quote.
const MARKED_SHARE: f64 = 0.8;

/// What the document reports. Marked words inside a reported clause are `direct` quotes with that as their clause; those
/// that have no quote yet get one.
pub(super) fn find(scene: &Scene<'_>, direct: &mut Vec<Draft>) -> Vec<Draft> {
    let mut found = proposed(scene, direct);
    direct.extend(marked(scene, &found, direct));
    direct.sort_by_key(|d| d.span.start);
    found.extend(headline::reported(scene));
    for d in &mut found {
        // Marked words that begin inside the clause belong to it whole, also where they are several sentences.
        let inside = from(direct, d.span.start).take_while(|q| q.span.start < d.span.end);
        if let Some(q) = inside.filter(|q| q.span.end > d.span.end).last() {
            d.span = d.span.cover(q.span);
        }
    }
    found.retain(|d| marked_share(scene, d.span) < MARKED_SHARE && !take_over(d, direct));
    found.sort_by_key(|d| (d.span, d.verb));
    found.dedup_by_key(|d| d.span);
    found
}

/// What the network takes for reported, in reading order, without words that are known to be direct quotes of the same
/// cue: “Talks had failed,” she said.
fn proposed(scene: &Scene<'_>, direct: &[Draft]) -> Vec<Draft> {
    let quotes = scene.doc.analysis.quotes.iter().flatten().filter(|q| q.score >= LIKELY_CUE);
    let known = |d: &Draft| {
        d.verb.is_some()
            && direct
                .iter()
                .any(|q| q.kind == QuoteKind::Direct && q.verb == d.verb && q.span.overlaps(d.span))
    };
    quotes.flat_map(|quote| read(scene, quote)).filter(|d| !known(d)).collect()
}

fn read<'s>(scene: &'s Scene<'_>, quote: &'s ProposedQuote) -> impl Iterator<Item = Draft> + 's {
    let cue = scene.token(quote.cue);
    // "has never said that", "did not confirm that": nothing was said.
    let silent = scene.rules.clauses.is_negated(cue);
    let said = !scene.is_marked(cue) && !silent;
    let likely = quote.reported.iter().filter(move |w| {
        let least = if has_marks(scene, &w.tokens) { LIKELY_AROUND_MARKS } else { LIKELY_WORDS };
        said && w.score >= least
    });
    likely.filter_map(move |words| {
        let span = trimmed(scene, words.tokens.clone())?;
        let (cue_span, speaker) = said_by(scene, cue);
        Some(Draft {
            verb: matches!(cue.upos(), Upos::Verb | Upos::Noun).then_some(quote.cue),
            cue: Some(cue_span),
            speaker,
            ..Draft::new(span, QuoteKind::Indirect, "network")
        })
    })
}

fn has_marks(scene: &Scene<'_>, tokens: &Range<u32>) -> bool {
    tokens.clone().any(|i| scene.is_marked(scene.token(i)))
}

/// The words of a cue, and who speaks by it.
fn said_by(scene: &Scene<'_>, cue: TokenView<'_>) -> (ByteSpan, Option<ByteSpan>) {
    if let Some((span, named)) = according::cue_at(scene, cue.index()) {
        return (span, named.or_else(|| speaker::proposed(scene, cue)));
    }
    if cue.upos() != Upos::Verb {
        return (cue.span(), speaker::proposed(scene, cue));
    }
    // "It was reported that": by nobody known.
    let somebody = |s: &ByteSpan| {
        !clause::is_passive(cue) || !scene.doc.surface(*s).eq_ignore_ascii_case("it")
    };
    (with_complement(scene, cue), speaker::of_verb(scene, cue).filter(somebody))
}

/// A verb with its auxiliaries and what makes it one of saying: have made it clear.
fn with_complement(scene: &Scene<'_>, verb: TokenView<'_>) -> ByteSpan {
    let mut span = scene.cue_span(verb);
    let follows = |t: &TokenView<'_>| t.upos() == Upos::Adj || t.lemma() == "it";
    let mut at = verb.next().filter(follows);
    while let Some(token) = at {
        if token.upos() == Upos::Adj {
            span = span.cover(token.span());
        }
        at = token.next().filter(follows);
    }
    span
}

/// Reported words without "that" and the punctuation around them.
pub(super) fn trimmed(scene: &Scene<'_>, range: Range<u32>) -> Option<ByteSpan> {
    let mut range = range;
    let joins = |t: TokenView<'_>| {
        t.upos() == Upos::Punct
            || t.upos() == Upos::Sconj && scene.rules.is_complementizer(t.lemma())
    };
    while range.start < range.end && joins(scene.token(range.start)) {
        range.start += 1;
    }
    let closes = |t: TokenView<'_>| t.upos() == Upos::Punct && !matches!(t.text(), ")" | "]" | "%");
    while range.start < range.end && closes(scene.token(range.end - 1)) {
        range.end -= 1;
    }
    scene.doc.analysis.span_of(range)
}

/// Marked words inside what is reported that no quote has yet: said the vote was "open".
fn marked(scene: &Scene<'_>, reported: &[Draft], direct: &[Draft]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for d in reported {
        let first = scene.marks.partition_point(|m| m.inner.start < d.span.start);
        for m in scene.marks[first..].iter().take_while(|m| m.inner.start < d.span.end) {
            let known = direct.iter().chain(&found).any(|q| q.span.overlaps(m.inner));
            if !known && !is_title(scene, m.inner) {
                let kind = QuoteKind::Direct;
                found.push(Draft { span: m.inner, kind, rule: "inside", ..d.clone() });
            }
        }
    }
    found
}

/// Makes the marked words inside a reported clause mixed quotes, and tells whether there are any.
fn take_over(d: &Draft, direct: &mut [Draft]) -> bool {
    let first = direct.partition_point(|q| q.span.start < d.span.start);
    let mut holds = false;
    for quote in direct[first..].iter_mut().take_while(|q| q.span.start < d.span.end) {
        if quote.span.end > d.span.end + 2 {
            continue;
        }
        holds = true;
        // "agreed and said, “…”": a clause that holds the cue of the marked words was misread.
        let over_cue = quote.cue.is_some_and(|c| d.span.contains(c) && d.cue != Some(c));
        if quote.kind == QuoteKind::Direct && over_cue && quote.rule == "before" {
            continue;
        }
        if quote.clause.is_some_and(|c| c.contains(d.span)) {
            continue;
        }
        quote.clause = Some(d.span);
        quote.kind = QuoteKind::Mixed;
        let own = quote.cue.is_some_and(|c| !d.span.contains(c));
        if quote.speaker.is_none() || !own {
            (quote.verb, quote.cue, quote.speaker) = (d.verb, d.cue, d.speaker);
        }
    }
    holds
}

/// The drafts, in reading order, that start at byte `start` or later.
fn from(direct: &[Draft], start: u32) -> impl Iterator<Item = &Draft> {
    direct[direct.partition_point(|q| q.span.start < start)..].iter()
}

fn marked_share(scene: &Scene<'_>, span: ByteSpan) -> f64 {
    let first = scene.marks.partition_point(|m| m.inner.end <= span.start);
    let inside: u32 = scene.marks[first..]
        .iter()
        .take_while(|m| m.inner.start < span.end)
        .map(|m| m.inner.end.min(span.end).saturating_sub(m.inner.start.max(span.start)))
        .sum();
    f64::from(inside) / f64::from(span.len().max(1))
}
