//! Kinds of entities that are assigned to states in different ways.

use detente_model::{Entity, EntityKind, Mention, MentionForm, Sector};

/// What an entity is, as far as its state is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A person's name.
    Person,
    /// The name of a body or group.
    Body,
    /// `the ministry`, `an army spokesman`: those who act for a state.
    Office,
    /// `two students`, `the crowd`.
    People,
    /// A place that the atlas lacks.
    Place,
}

impl Class {
    pub(super) const ALL: [Self; 5] =
        [Self::Person, Self::Body, Self::Office, Self::People, Self::Place];

    /// The class of an entity that `mention` introduces; `known` says whether the atlas knows a body of its name.
    pub(super) fn of(entity: &Entity, mention: &Mention, known: bool) -> Self {
        let official = entity.sectors.iter().any(|s| {
            matches!(
                s,
                Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud | Sector::Leg | Sector::Spy
            )
        });
        match (mention.form, entity.kind) {
            (_, EntityKind::Place) => Self::Place,
            (MentionForm::Name, EntityKind::Person) => Self::Person,
            (MentionForm::Name, _) => Self::Body,
            _ if known => Self::Body,
            _ if official => Self::Office,
            _ => Self::People,
        }
    }

    /// The name of its column of weights.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Body => "body",
            Self::Office => "office",
            Self::People => "people",
            Self::Place => "place",
        }
    }
}
