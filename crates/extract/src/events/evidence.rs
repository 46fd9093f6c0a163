//! What kind of event an article as a whole reports.

use super::load::EventRules;
use super::rule::Part;
use super::tree::Tree;
use crate::Document;
use detente_model::{EventType, Findings, Section, Status, Upos};

/// The type with the most evidence: coded events first, then what the network takes for acts, or where it was not asked,
/// words that could trigger a rule; the headline and the first sentences count most.
pub(crate) fn main_type(
    doc: &Document<'_>,
    rules: &EventRules,
    findings: &Findings,
) -> Option<EventType> {
    let mut evidence = [0.0_f32; EventType::ALL.len()];
    let weight = |sentence: usize| {
        let title =
            doc.analysis.sentences.get(sentence).is_some_and(|s| s.section == Section::Title);
        if title { 4.0 } else { 1.0 / (1.0 + sentence as f32 * 0.5) }
    };
    for event in &findings.events {
        let certain = if event.status == Status::Negated { 0.5 } else { 1.0 };
        evidence[event.type_without_status() as usize] +=
            certain * event.score * weight(event.sentence as usize);
    }
    let (mut sentence, mut before) = (usize::MAX, 0.0);
    for act in doc.analysis.acts.iter().flatten() {
        let of = doc.analysis.sentence_of(act.tokens.start);
        if of != sentence {
            (sentence, before) = (of, 0.0);
        }
        // What a sentence tells first is what it is about: "expels diplomats after accusations".
        let weight = weight(of) / (1.0 + before);
        before += act.score;
        for &(event_type, share) in &act.types {
            evidence[event_type as usize] += act.score * share * weight;
        }
    }
    if doc.analysis.acts.is_some() {
        return likeliest(&evidence);
    }
    let tree = Tree::new(doc, &rules.lexicon);
    for i in 0..tree.len() {
        let Some(listed) = rules.index.get(&tree.lemma(i)) else { continue };
        let weight = weight(doc.analysis.sentence_of(i));
        let mut counted = [false; EventType::ALL.len()];
        for (id, trigger) in listed {
            let rule = &rules.rules[*id];
            let right_part = match trigger.part {
                Part::Verb => tree.upos(i) == Upos::Verb,
                Part::Noun => matches!(tree.upos(i), Upos::Noun | Upos::Propn),
                Part::Adjective | Part::Modal => false,
            };
            let slot = rule.event_type as usize;
            if right_part && trigger.with.is_none() && !counted[slot] {
                counted[slot] = true;
                evidence[slot] += 0.15 * weight / (1 + rule.specificity.max(0)) as f32;
            }
        }
    }
    likeliest(&evidence)
}

fn likeliest(evidence: &[f32; EventType::ALL.len()]) -> Option<EventType> {
    let best = EventType::ALL.iter().copied().max_by(|a, b| {
        evidence[*a as usize].total_cmp(&evidence[*b as usize]).then_with(|| b.cmp(a))
    })?;
    (evidence[best as usize] > 0.0).then_some(best)
}
