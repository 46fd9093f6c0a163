//! Where a reported clause ends and the reporter goes on.
//!
//! "Moreno said the talks had failed, blaming the ministry": the participle is the reporter's. Parsers hang such tails on
//! the reported verb as often as on the cue; the order of words decides here.

use super::scene::Scene;
use super::{according, speaker};
use crate::clause;
use detente_model::{Deprel, Penn, TokenView, Upos};
use std::ops::Range;

/// Words that stand between the start of a clause and its end at least.
const LEAST: u32 = 2;

/// Steps from a cue up to the clause that it stands in.
const STEPS: usize = 4;

/// The first token of what follows the reported clause `range` of `verb` within it, or its end.
pub(super) fn end_of(scene: &Scene<'_>, verb: TokenView<'_>, range: &Range<u32>) -> u32 {
    let mut cuts = (range.start + LEAST..range.end).filter(|&i| !scene.is_marked(scene.token(i)));
    cuts.find(|&i| {
        let token = scene.token(i);
        if is_dash(scene, token) {
            return !(i + 1..range.end).any(|j| is_dash(scene, scene.token(j)));
        }
        if token.text() == ";" || is_open_bracket(scene, i, range.end) {
            return true;
        }
        if ends_with_comma(scene, i) {
            return is_apposition(scene, i, range.end)
                || is_tail(scene, i, range.end)
                || is_relative_tail(scene, i, range.end)
                || scene.rules.is_turn(&token.text().to_lowercase())
                || according::cue_at(scene, i).is_some();
        }
        goes_on_saying(scene, verb, range.start, i..range.end)
    })
    .unwrap_or(range.end)
}

/// Whether a comma stands before token `at`, or before the closing mark that stands there.
fn ends_with_comma(scene: &Scene<'_>, at: u32) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| scene.token(i)) else { return false };
    if before.text() == "," {
        return true;
    }
    let marked = scene.marked_at(before.span().start).map(|m| scene.marks[m]);
    marked.is_some_and(|m| {
        m.outer.end == before.span().end && scene.doc.surface(m.inner).ends_with(',')
    })
}

/// ", which had failed before" at the end of the clause.
fn is_relative_tail(scene: &Scene<'_>, at: u32, end: u32) -> bool {
    let token = scene.token(at);
    let relative = matches!(token.penn(), Penn::Wdt | Penn::Wp | Penn::WpPoss)
        || token.penn() == Penn::Wrb && token.lemma() == "where";
    relative
        && !(at + 1..end).any(|i| {
            scene.token(i).text() == ","
                && (i + 1..end.min(i + 3)).any(|j| scene.token(j).penn().is_finite())
        })
}

/// A dash between words, not within one.
fn is_dash(scene: &Scene<'_>, token: TokenView<'_>) -> bool {
    !scene.is_marked(token) && clause::is_dash(token)
}

/// A bracket that the clause closes at its end or not at all: "(by noon)".
fn is_open_bracket(scene: &Scene<'_>, at: u32, end: u32) -> bool {
    scene.token(at).text() == "("
        && (at + 1..end).find(|&i| scene.token(i).text() == ")").is_none_or(|i| i + 2 >= end)
}

/// ", a loss of almost a third": a phrase that goes on to the end of the clause.
fn is_apposition(scene: &Scene<'_>, at: u32, end: u32) -> bool {
    scene.token(at).upos() == Upos::Det
        && (at + 1..end)
            .map(|i| scene.token(i))
            .all(|t| !t.penn().is_finite() && t.upos() != Upos::Cconj && t.text() != ",")
}

/// ", adding …", ", sharply criticising …".
fn is_tail(scene: &Scene<'_>, at: u32, end: u32) -> bool {
    let mut at = at;
    while at < end && scene.token(at).upos() == Upos::Adv {
        at += 1;
    }
    at < end && {
        let token = scene.token(at);
        token.penn() == Penn::Vbg
            && !matches!(token.deprel(), Deprel::Amod | Deprel::Compound | Deprel::Nsubj)
            && token.upos() == Upos::Verb
    }
}

