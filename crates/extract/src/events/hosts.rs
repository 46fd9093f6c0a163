//! Whom a journey is to: who flies to Lima is received by Peru, whoever it is that the article leaves unsaid.

use super::states;
use crate::dateline;
use detente_atlas::Atlas;
use detente_model::{EntityKind, Event, EventType, Findings, Mode, Participant, Place};

/// Makes the state that a visitor goes to the other party, where the article names nobody else of that state.
pub(super) fn add(atlas: &Atlas, found: &mut Findings, events: &mut [Event]) {
    for event in events {
        let visit = event.event_type == EventType::Consult && event.mode == Some(Mode::Visit);
        if !visit || event.source.is_empty() {
            continue;
        }
        let Some((country, place)) = event.place.as_ref().and_then(|p| Some((p.country?, p)))
        else {
            continue;
        };
        let Some(spot) = named(found, event, place) else { continue };
        let of = |p: &Participant| found.entity(p.entity).filter(|e| e.country == Some(country));
        let host = |p: &Participant| of(p).is_some_and(|e| e.kind != EntityKind::Place);
        if event.source.iter().chain(&event.target).any(host) {
            continue;
        }
        let reading = || atlas.state(country);
        let Some(entity) = states::entity(found, country, reading) else { continue };
        event
            .target
            .retain(|p| found.entity(p.entity).is_some_and(|e| e.kind != EntityKind::Place));
        event.target.push(Participant { entity, span: spot.span });
    }
}

/// The words of an event's sentence that name its place.
pub(super) fn named(found: &Findings, event: &Event, place: &Place) -> Option<Participant> {
    let inside = found.mentions.iter().filter(|m| m.sentence == event.sentence);
    inside
        .filter_map(|m| Some(Participant { entity: m.entity?, span: m.span }))
        .find(|p| found.entity(p.entity).and_then(dateline::of_entity).as_ref() == Some(place))
}
