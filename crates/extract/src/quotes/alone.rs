//! Marked words that begin a sentence and have no cue beside them: they go on with the speech before, or what stands
//! before tells who speaks.

use super::draft::{Carried, Draft};
use super::scene::Scene;
use super::speaker;
use crate::marks::Marked;
use detente_model::{ByteSpan, QuoteKind, Section};
use std::ops::Range;

/// The quote that the marked words `i` are, if they are one. `last` is the draft before, with its marked words.
pub(super) fn read(scene: &Scene<'_>, i: usize, last: Option<(usize, &Draft)>) -> Option<Draft> {
    let m = scene.marks[i];
    let draft = |speaker, rule| Draft { speaker, ..Draft::new(m.inner, QuoteKind::Direct, rule) };
    let previous = last.filter(|(p, _)| *p + 1 == i).map(|(p, d)| (scene.marks[p], d));
    if let Some((p, d)) = previous.filter(|(p, _)| p.block == m.block) {
        let between = scene.between(p.outer.end, m.outer.start);
        let broken = scene.doc.surface(ByteSpan::new(p.outer.end, m.outer.start)).contains('\n');
        if (stops(scene, between.clone()) <= 1 || between.is_empty()) && !broken {
            // "…," he said. "…": one speech, cut in two.
            let kind = QuoteKind::Direct;
            return Some(Draft { rule: "split", kind, span: m.inner, clause: None, ..d.clone() });
        }
    }
    let enough = is_speech(scene, m);
    let start = previous
        .filter(|(p, _)| p.block == m.block)
        .map_or(scene.doc.article.blocks[m.block].span.start, |(p, _)| p.outer.end);
    let leading = scene.between(start, m.outer.start);
    if !leading.is_empty() {
        // The sentence before introduces the speech: The minister disagreed. "…"
        let before = scene.last_sentence(leading.start..leading.end.saturating_sub(1));
        let speaker = introducer(scene, &before);
        return enough.then(|| draft(speaker, "introduced"));
    }
    let near = previous.filter(|(p, d)| p.block + 1 == m.block && d.kind == QuoteKind::Direct);
    if let Some((p, d)) = near
        && (d.speaker.is_some() || d.carried != Carried::No)
    {
        let rest = scene.between(p.outer.end, scene.doc.article.blocks[p.block].span.end);
        if stops(scene, rest) <= 1 {
            return Some(Draft { carried: Carried::Over, ..draft(None, "carried-over") });
        }
    }
    if !enough {
        return None;
    }
    let speaker = introduced_before(scene, m.block);
    Some(draft(speaker, if speaker.is_some() { "introduced" } else { "unattributed" }))
}

fn stops(scene: &Scene<'_>, zone: Range<u32>) -> usize {
    zone.filter(|&t| scene.stops(scene.token(t))).count()
}

/// Whether marked words that nothing attributes are speech: many words, or a whole sentence.
fn is_speech(scene: &Scene<'_>, m: Marked) -> bool {
    let surface = scene.doc.surface(m.inner);
    let tokens = || scene.between(m.inner.start, m.inner.end);
    let sentence = surface.starts_with(char::is_uppercase)
        && surface.ends_with(['.', '?', '!'])
        && tokens().any(|t| scene.token(t).penn().is_finite());
    let limits = &scene.rules.limits;
    scene.words(m.inner) >= if sentence { limits.loose_words } else { limits.orphan_words }
}

/// Who speaks after a sentence that leads up to speech: who says something in it, or whom it is about.
fn introducer(scene: &Scene<'_>, sentence: &Range<u32>) -> Option<ByteSpan> {
    let speaker = |c| speaker::of_verb(scene, c).filter(|s| scene.can_speak(*s));
    let mut cues = sentence
        .clone()
        .rev()
        .map(|t| scene.token(t))
        .filter(|t| !scene.is_marked(*t) && scene.cue(*t).is_some_and(|c| c.speech));
    cues.find_map(speaker)
        .or_else(|| speaker::subjects(scene, sentence).find(|s| scene.can_speak(*s)))
}

/// Who speaks in paragraph `block`, by the last sentence of the one before.
pub(super) fn introduced_before(scene: &Scene<'_>, block: usize) -> Option<ByteSpan> {
    let zone = paragraph_before(scene, block)?;
    introducer(scene, &scene.last_sentence(zone.start..zone.end - 1))
}

/// The words of the paragraph before `block`, where both are of the body.
fn paragraph_before(scene: &Scene<'_>, block: usize) -> Option<Range<u32>> {
    let blocks = &scene.doc.article.blocks;
    let before = &blocks[block.checked_sub(1)?];
    let body = [before, &blocks[block]].iter().all(|b| b.section == Section::Body);
    Some(scene.between(before.span.start, before.span.end)).filter(|zone| body && !zone.is_empty())
}

/// The sentence that announces the marked words which open a paragraph, at the end of the one before: "The minister
/// said in a statement:".
pub(super) fn announcement(scene: &Scene<'_>, m: Marked) -> Option<Range<u32>> {
    let zone = paragraph_before(scene, m.block)?;
    let colon = scene.token(zone.end - 1);
    (colon.text() == ":" && !scene.is_marked(colon)).then(|| scene.last_sentence(zone))
}

/// Speech of several paragraphs whose cue comes with a later one.
pub(super) fn carry_back(scene: &Scene<'_>, drafts: &mut [Draft]) {
    for i in (1..drafts.len()).rev() {
        let (left, right) = drafts.split_at_mut(i);
        let (earlier, later) = (&mut left[i - 1], &right[0]);
        let goes_on = scene.marks.iter().any(|m| m.open && m.inner == earlier.span);
        let named = later.speaker.is_some() || later.carried == Carried::Back;
        if earlier.cue.is_none() && earlier.carried == Carried::No && goes_on && named {
            (earlier.carried, earlier.rule, earlier.speaker) =
                (Carried::Back, "carried-back", None);
        }
    }
}
