//! What kind of event an article as a whole reports.

use super::load::EventRules;
use super::rule::Part;
use super::tree::Tree;
use crate::Document;
use detente_model::{EventType, Findings, Section, Status, Upos};

/// The type with the most evidence: coded events first, words that could trigger one as a weak second; the headline and
/// the first sentences count most.
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
    let best = EventType::ALL.iter().copied().max_by(|a, b| {
        evidence[*a as usize].total_cmp(&evidence[*b as usize]).then_with(|| b.cmp(a))
    })?;
    (evidence[best as usize] > 0.0).then_some(best)
}
