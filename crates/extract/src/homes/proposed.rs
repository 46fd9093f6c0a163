//! The states that the network of acts proposes for the parties of acts.

use super::signals::Signals;
use crate::Document;
use detente_model::{CountryCode, EntityId, Findings, ProposedHome};
use std::collections::BTreeMap;

/// For each party of an act that the network found, the likeliest of the words that may name its state, by state.
#[derive(Debug, Default)]
pub(super) struct Proposed(BTreeMap<EntityId, BTreeMap<CountryCode, f32>>);

impl Proposed {
    pub(super) fn new(doc: &Document<'_>, found: &Findings, signals: &Signals) -> Self {
        let acts = doc.analysis.acts.as_deref().unwrap_or_default();
        if acts.iter().all(|act| act.homes.is_empty()) {
            return Self::default();
        }
        let whom = innermost(doc, found);
        let mut all: BTreeMap<EntityId, BTreeMap<CountryCode, f32>> = BTreeMap::new();
        for &ProposedHome { party, state, score } in acts.iter().flat_map(|act| &act.homes) {
            let Some(&Some(entity)) = whom.get(party as usize) else { continue };
            let of_party = all.entry(entity).or_default();
            for country in signals.at(state) {
                let best = of_party.entry(country).or_insert(0.0);
                *best = best.max(score);
            }
        }
        Self(all)
    }

    /// Whether the network was asked about the entity, and how likely it takes `country` for its state.
    pub(super) fn of(&self, entity: EntityId, country: CountryCode) -> (bool, f32) {
        let of_party = self.0.get(&entity);
        let score = of_party.and_then(|states| states.get(&country));
        (of_party.is_some(), score.copied().unwrap_or(0.0))
    }
}

/// Whom each word means, by the shortest mention around it.
fn innermost(doc: &Document<'_>, found: &Findings) -> Vec<Option<EntityId>> {
    let mut mentions: Vec<_> = found.mentions.iter().filter(|m| m.entity.is_some()).collect();
    mentions.sort_by_key(|m| std::cmp::Reverse(m.span.len()));
    let mut whom = vec![None; doc.analysis.tokens.len()];
    for mention in mentions {
        for token in doc.analysis.tokens_in(mention.span) {
            whom[token as usize] = mention.entity;
        }
    }
    whom
}
