//! Meetings of the diplomacy gold.

use super::coded::last;
use crate::pairing::one_to_one;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A gold or predicted meeting.
#[derive(Debug, Deserialize)]
pub(super) struct RawMeeting {
    #[serde(default)]
    participants: Vec<Party>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    optional: bool,
}

#[derive(Debug, Deserialize)]
struct Party {
    #[serde(default)]
    name: Option<String>,
}

/// Counts of meetings: required gold, predicted, right.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) gold: usize,
    pub(super) predicted: usize,
    pub(super) right: usize,
}

impl Counts {
    pub(super) fn add(&mut self, gold: &[RawMeeting], predicted: &[RawMeeting]) {
        let mut candidates = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for (j, p) in predicted.iter().enumerate() {
                if let Some(total) = total(g, p) {
                    candidates.push((total - 1e-6 * f64::from(g.optional), i, j));
                }
            }
        }
        let chosen = one_to_one(candidates);
        let optional = chosen.iter().filter(|c| gold[c.1].optional).count();
        self.gold += gold.iter().filter(|g| !g.optional).count();
        self.predicted += predicted.len() - optional;
        self.right += chosen.len() - optional;
    }
}

/// How well two meetings agree: half of the participants must, and where the gold says more, date, place or country.
fn total(gold: &RawMeeting, predicted: &RawMeeting) -> Option<f64> {
    let names = |m: &RawMeeting| -> BTreeSet<String> {
        m.participants.iter().map(|p| last(p.name.as_deref().unwrap_or(""))).collect()
    };
    let (a, b) = (names(gold), names(predicted));
    let either = a.union(&b).count();
    let jaccard = if either == 0 { 0.0 } else { a.intersection(&b).count() as f64 / either as f64 };
    let known = |v: &Option<String>| v.as_ref().filter(|v| !v.is_empty()).map(|v| v.to_lowercase());
    let facts = [
        (known(&gold.date), known(&predicted.date)),
        (known(&gold.place), known(&predicted.place)),
        (known(&gold.country), known(&predicted.country)),
    ];
    let agree = facts.iter().filter(|(g, p)| g.is_some() && g == p).count();
    let says_more = facts.iter().any(|(g, _)| g.is_some());
    (jaccard >= 0.5 && (agree > 0 || !says_more)).then(|| jaccard + agree as f64 / 10.0)
}
