//! The states of those whom nothing beside them assigns to one: `a senator`, `the navy`, `two students`, a person or
//! a village that the atlas lacks.
//!
//! Every state named near them, or often, is a candidate; a small network says which of them is theirs, or that none is.
//! `scripts/fit_homes.py` of this crate fits its weights, which are read from `rules/homes.tsv`, to coded parties.

mod class;
mod company;
mod names;
mod offices;
mod proposed;
mod signals;
mod traits;
mod weights;

use crate::{Document, mentions::MentionRules};
use class::Class;
use company::Company;
use detente_atlas::Atlas;
use detente_model::{CountryCode, Deprel, EntityId, EntityKind, Findings, Mention, MentionForm};
use names::Names;
use proposed::Proposed;
use signals::Signals;
use std::collections::{BTreeMap, BTreeSet};
use traits::{TRAITS, Traits};
pub(crate) use weights::HomeWeights;

/// What the mentions leave to this stage.
#[derive(Debug, Default)]
pub(crate) struct Open {
    /// Those of whom the atlas knows that they belong to no state, or to one that it leaves open.
    pub(crate) settled: BTreeSet<EntityId>,
    /// States that the text names outside mentions, by token: `Syrian` in `Syrian oil`.
    pub(crate) named: Vec<(u32, CountryCode)>,
}

/// How likely it is that the states that this stage gave are right, those left open among them.
#[derive(Debug, Default)]
pub(crate) struct Likely(BTreeMap<EntityId, f32>);

impl Likely {
    /// 1 for those whose state was known before.
    pub(crate) fn of(&self, entity: EntityId) -> f32 {
        self.0.get(&entity).copied().unwrap_or(1.0)
    }
}

/// An entity without a known state, and what speaks for each state that may be its own. The weights are fitted to this.
#[derive(Debug, Clone)]
pub struct WeighedHome {
    /// The entity.
    pub entity: EntityId,
    /// What kind of entity it is, by the name of its column of weights.
    pub class: &'static str,
    /// The states, each with the values of its traits by name.
    pub candidates: Vec<(CountryCode, Vec<(&'static str, f32)>)>,
}

/// An article whose entities are to be settled, and what is known of it.
pub(crate) struct Homes<'a> {
    pub(crate) doc: &'a Document<'a>,
    pub(crate) atlas: &'a Atlas,
    pub(crate) rules: &'a MentionRules,
    pub(crate) weights: &'a HomeWeights,
    pub(crate) open: &'a Open,
}

impl Homes<'_> {
    /// Gives each entity of no known state its likely one. Last of all: a state that is only likely makes nobody a
    /// political actor. Places come first: the village where they were killed tells whose people they were.
    pub(crate) fn settle(&self, found: &mut Findings) -> Likely {
        let mut likely = Likely::default();
        for places in [true, false] {
            self.settle_some(found, places, &mut likely);
        }
        offices::name(self.doc, self.atlas, found);
        likely
    }

    fn settle_some(&self, found: &mut Findings, places: bool, likely: &mut Likely) {
        let mut homes = Vec::new();
        self.each(found, places, |entity, class, candidates| {
            homes.push((entity, self.weights.choose(class, &candidates)));
        });
        for (id, (country, likelihood)) in homes {
            likely.0.insert(id, likelihood);
            if let Some(entity) = found.entities.get_mut(id.index()) {
                entity.country = country;
            }
        }
    }

    /// What speaks for each state that may be an entity's own; places are settled on the way. With it the words that name
    /// states, as token and state.
    pub(crate) fn weigh(
        &self,
        found: &mut Findings,
    ) -> (Vec<WeighedHome>, Vec<(u32, CountryCode)>) {
        let mut out = Vec::new();
        for places in [true, false] {
            self.each(found, places, |entity, class, candidates| {
                let named = |traits: Traits| TRAITS.into_iter().zip(traits).collect();
                let candidates = candidates.into_iter().map(|(c, traits)| (c, named(traits)));
                let candidates = candidates.collect();
                out.push(WeighedHome { entity, class: class.name(), candidates });
            });
            if places {
                self.settle_some(found, places, &mut Likely::default());
            }
        }
        (out, Signals::new(self.doc, found, &self.open.named, self.atlas).named())
    }

    /// Visits the entities of no known state that are places, or those that are none.
    fn each(
        &self,
        found: &Findings,
        places: bool,
        mut visit: impl FnMut(EntityId, Class, Vec<(CountryCode, Traits)>),
    ) {
        let Self { doc, atlas, rules, open, .. } = *self;
        let homeless = |id: EntityId| {
            found.entity(id).filter(|e| {
                let of_a_state = !matches!(
                    e.kind,
                    EntityKind::Country | EntityKind::Agreement | EntityKind::Other
                );
                let now = places == (e.kind == EntityKind::Place);
                now && of_a_state && e.country.is_none() && !open.settled.contains(&id)
            })
        };
        let mut around = None;
        for (id, mention) in first_mentions(found) {
            let Some(entity) = homeless(id) else { continue };
            let (signals, companies, proposed, several) = around.get_or_insert_with(|| {
                let signals = Signals::new(doc, found, &open.named, atlas);
                let proposed = Proposed::new(doc, found, &signals);
                (signals, Company::of_all(doc, rules, found), proposed, heads_of_several(found))
            });
            // "officials of the two countries" are of both.
            let mut of = doc.token(mention.head).children().filter(|c| c.deprel() == Deprel::Nmod);
            if rules.is_of_several_parties(doc, mention) || of.any(|c| several.contains(&c.index()))
            {
                continue;
            }
            let Some(company) = companies.get(id.index()) else { continue };
            let names = Names::new(atlas, entity, doc.article.day());
            let mut states = signals.around(mention);
            states.extend(names.states());
            states.sort_unstable();
            states.dedup();
            if states.is_empty() {
                continue;
            }
            let about = (entity, mention);
            let subject = traits::Subject::new(doc, rules, found, about, company, &names, signals);
            let traits = |c| subject.traits(signals, c, proposed.of(id, c));
            let candidates = states.into_iter().map(|c| (c, traits(c))).collect();
            visit(id, Class::of(entity, mention, names.are_known()), candidates);
        }
    }
}

/// The heads of phrases that mean several at once: "both countries" has a mention for each.
fn heads_of_several(found: &Findings) -> BTreeSet<u32> {
    let mut seen = BTreeSet::new();
    found.mentions.iter().map(|m| m.head).filter(|&head| !seen.insert(head)).collect()
}

/// The mention that introduces each entity.
fn first_mentions(found: &Findings) -> Vec<(EntityId, &Mention)> {
    let mut seen = vec![false; found.entities.len()];
    let mut out = Vec::new();
    for mention in &found.mentions {
        let Some(id) = mention.entity.filter(|_| mention.form != MentionForm::Pronoun) else {
            continue;
        };
        if seen.get_mut(id.index()).is_some_and(|s| !std::mem::replace(s, true)) {
            out.push((id, mention));
        }
    }
    out
}
