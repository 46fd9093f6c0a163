//! Whom phrases for several parties at once mean: `both sides`, `the two governments`, `the neighbours`.

use super::draft::{Draft, ReferentId};
use super::history::{self, Entry, History, NEAR};
use super::referent::Referents;
use super::rules::Parties;
use crate::Document;
use detente_model::{CountryCode, EntityKind, MentionForm, ProposedAct, ProposedWords, Sector};
use std::collections::HashMap;

/// How many sentences such a phrase may look back.
const BACK: u32 = 12;

/// An act, a party or a quote that is less likely tells nothing.
const LIKELY: f32 = 0.5;

/// Whom the names and titles of an article mean, by the tokens that head them.
pub(super) type NamedHeads = HashMap<u32, ReferentId>;

/// What tells one party from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Party {
    State(CountryCode),
    Other(ReferentId),
}

/// Whom a phrase for several parties may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// People who are called what the phrase calls them: `the two ministers`.
    Office,
    People,
    States,
    Any,
}

/// What the noun of a phrase may mean, the narrowest sense first: `the two men` are never two states.
fn senses(draft: &Draft, rules: &Parties) -> &'static [Sense] {
    use Sense::{Any, Office, People, States};
    let noun = &draft.noun;
    let governs = draft.sectors.first() == Some(&Sector::Gov);
    let any = rules.any.contains(noun);
    if rules.states.contains(noun)
        || rules.bodies.contains(noun)
        || rules.pair.contains(noun) && !any
    {
        &[States]
    } else if rules.people.contains(noun) {
        if governs { &[Office, People, States] } else { &[Office, People] }
    } else if any || noun.is_empty() {
        &[Any]
    } else {
        &[Office, States]
    }
}

/// The referents of the phrase, which may not say how many: the parties of the last act done together, else those last named in one sentence, else, where
/// states are meant, those last named at all, and those named most. Empty where there are not as many as the phrase says.
pub(super) fn resolve(
    doc: &Document<'_>,
    draft: &Draft,
    history: &History,
    (referents, named_heads): (&Referents, &NamedHeads),
    rules: &Parties,
) -> Vec<ReferentId> {
    let count = draft.parties.max(2);
    let speaker = speaker(doc, draft, named_heads);
    for &sense in senses(draft, rules) {
        let party = |id: ReferentId| {
            if speaker == Some(id) {
                return None;
            }
            let referent = referents.get(id);
            let person = referent.kind == EntityKind::Person;
            match (sense, referent.kind) {
                (Sense::Office, _) => {
                    (person && referent.nouns.contains(&draft.noun)).then_some(Party::Other(id))
                }
                (Sense::People, _) => person.then_some(Party::Other(id)),
                (_, EntityKind::Place | EntityKind::Agreement | EntityKind::Other) => None,
                (Sense::States, _) => referent.state().map(Party::State),
                (Sense::Any, kind) => {
                    let bare_state = kind == EntityKind::Country && draft.noun.is_empty();
                    (history::is_party(kind) && !bare_state).then_some(Party::Other(id))
                }
            }
        };
        let named = |e: &Entry| {
            let referent = referents.get(e.referent);
            let named =
                referent.named && e.form != MentionForm::Pronoun || referent.reading.is_some();
            party(e.referent).filter(|_| named)
        };
        let states = sense == Sense::States;
        let last = || match sense {
            Sense::Office => history.last_named(draft.sentence, BACK, count, named),
            Sense::States => history.last_named(draft.sentence, NEAR, count, named),
            Sense::People | Sense::Any => Vec::new(),
        };
        let most = || if states { history.most_named(count, named) } else { Vec::new() };
        let found = partners(doc, draft, history, party)
            .or_else(|| {
                Some(history.parties(draft.sentence, count, named)).filter(|f| !f.is_empty())
            })
            .or_else(|| Some(last()).filter(|f| !f.is_empty()))
            .unwrap_or_else(most);
        if !found.is_empty() {
            let of_state =
                |id: ReferentId| referents.get(id).state().and_then(|c| referents.state(c));
            return found
                .into_iter()
                .map(|id| of_state(id).filter(|_| states).unwrap_or(id))
                .collect();
        }
    }
    Vec::new()
}

/// Whoever speaks of the parties, and so is none of them: "The two sides are close," the mediator said.
fn speaker(doc: &Document<'_>, draft: &Draft, named: &NamedHeads) -> Option<ReferentId> {
    // In reading order; what a word reports stands in its own sentence.
    let sentence = doc.sentence_tokens(draft.head);
    let quotes = doc.analysis.quotes.as_deref().unwrap_or_default();
    let first = quotes.partition_point(|q| q.cue < sentence.start);
    let here = quotes[first..].iter().take_while(|q| q.cue < sentence.end);
    let quotes = here.filter(|q| q.score >= LIKELY);
    let around =
        |words: &ProposedWords| words.score >= LIKELY && words.tokens.contains(&draft.head);
    let mut around = quotes.filter(|q| q.reported.iter().any(around));
    around.find_map(|q| named.get(&q.speaker?).copied())
}

/// The parties of the last act before the phrase that is done together: a meeting, a deal, a joint exercise.
fn partners(
    doc: &Document<'_>,
    draft: &Draft,
    history: &History,
    party: impl Fn(ReferentId) -> Option<Party>,
) -> Option<Vec<ReferentId>> {
    let fits = |n: usize| if draft.parties == 0 { n > 1 } else { n == draft.parties };
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
        fits(parties.len()).then(|| parties.into_iter().map(|(_, id)| id).collect())
    })
}
