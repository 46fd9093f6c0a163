//! What a surface may mean.

use chrono::NaiveDate;
use detente_model::{CountryCode, EntityKind, Sector};

/// Why a candidate was proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// A name or alias of the actor.
    Name,
    /// A demonym or adjective of a state: `Russian`.
    Demonym,
    /// An office held on the day: `Russian Foreign Minister`.
    Office,
    /// A surname alone.
    Surname,
    /// A seat that stands for its government: `the Kremlin`.
    Metonym,
    /// A body made from a pattern: `Russian Foreign Ministry`.
    Body,
    /// A state or region with a role noun: `Syrian opposition`.
    Group,
    /// A role noun alone: `rebels`.
    Role,
    /// A city, region or other place.
    Place,
}

impl Reason {
    /// The reason as tables spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Demonym => "demonym",
            Self::Office => "office",
            Self::Surname => "family name",
            Self::Metonym => "seat",
            Self::Body => "body",
            Self::Group => "group",
            Self::Role => "role",
            Self::Place => "place",
        }
    }
}

/// The days on which a reading holds; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Validity {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// One reading of a surface.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Stable id in the atlas, such as `state:RUS`, `person:Q58217`, `place:112931`.
    pub actor_id: String,
    /// The fullest name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// The state it belongs to on that day.
    pub country: Option<CountryCode>,
    /// Sectors on that day, the main one first.
    pub sectors: Vec<Sector>,
    /// The office held on that day, in lower case: `foreign minister`.
    pub role: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Correlates of War code of the state.
    pub cow: Option<i32>,
    /// CAMEO actor code.
    pub cameo: Option<String>,
    /// GeoNames id, of places and states.
    pub geonameid: Option<u32>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// How good the reading is, 0 to 1.
    pub score: f32,
    /// Why it was proposed.
    pub reason: Reason,
    /// The interval that fired.
    pub valid: Validity,
    /// Whether the day lies past what the source knew.
    pub stale: bool,
    /// Whether a public source backs the record that fired; else it was written from general knowledge.
    pub verified: bool,
}

/// A name of the atlas found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The tokens that it covers, as indices into the slice that was searched.
    pub tokens: std::ops::Range<u32>,
    /// Its readings, best first, never empty.
    pub candidates: Vec<Candidate>,
}
