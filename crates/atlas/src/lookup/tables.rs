//! The tables of an atlas, row by row.

use crate::file::day::date;
use crate::file::records::{
    LOOSE, Target, actor, place, unpack_country, unpack_kind, unpack_target,
};
use crate::file::store::Store;
use crate::lookup::candidate::Validity;
use crate::lookup::reading::Held;
use crate::{Atlas, AtlasError};
use chrono::NaiveDate;
use detente_model::{CountryCode, EntityKind, Sector};
use fst::Streamer;

/// Someone or something that acts, or a region.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorRow<'a> {
    /// Id, such as `state:RUS` or `person:Q58217`.
    pub id: String,
    /// The name it goes by.
    pub name: &'a str,
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166-1 alpha-3 code of the state it is, or belongs to; of persons, see their holdings.
    pub country: Option<CountryCode>,
    /// Sectors, the main one first; of persons, see their holdings.
    pub sectors: Vec<Sector>,
    /// Wikidata id.
    pub wikidata: Option<&'a str>,
    /// CAMEO actor code.
    pub cameo: Option<&'a str>,
    /// Correlates of War code of the state.
    pub cow: Option<i32>,
    /// The days on which it bore its name.
    pub valid: Validity,
    /// Whether a public source backs it.
    pub verified: bool,
}

/// A person's time in an office.
#[derive(Debug, Clone, PartialEq)]
pub struct HoldingRow<'a> {
    /// Id of the state or organisation.
    pub owner_id: String,
    /// Its ISO 3166-1 alpha-3 code, where it is a state.
    pub country: Option<CountryCode>,
    /// The office, such as `foreign_minister`: see `offices.tsv`.
    pub office: &'a str,
    /// The title under which it was held.
    pub title: &'a str,
    /// Id of the person.
    pub person_id: String,
    /// Name of the person.
    pub person: &'a str,
    /// Wikidata id of the person.
    pub wikidata: Option<&'a str>,
    /// From the first day to the last, as far as they are known.
    pub valid: Validity,
    /// Where the source has no last day: the day past which it knows nothing, even where a successor tells the last day.
    pub known_until: Option<NaiveDate>,
    /// Whether a public source backs it.
    pub verified: bool,
}

/// A name and what it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRow {
    /// The name as it is looked up: without case, marks and dots.
    pub name: String,
    /// How it means it: `name`, `demonym`, `family name`, `seat` or `place`.
    pub way: &'static str,
    /// Id of what it means; of a seat, the id of whose it is.
    pub id: String,
}

/// A town or a division of a state.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRow<'a> {
    /// GeoNames id; 0 where the source has none.
    pub geonameid: u32,
    /// Name.
    pub name: &'a str,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<CountryCode>,
    /// The division of first order that it lies in.
    pub admin1: Option<&'a str>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Inhabitants; 0 where the source does not say.
    pub population: u32,
    /// `capital`, `town`, or the order of the division: `admin1`, `admin2`.
    pub level: &'static str,
}

