//! Through whom, and when, something was said.

use super::scene::Scene;
use super::speaker;
use crate::clause;
use detente_model::{ByteSpan, DateRange, Deprel, TokenView, Upos};

/// Steps from a time expression up to the cue verb.
const STEPS: usize = 3;

/// The outlet that the words came through.
pub(super) fn via(scene: &Scene<'_>, verb: TokenView<'_>, quote: ByteSpan) -> Option<ByteSpan> {
    if scene.cue(verb).is_some_and(|c| c.recipient)
        && let Some(told) = verb
            .children()
            .find(|c| matches!(c.deprel(), Deprel::Obj | Deprel::Iobj) && c.index() > verb.index())
    {
        return outlet(scene, told, quote);
    }
    let noun = verb.children().chain(verb.children().flat_map(TokenView::children)).find(|c| {
        c.index() > verb.index()
            && scene.rules.via.nouns.contains(c.lemma())
            && !scene.is_marked(*c)
    })?;
    let parsed = noun.subtree().map(|i| scene.token(i)).find_map(|t| {
        let carried = t
            .ancestors()
            .take_while(|a| a.index() != noun.index())
            .all(|a| a.upos() != Upos::Verb || scene.rules.via.carriers.contains(a.lemma()));
        let introduced =
            clause::case(t).is_some_and(|c| scene.rules.via.prepositions.contains(c.lemma()));
        let names = t.upos() == Upos::Propn && carried && introduced;
        names.then(|| outlet(scene, t, quote)).flatten()
    });
    parsed.or_else(|| behind_preposition(scene, noun, quote))
}

/// The name after "by", "with" and the like that follow the noun or a word of carrying, where the parse hangs it
/// elsewhere: "comments carried by Norland state TV".
fn behind_preposition(scene: &Scene<'_>, noun: TokenView<'_>, quote: ByteSpan) -> Option<ByteSpan> {
    let end = noun.sentence().tokens.end;
    let leads = |t: TokenView<'_>| {
        t.index() == noun.index() || scene.rules.via.carriers.contains(t.lemma())
    };
    let preposition = (noun.index() + 1..end).find(|&i| {
        scene.rules.via.prepositions.contains(&scene.token(i).text().to_lowercase())
            && leads(scene.token(i - 1))
    })?;
    let first = preposition + 1;
    let last = (first..end)
        .map(|i| scene.token(i))
        .take_while(|t| matches!(t.upos(), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn))
        .last()?
        .index();
    let named = (first..=last).any(|i| scene.token(i).upos() == Upos::Propn);
    let span = scene.doc.analysis.span_of(first..last + 1)?;
    (named && !span.overlaps(quote)).then_some(span)
}

/// The phrase of a proper name.
fn outlet(scene: &Scene<'_>, head: TokenView<'_>, quote: ByteSpan) -> Option<ByteSpan> {
    let span = speaker::phrase(scene, head);
    (head.upos() == Upos::Propn && !span.overlaps(quote))
        .then_some(without_preposition(scene, head, span))
}

fn without_preposition(scene: &Scene<'_>, head: TokenView<'_>, span: ByteSpan) -> ByteSpan {
    let start = scene
        .between(span.start, head.span().start)
        .take_while(|&i| matches!(scene.token(i).upos(), Upos::Adp))
        .last()
        .map_or(span.start, |i| scene.token(i + 1).span().start);
    ByteSpan::new(start.min(head.span().start), span.end)
}

/// The day on which `verb` happened, from the time expressions of its own clause.
pub(super) fn said_on(
    scene: &Scene<'_>,
    verb: TokenView<'_>,
    quote: ByteSpan,
) -> Option<DateRange> {
    let sentence = verb.sentence().span;
    let of_verb = |span: ByteSpan| {
        scene.doc.analysis.tokens_in(span).any(|i| {
            let token = scene.token(i);
            let mut above = token
                .ancestors()
                .take(STEPS)
                .take_while(|a| a.index() == verb.index() || a.upos() != Upos::Verb);
            above.any(|a| a.index() == verb.index())
        })
    };
    scene
        .found
        .times_in(sentence)
        .iter()
        .filter(|t| !t.span.overlaps(quote))
        .find(|t| t.range.is_some() && of_verb(t.span))
        .and_then(|t| t.range)
}
