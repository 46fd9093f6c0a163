//! The tables of an atlas, and readings of a name, as polars frames.

use crate::columns::Columns;
use crate::schema::{ACTORS, HOLDINGS, NAMES, PLACES, READINGS};
use detente_atlas::{Atlas, Candidate, HoldingRow};
use detente_model::{CountryCode, Sector};
use polars::prelude::{DataFrame, PolarsResult};

fn code(country: Option<&CountryCode>) -> Option<&str> {
    country.map(CountryCode::as_str)
}

/// Every actor a row. Of persons, country and sector are those of their [`holdings`].
///
/// # Errors
/// Only on a defect of this crate.
pub fn actors(atlas: &Atlas) -> PolarsResult<DataFrame> {
    let rows: Vec<_> = atlas.actors().collect();
    Columns::default()
        .text("actor_id", rows.iter().map(|r| r.id.as_str()))
        .text("name", rows.iter().map(|r| r.name))
        .text("kind", rows.iter().map(|r| r.kind.as_str()))
        .text_or_null("country", rows.iter().map(|r| code(r.country.as_ref())))
        .text_or_null("sector", rows.iter().map(|r| Sector::joined(&r.sectors)))
        .text_or_null("wikidata", rows.iter().map(|r| r.wikidata))
        .text_or_null("cameo", rows.iter().map(|r| r.cameo))
        .code("cow", rows.iter().map(|r| r.cow))
        .date("valid_from", rows.iter().map(|r| r.valid.from))
        .date("valid_to", rows.iter().map(|r| r.valid.to))
        .flag("verified", rows.iter().map(|r| r.verified))
        .finish(ACTORS)
}

/// Times in office, one a row. `known_until` is the day past which a source that has no end knows nothing;
/// `to` is then the day before the successor, if any.
///
/// # Errors
/// Only on a defect of this crate.
pub fn holdings<'a>(rows: impl Iterator<Item = HoldingRow<'a>>) -> PolarsResult<DataFrame> {
    let rows: Vec<_> = rows.collect();
    Columns::default()
        .text("owner_id", rows.iter().map(|r| r.owner_id.as_str()))
        .text_or_null("country", rows.iter().map(|r| code(r.country.as_ref())))
        .text("office", rows.iter().map(|r| r.office))
        .text("title", rows.iter().map(|r| r.title))
        .text("person_id", rows.iter().map(|r| r.person_id.as_str()))
        .text("person", rows.iter().map(|r| r.person))
        .text_or_null("wikidata", rows.iter().map(|r| r.wikidata))
        .date("valid_from", rows.iter().map(|r| r.valid.from))
        .date("valid_to", rows.iter().map(|r| r.valid.to))
        .date("known_until", rows.iter().map(|r| r.known_until))
        .flag("verified", rows.iter().map(|r| r.verified))
        .finish(HOLDINGS)
}

/// Every name, folded as it is looked up, and what it may mean: `way` is name, demonym, family name, seat or place.
///
/// # Errors
/// Only on a defect of this crate.
pub fn names(atlas: &Atlas) -> PolarsResult<DataFrame> {
    let rows = atlas.names();
    Columns::default()
        .text("name", rows.iter().map(|r| r.name.as_str()))
        .text("way", rows.iter().map(|r| r.way))
        .text("actor_id", rows.iter().map(|r| r.id.as_str()))
        .finish(NAMES)
}

/// Every town and division of a state; degrees of latitude and longitude.
///
/// # Errors
/// Only on a defect of this crate.
pub fn places(atlas: &Atlas) -> PolarsResult<DataFrame> {
    let rows: Vec<_> = atlas.places().collect();
    Columns::default()
        .count("geonameid", rows.iter().map(|r| i64::from(r.geonameid)))
        .text("name", rows.iter().map(|r| r.name))
        .text_or_null("country", rows.iter().map(|r| code(r.country.as_ref())))
        .text_or_null("admin1", rows.iter().map(|r| r.admin1))
        .text("level", rows.iter().map(|r| r.level))
        .count("population", rows.iter().map(|r| i64::from(r.population)))
        .real("lat", rows.iter().map(|r| r.lat))
        .real("lon", rows.iter().map(|r| r.lon))
        .finish(PLACES)
}

/// The readings of a surface, a row each, in their order.
///
/// # Errors
/// Only on a defect of this crate.
pub fn readings(rows: &[Candidate]) -> PolarsResult<DataFrame> {
    Columns::default()
        .text("actor_id", rows.iter().map(|r| r.actor_id.as_str()))
        .text("name", rows.iter().map(|r| r.name.as_str()))
        .text("kind", rows.iter().map(|r| r.kind.as_str()))
        .text_or_null("country", rows.iter().map(|r| code(r.country.as_ref())))
        .text_or_null("sector", rows.iter().map(|r| Sector::joined(&r.sectors)))
        .text_or_null("role", rows.iter().map(|r| r.role.as_deref()))
        .text_or_null("wikidata", rows.iter().map(|r| r.wikidata.as_deref()))
        .code("cow", rows.iter().map(|r| r.cow))
        .text_or_null("cameo", rows.iter().map(|r| r.cameo.as_deref()))
        .real("lat", rows.iter().map(|r| r.lat))
        .real("lon", rows.iter().map(|r| r.lon))
        .text("reason", rows.iter().map(|r| r.reason.as_str()))
        .date("valid_from", rows.iter().map(|r| r.valid.from))
        .date("valid_to", rows.iter().map(|r| r.valid.to))
        .flag("stale", rows.iter().map(|r| r.stale))
        .flag("verified", rows.iter().map(|r| r.verified))
        .score("score", rows.iter().map(|r| r.score))
        .finish(READINGS)
}
