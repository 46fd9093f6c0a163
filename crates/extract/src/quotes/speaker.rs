//! The words that name the speaker, in the clause of the cue.

use super::scene::{Scene, is_nominal};
use crate::clause;
use detente_model::{ByteSpan, Deprel, Penn, TokenView, Upos};
use std::ops::Range;

/// The subject of `verb`, its own or the one it has from the clause above; as the head of the phrase.
pub(super) fn subject<'a>(scene: &Scene<'_>, verb: TokenView<'a>) -> Option<TokenView<'a>> {
    let clauses = &scene.rules.clauses;
    // "released a statement saying": who releases it says it.
    let released = verb.head().filter(|noun| {
        verb.deprel() == Deprel::Acl
            && verb.penn() == Penn::Vbg
            && matches!(noun.deprel(), Deprel::Obj | Deprel::Obl)
    });
    let by = released.and_then(TokenView::head).filter(|h| h.upos() == Upos::Verb);
    let lent = || by.and_then(|h| clauses.actor(h)).or_else(|| clauses.controller(verb));
    clause::subject(verb).or_else(lent)
}

/// The subjects in a zone, as phrases.
pub(super) fn subjects<'s>(
    scene: &'s Scene<'_>,
    zone: &Range<u32>,
) -> impl Iterator<Item = ByteSpan> + 's {
    let subject = |t: &TokenView<'_>| {
        matches!(t.deprel(), Deprel::Nsubj | Deprel::NsubjPass)
            && is_nominal(*t)
            && !scene.is_marked(*t)
    };
    zone.clone().map(|t| scene.token(t)).filter(subject).map(|t| phrase(scene, t))
}

/// The phrase of the speaker of `verb`: its subject, or the name or pronoun right before it where the parse gives it
/// another.
pub(super) fn of_verb(scene: &Scene<'_>, verb: TokenView<'_>) -> Option<ByteSpan> {
    if let Some(span) = proposed(scene, verb) {
        return Some(span);
    }
    let parsed = subject(scene, verb).filter(|s| !scene.is_marked(*s)).map(|s| phrase(scene, s));
    let mut at = verb.previous();
    while let Some(token) = at.filter(|t| matches!(t.upos(), Upos::Aux | Upos::Adv)) {
        at = token.previous();
    }
    let adjacent = at.filter(|t| {
        let nominative = matches!(t.lemma(), "he" | "she" | "they") && t.penn() == Penn::Prp;
        !scene.is_marked(*t) && (nominative || t.upos() == Upos::Propn) && verb.penn() != Penn::Vbg
    });
    // A name after a preposition belongs to the subject, also where its phrase is cut short: the head of the port in Odrava.
    let complement = |token: TokenView<'_>| {
        clause::case(token).is_some()
            && subject(scene, verb).is_some_and(|s| s.subtree().contains(&token.index()))
    };
    match (parsed, adjacent) {
        (Some(span), Some(token)) if span.contains(token.span()) || complement(token) => Some(span),
        (_, Some(token)) => Some(phrase(scene, top(token))),
        (None, None) => before_aside(scene, verb),
        (parsed, None) => parsed,
    }
}

/// The phrase of whoever the network takes for the speaker of a cue.
pub(super) fn proposed(scene: &Scene<'_>, cue: TokenView<'_>) -> Option<ByteSpan> {
    let head = scene.token(scene.proposed(cue.index())?.speaker?);
    Some(phrase(scene, head))
}

/// "An official, who asked not to be named, said": the phrase before an aside of "who" that ends right before the verb,
/// where the parse gives the verb no subject.
fn before_aside(scene: &Scene<'_>, verb: TokenView<'_>) -> Option<ByteSpan> {
    let comma = |t: &TokenView<'_>| t.text() == ",";
    let closes = verb.previous().filter(comma)?;
    let mut at = closes.previous();
    while let Some(token) = at.filter(|t| !comma(t)) {
        if token.penn() == Penn::Wp {
            let opens = token.previous().filter(comma)?;
            let head = opens.previous().filter(|t| is_nominal(*t) && !scene.is_marked(*t))?;
            return Some(phrase(scene, head));
        }
        at = token.previous();
    }
    None
}

