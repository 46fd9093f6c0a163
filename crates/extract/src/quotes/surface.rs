//! Reported clauses told by the order of words, where the parse finds none.

use super::draft::{Carried, Draft};
use super::rules::CueVerb;
use super::scene::Scene;
use super::{indirect, speaker};
use detente_model::{ByteSpan, Penn, QuoteKind, TokenView, Upos};
use std::ops::Range;

/// Words between a cue and its "that" at most: said [on Monday in Oslo] that.
const TO_THAT: u32 = 6;

/// A reported clause of `verb`, by the rule named.
pub(super) fn draft(
    scene: &Scene<'_>,
    verb: TokenView<'_>,
    span: ByteSpan,
    rule: &'static str,
) -> Draft {
    Draft {
        span,
        kind: QuoteKind::Indirect,
        verb: Some(verb.index()),
        cue: Some(scene.cue_span(verb)),
        speaker: speaker::of_verb(scene, verb),
        introduced: None,
        clause: None,
        carried: Carried::No,
        rule,
    }
}

/// What `verb` reports: after "that", right after it, or before it after a comma.
pub(super) fn reported(
    scene: &Scene<'_>,
    verb: TokenView<'_>,
    cue: CueVerb,
    taken: bool,
) -> Option<Draft> {
    if !cue.clause || taken || speaker::is_nobody(scene, verb) {
        return None;
    }
    let end = verb.sentence().tokens.end;
    // "said the report that he wrote was wrong": what is said has no object, so that a clause begins with the noun.
    let object = cue.plain && verb.next().is_some_and(|n| n.upos() == Upos::Det);
    let after_that =
        (cue.speech && !object).then(|| after_that(scene, verb.index() + 1, end)).flatten();
    if let Some(range) = after_that {
        return Some(draft(scene, verb, indirect::content(scene, range, verb)?, "that"));
    }
    if !cue.plain || verb.penn() == Penn::Vbg {
        return None;
    }
    let next = verb.next()?;
    if is_inverted(scene, verb, end) {
        return None;
    }
    let mut start = verb.index() + 1;
    while start < end && scene.rules.is_saying_day(&scene.token(start).text().to_lowercase()) {
        start += 1;
    }
    if start < end && clause_starts(scene.token(start)) && finite_in(scene, start + 1..end) {
        let span = indirect::content(scene, start..end, verb)?;
        let tokens = scene.between(span.start, span.end);
        return finite_in(scene, tokens).then(|| draft(scene, verb, span, "plain"));
    }
    postposed(scene, verb, next)
}

/// "The talks had failed, said Ana Moreno, who …": what follows the cue is who said it.
fn is_inverted(scene: &Scene<'_>, verb: TokenView<'_>, end: u32) -> bool {
    let parted = verb.previous().is_none_or(|p| p.upos() == Upos::Punct);
    let own = speaker::subject(scene, verb).is_some_and(|s| s.index() < verb.index());
    let mut after = (verb.index() + 1..end).map(|i| scene.token(i));
    let first = after.find(|t| t.penn().is_finite() || t.text() == "," || t.penn().is_wh());
    let unsaid = first.is_none_or(|t| !t.penn().is_finite());
    // "The envoy, Ana Moreno, said": only an aside between commas parts the subject from its verb.
    let aside =
        speaker::subject(scene, verb).filter(|s| s.index() < verb.index()).is_some_and(|s| {
            let between = s.index()..verb.index();
            let commas = between.clone().filter(|&i| scene.token(i).text() == ",").count();
            commas > 1 && !finite_in(scene, between)
        });
    parted && !aside && unsaid && (!own || first.is_some_and(|t| !t.penn().is_finite()))
}

