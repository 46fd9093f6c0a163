//! What the name of an entity tells of its state, whatever the text says.

use chrono::NaiveDate;
use detente_atlas::{Atlas, Likeness, Surroundings};
use detente_model::{CountryCode, Entity, EntityKind};

/// A name, and the states whose bodies bear it.
pub(super) struct Names<'a> {
    person: Option<Likeness<'a>>,
    /// `Foreign Office` and `Congress` are what several states call theirs: the atlas knows of some.
    of_bodies: Vec<CountryCode>,
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
        Self { person, of_bodies, is_word: !name.contains(' ') }
    }

    /// The states that have a body of this name, which may be meant though the text names them nowhere.
    pub(super) fn states(&self) -> impl Iterator<Item = CountryCode> {
        self.of_bodies.iter().copied().filter(|_| !self.is_word)
    }

    /// Whether the atlas knows a body of this name.
    pub(super) const fn are_known(&self) -> bool {
        !self.of_bodies.is_empty()
    }

    pub(super) fn is_of(&self, country: CountryCode) -> bool {
        self.of_bodies.contains(&country)
    }

    /// How much a person's name is like those of a state's office-holders.
    pub(super) fn likeness(&self, country: CountryCode) -> f32 {
        self.person.as_ref().map_or(0.0, |name| name.to(country))
    }
}
