//! Acts as the network reads them, before anyone knows who the parties are.

use crate::{EventType, Mode, Status};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A word that the network takes for the head of a party to an act.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProposedParty {
    /// Index of the token.
    pub token: u32,
    /// The network's probability, 0 to 1, not calibrated.
    pub score: f32,
}

/// A word that may name the state of a party to an act.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProposedHome {
    /// Index of the token that heads the party.
    pub party: u32,
    /// Index of the token that may name its state.
    pub state: u32,
    /// The network's probability, 0 to 1, not calibrated.
    pub score: f32,
}

/// Words that may name an act, as the network reads them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposedAct {
    /// The words that name the act, as indices into [`Analysis::tokens`](crate::Analysis::tokens).
    pub tokens: Range<u32>,
    /// The network's probability that these words name an act of any type, 0 to 1, not calibrated.
    pub score: f32,
    /// The likelier types, the likeliest first, with their shares of `score`; the shares of all types sum to 1.
    pub types: Vec<(EventType, f32)>,
    /// The statuses, the likeliest first, with probabilities that sum to 1.
    pub statuses: Vec<(Status, f32)>,
    /// The likelier modes, the likeliest first, with probabilities; what is missing to 1 speaks for none.
    #[serde(default)]
    pub modes: Vec<(Mode, f32)>,
    /// Who may act, in reading order.
    pub source: Vec<ProposedParty>,
    /// To whom, in reading order.
    pub target: Vec<ProposedParty>,
    /// Whose they may be: words of the sentence that may name the state of one of them.
    #[serde(default)]
    pub homes: Vec<ProposedHome>,
}

impl ProposedAct {
    /// The likeliest type and its share.
    #[must_use]
    pub fn best_type(&self) -> Option<(EventType, f32)> {
        self.types.first().copied()
    }

    /// The share of `event_type`, 0 when it is not among the likelier ones.
    #[must_use]
    pub fn share(&self, event_type: EventType) -> f32 {
        self.types.iter().find(|(t, _)| *t == event_type).map_or(0.0, |(_, share)| *share)
    }

    /// The probability of `status`.
    #[must_use]
    pub fn status_score(&self, status: Status) -> f32 {
        self.statuses.iter().find(|(s, _)| *s == status).map_or(0.0, |(_, score)| *score)
    }

    /// The likeliest mode of an act of type `event_type`; `None` when none is likelier than not.
    #[must_use]
    pub fn mode(&self, event_type: EventType) -> Option<Mode> {
        const LIKELY: f32 = 0.5;
        let fits = |&&(mode, score): &&(Mode, f32)| score >= LIKELY && mode.fits(event_type);
        self.modes.iter().find(fits).map(|&(mode, _)| mode)
    }
}
