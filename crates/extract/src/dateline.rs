//! Where an article was written: the place of its dateline.

use crate::Document;
use detente_atlas::{Atlas, Candidate, Surroundings};
use detente_model::{Entity, EntityKind, Findings, Mention, Place};

/// The place that the source gives, else a place in capitals that opens one of the first sentences: `QUITO, Feb 19 -`.
pub(crate) fn place(doc: &Document<'_>, atlas: &Atlas, found: &Findings) -> Option<Place> {
    given(doc, atlas).or_else(|| in_text(doc, atlas, found))
}

fn given(doc: &Document<'_>, atlas: &Atlas) -> Option<Place> {
    let name = doc.article.dateline.as_ref()?.place.as_ref()?;
    let readings = atlas.resolve(name, doc.article.day(), &Surroundings::default());
    let reading = readings.into_iter().next()?;
    let located = matches!(reading.kind, EntityKind::Place | EntityKind::Country);
    // A capital that stands for its government is still where the article was written.
    let name = if located { reading.name } else { name.clone() };
    Some(Place { name, country: reading.country, lat: reading.lat, lon: reading.lon })
}

fn in_text(doc: &Document<'_>, atlas: &Atlas, found: &Findings) -> Option<Place> {
    const WITHIN: u32 = 4;
    let early = found.mentions.iter().take_while(|m| m.sentence < WITHIN);
    let opens = |head: u32| {
        let token = doc.token(head);
        let shouted = token.text().len() > 2 && !token.text().contains(char::is_lowercase);
        shouted && token.sentence().tokens.start + 2 >= head
    };
    early.filter(|m| opens(m.head)).find_map(|m| {
        let entity = found.entity(m.entity?)?;
        of_entity(entity).or_else(|| seat(doc, atlas, m, entity))
    })
}

/// `CAIRO, March 4 -`: a capital that stands for its government is still where the article was written.
fn seat(doc: &Document<'_>, atlas: &Atlas, mention: &Mention, body: &Entity) -> Option<Place> {
    let readings = atlas.resolve(doc.surface(mention.span), doc.article.day(), &Surroundings::default());
    let place = |r: &Candidate| r.kind == EntityKind::Place && r.country == body.country;
    let place = readings.into_iter().find(|r| place(r) && body.country.is_some())?;
    Some(Place { name: place.name, country: place.country, lat: place.lat, lon: place.lon })
}

/// The place that an entity is.
pub(crate) fn of_entity(entity: &Entity) -> Option<Place> {
    matches!(entity.kind, EntityKind::Place | EntityKind::Country).then(|| Place {
        name: entity.name.clone(),
        country: entity.country,
        lat: entity.lat,
        lon: entity.lon,
    })
}
