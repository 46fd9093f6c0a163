//! Quotes: attributed spans of speech or writing.

use crate::vocabulary::closed_vocabulary;
use crate::{ByteSpan, DateRange, EntityId};
use serde::{Deserialize, Serialize};

closed_vocabulary!(
    /// How the words are given.
    QuoteKind, "kind of quote", {
        /// Inside quotation marks, or the text of an answer or a statement that is given in full.
        Direct = "direct",
        /// Marked words inside a reported clause.
        Mixed = "mixed",
        /// A reported clause without marks.
        Indirect = "indirect",
    }
);

/// An attributed span. It leaves out the quotation marks, the cue and the complementizer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// Number of the sentence where it starts.
    pub sentence: u32,
    /// The words.
    pub span: ByteSpan,
    /// How they are given.
    pub kind: QuoteKind,
    /// The word or phrase of saying (`said`, `according to`); `None` when the speaker carries over.
    pub cue: Option<ByteSpan>,
    /// The mention that is the speaker, in the cue's clause; `None` when the speaker carries over or is not named.
    pub speaker: Option<ByteSpan>,
    /// Who speaks.
    pub speaker_entity: Option<EntityId>,
    /// The whole reported clause that the marked words of a mixed quote stand in, without "that"; `None` for other kinds.
    #[serde(default)]
    pub clause: Option<ByteSpan>,
    /// The outlet or document through which the words came: `Russian state TV`.
    pub via: Option<ByteSpan>,
    /// When it was said.
    pub said_on: Option<DateRange>,
    /// The rule that found it.
    pub rule: String,
}
