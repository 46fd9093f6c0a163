//! Whom phrases for several parties at once mean: `both sides`, `the two governments`, `the neighbours`.

use super::draft::{Draft, ReferentId};
use super::history::{self, Entry, History};
use super::referent::Referents;
use super::rules::Parties;
use crate::Document;
use detente_model::{CountryCode, EntityKind, MentionForm, ProposedAct};

/// How many sentences such a phrase may look back.
const BACK: u32 = 12;

/// What tells one party from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Party {
    State(CountryCode),
    Other(ReferentId),
}

/// The referents of the phrase: the parties of the last act done together, else those last named in one sentence, else, where
/// states are meant, those last named at all. Empty where there are not as many as the phrase says.
pub(super) fn resolve(
    doc: &Document<'_>,
    draft: &Draft,
    history: &History,
    referents: &Referents,
    rules: &Parties,
) -> Vec<ReferentId> {
    let states = rules.states.contains(&draft.noun)
        || rules.bodies.contains(&draft.noun)
        || rules.pair.contains(&draft.noun) && !rules.any.contains(&draft.noun);
    let people = rules.people.contains(&draft.noun);
    let party = |id: ReferentId| {
        let referent = referents.get(id);
        match referent.kind {
            EntityKind::Person if people => Some(Party::Other(id)),
            _ if people => None,
            EntityKind::Place | EntityKind::Agreement | EntityKind::Other => None,
            _ if states => referent.state().map(Party::State),
            kind => {
                let bare_state = kind == EntityKind::Country && draft.noun.is_empty();
                (history::is_party(kind) && !bare_state).then_some(Party::Other(id))
            }
        }
    };
    let named = |e: &Entry| {
        let referent = referents.get(e.referent);
        let named = referent.named && e.form != MentionForm::Pronoun || referent.reading.is_some();
        party(e.referent).filter(|_| named)
    };
    let count = draft.parties;
    let together = partners(doc, draft, history, party);
    let here = || history.parties(draft.sentence, count, named);
    let last =
        || if states { history.last_named(draft.sentence, count, named) } else { Vec::new() };
    let found = together.or_else(|| Some(here()).filter(|f| !f.is_empty())).unwrap_or_else(last);
    let of_state = |id: ReferentId| referents.get(id).state().and_then(|c| referents.state(c));
    found.into_iter().map(|id| of_state(id).filter(|_| states).unwrap_or(id)).collect()
}

/// The parties of the last act before the phrase that is done together: a meeting, a deal, a joint exercise.
fn partners(
    doc: &Document<'_>,
    draft: &Draft,
    history: &History,
    party: impl Fn(ReferentId) -> Option<Party>,
) -> Option<Vec<ReferentId>> {
    const LIKELY: f32 = 0.5;
    let acts = doc.analysis.acts.as_deref()?;
    let before = acts.iter().rev().filter(|a| {
        a.tokens.end <= draft.tokens.start
            && a.score >= LIKELY
            && doc.sentence(a.tokens.start) + BACK >= draft.sentence
    });
    let together = |a: &&ProposedAct| a.best_type().is_some_and(|(t, _)| t.is_joint());
    before.filter(together).find_map(|act| {
        let mut parties: Vec<(Party, ReferentId)> = Vec::new();
        let heads = act.source.iter().chain(&act.target).filter(|p| p.score >= LIKELY);
        for id in heads.filter_map(|p| history.at(p.token)) {
            if let Some(key) = party(id)
                && parties.iter().all(|(known, _)| *known != key)
            {
                parties.push((key, id));
            }
        }
        (parties.len() == draft.parties).then(|| parties.into_iter().map(|(_, id)| id).collect())
    })
}
