//! Units: what two sides of a dyad, or the nodes of a network, are.

use crate::parties::Party;
use detente_atlas::Atlas;
use detente_model::EntityKind;
use polars::prelude::PlHashMap;
use std::collections::BTreeMap;

/// What the two sides of a dyad are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Countries (ISO 3166-1 alpha-3); participants without one are left out.
    Country,
    /// Persons, states, bodies and groups, by name.
    Entity,
    /// The country and the main sector of PLOVER, as CAMEO writes them: `RUSGOV`, or `IGO` without a country;
    /// participants without a sector are left out.
    Sector,
}

/// A string that is not a unit of dyads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("dyads are not made by `{0}`, but by country, actor or sector")]
pub struct UnknownUnit(pub String);

impl std::str::FromStr for By {
    type Err = UnknownUnit;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "country" => Ok(Self::Country),
            "actor" | "entity" => Ok(Self::Entity),
            "sector" => Ok(Self::Sector),
            _ => Err(UnknownUnit(name.to_owned())),
        }
    }
}

/// The Correlates of War codes of states, by country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CowCodes(BTreeMap<String, String>);

impl CowCodes {
    /// The codes of the states that an atlas knows.
    ///
    /// ```
    /// let codes = detente_analytics::CowCodes::of(detente_atlas::Atlas::embedded());
    /// assert_eq!(codes.get("FRA"), Some(220));
    /// ```
    #[must_use]
    pub fn of(atlas: &Atlas) -> Self {
        let states = atlas.actors().filter(|actor| actor.kind == EntityKind::Country);
        // Of one width, so that they sort as texts as they do as numbers.
        let codes = states.filter_map(|s| Some((s.country?.to_string(), format!("{:03}", s.cow?))));
        Self(codes.collect())
    }

    /// The code of a country (ISO 3166-1 alpha-3).
    #[must_use]
    pub fn get(&self, country: &str) -> Option<i32> {
        self.0.get(country)?.parse().ok()
    }
}

/// The main one of sectors joined by `+`.
pub(crate) fn main_sector(sectors: &str) -> &str {
    sectors.split('+').next().unwrap_or(sectors)
}

/// Units, each with a number in the order in which it is met.
pub(crate) struct Units<'a> {
    by: By,
    cow: Option<&'a CowCodes>,
    numbers: PlHashMap<(&'a str, &'a str), u32>,
    /// The numbers of units of three capital letters, as countries are, by their letters: no hashing.
    of_letters: Vec<u32>,
    keys: Vec<(&'a str, &'a str)>,
}

const NO_NUMBER: u32 = u32::MAX;

/// The place of a country code among all that three capital letters can make.
fn letters(key: (&str, &str)) -> Option<usize> {
    let (&[a, b, c], "") = (key.0.as_bytes(), key.1) else { return None };
    let capital = |letter: u8| letter.is_ascii_uppercase().then(|| usize::from(letter - b'A'));
    Some((capital(a)? * 26 + capital(b)?) * 26 + capital(c)?)
}

impl<'a> Units<'a> {
    pub(crate) fn new(by: By, cow: Option<&'a CowCodes>) -> Self {
        let of_letters = vec![NO_NUMBER; 26 * 26 * 26];
        Self { by, cow, numbers: PlHashMap::default(), of_letters, keys: Vec::new() }
    }

    /// The number of the unit that a party belongs to.
    #[inline]
    pub(crate) fn number(&mut self, party: &Party<'a>) -> Option<u32> {
        let key = match (self.by, self.cow) {
            (By::Country, Some(codes)) => (codes.0.get(party.country?)?.as_str(), ""),
            (By::Country, None) => (party.country?, ""),
            (By::Entity, _) => (party.name, ""),
            (By::Sector, _) => (party.country.unwrap_or(""), main_sector(party.sector?)),
        };
        let next = self.keys.len() as u32;
        let number = match letters(key) {
            Some(at) if self.of_letters[at] != NO_NUMBER => return Some(self.of_letters[at]),
            Some(at) => {
                self.of_letters[at] = next;
                next
            }
            None => *self.numbers.entry(key).or_insert(next),
        };
        if number == next {
            self.keys.push(key);
        }
        Some(number)
    }

    /// The names of all units, by number.
    pub(crate) fn names(&self) -> Vec<String> {
        self.keys.iter().map(|(first, second)| format!("{first}{second}")).collect()
    }
}
