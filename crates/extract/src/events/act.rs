//! An act that a rule found in a clause.

use super::people::Sides;
use super::rule::{Part, Rule};
use crate::clause::Clause;
use crate::factuality;
use crate::{Document, Rules};
use detente_model::{ProposedAct, Status};

/// An act before the choice between acts.
pub(super) struct Act<'a> {
    pub(super) trigger: u32,
    pub(super) rule: &'a Rule,
    pub(super) args: Clause,
    pub(super) sides: Sides,
    /// The first and the last of the words that name the act.
    pub(super) words: (u32, u32),
    /// The noun that the rule asked for as the object.
    pub(super) used: Option<u32>,
    pub(super) part: Part,
    /// How deep in the tree the trigger is.
    pub(super) depth: usize,
}

impl Act<'_> {
    /// The word that carries tense: the light verb of a noun, else the trigger.
    pub(super) fn anchor(&self) -> u32 {
        self.args.light.unwrap_or(self.trigger)
    }

    /// Whether the network's proposal is about words that name this act.
    pub(super) fn is_named_by(&self, proposal: &ProposedAct) -> bool {
        let words = &proposal.tokens;
        words.contains(&self.trigger)
            || words.contains(&self.anchor())
            || (words.start <= self.words.1 && self.words.0 < words.end)
    }

    /// The status that the words around the act give it.
    pub(super) fn status(&self, doc: &Document<'_>, rules: &Rules) -> Status {
        let rule = self.rule;
        if rule.negated_future || rule.conditional_future || self.part == Part::Modal {
            return Status::Actual;
        }
        status_of(doc, rules, self.trigger, self.args.light)
    }

    /// How sure a rule is by itself: more with both sides, with more conditions met, and high in the sentence.
    pub(super) fn confidence(&self) -> f32 {
        let mut score: f32 = 0.4;
        score += if self.sides.source.is_empty() { 0.0 } else { 0.2 };
        score += if self.sides.target.is_empty() { 0.0 } else { 0.15 };
        score += 0.15 / (1.0 + self.depth as f32);
        score += 0.02 * self.rule.specificity.clamp(0, 4) as f32;
        score.clamp(0.0, 1.0)
    }
}

/// The status of the act at token `trigger` with the light verb `light`, by the words around it.
pub(super) fn status_of(
    doc: &Document<'_>,
    rules: &Rules,
    trigger: u32,
    light: Option<u32>,
) -> Status {
    let own = factuality::status(doc, &rules.factuality, trigger);
    match light {
        Some(light) if own == Status::Actual => factuality::status(doc, &rules.factuality, light),
        _ => own,
    }
}
