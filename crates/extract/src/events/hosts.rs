//! Whom a journey is to: who flies to Lima is received by Peru, whoever it is that the article leaves unsaid.

use super::states;
use detente_atlas::Atlas;
use detente_model::{EntityKind, Event, EventType, Findings, Mode, Participant};

/// Makes the state that a visitor goes to the other party, where the article names nobody else of that state.
pub(super) fn add(atlas: &Atlas, found: &mut Findings, events: &mut [Event]) {
    for event in events {
        let visit = event.event_type == EventType::Consult && event.mode == Some(Mode::Visit);
        let there = event.place.as_ref().and_then(|p| p.country);
        if !visit || event.source.is_empty() || there.is_none() {
            continue;
        }
        let of = |p: &Participant| found.entity(p.entity).filter(|e| e.country == there);
        let host = |p: &Participant| of(p).is_some_and(|e| e.kind != EntityKind::Place);
        if event.source.iter().chain(&event.target).any(host) {
            continue;
        }
        let Some(state) = states::of_place(atlas, found, event) else { continue };
        event
            .target
            .retain(|p| found.entity(p.entity).is_some_and(|e| e.kind != EntityKind::Place));
        event.target.push(state);
    }
}
