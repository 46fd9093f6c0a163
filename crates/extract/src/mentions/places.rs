//! Where the places of an article lie, told apart together: `Hyderabad` in an article on Pakistan is no town of India.

use super::draft::{Draft, ReferentId};
use super::proposals::LARGE;
use super::referent::Referents;
use crate::Document;
use detente_atlas::{Atlas, Candidate, Match, Reason, Surroundings, Toponym};
use detente_model::{CountryCode, EntityKind};
use std::ops::Range;

/// How much of the text after a name may tell what it lies in.
const AFTER: usize = 80;

/// A place that the atlas lacks lies where the words after it say, `Nyanga, Western Cape, South Africa`; a guess scores less.
const TOLD: f32 = 0.9;

/// Gives each place the reading that suits what follows its name and the other places and states of the article.
pub(super) fn locate(
    doc: &Document<'_>,
    drafts: &[Draft],
    cues: &[Match],
    atlas: &Atlas,
    referents: &mut Referents,
) {
    for draft in drafts.iter().filter(|d| d.kind == EntityKind::Place) {
        if let ([id], Some(state)) = (draft.referents.as_slice(), within(doc, &draft.tokens, atlas))
        {
            referents.get_mut(*id).lies_in(state);
        }
    }
    let open = |draft: &Draft| {
        let [id] = draft.referents.as_slice() else { return None };
        let referent = referents.get(*id);
        let unsure = referent.reading.as_ref().is_none_or(|r| r.reason == Reason::Place);
        // "western Mali" is in Mali, whatever else is spoken of.
        let told = referent.reading.is_none() && referent.country.is_some();
        (referent.kind == EntityKind::Place && unsure && !told).then_some(*id)
    };
    let places: Vec<(ReferentId, &Range<u32>)> =
        drafts.iter().filter_map(|d| Some((open(d)?, &d.tokens))).collect();
    if places.is_empty() {
        return;
    }
    let states = drafts.iter().filter(|d| d.kind == EntityKind::Country).map(|d| &d.tokens);
    let adjectives = cues.iter().filter(|c| c.candidates[0].reason == Reason::Demonym);
    let others = states.chain(adjectives.map(|c| &c.tokens));
    let toponyms: Vec<Toponym<'_>> =
        places.iter().map(|(_, tokens)| *tokens).chain(others).map(|t| toponym(doc, t)).collect();
    let readings = atlas.resolve_places(&toponyms, doc.article.day());
    let mut seen = vec![false; referents.len()];
    for ((id, _), readings) in places.into_iter().zip(readings) {
        // What the place is likely to lie in, which is all that is said of one that the atlas lacks, is left to `homes`.
        let told = |r: &Candidate| r.geonameid.is_some() || r.score >= TOLD;
        let known = |r: &Candidate| r.kind == EntityKind::Place && told(r);
        let best = readings.into_iter().next().filter(known);
        if let Some(best) = best
            && !std::mem::replace(&mut seen[id], true)
        {
            referents.relocate(id, best);
        }
    }
}

/// The state of what a name says that it is a part of: "the Northern District of Texas", though another state has a district of
/// that name.
fn within(doc: &Document<'_>, tokens: &Range<u32>, atlas: &Atlas) -> Option<CountryCode> {
    let of = tokens.clone().rev().find(|&t| doc.word(t) == "of")?;
    let whole = doc.phrase(of + 1..tokens.end);
    let readings = atlas.resolve(whole, doc.article.day(), &Surroundings::default());
    let region = |c: &Candidate| {
        c.kind == EntityKind::Country || c.kind == EntityKind::Place && c.score >= LARGE
    };
    readings.into_iter().next().filter(region)?.country
}

fn toponym<'a>(doc: &Document<'a>, tokens: &Range<u32>) -> Toponym<'a> {
    let text = doc.text();
    let Some(span) = doc.analysis.span_of(tokens.clone()) else {
        return Toponym::default();
    };
    let rest = text.get(span.end as usize..).unwrap_or("");
    let end = rest.char_indices().nth(AFTER).map_or(rest.len(), |(i, _)| i);
    Toponym { surface: span.of(text), after: &rest[..end] }
}
