//! Where rules and network differ on who takes part in an act.

use super::people::Sides;
use detente_model::{EventType, Participant};

/// From here on the network is sure of a party.
const SURE: f32 = 0.8;

/// From here on it may be that the subject of a headline suffers the act.
const SUFFERS: f32 = 0.25;

/// By so much it must be surer of one side than of the other to decide between them.
const SURER: f32 = 0.3;

/// The network's lowest probability for one of each side; 0 where it names nobody.
pub(super) fn lowest(proposed: &[Vec<(Participant, f32)>; 2]) -> [f32; 2] {
    proposed
        .each_ref()
        .map(|side| side.iter().map(|&(_, score)| score).reduce(f32::min).unwrap_or(0.0))
}

/// The network's probability for somebody on one side; 0 where it does not name him.
fn score(proposed: &[(Participant, f32)], who: &Participant) -> f32 {
    let found = proposed.iter().find(|(p, _)| p.entity == who.entity);
    found.map_or(0.0, |&(_, score)| score)
}

/// "Ghana's former president sentenced", "criticism from Serbia": an act that is not mutual has different people on its two sides, so whoever is
/// on both sides stays on the one that the network is surer of.
pub(super) fn part(
    sides: &mut Sides,
    proposed: &[Vec<(Participant, f32)>; 2],
    event_type: EventType,
) {
    let on = |side: &[Participant], who: &Participant| side.iter().any(|p| p.entity == who.entity);
    let Sides { source, target } = sides;
    let mutual = source.len() > 1 && source.iter().all(|p| on(target, p));
    if mutual {
        return;
    }
    if event_type.is_joint() {
        // "offered them work": the only one who offers is none of those to whom he does.
        if let [only] = source.as_slice()
            && target.len() > 1
        {
            target.retain(|p| p.entity != only.entity);
        }
        return;
    }
    let score = |side: usize, who: &Participant| score(&proposed[side], who);
    let both: Vec<Participant> = source.iter().copied().filter(|p| on(target, p)).collect();
    for who in both {
        let lean = score(0, &who) - score(1, &who);
        if lean.abs() >= SURER {
            let side = if lean < 0.0 { &mut *source } else { &mut *target };
            side.retain(|p| p.entity != who.entity);
        }
    }
}

/// "Former minister sentenced for fraud": the only party of an act that nobody is named for suffers it, if the network says so; in a
/// headline it need not be sure.
pub(super) fn undergo(
    sides: &mut Sides,
    proposed: &[Vec<(Participant, f32)>; 2],
    event_type: EventType,
    headline: bool,
) {
    let Sides { source, target } = sides;
    let [only] = source.as_slice() else { return };
    let [acts, suffers] = proposed.each_ref().map(|side| score(side, only));
    let suffers = suffers > acts || headline && suffers >= SUFFERS;
    if target.is_empty() && !event_type.is_joint() && suffers {
        std::mem::swap(source, target);
    }
}

/// The parties of a rule's act on one side, with those whom the network names: all of them where the rule names nobody, else
/// those it is sure of; never those whom the rule has `across`, on the other side.
pub(super) fn settle(
    of_rule: &mut Vec<Participant>,
    proposed: &[(Participant, f32)],
    least: f32,
    across: &[Participant],
) {
    let least = if of_rule.is_empty() { least } else { SURE };
    for &(who, score) in proposed {
        let new = of_rule.iter().chain(across).all(|p| p.entity != who.entity);
        if score >= least && new {
            of_rule.push(who);
        }
    }
}
