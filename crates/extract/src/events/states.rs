//! States as parties whom the article names by an adjective or a town alone.

use detente_atlas::Candidate;
use detente_model::{CountryCode, Entity, EntityId, EntityKind, Findings};

/// The entity of a state, made from `reading` where the article does not name the state itself; `None` without a reading.
pub(super) fn entity(
    found: &mut Findings,
    country: CountryCode,
    reading: impl FnOnce() -> Option<Candidate>,
) -> Option<EntityId> {
    let known = |e: &Entity| e.kind == EntityKind::Country && e.country == Some(country);
    let at = match found.entities.iter().position(known) {
        Some(at) => at,
        None => {
            found.entities.push(state(reading()?));
            found.entities.len() - 1
        }
    };
    Some(EntityId(at as u32))
}

/// A state as an entity that no mention has yet.
fn state(reading: Candidate) -> Entity {
    Entity {
        actor_id: Some(reading.actor_id),
        name: reading.name,
        kind: EntityKind::Country,
        country: reading.country,
        sectors: reading.sectors,
        role: None,
        wikidata: reading.wikidata,
        cow: reading.cow,
        cameo: reading.cameo,
        anonymous: false,
        lat: reading.lat,
        lon: reading.lon,
        mentions: 0,
    }
}
