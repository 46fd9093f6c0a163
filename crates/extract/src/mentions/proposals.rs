//! Stretches of text that may be names: what the atlas and the analyser propose.

use super::matches::readings;
use crate::Document;
use detente_atlas::{Atlas, Match, Reason};
use detente_model::{CountryCode, EntityKind, NameKind, Upos};
use std::ops::Range;

/// A stretch that may be a name, before the readings are weighed.
pub(super) struct Proposal {
    pub(super) tokens: Range<u32>,
    /// The state of a shorter name inside it.
    pub(super) country: Option<CountryCode>,
    pub(super) seen: Option<NameKind>,
    pub(super) known: Option<Match>,
}

/// The least score of a place that needs no other evidence: a capital, or a town of some hundred thousand people.
pub(super) const LARGE: f32 = 0.55;

impl Proposal {
    /// Whether the atlas alone proposes it, as a place.
    pub(super) fn is_town(&self) -> bool {
        let place = |m: &Match| m.candidates.first().is_some_and(|c| c.kind == EntityKind::Place);
        self.seen.is_none() && self.known.as_ref().is_some_and(place)
    }

    /// The state that the name is or lies in.
    pub(super) fn state(&self) -> Option<CountryCode> {
        let best = self.known.as_ref()?.candidates.first()?;
        best.country.filter(|_| {
            best.kind == EntityKind::Country
                || matches!(best.reason, Reason::Body | Reason::Metonym)
                || best.kind == EntityKind::Place && best.score >= LARGE
        })
    }
}

/// The state named inside an office or a body: `Kenya` in `Kenya's Foreign Minister`.
pub(super) fn state_inside(
    doc: &Document<'_>,
    atlas: &Atlas,
    tokens: Range<u32>,
    kind: NameKind,
) -> Option<Proposal> {
    if kind == NameKind::Person || doc.token(tokens.start).upos() == Upos::Adj {
        return None;
    }
    let candidates = readings(doc, atlas, &tokens);
    let state = candidates
        .first()
        .is_some_and(|c| c.kind == EntityKind::Country && c.reason == Reason::Name);
    let known = Some(Match { tokens: tokens.clone(), candidates });
    state.then_some(Proposal { tokens, country: None, seen: Some(kind), known })
}

/// Settles overlaps: equal stretches are one, else the longer wins, and the atlas's before the analyser's.
pub(super) fn merge(mut proposals: Vec<Proposal>) -> Vec<Proposal> {
    proposals.sort_by_key(|p| (p.tokens.start, std::cmp::Reverse(p.tokens.end), p.known.is_none()));
    let mut chosen: Vec<Proposal> = Vec::with_capacity(proposals.len());
    for proposal in proposals {
        match chosen.last_mut() {
            Some(last) if proposal.tokens.start < last.tokens.end => {
                if last.tokens == proposal.tokens {
                    last.seen = last.seen.or(proposal.seen);
                    last.known = last.known.take().or(proposal.known);
                } else if proposal.tokens.len() > last.tokens.len() {
                    let country = last.state();
                    *last = proposal;
                    last.country = country;
                } else if last.known.is_none() && proposal.known.is_some() {
                    last.country = last.country.or(proposal.state());
                } else if last.seen.is_none() {
                    last.seen = proposal.seen;
                }
            }
            _ => chosen.push(proposal),
        }
    }
    chosen
}
