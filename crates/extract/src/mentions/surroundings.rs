//! The state of those whom nothing beside them assigns to one, from the states named around them.

use super::draft::{Draft, ReferentId};
use super::referent::{Referent, Referents};
use super::rules::MentionRules;
use super::syntax::Syntax;
use detente_atlas::{Match, Reason};
use detente_model::{CountryCode, EntityKind, MentionForm};
use std::collections::BTreeMap;

/// How many sentences before the mention may tell the state.
const BACK: u32 = 2;

/// The share of all states named in an article that makes one its own.
const DOMINANT: f32 = 0.6;

/// The most that a mention is trusted whose state is inferred from its surroundings.
const LEAST_SCORE: f32 = 0.4;

/// Gives people, groups and bodies of no known state the one that their sentence names; else the one that the
/// sentences right before name; else the one that the article is about. Where a sentence names several, none.
pub(super) fn place(
    syntax: &Syntax<'_>,
    cues: &[Match],
    drafts: &mut [Draft],
    referents: &mut Referents,
    rules: &MentionRules,
) {
    let named = named(syntax, cues, drafts, referents);
    let mut inferred: Vec<ReferentId> = Vec::new();
    let mut seen = vec![false; referents.len()];
    for draft in drafts.iter() {
        let [id] = draft.referents.as_slice() else { continue };
        if std::mem::replace(&mut seen[*id], true) || draft.form == MentionForm::Pronoun {
            continue;
        }
        if !homeless(referents.get(*id), rules) || of_others(syntax, draft, rules) {
            continue;
        }
        if let Some(country) = named.around(draft.sentence) {
            referents.get_mut(*id).home = Some(country);
            inferred.push(*id);
        }
    }
    for draft in drafts {
        if let [id] = draft.referents.as_slice()
            && inferred.contains(id)
        {
            draft.score = draft.score.min(LEAST_SCORE);
        }
    }
}

/// Whether the words of a noun phrase say that it means others than the state around: `foreign powers`.
fn of_others(syntax: &Syntax<'_>, draft: &Draft, rules: &MentionRules) -> bool {
    let qualified = |t: u32| {
        let word = syntax.text(t);
        rules.phrases.of_other_states.iter().any(|w| word.eq_ignore_ascii_case(w))
    };
    draft.form != MentionForm::Name
        && (rules.phrases.of_several_states.contains(&draft.noun)
            || rules.noun(&draft.noun).is_some_and(|c| c.kind == EntityKind::Country)
            || draft.tokens.clone().any(qualified))
}

/// Whether a referent acts, belongs to some state, and is not yet known to belong to one.
fn homeless(referent: &Referent, rules: &MentionRules) -> bool {
    let acts =
        matches!(referent.kind, EntityKind::Person | EntityKind::Group | EntityKind::Organization);
    let roaming = referent.main_sector().is_some_and(|s| rules.phrases.of_no_state.contains(&s));
    let known = referent
        .reading
        .as_ref()
        .is_some_and(|r| !matches!(r.reason, Reason::Role | Reason::Group));
    acts && referent.state().is_none() && !known && !roaming
}

/// The states named in each sentence, with how often.
pub(crate) struct StatesNamed {
    sentences: Vec<BTreeMap<CountryCode, u32>>,
    dominant: Option<CountryCode>,
}

impl StatesNamed {
    /// Counts states named in sentences, `sentences` in all.
    pub(crate) fn new(
        sentences: usize,
        named: impl IntoIterator<Item = (u32, CountryCode)>,
    ) -> Self {
        let mut counts: Vec<BTreeMap<CountryCode, u32>> = vec![BTreeMap::new(); sentences];
        for (sentence, country) in named {
            if let Some(states) = counts.get_mut(sentence as usize) {
                *states.entry(country).or_insert(0) += 1;
            }
        }
        let mut all: BTreeMap<CountryCode, u32> = BTreeMap::new();
        for (&country, &times) in counts.iter().flatten() {
            *all.entry(country).or_insert(0) += times;
        }
        let total: u32 = all.values().sum();
        let dominant = all
            .iter()
            .find(|&(_, &times)| times as f32 >= DOMINANT * total as f32)
            .map(|(&country, _)| country);
        Self { sentences: counts, dominant }
    }

    /// The state that a sentence is likely to speak of: the only one that it names, or that the sentences right before it
    /// name, else the one that the article is about.
    pub(crate) fn around(&self, sentence: u32) -> Option<CountryCode> {
        for back in 0..=BACK.min(sentence) {
            let states = self.sentences.get((sentence - back) as usize)?;
            if let Some((&country, _)) = states.first_key_value() {
                return if states.len() == 1 {
                    Some(country)
                } else {
                    self.dominant.filter(|d| states.contains_key(d))
                };
            }
        }
        self.dominant
    }
}

fn named(
    syntax: &Syntax<'_>,
    cues: &[Match],
    drafts: &[Draft],
    referents: &Referents,
) -> StatesNamed {
    let of_drafts = drafts.iter().flat_map(|draft| {
        let states = draft.referents.iter().filter_map(|&id| referents.get(id).state());
        states.map(|country| (draft.sentence, country))
    });
    let of_cues = cues.iter().filter_map(|cue| {
        let demonym = cue.candidates.first().filter(|c| c.reason == Reason::Demonym);
        Some((syntax.sentence(cue.tokens.start), demonym?.country?))
    });
    StatesNamed::new(syntax.doc().analysis.sentences.len(), of_drafts.chain(of_cues))
}