impl Atlas {
    /// Every actor, states first.
    pub fn actors(&self) -> impl Iterator<Item = ActorRow<'_>> {
        let store = &self.store;
        (0..store.actors.len()).map(|index| {
            let row = store.actors.row(index);
            let country = unpack_country(row[actor::COUNTRY]);
            ActorRow {
                id: store.actor_id(index),
                name: store.string(row[actor::NAME]),
                kind: unpack_kind(row[actor::KIND]),
                country,
                sectors: store.actor_sectors(index),
                wikidata: filled(store.string(row[actor::QID])),
                cameo: filled(store.string(row[actor::CAMEO])),
                cow: store.cow(country),
                valid: Validity {
                    from: date(row[actor::FROM] as i32),
                    to: date(row[actor::TO] as i32),
                },
                verified: store.is_verified(index),
            }
        })
    }

    /// Every time in office, person by person.
    pub fn holdings(&self) -> impl Iterator<Item = HoldingRow<'_>> {
        let store = &self.store;
        (0..store.holdings.len()).map(|i| holding_row(store, &Held::of(store.holdings.row(i))))
    }

    /// Who held the offices of a state (ISO 3166-1 alpha-3) or an organisation (`UN`, `EU`, or its id), by the rank of
    /// the office and the day; on `day` where one is given.
    ///
    /// # Errors
    /// When the atlas knows no such state or organisation.
    pub fn offices(
        &self,
        owner: &str,
        day: Option<NaiveDate>,
    ) -> Result<Vec<HoldingRow<'_>>, AtlasError> {
        let store = &self.store;
        let ids =
            [format!("state:{}", owner.to_uppercase()), format!("org:{}", owner.to_lowercase())];
        let known = (0..store.actors.len()).find(|&i| {
            let id = store.string(store.actors.row(i)[actor::ID]);
            !id.is_empty() && (id == owner || ids.iter().any(|own| own == id))
        });
        let owner = known.ok_or_else(|| AtlasError::UnknownOwner(owner.to_owned()))?;
        let mut held: Vec<Held> = store
            .held_from(owner, 0)
            .take_while(|h| h.owner == owner)
            .filter(|h| day.is_none_or(|d| h.holds(crate::file::day::number(d))))
            .collect();
        held.sort_by_key(|h| (store.office_rank(h.office), h.office, h.from));
        Ok(held.iter().map(|h| holding_row(store, h)).collect())
    }

    /// Every name of an actor or a place.
    #[must_use]
    pub fn names(&self) -> Vec<NameRow> {
        let mut rows = Vec::new();
        let mut names = self.store.names.stream();
        while let Some((key, value)) = names.next() {
            if key.first() == Some(&LOOSE) {
                continue;
            }
            let name = String::from_utf8_lossy(key);
            let (first, count) = ((value.value() >> 16) as usize, value.value() & 0xFFFF);
            for i in first..first + count as usize {
                let (target, index) = unpack_target(self.store.postings.row(i)[0]);
                let (way, id) = match target {
                    Target::Actor => ("name", self.store.actor_id(index)),
                    Target::Demonym => ("demonym", self.store.actor_id(index)),
                    Target::Surname => ("family name", self.store.actor_id(index)),
                    Target::Metonym => {
                        ("seat", self.store.actor_id(self.store.metonyms.row(index)[0] as usize))
                    }
                    Target::Place => (
                        "place",
                        format!("place:{}", self.store.places.row(index)[place::GEONAMEID]),
                    ),
                    Target::Role | Target::Office | Target::Modifier => continue,
                };
                rows.push(NameRow { name: name.clone().into_owned(), way, id });
            }
        }
        rows
    }

    /// Every town and division.
    pub fn places(&self) -> impl Iterator<Item = PlaceRow<'_>> {
        let store = &self.store;
        (0..store.places.len()).map(|index| {
            let row = store.places.row(index);
            let point = |column: usize| {
                Some(f64::from(f32::from_bits(row[column]))).filter(|degrees| degrees.is_finite())
            };
            let (level, population) = store.place_size(index);
            let within = row[place::ADMIN1].checked_sub(1);
            PlaceRow {
                geonameid: row[place::GEONAMEID],
                name: store.string(row[place::NAME]),
                country: unpack_country(row[place::COUNTRY]),
                admin1: within.map(|w| store.string(store.places.row(w as usize)[place::NAME])),
                lat: point(place::LAT),
                lon: point(place::LON),
                population,
                level: match level {
                    place::CAPITAL => "capital",
                    place::ADMIN_1 => "admin1",
                    place::ADMIN_2 => "admin2",
                    _ => "town",
                },
            }
        })
    }
}

fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|t| !t.is_empty())
}

fn holding_row<'a>(store: &'a Store, held: &Held) -> HoldingRow<'a> {
    let person = store.actors.row(held.person);
    HoldingRow {
        owner_id: store.actor_id(held.owner),
        country: store.country_of(held.owner),
        office: store.office_id(held.office),
        title: store.title(held),
        person_id: store.actor_id(held.person),
        person: store.string(person[actor::NAME]),
        wikidata: filled(store.string(person[actor::QID])),
        valid: Validity {
            from: if held.dated { date(held.from) } else { None },
            to: date(held.to),
        },
        known_until: if held.open { date(held.snapshot) } else { None },
        verified: held.verified,
    }
}
