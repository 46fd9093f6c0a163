//! Headlines that report: "Laval: talks have failed".

use super::draft::{Carried, Draft};
use super::indirect::content;
use super::scene::Scene;
use detente_model::{QuoteKind, Section, Upos};

/// A headline that puts the speaker before a colon: "Laval: talks have failed".
pub(super) fn reported(scene: &Scene<'_>) -> Option<Draft> {
    let block = scene.doc.article.blocks.first().filter(|b| b.section == Section::Title)?;
    let tokens = scene.between(block.span.start, block.span.end);
    let colon = tokens.clone().take(7).find(|&i| scene.token(i).text() == ":")?;
    let names = (tokens.start..colon).map(|i| scene.token(i));
    let named = names
        .clone()
        .all(|t| matches!(t.upos(), Upos::Propn | Upos::Noun | Upos::Adj | Upos::Punct));
    let speaker = scene.doc.analysis.span_of(tokens.start..colon).filter(|_| named)?;
    let span = content(scene, colon + 1..tokens.end, scene.token(colon))?;
    let verbal =
        (colon + 1..tokens.end).any(|i| matches!(scene.token(i).upos(), Upos::Verb | Upos::Aux));
    verbal.then_some(Draft {
        span,
        kind: QuoteKind::Indirect,
        verb: None,
        cue: Some(scene.token(colon).span()),
        speaker: Some(speaker),
        clause: None,
        carried: Carried::No,
        rule: "headline",
    })
}
