//! With whom each entity acts, and what it says.

use crate::Document;
use crate::mentions::{MentionRules, stands_for_place};
use detente_model::{ByteSpan, CountryCode, EntityId, Findings, Participant};
use std::collections::BTreeSet;

/// With whom an entity acts, and what it says.
#[derive(Debug, Default)]
pub(super) struct Company {
    /// The states of those to whom it does something, or who do something to it.
    pub(super) opposed: BTreeSet<CountryCode>,
    /// The states of those who do the same, or to whom the same is done.
    pub(super) beside: BTreeSet<CountryCode>,
    /// Whether it does something itself.
    pub(super) acting: bool,
    /// Whether something is done to it by others.
    pub(super) suffering: bool,
    /// Who is on the other side, and where that is told.
    pub(super) opponents: BTreeSet<EntityId>,
    pub(super) opponent_spans: Vec<ByteSpan>,
    /// What it says.
    pub(super) said: Vec<ByteSpan>,
}

impl Company {
    /// That of every entity, by its number.
    pub(super) fn of_all(doc: &Document<'_>, rules: &MentionRules, found: &Findings) -> Vec<Self> {
        // "Rebels attacked a post in Mali": the state that it happened in is no opponent.
        let located = |p: &Participant| {
            doc.analysis.tokens_in(p.span).any(|t| stands_for_place(doc, t, rules))
        };
        let mut all: Vec<Self> = Vec::new();
        all.resize_with(found.entities.len(), Self::default);
        for event in &found.events {
            let [source, target] = [&event.source, &event.target].map(|side| {
                side.iter().filter(|p| !located(p)).copied().collect::<Vec<Participant>>()
            });
            let entities: BTreeSet<EntityId> =
                source.iter().chain(&target).map(|p| p.entity).collect();
            for id in entities {
                if let Some(company) = all.get_mut(id.index()) {
                    company.join(found, id, &source, &target);
                }
            }
        }
        for quote in &found.quotes {
            if let Some(of) = quote.speaker_entity.and_then(|id| all.get_mut(id.index())) {
                of.said.push(quote.clause.unwrap_or(quote.span));
            }
        }
        all
    }

    fn join(
        &mut self,
        found: &Findings,
        id: EntityId,
        source: &[Participant],
        target: &[Participant],
    ) {
        let is_on = |side: &[Participant]| side.iter().any(|p| p.entity == id);
        let states = |side: &[Participant]| -> Vec<CountryCode> {
            side.iter().filter_map(|p| found.entity(p.entity)?.country).collect()
        };
        let (acts, suffers) = (is_on(source), is_on(target));
        let (own, other): (&[Participant], &[Participant]) = match (acts, suffers) {
            (true, false) => (source, target),
            (false, true) => (target, source),
            (true, true) => (&[], source),
            (false, false) => return,
        };
        self.opposed.extend(states(other));
        self.beside.extend(states(own));
        self.acting |= acts;
        self.suffering |= suffers && !acts;
        if acts != suffers {
            self.opponents.extend(other.iter().map(|p| p.entity));
            self.opponent_spans.extend(other.iter().map(|p| p.span));
        }
    }
}
