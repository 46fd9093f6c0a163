//! Where an article was written: the place of its dateline.

use crate::{Document, clause::is_dash};
use detente_atlas::{Atlas, Surroundings};
use detente_model::{Entity, EntityKind, Findings, Place, Upos};

/// The sentences that a dateline may open.
const WITHIN: u32 = 4;

/// The place that the source gives, else a place in capitals that opens one of the first sentences: `QUITO, Feb 19 -`.
pub(crate) fn place(doc: &Document<'_>, atlas: &Atlas, found: &Findings) -> Option<Place> {
    given(doc, atlas).or_else(|| in_text(doc, found))
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

fn in_text(doc: &Document<'_>, found: &Findings) -> Option<Place> {
    let early = found.mentions.iter().take_while(|m| m.sentence < WITHIN);
    early.filter(|m| opens(doc, m.head)).find_map(|m| of_entity(found.entity(m.entity?)?))
}

/// Whether token `head` is in capitals at the start of one of the first sentences.
fn opens(doc: &Document<'_>, head: u32) -> bool {
    let token = doc.token(head);
    let shouted = token.text().len() > 2 && !token.text().contains(char::is_lowercase);
    shouted && token.sentence().tokens.start + 2 >= head
}

/// Whether the name with head `head` opens the text of an article before a dash, as `Cairo` in `CAIRO, March 4 (Wire) -`. A capital
/// stands for no government there.
pub(crate) fn is_dateline(doc: &Document<'_>, head: u32) -> bool {
    const LONG: u32 = 12;
    let sentence = doc.analysis.sentence_of(head) as u32;
    let opens_block = |t: u32| {
        let at = doc.token(t).span().start;
        doc.article.blocks.iter().any(|b| b.span.start == at)
    };
    let plain = |t: u32| {
        let t = doc.token(t);
        matches!(t.upos(), Upos::Propn | Upos::Num | Upos::Punct | Upos::Sym) && !is_dash(t)
    };
    let first = doc.token(head).sentence().tokens.start;
    let mut after = (head + 1..doc.len()).take(LONG as usize).skip_while(|&t| plain(t));
    sentence < WITHIN
        && head - first < LONG
        && opens_block(first)
        && (first..head).all(plain)
        && after.next().is_some_and(|t| is_dash(doc.token(t)))
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
