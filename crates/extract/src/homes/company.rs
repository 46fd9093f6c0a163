//! With whom each entity acts, and what it says.

use detente_model::{ByteSpan, CountryCode, EntityId, Event, Findings, Participant};
use std::collections::BTreeSet;

/// With whom an entity acts, and what it says.
#[derive(Debug, Default)]
pub(super) struct Company {
    /// The states of those to whom it does something, or who do something to it.
    pub(super) opposed: Vec<CountryCode>,
    /// The states of those who do the same, or to whom the same is done.
    pub(super) beside: Vec<CountryCode>,
    /// Whether it does something itself.
    pub(super) acting: bool,
    /// Who is on the other side, and where that is told.
    pub(super) opponents: Vec<EntityId>,
    pub(super) opponent_spans: Vec<ByteSpan>,
    /// The states in which something is done to it, and those of them in which somebody from elsewhere does it.
    pub(super) struck_in: Vec<CountryCode>,
    pub(super) struck_from_abroad_in: Vec<CountryCode>,
    /// The states in which it does something.
    pub(super) acts_in: Vec<CountryCode>,
    /// What it says.
    pub(super) said: Vec<ByteSpan>,
}

impl Company {
    /// That of every entity, by its number.
    pub(super) fn of_all(found: &Findings) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        all.resize_with(found.entities.len(), Self::default);
        for event in &found.events {
            let entities: BTreeSet<EntityId> =
                event.source.iter().chain(&event.target).map(|p| p.entity).collect();
            for id in entities {
                if let Some(company) = all.get_mut(id.index()) {
                    company.join(found, id, &event.source, &event.target);
                    company.locate(found, id, event);
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

    /// Where an event of the entity takes place.
    fn locate(&mut self, found: &Findings, id: EntityId, event: &Event) {
        let Some(country) = event.place.as_ref().and_then(|p| p.country) else { return };
        let is_on = |side: &[Participant]| side.iter().any(|p| p.entity == id);
        if is_on(&event.source) {
            self.acts_in.push(country);
        }
        if is_on(&event.target) {
            self.struck_in.push(country);
            let home = |p: &Participant| found.entity(p.entity).and_then(|e| e.country);
            if event.source.iter().filter_map(home).any(|c| c != country) {
                self.struck_from_abroad_in.push(country);
            }
        }
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
        if acts != suffers {
            self.opponents.extend(other.iter().map(|p| p.entity));
            self.opponent_spans.extend(other.iter().map(|p| p.span));
        }
    }
}
