//! How sure an event is once the states of its parties are settled: a state that is only likely makes the row less so.

use super::judge::{Judgement, SETTLED, probability};
use crate::ranker::flag;
use crate::{Rules, homes::Likely};
use detente_model::{Entity, EntityKind, Event, Findings, Participant, Sector};

/// Takes into the scores how likely the states are.
pub(crate) fn score(rules: &Rules, likely: &Likely, found: &mut Findings) {
    let mut scores = Vec::with_capacity(found.events.len());
    for event in &found.events {
        scores.push(match rules.events.is_own(&event.rule) {
            true => event.score,
            false => rules.judgement.settled(&features(event, found, likely)),
        });
    }
    for (event, score) in found.events.iter_mut().zip(scores) {
        event.score = score;
    }
}

/// What is known of an event.
pub(crate) fn features(event: &Event, found: &Findings, likely: &Likely) -> [f32; SETTLED.len()] {
    let score = event.score.clamp(0.01, 0.99);
    let home = |side: &[Participant]| {
        let least = side.iter().map(|p| likely.of(p.entity)).fold(1.0_f32, f32::min);
        libm::logf(least.max(0.05))
    };
    let stateless = |side: &[Participant]| side.iter().any(|p| is_stateless(*p, found));
    [
        1.0,
        libm::logf(score / (1.0 - score)),
        home(&event.source),
        home(&event.target),
        flag(stateless(&event.source)),
        flag(stateless(&event.target)),
        flag(event.source.len() > 1),
        flag(event.target.len() > 1),
    ]
}

/// Whether somebody has no state who could have one.
fn is_stateless(who: Participant, found: &Findings) -> bool {
    let could = |e: &Entity| e.kind != EntityKind::Agreement && !e.sectors.contains(&Sector::Igo);
    found.entity(who.entity).is_none_or(|e| e.country.is_none() && could(e))
}

impl Judgement {
    fn settled(&self, features: &[f32; SETTLED.len()]) -> f32 {
        probability(&self.settled, features)
    }
}
