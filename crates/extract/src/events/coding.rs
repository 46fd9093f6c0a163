//! The coding that a rule file writes beside an example: `TCD > SDN actual on 2019-06-03`.

use detente_model::{Article, CountryCode, Entity, Event, Findings, Participant, Status};
use std::fmt::{self, Display, Formatter};

/// A sentence that a rule must code, and the coding where the rule file gives it.
///
/// It is read as an article of Wednesday, 5 June 2019.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Who does it to whom, and whether it happened.
    pub coding: Option<Coding>,
}

/// The coding of an event, as people write it: `SOURCE > TARGET STATUS [on DATE] [in PLACE] [by SPEAKER]`.
///
/// A party is a country (`TCD`), a part of a name or of the words of the text (`'Hamas'`), or both (`KEN 'police'`); `-` is
/// nobody, and a comma joins several. `KEN = UGA` is done by each to the other: all are source and target. Date, place and
/// speaker are left open where they are not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    pub(super) source: Vec<Party>,
    pub(super) target: Vec<Party>,
    pub(super) status: Status,
    pub(super) date: Option<String>,
    pub(super) place: Option<Party>,
    pub(super) speaker: Option<Party>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) country: Option<CountryCode>,
    /// A part of the name, or of the words that name it.
    pub(super) name: Option<String>,
}

impl Coding {
    /// Whether this is how `event` of `article` is coded.
    #[must_use]
    pub fn fits(&self, article: &Article, found: &Findings, event: &Event) -> bool {
        let are = |parties: &[Party], side: &[Participant]| {
            let pair = |party: &Party, p: &Participant| {
                let entity = found.entity(p.entity);
                entity.is_some_and(|e| party.is(e.country, &[&e.name, p.span.of(&article.text)]))
            };
            parties.iter().all(|party| side.iter().any(|p| pair(party, p)))
                && side.iter().all(|p| parties.iter().any(|party| pair(party, p)))
        };
        let open =
            |party: &Option<Party>, is: &dyn Fn(&Party) -> bool| party.as_ref().is_none_or(is);
        are(&self.source, &event.source)
            && are(&self.target, &event.target)
            && self.status == event.status
            && self.date.as_ref().is_none_or(|d| event.date.is_some_and(|e| e.to_iso() == *d))
            && open(&self.place, &|p| {
                event.place.as_ref().is_some_and(|place| p.is(place.country, &[&place.name]))
            })
            && open(&self.speaker, &|p| {
                let speaker = event.attributed_to.and_then(|id| found.entity(id));
                speaker.is_some_and(|e| p.is(e.country, &[&e.name]))
            })
    }

    /// How `event` is coded: what an analyst would write beside its sentence.
    #[must_use]
    pub fn of(found: &Findings, event: &Event) -> Self {
        let entity = |e: &Entity| Party::new(e.country, &e.name);
        let side = |side: &[Participant]| {
            let mut parties: Vec<Party> = Vec::new();
            for party in side.iter().filter_map(|p| found.entity(p.entity)).map(entity) {
                if !parties.contains(&party) {
                    parties.push(party);
                }
            }
            parties
        };
        Self {
            source: side(&event.source),
            target: side(&event.target),
            status: event.status,
            date: event.date.map(|d| d.to_iso()),
            place: event.place.as_ref().map(|p| Party::new(p.country, &p.name)),
            speaker: event.attributed_to.and_then(|id| found.entity(id)).map(entity),
        }
    }

    /// Whether source and target may be told apart.
    #[must_use]
    pub fn has_distinct_sides(&self) -> bool {
        self.source != self.target
    }
}

impl Party {
    fn new(country: Option<CountryCode>, name: &str) -> Self {
        Self { country, name: Some(name.replace('\'', "’")) }
    }

    fn is(&self, country: Option<CountryCode>, names: &[&str]) -> bool {
        let part = |name: &String| {
            let name = name.to_lowercase();
            names.iter().any(|n| n.replace('\'', "’").to_lowercase().contains(&name))
        };
        (self.country.is_none() || self.country == country) && self.name.as_ref().is_none_or(part)
    }
}

impl Display for Coding {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let side = |parties: &[Party], mark: &str| {
            let parties: Vec<String> = parties.iter().map(Party::to_string).collect();
            if parties.is_empty() { "-".to_owned() } else { parties.join(mark) }
        };
        if self.source.len() > 1 && self.source == self.target {
            write!(f, "{} {}", side(&self.source, " = "), self.status)?;
        } else {
            let (source, target) = (side(&self.source, ", "), side(&self.target, ", "));
            write!(f, "{source} > {target} {}", self.status)?;
        }
        if let Some(date) = &self.date {
            write!(f, " on {date}")?;
        }
        if let Some(place) = &self.place {
            write!(f, " in {place}")?;
        }
        if let Some(speaker) = &self.speaker {
            write!(f, " by {speaker}")?;
        }
        Ok(())
    }
}

impl Display for Party {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (&self.country, &self.name) {
            (Some(country), Some(name)) => write!(f, "{country} '{name}'"),
            (Some(country), None) => country.fmt(f),
            (None, name) => write!(f, "'{}'", name.as_deref().unwrap_or_default()),
        }
    }
}