/// The words after a "that" that follows closely, to the end of the sentence.
fn after_that(scene: &Scene<'_>, from: u32, end: u32) -> Option<Range<u32>> {
    let that = (from..end.min(from + TO_THAT)).map(|i| scene.token(i)).find(|t| {
        (t.penn() == Penn::In || t.penn() == Penn::Wdt)
            && scene.rules.is_complementizer(&t.text().to_lowercase())
    })?;
    let between = (from..that.index()).map(|i| scene.token(i)).all(|t| {
        !matches!(t.upos(), Upos::Verb | Upos::Aux | Upos::Sconj)
            && !matches!(t.text(), "," | ";" | ":")
    });
    let noun_before = that.previous().is_some_and(|t| t.upos() == Upos::Noun)
        && (that.penn() == Penn::Wdt || belongs_to_object(scene, from, that));
    (between && !noun_before && finite_in(scene, that.index() + 1..end))
        .then_some(that.index() + 1..end)
}

/// Whether the clause that `that` joins belongs to a noun that a preposition right after the cue governs, as "added to
/// the impression that", and is not what was said, as "said in a letter that".
fn belongs_to_object(scene: &Scene<'_>, from: u32, that: TokenView<'_>) -> bool {
    let governed = scene.token(from).upos() == Upos::Adp;
    governed && that.previous().is_some_and(|n| scene.rules.is_thought(n.lemma()))
}

/// Whether a clause may start here: with a noun phrase.
fn clause_starts(token: TokenView<'_>) -> bool {
    matches!(
        token.upos(),
        Upos::Det | Upos::Propn | Upos::Noun | Upos::Pron | Upos::Num | Upos::Adj
    ) && !token.penn().is_wh()
}

/// Whether a finite verb stands outside quotation marks in `range`.
pub(super) fn finite_in(scene: &Scene<'_>, range: Range<u32>) -> bool {
    range.into_iter().any(|i| scene.token(i).penn().is_finite() && !scene.is_marked(scene.token(i)))
}

/// "Talks had failed, Foreign Minister Ana Ruiz said on Monday."
fn postposed(scene: &Scene<'_>, verb: TokenView<'_>, next: TokenView<'_>) -> Option<Draft> {
    if !matches!(next.upos(), Upos::Punct | Upos::Adp | Upos::Adv | Upos::Propn) {
        return None;
    }
    let first = verb.sentence().tokens.start;
    let names = |t: TokenView<'_>| {
        matches!(
            t.upos(),
            Upos::Det
                | Upos::Adj
                | Upos::Noun
                | Upos::Propn
                | Upos::Pron
                | Upos::Num
                | Upos::Part
                | Upos::Aux
        ) || matches!(t.text(), "of" | "-")
            || t.penn() == Penn::Pos
    };
    let comma = (first..verb.index()).rev().find(|&i| !names(scene.token(i)))?;
    let opener = scene.token(first);
    // "attacks that, Moreno said, …": the cue stands inside the clause.
    let last = scene.token(comma.saturating_sub(1));
    let broken = last.penn().is_wh() || matches!(last.penn(), Penn::In | Penn::Cc);
    let fits = !broken
        && scene.token(comma).text() == ","
        && comma + 1 < verb.index()
        && comma > first + 2
        && !matches!(opener.upos(), Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Adv)
        && finite_in(scene, first..comma);
    if !fits {
        return None;
    }
    let speaker = speaker::before_cue(scene, comma + 1..verb.index());
    let span = indirect::content(scene, first..comma, verb)?;
    Some(Draft { speaker, ..draft(scene, verb, span, "postposed") })
}

/// "made it clear that talks would fail": verb and words that say together.
pub(super) fn fixed(scene: &Scene<'_>, verb: TokenView<'_>) -> Option<Draft> {
    if verb.upos() != Upos::Verb {
        return None;
    }
    let end = verb.sentence().tokens.end;
    let matches = |phrase: &&Vec<String>| {
        phrase.iter().zip(verb.index()..).all(|(word, i)| i < end && scene.token(i).lemma() == word)
            && verb.index() + (phrase.len() as u32) < end
    };
    let phrase = scene.rules.fixed.iter().find(matches)?;
    let after = verb.index() + phrase.len() as u32;
    let span = indirect::content(scene, after_that(scene, after, end)?, verb)?;
    let cue = scene.cue_span(verb).cover(scene.token(after - 1).span());
    Some(Draft { cue: Some(cue), ..draft(scene, verb, span, "fixed") })
}
