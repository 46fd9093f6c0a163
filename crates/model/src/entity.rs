//! Entities: the persons, states, organisations and places that an article speaks of.

use crate::vocabulary::closed_vocabulary;
use crate::{CountryCode, Sector};
use serde::{Deserialize, Serialize};

closed_vocabulary!(
    /// What an entity is.
    EntityKind, "kind of entity", {
        Person = "person",
        Country = "country",
        Organization = "organization",
        /// People without a body of their own: `pro-Russian separatists`.
        Group = "group",
        Place = "place",
        /// A treaty, accord or deal.
        Agreement = "agreement",
        Other = "other",
    }
);

/// One who or what an article speaks of. One entity per real-world referent per article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Id in the atlas; `None` when the atlas does not know it.
    pub actor_id: Option<String>,
    /// The fullest name: the atlas's where known, else the article's.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// The state that it belongs to on the article's date; `None` for bodies without one.
    pub country: Option<CountryCode>,
    /// Sectors on the article's date, the main one first; empty when unknown.
    pub sectors: Vec<Sector>,
    /// The office held on the article's date, such as `foreign minister`.
    pub role: Option<String>,
    /// Wikidata id, `Q58217`.
    pub wikidata: Option<String>,
    /// Correlates of War country code of `country`.
    pub cow: Option<i32>,
    /// CAMEO actor code, `RUSGOV`.
    pub cameo: Option<String>,
    /// Whether the article withholds the name: `a senior official`.
    pub anonymous: bool,
    /// Latitude in degrees, of places.
    pub lat: Option<f64>,
    /// Longitude in degrees, of places.
    pub lon: Option<f64>,
    /// How often the article mentions it.
    pub mentions: u32,
}

impl Entity {
    /// The sectors as PLOVER writes them, joined by `+`: `CVL+OPP`; `None` when unknown.
    #[must_use]
    pub fn sector_code(&self) -> Option<String> {
        Sector::joined(&self.sectors)
    }
}
