//! The columns of the atlas's tables.

use super::column::Kind::{Code, Count, Date, Flag, Real, Score, Text};
use super::column::{ColumnSpec, ColumnSpecs, column};
use super::{ALPHA3, DEGREE};
use detente_model::EntityKind;

const SECTOR: ColumnSpec =
    column("sector", Text, "PLOVER sectors, the main one first, joined by +.")
        .or_null()
        .in_unit("PLOVER 2.0");
const WIKIDATA: ColumnSpec =
    column("wikidata", Text, "Its item in Wikidata.").or_null().in_unit("Wikidata QID");
const CAMEO: ColumnSpec =
    column("cameo", Text, "Its CAMEO code.").or_null().in_unit("CAMEO actor code");
const COW: ColumnSpec = column("cow", Code, "Correlates of War code of the state.")
    .or_null()
    .in_unit("COW country code");
const VALID_FROM: ColumnSpec =
    column("valid_from", Date, "The first day on which it holds; null is open.").or_null();
const VALID_TO: ColumnSpec =
    column("valid_to", Date, "The last day on which it holds; null is open.").or_null();
const VERIFIED: ColumnSpec = column(
    "verified",
    Flag,
    "Whether a public source backs it; else it was written from general knowledge.",
);
const LAT: ColumnSpec = column("lat", Real, "Latitude.").or_null().in_unit(DEGREE);
const LON: ColumnSpec = column("lon", Real, "Longitude.").or_null().in_unit(DEGREE);

pub(crate) const ACTORS: ColumnSpecs = &[
    column("actor_id", Text, "Id, such as state:RUS or person:Q58217."),
    column("name", Text, "The name that it goes by."),
    column("kind", Text, "What it is.").one_of(EntityKind::TERMS),
    column("country", Text, "The state that it is or belongs to; of persons, see `holdings`.")
        .or_null()
        .in_unit(ALPHA3),
    SECTOR,
    WIKIDATA,
    CAMEO,
    COW,
    VALID_FROM,
    VALID_TO,
    VERIFIED,
];

pub(crate) const HOLDINGS: ColumnSpecs = &[
    column("owner_id", Text, "Id of the state or organisation whose office it is."),
    column("country", Text, "Its code, where it is a state.").or_null().in_unit(ALPHA3),
    column("office", Text, "The office, such as foreign_minister."),
    column("title", Text, "The title under which it was held."),
    column("person_id", Text, "Id of the holder."),
    column("person", Text, "Name of the holder."),
    column("wikidata", Text, "The holder's item in Wikidata.").or_null().in_unit("Wikidata QID"),
    column("valid_from", Date, "The first day in office, where it is known.").or_null(),
    column("valid_to", Date, "The last day in office, where it is known.").or_null(),
    column(
        "known_until",
        Date,
        "Where the source tells no end: the day past which it knows nothing.",
    )
    .or_null(),
    VERIFIED,
];

pub(crate) const NAMES: ColumnSpecs = &[
    column("name", Text, "The name as it is looked up: without case, marks and dots."),
    column("way", Text, "How it means the actor: name, demonym, family name, seat or place."),
    column("actor_id", Text, "What it means; of a seat, whose it is."),
];

pub(crate) const PLACES: ColumnSpecs = &[
    column("geonameid", Count, "Its number in GeoNames; 0 where the source has none.")
        .in_unit("GeoNames id"),
    column("name", Text, "Its name."),
    column("country", Text, "The state that it lies in.").or_null().in_unit(ALPHA3),
    column("admin1", Text, "The division of first order that it lies in.").or_null(),
    column("level", Text, "capital, town, or the order of the division: admin1, admin2."),
    column("population", Count, "Inhabitants; 0 where the source does not say.").in_unit("person"),
    LAT,
    LON,
];

pub(crate) const READINGS: ColumnSpecs = &[
    column("actor_id", Text, "Id in the atlas."),
    column("name", Text, "The fullest name."),
    column("kind", Text, "What it is.").one_of(EntityKind::TERMS),
    column("country", Text, "The state that it is or belongs to on the day.")
        .or_null()
        .in_unit(ALPHA3),
    SECTOR,
    column("role", Text, "The office held on the day.").or_null(),
    WIKIDATA,
    COW,
    CAMEO,
    LAT,
    LON,
    column("reason", Text, "Why it was proposed: a name, a demonym, an office, a seat and so on."),
    VALID_FROM,
    VALID_TO,
    column("stale", Flag, "Whether the day lies past what the source of the reading knew."),
    VERIFIED,
    column("score", Score, "How good the reading is.").in_unit("0 to 1"),
];
