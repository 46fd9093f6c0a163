//! States as parties whom the article names by an adjective or a town alone.

use crate::dateline;
use detente_atlas::{Atlas, Candidate};
use detente_model::{
    ByteSpan, CountryCode, Entity, EntityId, EntityKind, Event, Findings, Participant, Place,
};

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

/// The state in which an event took place as a party to it, by the words that name the place.
pub(super) fn of_place(atlas: &Atlas, found: &mut Findings, event: &Event) -> Option<Participant> {
    let place = event.place.as_ref()?;
    let country = place.country?;
    let span = named(found, event, place)?;
    let entity = entity(found, country, || atlas.state(country))?;
    Some(Participant { entity, span })
}

/// The words of an event's sentence that name its place.
fn named(found: &Findings, event: &Event, place: &Place) -> Option<ByteSpan> {
    let names =
        |id: EntityId| found.entity(id).and_then(dateline::of_entity).as_ref() == Some(place);
    let mut inside = found.mentions.iter().filter(|m| m.sentence == event.sentence);
    inside.find(|m| m.entity.is_some_and(names)).map(|m| m.span)
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
