//! Meetings: people or bodies coming together.

use crate::vocabulary::closed_vocabulary;
use crate::{ByteSpan, DateRange, Participant, Place, Status};
use serde::{Deserialize, Serialize};

closed_vocabulary!(
    /// The form of a meeting.
    MeetingFormat, "meeting format", {
        /// Two parties.
        Bilateral = "bilateral",
        /// Three parties.
        Trilateral = "trilateral",
        /// More than three parties, or a body's session.
        Multilateral = "multilateral",
        /// One goes to the other.
        Visit = "visit",
        /// By telephone or video.
        Call = "call",
    }
);

/// A meeting, gathered from every sentence of the article that speaks of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its form.
    pub format: MeetingFormat,
    /// Who met.
    pub participants: Vec<Participant>,
    /// When.
    pub date: Option<DateRange>,
    /// Where.
    pub place: Option<Place>,
    /// Whether it took place.
    pub status: Status,
    /// What it was about, as surfaces.
    pub topics: Vec<ByteSpan>,
    /// The words that say so.
    pub evidence: ByteSpan,
}
