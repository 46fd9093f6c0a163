//! Reported words as the network reads them, before anyone knows who says them.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Words of a sentence that somebody may be reported to have said or written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposedWords {
    /// As indices into [`Analysis::tokens`](crate::Analysis::tokens).
    pub tokens: Range<u32>,
    /// The network's probability that they begin and end there, 0 to 1, not calibrated.
    pub score: f32,
}

/// A word that may report what somebody said, as the network reads it: `said`, `according`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposedQuote {
    /// Index of the token that reports.
    pub cue: u32,
    /// The network's probability that it reports, 0 to 1, not calibrated.
    pub score: f32,
    /// What it reports in its sentence: the likeliest words, and those on its other side where they are likely, too.
    pub reported: Vec<ProposedWords>,
    /// Index of the token that heads the phrase of whoever says it, in the same sentence; `None` where no word is likely to.
    pub speaker: Option<u32>,
}
