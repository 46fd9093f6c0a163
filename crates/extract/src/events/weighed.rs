//! What is known for and against a possible event: what the weights of rules and network are fitted to.

use super::{judge::SETTLED, settled};
use crate::homes::Likely;
use detente_model::{Event, Findings, Status};

/// A possible event, with the features by which it is judged.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The event as it would be coded, without its date.
    pub event: Event,
    /// The features that decide whether it is kept, by name.
    pub keep: Vec<(&'static str, f32)>,
    /// The features that give its score, by name.
    pub score: Vec<(&'static str, f32)>,
    /// The features that make it less sure when the states of its parties are, by name.
    pub settled: Vec<(&'static str, f32)>,
    /// The network's probabilities of the statuses; empty where it proposed nothing.
    pub statuses: Vec<(Status, f32)>,
    /// The status by the words around it.
    pub read_status: Status,
    /// Whether those words say outright that it did not take place, so that it is negated whatever the network says.
    pub fell_through: bool,
}

impl Weighed {
    pub(crate) fn settle(&mut self, found: &Findings, likely: &Likely) {
        let values = settled::features(&self.event, found, likely);
        self.settled = SETTLED.into_iter().zip(values).collect();
    }
}
