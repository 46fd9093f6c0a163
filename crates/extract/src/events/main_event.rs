//! The event that an article is about.

use crate::Document;
use detente_model::{Event, EventType, Findings, Section, Status};

/// Marks the event that the article is about: of the type for which most speaks, the one that speaks loudest. Headline
/// and first sentences count most. Of acts that the network only suspects, their types count.
pub(crate) fn mark(doc: &Document<'_>, found: &mut Findings) {
    let evidence = evidence(doc, &found.events);
    let rank = |e: &Event| (evidence[e.type_without_status() as usize], weight_of(doc, e));
    let best = found.events.iter().enumerate().max_by(|(i, a), (j, b)| {
        let (a, b) = (rank(a), rank(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(j.cmp(i))
    });
    if let Some(main) = best.map(|(i, _)| i) {
        found.events[main].is_main = true;
    }
}

/// How much speaks for each type.
fn evidence(doc: &Document<'_>, events: &[Event]) -> [f32; EventType::ALL.len()] {
    let mut evidence = [0.0_f32; EventType::ALL.len()];
    for event in events {
        evidence[event.type_without_status() as usize] += weight_of(doc, event);
    }
    let (mut sentence, mut before) = (usize::MAX, 0.0);
    for act in doc.analysis.acts.iter().flatten() {
        let of = doc.analysis.sentence_of(act.tokens.start);
        if of != sentence {
            (sentence, before) = (of, 0.0);
        }
        // What a sentence tells first is what it is about: "expels diplomats after accusations".
        let weight = weight(doc, of) / (1.0 + before);
        before += act.score;
        for &(event_type, share) in &act.types {
            evidence[event_type as usize] += act.score * share * weight;
        }
    }
    evidence
}

fn weight_of(doc: &Document<'_>, event: &Event) -> f32 {
    let certain = if event.status == Status::Negated { 0.5 } else { 1.0 };
    certain * event.score * weight(doc, event.sentence as usize)
}

fn weight(doc: &Document<'_>, sentence: usize) -> f32 {
    let title = doc.analysis.sentences.get(sentence).is_some_and(|s| s.section == Section::Title);
    if title { 4.0 } else { 1.0 / (1.0 + sentence as f32 * 0.5) }
}
