//! Quotes and their speakers.
//!
//! *Direct* quotes stand in quotation marks; their cue stands after, before or between them, or they carry on with the
//! speaker of the quote before. *Mixed* quotes are the marked words inside a reported clause, which is told too.
//! *Indirect* quotes are reported clauses without marks. Cue verbs and phrases are data: `rules/quotes/`.
//!
//! A speech that its cue cuts in two gives two quotes with the same cue and speaker.

mod according;
mod alone;
mod bounds;
mod context;
mod direct;
mod draft;
mod headline;
mod indirect;
mod marks;
mod rules;
mod scene;
mod speaker;
mod surface;

pub(crate) use rules::QuoteRules;

use crate::Document;
use detente_model::{ByteSpan, EntityId, Findings, Quote, Upos};
use draft::{Carried, Draft};
use scene::Scene;

/// Finds the quotes of an article whose mentions and times have been found, in reading order.
pub(crate) fn find(doc: &Document<'_>, rules: &QuoteRules, found: &Findings) -> Vec<Quote> {
    let marks = marks::pair(doc.text(), &doc.article.blocks);
    let scene = Scene { doc: *doc, found, marks, rules };
    let mut drafts = direct::find(&scene);
    let reported = indirect::find(&scene, &mut drafts);
    drafts.extend(reported);
    drafts.sort_by_key(|d| (d.span.start, std::cmp::Reverse(d.span.end)));
    share_clauses(&mut drafts);
    let mut entities: Vec<Option<EntityId>> = drafts
        .iter()
        .map(|d| d.speaker.and_then(|s| entity_at(&scene, first_of(&scene, s))))
        .collect();
    for i in 1..drafts.len() {
        if drafts[i].carried == Carried::Over {
            entities[i] =
                neighbour(&drafts[..i], |d| d.carried == Carried::No).and_then(|j| entities[j]);
        }
    }
    for i in (0..drafts.len().saturating_sub(1)).rev() {
        if drafts[i].carried == Carried::Back {
            entities[i] = entities[i + 1];
        }
    }
    drafts.iter().zip(entities).map(|(d, entity)| finish(&scene, d, entity)).collect()
}

/// Gives marked words of the same reported clause the same clause.
fn share_clauses(drafts: &mut [Draft]) {
    for i in 1..drafts.len() {
        let (left, right) = drafts.split_at_mut(i);
        let (earlier, later) = (&mut left[i - 1], &mut right[0]);
        let Some(clause) = earlier.clause.filter(|_| earlier.verb == later.verb) else { continue };
        match later.clause {
            None if clause.contains(later.span) => later.clause = Some(clause),
            Some(other) if other.overlaps(clause) => {
                let whole = clause.cover(other);
                (earlier.clause, later.clause) = (Some(whole), Some(whole));
            }
            _ => {}
        }
    }
}

/// The last of `drafts` that is direct speech and fits.
fn neighbour(drafts: &[Draft], fits: impl Fn(&Draft) -> bool) -> Option<usize> {
    drafts.iter().rposition(|d| d.kind == detente_model::QuoteKind::Direct && fits(d))
}

fn finish(scene: &Scene<'_>, d: &Draft, speaker_entity: Option<EntityId>) -> Quote {
    let verb = d.verb.map(|v| scene.token(v));
    Quote {
        sentence: scene.doc.analysis.sentence_at(d.span.start).unwrap_or(0) as u32,
        span: d.span,
        kind: d.kind,
        cue: d.cue,
        speaker: d.speaker,
        speaker_entity,
        clause: d.clause,
        via: verb.and_then(|v| context::via(scene, v, d.span)),
        said_on: verb.and_then(|v| context::said_on(scene, v, d.clause.unwrap_or(d.span))),
        rule: d.rule.to_owned(),
    }
}

/// The first of several speakers: "Norland and some of its allies". An "and" within a name joins no speakers.
fn first_of(scene: &Scene<'_>, speaker: ByteSpan) -> ByteSpan {
    let joint = scene.between(speaker.start, speaker.end).find(|&i| {
        let token = scene.token(i);
        token.upos() == Upos::Cconj
            && !scene.mentions(speaker).any(|m| m.span.contains(token.span()))
    });
    let first = joint.map(|i| ByteSpan::new(speaker.start, scene.token(i).span().start));
    first.filter(|f| scene.mentions(*f).any(|m| m.entity.is_some())).unwrap_or(speaker)
}

/// The entity of the mention that a speaker's words hold: of several, the one that ends last, as the head of an English
/// phrase stands at its end; names and titles of the same person end there too.
fn entity_at(scene: &Scene<'_>, speaker: ByteSpan) -> Option<EntityId> {
    scene
        .mentions(speaker)
        .filter(|m| m.entity.is_some())
        .max_by_key(|m| (m.span.end.min(speaker.end), m.span.len()))
        .and_then(|m| m.entity)
}

#[cfg(test)]
mod tests;
