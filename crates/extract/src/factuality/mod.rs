//! Whether what a word says happened.
//!
//! The cues around a word (negation, modals, the predicates that it stands under) give both a status, by rule, and a
//! score, by a sum of weights.

mod cues;
mod load;

use crate::{Document, clause};
use cues::Cue;
use detente_model::{Deprel, Status};
use load::Effect;
pub use load::FactualityRules;

/// What the cues say, side by side: a status is one word for the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// `Actual`, `Ongoing`, `Planned` or `Possible`, as if nothing were negated.
    pub level: Status,
    /// Whether it is said not to happen.
    pub negative: bool,
    /// Whether it lies ahead of the time that the text speaks of.
    pub future: bool,
}

impl Profile {
    /// The status: what is negated is negated, whatever its level.
    #[must_use]
    pub const fn status(self) -> Status {
        if self.negative { Status::Negated } else { self.level }
    }
}

/// The status of the event at token `token`. Panics when there is no such token.
#[must_use]
pub fn status(doc: &Document<'_>, rules: &FactualityRules, token: u32) -> Status {
    profile(doc, rules, token).status()
}

/// Level, polarity and time of the event at token `token`. Panics when there is no such token.
#[must_use]
pub fn profile(doc: &Document<'_>, rules: &FactualityRules, token: u32) -> Profile {
    reading(&cues::gather(doc, rules, token))
}

/// Whether the words say outright that the act that the noun at `token` names, which they negate, was called off or did not
/// take place. Panics when there is no such token.
pub(crate) fn fell_through(doc: &Document<'_>, rules: &FactualityRules, token: u32) -> bool {
    cues::gather(doc, rules, token).iter().any(|cue| {
        matches!(
            cue,
            Cue::Under { relation: Deprel::Nsubj, .. }
                | Cue::Under { effect: Some(Effect::Cancelled), .. }
                | Cue::Modifier { effect: Effect::Cancelled, .. }
        )
    })
}

/// Whether there is none of what was done: "signed no accord". Panics when there is no such token.
pub(crate) fn has_no_object(doc: &Document<'_>, token: u32) -> bool {
    doc.token(token).children().any(|c| c.deprel() == Deprel::Obj && clause::has_none(c))
}

fn reading(cues: &[Cue<'_>]) -> Profile {
    let mut profile = Profile { level: Status::Actual, negative: false, future: false };
    for cue in cues {
        let stronger = match *cue {
            Cue::Negation => {
                profile.negative = !profile.negative;
                continue;
            }
            Cue::Modal("will" | "shall" | "would") | Cue::Condition("before") | Cue::Purpose => {
                Status::Planned
            }
            Cue::Modal(_) | Cue::Question | Cue::Condition(_) => Status::Possible,
            Cue::Progressive => Status::Ongoing,
            Cue::Under { effect: None, .. } => continue,
            Cue::Under { effect: Some(effect), .. } | Cue::Modifier { effect, .. } => {
                match effect {
                    Effect::Negated | Effect::Cancelled => {
                        profile.negative = !profile.negative;
                        continue;
                    }
                    Effect::Planned => Status::Planned,
                    Effect::Possible => Status::Possible,
                    Effect::Ongoing => Status::Ongoing,
                }
            }
        };
        profile.future |= stronger == Status::Planned;
        profile.level = match (profile.level, stronger) {
            (Status::Actual, new) => new,
            (Status::Ongoing, new @ (Status::Planned | Status::Possible)) => new,
            (Status::Planned, Status::Possible) => Status::Possible,
            (old, _) => old,
        };
    }
    profile
}

/// How far the text commits itself to the event at token `token`: −3 (did not happen) to 3 (happened).
///
/// A sum of weights over [`features`], fitted on the train part of UDS "It Happened" v2 (CC BY-SA 4.0).
/// Panics when there is no such token.
#[must_use]
pub fn score(doc: &Document<'_>, rules: &FactualityRules, token: u32) -> f32 {
    let sum: f32 =
        features(doc, rules, token).iter().filter_map(|f| rules.weights.get(f.as_str())).sum();
    sum.clamp(-3.0, 3.0)
}

/// The features that [`score`] sums: the cues around token `token`, spelled out. Panics when there is no such token.
#[must_use]
pub fn features(doc: &Document<'_>, rules: &FactualityRules, token: u32) -> Vec<String> {
    let view = doc.token(token);
    let cues = cues::gather(doc, rules, token);
    let mut out = vec!["bias".to_owned()];
    let lemma = view.lemma();
    out.push(format!("tag={}", view.penn()));
    out.push(format!("rel={}", view.deprel()));
    out.push(format!("tag={} rel={}", view.penn(), view.deprel()));
    out.push(format!("lemma={lemma}"));
    for c in view.children() {
        match c.deprel() {
            Deprel::Aux | Deprel::Mark | Deprel::AuxPass | Deprel::Case => {
                out.push(format!("{}={}", c.deprel(), c.lemma().to_lowercase()));
            }
            Deprel::Nsubj | Deprel::NsubjPass => {
                out.push(format!("subject={}", c.upos()));
                out.push(format!("subject={}", c.text().to_lowercase()));
            }
            Deprel::Advmod => out.push(format!("advmod={}", c.lemma().to_lowercase())),
            _ => {}
        }
    }
    if let Some(head) = view.head() {
        out.push(format!("{} of {}", view.deprel(), head.lemma()));
        out.push(format!("head tag={} rel={}", head.penn(), view.deprel()));
    }
    let mut path = String::new();
    let mut negations = 0;
    for cue in &cues {
        let name = match *cue {
            Cue::Negation => {
                negations += 1;
                "not".to_owned()
            }
            Cue::Modal(m) => m.to_owned(),
            Cue::Progressive => "progressive".to_owned(),
            Cue::Under { lemma, relation, effect } => {
                out.push(format!("under {lemma} {relation}"));
                effect.map_or_else(|| "open".to_owned(), |e| e.as_str().to_owned())
            }
            Cue::Modifier { lemma, effect } => {
                out.push(format!("with {lemma}"));
                effect.as_str().to_owned()
            }
            Cue::Condition(m) => m.to_owned(),
            Cue::Purpose => "purpose".to_owned(),
            Cue::Question => "question".to_owned(),
        };
        out.push(format!("cue {name}"));
        if path.len() < 40 {
            path.push(' ');
            path.push_str(&name);
        }
    }
    out.push(format!("path{path}"));
    out.push(format!("level={} negations={}", reading(&cues).level, negations % 2));
    out.push(format!("status={}", reading(&cues).status()));
    out.sort();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn under(effect: Effect) -> Cue<'static> {
        Cue::Under { lemma: "x", relation: Deprel::Xcomp, effect: Some(effect) }
    }

    #[test]
    fn what_is_not_able_to_happen_did_not() {
        assert_eq!(reading(&[under(Effect::Possible), Cue::Negation]).status(), Status::Negated);
        assert_eq!(reading(&[Cue::Negation]).status(), Status::Negated);
    }

    #[test]
    fn two_negations_make_a_fact() {
        assert_eq!(reading(&[under(Effect::Negated), Cue::Negation]).status(), Status::Actual);
    }

    #[test]
    fn a_wish_weakens_a_plan_and_a_plan_weakens_what_goes_on() {
        assert_eq!(reading(&[Cue::Modal("will"), Cue::Condition("if")]).status(), Status::Possible);
        assert_eq!(
            reading(&[under(Effect::Ongoing), Cue::Modal("will")]).status(),
            Status::Planned
        );
        assert_eq!(reading(&[Cue::Progressive]).status(), Status::Ongoing);
    }
}
