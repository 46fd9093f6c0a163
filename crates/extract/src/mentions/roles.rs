//! Which words are parties to the acts that the network sees. Whoever acted is likelier to be "he" or "it" of the next act than
//! whoever was only named, and nobody is on both sides of one.

use crate::Document;
use detente_model::{EventType, ProposedParty};
use std::ops::Range;

/// An act or a party that is less likely tells nothing.
const LIKELY: f32 = 0.5;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Source,
    Target,
}

/// One word in its role in one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Role {
    token: u32,
    act: u32,
    side: Side,
}

/// The parties to all likely acts of an article.
#[derive(Debug, Default)]
pub(super) struct Roles {
    /// In the order of tokens.
    roles: Vec<Role>,
    acts: Vec<(EventType, Range<u32>)>,
    /// For each act the only word that is a party to it, if there is one alone.
    alone: Vec<Option<u32>>,
    /// The words that are likely parties to any act that the network sees, even an unlikely one; in the order of tokens.
    parties: Vec<u32>,
}

/// How the roles of an earlier word and of a later one fit.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Fit {
    /// They stand on different sides of one act.
    pub(super) across: bool,
    /// They stand on the same side of two acts of one type.
    pub(super) alike: bool,
}

impl Roles {
    pub(super) fn of(doc: &Document<'_>) -> Self {
        let mut found = Self::default();
        let all = doc.analysis.acts.iter().flatten();
        let parties = all.flat_map(|a| a.source.iter().chain(&a.target));
        found.parties = parties.filter(|p| p.score >= LIKELY).map(|p| p.token).collect();
        found.parties.sort_unstable();
        for act in doc.analysis.acts.iter().flatten().filter(|a| a.score >= LIKELY) {
            let Some((event_type, _)) = act.best_type() else { continue };
            let number = found.acts.len() as u32;
            found.acts.push((event_type, act.tokens.clone()));
            let of_side = |parties: &[ProposedParty], side| -> Vec<Role> {
                let likely = parties.iter().filter(|p| p.score >= LIKELY);
                likely.map(|p| Role { token: p.token, act: number, side }).collect()
            };
            let of_act = [of_side(&act.source, Side::Source), of_side(&act.target, Side::Target)];
            let mut tokens = of_act.iter().flatten().map(|r| r.token);
            let first = tokens.next();
            found.alone.push(first.filter(|t| tokens.all(|other| other == *t)));
            found.roles.extend(of_act.into_iter().flatten());
        }
        found.roles.sort_unstable();
        found
    }

    fn at(&self, token: u32) -> &[Role] {
        let first = self.roles.partition_point(|r| r.token < token);
        let after = self.roles[first..].partition_point(|r| r.token == token);
        &self.roles[first..first + after]
    }

    /// Whether the word does an act.
    pub(super) fn acts(&self, token: u32) -> bool {
        self.at(token).iter().any(|r| r.side == Side::Source)
    }

    /// Whether an act is done to the word.
    pub(super) fn is_acted_on(&self, token: u32) -> bool {
        self.at(token).iter().any(|r| r.side == Side::Target)
    }

    /// Whether the word is likely to be a party, if there is an act at all.
    pub(super) fn is_party(&self, token: u32) -> bool {
        self.parties.binary_search(&token).is_ok()
    }

    /// Whether the word is the only party named of an act that takes two: "the ministers agreed".
    pub(super) fn does_alone(&self, token: u32) -> bool {
        self.is_alone(token, EventType::is_joint)
    }

    /// Whether the word is the only party named of what nobody can do alone: "negotiators met".
    pub(super) fn meets_alone(&self, token: u32) -> bool {
        self.is_alone(token, |t| matches!(t, EventType::Consult | EventType::Cooperate))
    }

    fn is_alone(&self, token: u32, joint: impl Fn(EventType) -> bool) -> bool {
        self.at(token).iter().any(|role| {
            let act = role.act as usize;
            joint(self.acts[act].0) && self.alone.get(act) == Some(&Some(token))
        })
    }

    /// Whether the word is one of those that name an act.
    pub(super) fn names_act(&self, token: u32) -> bool {
        // In reading order, and never overlapping.
        let next = self.acts.partition_point(|(_, tokens)| tokens.end <= token);
        self.acts.get(next).is_some_and(|(_, tokens)| tokens.contains(&token))
    }

    pub(super) fn fit(&self, earlier: u32, later: u32) -> Fit {
        let mut fit = Fit::default();
        for a in self.at(earlier) {
            for b in self.at(later) {
                let kinds = [a, b].map(|r| self.acts[r.act as usize].0);
                // Of a meeting each party may stand on both sides.
                fit.across |= a.act == b.act && a.side != b.side && !kinds[0].is_joint();
                fit.alike |= a.act != b.act && a.side == b.side && kinds[0] == kinds[1];
            }
        }
        fit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Chad accused Sudan", "Sudan accused Chad", "Chad met Sudan": tokens 0 to 8, a token a word.
    fn roles() -> Roles {
        let act = |event_type, act: u32, sides: [&[u32]; 2]| {
            let of = |side, tokens: &[u32]| -> Vec<Role> {
                tokens.iter().map(|&token| Role { token, act, side }).collect()
            };
            let [source, target] = sides;
            let parties = [of(Side::Source, source), of(Side::Target, target)].concat();
            (parties, (event_type, 3 * act + 1..3 * act + 2))
        };
        let (mut roles, acts): (Vec<_>, Vec<_>) = [
            act(EventType::Accuse, 0, [&[0], &[2]]),
            act(EventType::Accuse, 1, [&[3], &[5]]),
            act(EventType::Consult, 2, [&[6, 8], &[6, 8]]),
        ]
        .into_iter()
        .unzip();
        let mut roles: Vec<Role> = roles.drain(..).flatten().collect();
        roles.sort_unstable();
        Roles { roles, acts, ..Roles::default() }
    }

    #[test]
    fn who_accuses_is_not_who_is_accused() {
        let roles = roles();
        assert!(roles.acts(0) && !roles.is_acted_on(0));
        assert!(roles.is_acted_on(2) && !roles.acts(2));
        assert!(roles.names_act(1) && !roles.names_act(0));
        assert!(roles.fit(0, 2).across && !roles.fit(0, 2).alike);
    }

    #[test]
    fn accusers_are_alike_and_partners_of_a_meeting_are_not_on_two_sides() {
        let roles = roles();
        assert!(roles.fit(0, 3).alike && !roles.fit(0, 3).across);
        assert!(!roles.fit(0, 5).alike);
        assert!(!roles.fit(6, 8).across);
    }
}
