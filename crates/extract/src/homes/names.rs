//! What the name of an entity tells of its state, whatever the text says.

use chrono::NaiveDate;
use detente_atlas::{Atlas, Likeness, Surroundings};
use detente_model::{CountryCode, Entity, EntityKind, Sector};

/// A name, and the states whose bodies or legislators bear it.
pub(super) struct Names<'a> {
    person: Option<Likeness<'a>>,
    /// `Foreign Office` and `Congress` are what several states call theirs: the atlas knows of some.
    of_bodies: Vec<CountryCode>,
    /// `Senator Mikulski` may be whoever of that surname sat in a parliament on the day.
    of_legislators: Vec<CountryCode>,
    /// `Congress`, a single word, may be that of any state.
    is_word: bool,
}

impl<'a> Names<'a> {
    pub(super) fn new(atlas: &'a Atlas, entity: &Entity, day: Option<NaiveDate>) -> Self {
        let name = entity.name.as_str();
        let capital = name.starts_with(char::is_uppercase);
        let person = (entity.kind == EntityKind::Person && capital).then(|| atlas.likeness(name));
        let of_bodies = if entity.kind == EntityKind::Organization && capital {
            let known = atlas.resolve(name, day, &Surroundings::default());
            let bodies = known.into_iter().filter(|r| r.kind == EntityKind::Organization);
            bodies.filter_map(|r| r.country).collect()
        } else {
            Vec::new()
        };
        let is_word = !name.contains(' ');
        let legislator =
            person.is_some() && is_word && entity.sectors.first() == Some(&Sector::Leg);
        let of_legislators = if legislator {
            let known = atlas.resolve(&format!("Senator {name}"), day, &Surroundings::default());
            known.into_iter().filter_map(|r| r.country).collect()
        } else {
            Vec::new()
        };
        Self { person, of_bodies, of_legislators, is_word }
    }

    /// The states that have a body or a legislator of this name, which may be meant though the text names them nowhere.
    pub(super) fn states(&self) -> impl Iterator<Item = CountryCode> {
        let bodies = self.of_bodies.iter().filter(|_| !self.is_word);
        bodies.chain(&self.of_legislators).copied()
    }

    /// Whether the atlas knows a body of this name.
    pub(super) const fn are_known(&self) -> bool {
        !self.of_bodies.is_empty()
    }

    pub(super) fn is_of(&self, country: CountryCode) -> bool {
        self.of_bodies.contains(&country) || self.of_legislators.contains(&country)
    }

    /// How much a person's name is like those of a state's office-holders.
    pub(super) fn likeness(&self, country: CountryCode) -> f32 {
        self.person.as_ref().map_or(0.0, |name| name.to(country))
    }
}
