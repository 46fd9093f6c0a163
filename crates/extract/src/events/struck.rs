//! Whom a blow falls on where nobody is named: a state's strikes in another state hit that state.

use super::states;
use detente_atlas::Atlas;
use detente_model::{Event, EventType, Findings, Participant};

/// Makes the state in which a foreign actor attacks the target, where the article names none: "responded with strikes in Beirut".
pub(super) fn add(atlas: &Atlas, found: &mut Findings, events: &mut [Event]) {
    let blows = |e: &&mut Event| e.event_type == EventType::Assault && e.target.is_empty();
    for event in events.iter_mut().filter(blows) {
        let there = event.place.as_ref().and_then(|p| p.country);
        let home = |p: &Participant| found.entity(p.entity).and_then(|e| e.country);
        let homes: Vec<_> = event.source.iter().filter_map(home).collect();
        if !homes.is_empty() && there.is_some_and(|there| !homes.contains(&there)) {
            event.target.extend(states::of_place(atlas, found, event));
        }
    }
}
