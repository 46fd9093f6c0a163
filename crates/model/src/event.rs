//! Events: who did what to whom.

use crate::vocabulary::closed_vocabulary;
use crate::{
    ByteSpan, CameoCode, Context, CountryCode, DateRange, EntityId, EventType, Mode, Quad, QuoteId,
};
use serde::{Deserialize, Serialize};

closed_vocabulary!(
    /// Whether an event happened, as the text presents it.
    Status, "status", {
        /// Done, or an utterance that was made.
        Actual = "actual",
        /// Going on.
        Ongoing = "ongoing",
        /// Announced or intended.
        Planned = "planned",
        /// May happen, or is alleged.
        Possible = "possible",
        /// Did not happen.
        Negated = "negated",
    }
);

/// One who takes part in an event, and the words that say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Who.
    pub entity: EntityId,
    /// The words.
    pub span: ByteSpan,
}

/// Where something happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The name, as the atlas or the text gives it.
    pub name: String,
    /// The country it lies in on the article's date.
    pub country: Option<CountryCode>,
    /// Latitude in degrees, −90 to 90.
    pub lat: Option<f64>,
    /// Longitude in degrees, −180 to 180.
    pub lon: Option<f64>,
}

/// A coded event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Number of the sentence.
    pub sentence: u32,
    /// The trigger: the words that name the act.
    pub span: ByteSpan,
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode, one that fits the type.
    pub mode: Option<Mode>,
    /// PLOVER contexts.
    pub contexts: Vec<Context>,
    /// CAMEO code.
    pub cameo: Option<CameoCode>,
    /// Whether it happened, as the text presents it.
    pub status: Status,
    /// Who acts.
    pub source: Vec<Participant>,
    /// To whom.
    pub target: Vec<Participant>,
    /// When it happened or is to happen.
    pub date: Option<DateRange>,
    /// Where.
    pub place: Option<Place>,
    /// Whose word it is; `None` when it is the reporter's own.
    pub attributed_to: Option<EntityId>,
    /// The quote that holds it.
    pub quote: Option<QuoteId>,
    /// How far the words commit themselves to it: −3 (it did not happen) to 3 (it did).
    pub factuality: f32,
    /// The rule that fired, by its name in the rule files.
    pub rule: String,
    /// How sure the coder is, 0 to 1.
    pub score: f32,
    /// Whether it is the one that the article is about.
    pub is_main: bool,
}

impl Event {
    /// The scale value, −10 (conflict) to +10 (cooperation): the mode's where the manual gives one, else the type's.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.mode
            .and_then(|mode| mode.scale(self.event_type))
            .unwrap_or_else(|| self.event_type.scale())
    }

    /// The type that the PLOVER manual gives the event in data that cannot record a status: an announced act of
    /// cooperation is an `AGREE`, an announced material conflict a `THREATEN`. Any other event keeps its type, and so
    /// does a `CONCEDE`, which is itself a word about what is to come.
    #[must_use]
    pub fn type_without_status(&self) -> EventType {
        if self.event_type == EventType::Concede {
            return self.event_type;
        }
        match (self.status, self.event_type.quad()) {
            (Status::Planned, Quad::VerbalCooperation | Quad::MaterialCooperation) => {
                EventType::Agree
            }
            (Status::Planned, Quad::MaterialConflict) => EventType::Threaten,
            _ => self.event_type,
        }
    }
}
