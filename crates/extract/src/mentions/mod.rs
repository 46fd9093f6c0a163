//! Mentions and the entities they refer to.
//!
//! What a mention spans:
//!
//! - A *name* spans the name alone: no honorific, no office, no determiner, no possessive `'s`.
//! - A *title* spans an office with the state or body named before it (`Russia's Foreign Minister`) and what follows
//!   it by `of`, `to`, `for` (`ambassador to Germany`), without its determiner. `U.S. Secretary of State John Kerry` is a title
//!   and a name, both of one entity.
//! - A *noun* spans the noun with the words before it that qualify it, without its determiner and without clauses.
//! - A *pronoun* is one token. Those of the first and second person have no entity here: the quotes tell who speaks.
//! - Several actors joined in one phrase are several mentions. `the French and German foreign ministers` gives
//!   `French` and `German foreign ministers`, both with the head `ministers`.
//! - A phrase or pronoun that means several actors at once (`both sides`, `the two`) gives one mention for each, all with
//!   the same span.
//!
//! Mentions come in reading order; entities in the order of their first mention.

mod antecedents;
mod bearers;
mod boundaries;
mod descriptions;
mod draft;
mod fold;
mod handles;
mod headlines;
mod history;
mod joined_states;
mod lookalikes;
mod matches;
mod modifiers;
mod names;
mod naming;
mod parties;
mod peoples;
mod phrases;
mod places;
mod pronouns;
mod proposals;
mod readings;
mod recurrences;
mod referent;
mod regions;
mod roles;
mod rules;
mod terms;
#[cfg(test)]
mod tests;
mod titles;

pub(crate) use readings::stands_for_place;
pub(crate) use rules::MentionRules;

use crate::{Document, homes::Open, marks};
use antecedents::Traits;
use detente_atlas::{Atlas, Match, Reason};
use detente_model::{CountryCode, Entity, EntityId, EntityKind, Mention, MentionForm};
use draft::Draft;
use history::{Entry, History};
use parties::NamedHeads;
use referent::Referents;
use roles::Roles;
use rules::Sex;
use std::collections::HashMap;
use std::ops::Range;

/// Mentions, the entities behind them, and what is left open about the states of entities.
pub(crate) type Found = (Vec<Mention>, Vec<Entity>, Open);

/// A pronoun and the earlier mentions that it may take up. The weights of that choice are fitted to this.
#[derive(Debug, Clone)]
pub struct WeighedPronoun {
    /// The token.
    pub token: u32,
    /// The mentions, nearest first.
    pub candidates: Vec<WeighedAntecedent>,
}