/// The head of the name that `token` belongs to.
fn top(token: TokenView<'_>) -> TokenView<'_> {
    let mut top = token;
    while let Some(above) = top.head().filter(|h| {
        matches!(top.deprel(), Deprel::Compound | Deprel::Flat) && h.upos() == Upos::Propn
    }) {
        top = above;
    }
    top
}

/// The phrase around `head`, without what is added after commas and in clauses.
pub(super) fn phrase(scene: &Scene<'_>, head: TokenView<'_>) -> ByteSpan {
    let subtree = head.subtree();
    let (mut first, mut last) = (head.index(), head.index());
    for i in (subtree.start..head.index()).rev() {
        let token = scene.token(i);
        let joins = matches!(token.text(), "-" | "\u{2013}" | "/" | "&");
        if (token.upos() == Upos::Punct && !joins)
            || matches!(token.upos(), Upos::Verb | Upos::Sconj | Upos::Cconj)
            || scene.is_marked(token)
        {
            break;
        }
        first = i;
    }
    for i in head.index() + 1..subtree.end {
        let token = scene.token(i);
        let joins = matches!(token.text(), "-" | "\u{2013}" | "/" | "&");
        if (token.upos() == Upos::Punct && !joins)
            || matches!(token.upos(), Upos::Verb | Upos::Aux | Upos::Sconj)
            || token.penn().is_wh()
            || scene.is_marked(token)
        {
            break;
        }
        last = i;
    }
    let trailing = |i: u32| {
        matches!(scene.token(i).upos(), Upos::Cconj | Upos::Adp | Upos::Adv)
            || scene.token(i).penn() == Penn::Pos
    };
    while first < head.index() && scene.token(first).upos() == Upos::Adp {
        first += 1;
    }
    while last > head.index() && trailing(last) {
        last -= 1;
    }
    scene.doc.analysis.span_of(first..last + 1).unwrap_or_else(|| head.span())
}

/// The phrase that stands before a cue: `zone` is the words up to it.
pub(super) fn before_cue(scene: &Scene<'_>, zone: Range<u32>) -> Option<ByteSpan> {
    let mut start = zone.start;
    while start < zone.end && !starts_phrase(scene.token(start)) {
        start += 1;
    }
    let cut = (start..zone.end)
        .find(|&i| i > start && scene.token(i).upos() == Upos::Punct && !is_joint(scene.token(i)))
        .unwrap_or(zone.end);
    trimmed(scene, start..cut)
}

/// The phrase that stands after a cue: "said Laura Prieto, who …".
pub(super) fn after_cue(scene: &Scene<'_>, zone: Range<u32>) -> Option<ByteSpan> {
    let stops = |t: TokenView<'_>| {
        (t.upos() == Upos::Punct && !is_joint(t))
            || (t.upos() == Upos::Adp && !matches!(t.text(), "of" | "for"))
            || matches!(t.upos(), Upos::Sconj | Upos::Verb | Upos::Aux | Upos::Adv)
            || t.penn() == Penn::To
    };
    let start = zone.start;
    // Right after the cue, a word that seems a verb is a noun ("said pollster Ana Ruiz"); capitals make names.
    let end = zone.clone().find(|&i| {
        let token = scene.token(i);
        let punctuation = token.upos() == Upos::Punct || token.upos() == Upos::Adp;
        stops(token)
            && (punctuation || (i > start && !token.text().starts_with(char::is_uppercase)))
    });
    trimmed(scene, start..end.unwrap_or(zone.end))
}

fn is_joint(token: TokenView<'_>) -> bool {
    matches!(token.text(), "-" | "\u{2013}" | "/" | "&" | "." | "'")
}

fn starts_phrase(token: TokenView<'_>) -> bool {
    is_nominal(token)
        || matches!(token.upos(), Upos::Det | Upos::Adj | Upos::Num)
        || token.penn() == Penn::PrpPoss
        || token.text().starts_with(char::is_uppercase)
}

/// The span of `range` without the adverbs and auxiliaries at its end; `None` when no noun or pronoun is in it.
fn trimmed(scene: &Scene<'_>, range: Range<u32>) -> Option<ByteSpan> {
    let last = range
        .clone()
        .rev()
        .find(|&i| is_nominal(scene.token(i)) || scene.token(i).upos() == Upos::Num)?;
    range.clone().any(|i| is_nominal(scene.token(i))).then_some(())?;
    scene.doc.analysis.span_of(range.start..last + 1)
}
