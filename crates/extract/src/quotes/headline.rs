//! Headlines that report: "Laval: talks have failed".

use super::draft::Draft;
use super::indirect::trimmed;
use super::scene::Scene;
use crate::clause;
use detente_model::{ByteSpan, EntityKind, Penn, QuoteKind, Section, Upos};
use std::ops::Range;

/// A headline that puts the speaker before a colon, "Laval: talks have failed", or after a dash, "No deal on fish quotas –
/// Icelandic minister".
pub(super) fn reported(scene: &Scene<'_>) -> Option<Draft> {
    let block = scene.doc.article.blocks.first().filter(|b| b.section == Section::Title)?;
    let tokens = scene.between(block.span.start, block.span.end);
    before_colon(scene, tokens.clone()).or_else(|| after_dash(scene, tokens))
}

fn before_colon(scene: &Scene<'_>, tokens: Range<u32>) -> Option<Draft> {
    let colon = tokens.clone().take(7).find(|&i| scene.token(i).text() == ":")?;
    let names = (tokens.start..colon).map(|i| scene.token(i));
    let named = names
        .clone()
        .all(|t| matches!(t.upos(), Upos::Propn | Upos::Noun | Upos::Adj | Upos::Punct));
    let speaker = scene.doc.analysis.span_of(tokens.start..colon).filter(|_| named)?;
    let span = trimmed(scene, colon + 1..tokens.end)?;
    let verbal =
        (colon + 1..tokens.end).any(|i| matches!(scene.token(i).upos(), Upos::Verb | Upos::Aux));
    (verbal && is_voice(scene, speaker, colon + 1..tokens.end))
        .then(|| draft(span, scene.token(colon).span(), speaker))
}

/// Words after the last dash of a headline at most.
const SHORT: u32 = 6;

/// What follows the dash must be somebody: the names of outlets stand there, too.
fn after_dash(scene: &Scene<'_>, tokens: Range<u32>) -> Option<Draft> {
    let dash =
        tokens.clone().rev().take(SHORT as usize).find(|&i| clause::is_dash(scene.token(i)))?;
    let named = (dash + 1..tokens.end)
        .all(|i| matches!(scene.token(i).upos(), Upos::Propn | Upos::Noun | Upos::Adj));
    let speaker = scene.doc.analysis.span_of(dash + 1..tokens.end).filter(|_| named)?;
    let span = trimmed(scene, tokens.start..dash)?;
    let somebody = scene.mentions(speaker).max_by_key(|m| (m.span.end, m.span.len()))?.kind;
    matches!(somebody, EntityKind::Person | EntityKind::Group)
        .then(|| draft(span, scene.token(dash).span(), speaker))
}

fn draft(span: ByteSpan, cue: ByteSpan, speaker: ByteSpan) -> Draft {
    let (cue, speaker) = (Some(cue), Some(speaker));
    Draft { cue, speaker, ..Draft::new(span, QuoteKind::Indirect, "headline") }
}

/// Whether what stands before a colon speaks. A place tells where; so does a state, unless what follows is plainly its
/// own word: "Norland: we will not sign".
fn is_voice(scene: &Scene<'_>, speaker: ByteSpan, content: Range<u32>) -> bool {
    let own = || {
        content.clone().map(|i| scene.token(i)).any(|t| {
            t.penn() == Penn::Md || scene.rules.is_own_word(t.text()) || t.penn() == Penn::PrpPoss
        })
    };
    match scene.mentions(speaker).max_by_key(|m| (m.span.end, m.span.len())).map(|m| m.kind) {
        Some(EntityKind::Person | EntityKind::Group | EntityKind::Organization) => true,
        Some(EntityKind::Country) => own(),
        Some(_) => false,
        None => scene.can_speak(speaker),
    }
}