/// "and said", "but also insisted": the speaker goes on to say something else; or the tense is no longer that of the
/// reported clause: "said talks will go on and left".
fn goes_on_saying(scene: &Scene<'_>, cue: TokenView<'_>, start: u32, rest: Range<u32>) -> bool {
    if scene.token(rest.start).upos() != Upos::Cconj {
        return false;
    }
    let next = (rest.start + 1..rest.end)
        .map(|i| scene.token(i))
        .find(|t| t.upos() != Upos::Adv && t.penn() != Penn::Rb);
    let Some(next) = next.filter(|t| !scene.is_marked(*t)) else { return false };
    let verb = (next.index()..rest.end.min(next.index() + 3))
        .map(|i| scene.token(i))
        .find(|t| t.upos() != Upos::Aux && t.upos() != Upos::Adv)
        .filter(|t| t.upos() == Upos::Verb);
    let says = verb.is_some_and(|v| {
        (v.penn() != Penn::Vb || next.index() < v.index())
            && scene.cue(v).is_some_and(|c| c.clause || c.phrase)
    });
    let reported = (start..rest.start).map(|i| scene.token(i)).find(|t| t.penn().is_finite());
    let turns = cue.penn() == Penn::Vbd
        && next.penn() == Penn::Vbd
        && reported.is_some_and(|r| matches!(r.penn(), Penn::Vbz | Penn::Vbp | Penn::Md));
    (next.penn().is_finite() || next.penn() == Penn::Vbg) && says || turns
}

/// The end of a clause whose cue stands in a clause that the sentence goes on after: "While Ruiz said talks would go on,
/// the ministry …", "Ruiz, who had said talks would go on, left …".
pub(super) fn end_before_main(scene: &Scene<'_>, verb: TokenView<'_>, range: &Range<u32>) -> u32 {
    let chain: Vec<TokenView<'_>> =
        std::iter::once(verb).chain(verb.ancestors().take(STEPS)).collect();
    let fronted = chain.windows(2).any(|w| {
        w[0].deprel() == Deprel::Advcl
            && w[1].index() > range.end.saturating_sub(1).max(verb.index())
            || w[0].deprel() == Deprel::Advcl
                && w[1].index() > verb.index()
                && range.contains(&w[1].index())
    }) || opens_subordinate(scene, verb);
    let relative = chain.iter().any(|t| t.deprel() == Deprel::AclRelcl);
    (range.start + LEAST..range.end)
        .find(|&i| {
            let token = scene.token(i);
            let comma =
                !scene.is_marked(token) && (token.text() == "," || ends_with_comma(scene, i));
            let dash = is_dash(scene, token);
            if fronted {
                return comma;
            }
            relative
                && (comma || dash)
                && scene.token(i).next().is_some_and(|n| {
                    i + 1 < range.end && (n.penn().is_finite() && n.index() < range.end)
                })
        })
        .unwrap_or(range.end)
}

/// Whether the sentence of `verb` opens with a subordinate clause that holds it: "When Ruiz said …", "Asked if …".
fn opens_subordinate(scene: &Scene<'_>, verb: TokenView<'_>) -> bool {
    let start = verb.sentence().tokens.start;
    let marked = verb.index().min(start + 12);
    let opener = scene.token(start);
    let opens = opener.index() == verb.index() && matches!(opener.penn(), Penn::Vbg | Penn::Vbn)
        || scene.rules.is_opener(&opener.text().to_lowercase())
        || opener.penn() == Penn::Vbg;
    opens
        && !(start + 1..marked.max(start + 1)).any(|i| scene.token(i).text() == ",")
        && speaker::subject(scene, verb).is_none_or(|s| s.index() >= start)
        && verb.index() < start + 12
}