/// An earlier mention that a pronoun may take up.
#[derive(Debug, Clone)]
pub struct WeighedAntecedent {
    /// The token that heads it.
    pub head: u32,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Whether it is one of several in a coordination.
    pub is_coordinated: bool,
    /// What holds of it, by name.
    pub traits: Vec<(&'static str, f32)>,
}

/// Sees each pronoun with the mentions that it may take up.
type Observer<'o> = dyn FnMut(&Draft, &[(&Entry, Traits)]) + 'o;

/// Finds every mention of a person, state, body, group, place or agreement, and the entities behind them.
pub(crate) fn find(doc: &Document<'_>, atlas: &Atlas, rules: &MentionRules) -> Found {
    find_watched(doc, atlas, rules, &mut |_, _| {})
}

/// What speaks for each of the mentions that a pronoun may take up.
pub(crate) fn weigh(
    doc: &Document<'_>,
    atlas: &Atlas,
    rules: &MentionRules,
) -> Vec<WeighedPronoun> {
    let mut out = Vec::new();
    find_watched(doc, atlas, rules, &mut |draft, candidates| {
        let weighed = |(entry, traits): &(&Entry, Traits)| WeighedAntecedent {
            head: entry.head,
            tokens: entry.tokens.clone(),
            is_coordinated: entry.coordinated,
            traits: antecedents::TRAITS.into_iter().zip(*traits).collect(),
        };
        let candidates = candidates.iter().map(weighed).collect();
        out.push(WeighedPronoun { token: draft.head, candidates });
    });
    out
}

fn find_watched(
    doc: &Document<'_>,
    atlas: &Atlas,
    rules: &MentionRules,
    observer: &mut Observer<'_>,
) -> Found {
    let matches = atlas.find_names(doc.text(), doc.analysis.tokens.spans(), doc.article.day());
    let roles = Roles::of(doc);
    let mut names = names::spot(doc, matches, atlas, rules, &roles);
    regions::settle(doc, &mut names, atlas, rules);
    let mut phrases = phrases::spot(doc, &names, rules, &roles);
    let mut referents = Referents::default();
    naming::assign(doc, &mut names.drafts, &phrases, &names.cues, &mut referents, rules, atlas);
    places::locate(doc, &names.drafts, &names.cues, atlas, &mut referents);

    titles::pass_on(&mut phrases, &rules.phrases.of_same_office);
    titles::attach(&names.drafts, &mut phrases, &referents);

    let mut drafts: Vec<Draft> = Vec::new();
    for phrase in phrases {
        let mut draft = phrase.draft;
        if let Some(&id) = phrase.name.and_then(|n| names.drafts[n].referents.first()) {
            referents.get_mut(id).learn(&draft);
            draft.referents = vec![id];
            draft.score = 0.95;
        }
        drafts.push(draft);
    }
    drafts.append(&mut names.drafts);
    drafts.extend(pronouns::spot(doc, rules));
    drafts.sort_by_key(|d| (d.tokens.start, d.tokens.end, d.head));
    resolve(doc, &mut drafts, &mut referents, (rules, &roles), observer);
    finish(doc, drafts, referents, adjectives(&names.cues))
}

/// Resolves what is not yet resolved, in reading order.
fn resolve(
    doc: &Document<'_>,
    drafts: &mut [Draft],
    referents: &mut Referents,
    (rules, roles): (&MentionRules, &Roles),
    observer: &mut Observer<'_>,
) {
    let quoted = quoted_tokens(doc);
    let states = states_of_bodies(drafts, referents);
    let named: NamedHeads =
        drafts.iter().filter_map(|d| Some((d.head, *d.referents.first()?))).collect();
    let mut history = History::default();
    for draft in drafts {
        let in_quote = quoted.get(draft.head as usize).copied().unwrap_or(false);
        if !matches!(draft.form, MentionForm::Name | MentionForm::Pronoun) {
            descriptions::learn_owner(doc, draft, &history, referents, &rules.phrases, &states);
            // "Its foreign minister, Marta Lund": the state of "its" is hers.
            if let [id] = draft.referents.as_slice() {
                referents.get_mut(*id).learn(draft);
            }
        }
        if draft.referents.is_empty() {
            if draft.form == MentionForm::Pronoun {
                let before = pronouns::Before { history: &history, referents, roles };
                let candidates = pronouns::candidates(doc, draft, in_quote, &before, rules);
                observer(draft, &candidates);
                (draft.referents, draft.score) =
                    pronouns::resolve(draft, &candidates, &before, rules);
                if let ([id], Some(sex @ (Sex::Male | Sex::Female))) =
                    (draft.referents.as_slice(), draft.sex)
                {
                    let referent = referents.get_mut(*id);
                    referent.leaning += if sex == Sex::Male { 1 } else { -1 };
                }
            } else {
                draft.referents =
                    descriptions::resolve(doc, draft, &history, referents, (roles, &named), rules);
            }
        }
        for &id in &draft.referents {
            let referent = referents.get_mut(id);
            referent.mentions += 1;
            referent.names += u32::from(draft.form == MentionForm::Name);
        }
        if let [id] = draft.referents.as_slice() {
            draft.kind = referents.get(*id).kind;
        }
        history.note(doc, in_quote, draft);
    }
}

/// The states of the bodies, groups and states of an article, as far as their own words tell them, by the heads of the words.
fn states_of_bodies(drafts: &[Draft], referents: &Referents) -> HashMap<u32, CountryCode> {
    let body = |d: &&Draft| {
        matches!(d.kind, EntityKind::Organization | EntityKind::Group | EntityKind::Country)
            && d.form != MentionForm::Pronoun
    };
    let state = |d: &Draft| {
        d.country.or_else(|| d.referents.first().and_then(|&id| referents.get(id).state()))
    };
    drafts.iter().filter(body).filter_map(|d| Some((d.head, state(d)?))).collect()
}

/// For each token, whether it stands between quotation marks.
fn quoted_tokens(doc: &Document<'_>) -> Vec<bool> {
    let mut quoted = vec![false; doc.len() as usize];
    for marked in marks::pair(doc.text(), &doc.article.blocks) {
        let tokens = doc.analysis.tokens_in(marked.inner);
        quoted[tokens.start as usize..tokens.end as usize].fill(true);
    }
    quoted
}

/// The adjectives of nationality, by their first token.
fn adjectives(cues: &[Match]) -> Vec<(u32, CountryCode)> {
    let state = |cue: &Match| {
        let demonym = cue.candidates.first().filter(|c| c.reason == Reason::Demonym)?;
        Some((cue.tokens.start, demonym.country?))
    };
    cues.iter().filter_map(state).collect()
}

/// Numbers the entities by first mention and lays out the mentions.
fn finish(
    doc: &Document<'_>,
    drafts: Vec<Draft>,
    referents: Referents,
    named: Vec<(u32, CountryCode)>,
) -> Found {
    let mut ids: Vec<Option<EntityId>> = vec![None; referents.len()];
    let mut order = Vec::new();
    let mut mentions = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let Some(span) = doc.analysis.span_of(draft.tokens.clone()) else { continue };
        let unresolved_place = draft.referents.is_empty()
            && draft.form != MentionForm::Pronoun
            && draft.parties == 0
            && matches!(
                draft.kind,
                EntityKind::Place | EntityKind::Agreement | EntityKind::Country
            );
        if unresolved_place {
            continue;
        }
        let mention = |entity: Option<EntityId>| Mention {
            sentence: draft.sentence,
            span,
            head: draft.head,
            form: draft.form,
            kind: draft.kind,
            entity,
            score: if entity.is_some() { draft.score } else { 0.0 },
        };
        if draft.referents.is_empty() {
            mentions.push(mention(None));
        }
        for &id in &draft.referents {
            let entity = *ids[id].get_or_insert_with(|| {
                order.push(id);
                EntityId(order.len() as u32 - 1)
            });
            mentions.push(mention(Some(entity)));
        }
    }
    let settled = order
        .iter()
        .enumerate()
        .filter(|&(_, &id)| referents.get(id).is_settled())
        .map(|(i, _)| EntityId(i as u32))
        .collect();
    let mut all: Vec<Option<_>> = referents.into_vec().into_iter().map(Some).collect();
    let entities =
        order.into_iter().filter_map(|id| all[id].take()).map(|r| r.into_entity()).collect();
    (mentions, entities, Open { settled, named })
}
