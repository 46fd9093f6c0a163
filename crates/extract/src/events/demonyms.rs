//! Adjectives of nationality as actors: "Russian airstrikes" are Russia's, though the adjective is no mention by itself.

use super::states;
use super::tree::Tree;
use crate::mentions::MentionRules;
use detente_atlas::{Atlas, Reason, Surroundings};
use detente_model::{
    CountryCode, Deprel, EntityId, EntityKind, Event, Findings, Mention, MentionForm, Upos,
};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// The lengths of mentions and entities before adjectives were added.
pub(crate) struct Before {
    mentions: usize,
    entities: usize,
}

/// Adds a mention for each adjective of nationality before a noun, where no mention stands yet.
pub(crate) fn add(
    tree: &Tree<'_>,
    atlas: &Atlas,
    rules: &MentionRules,
    found: &mut Findings,
) -> Before {
    let before = Before { mentions: found.mentions.len(), entities: found.entities.len() };
    let mut taken = vec![false; tree.len() as usize];
    for mention in &found.mentions {
        for t in tree.doc.analysis.tokens_in(mention.span) {
            taken[t as usize] = true;
        }
    }
    let mut countries: BTreeMap<CountryCode, EntityId> = BTreeMap::new();
    for i in (0..tree.len()).filter(|&i| !taken[i as usize]) {
        let token = tree.token(i);
        let half = rules.combining(token.text()).filter(|_| tree.is_hyphen(i + 1));
        let modifies = matches!(
            tree.deprel(i),
            Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::NmodPoss | Deprel::Flat
        );
        let adjective = matches!(tree.upos(i), Upos::Adj | Upos::Propn | Upos::Noun);
        if half.is_none() && (!modifies || !adjective)
            || !token.text().starts_with(char::is_uppercase)
        {
            continue;
        }
        let around = Surroundings::default();
        let surface = half.unwrap_or(token.text());
        let readings = atlas.resolve(surface, tree.doc.article.day(), &around);
        let Some(best) = readings.into_iter().find(|c| c.reason == Reason::Demonym) else {
            continue;
        };
        let Some(country) = best.country else { continue };
        let entity = match countries.entry(country) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let Some(entity) = states::entity(found, country, || Some(best)) else { continue };
                *new.insert(entity)
            }
        };
        found.mentions.push(Mention {
            sentence: tree.doc.analysis.sentence_of(i) as u32,
            span: token.span(),
            head: i,
            form: MentionForm::Name,
            kind: EntityKind::Country,
            entity: Some(entity),
            score: 0.8,
        });
    }
    before
}

/// Takes away the adjectives that take part in no event, and puts the mentions back into reading order.
pub(crate) fn keep_used(found: &mut Findings, before: &Before, events: &mut [Event]) {
    let sides = |e: &Event| e.source.clone().into_iter().chain(e.target.clone());
    let used: BTreeSet<_> = events.iter().flat_map(sides).map(|p| (p.entity, p.span)).collect();
    let entities: BTreeSet<EntityId> = used.iter().map(|(entity, _)| *entity).collect();
    let mut added = found.mentions.split_off(before.mentions);
    added.retain(|m| m.entity.is_some_and(|entity| used.contains(&(entity, m.span))));
    let mut moved: BTreeMap<EntityId, EntityId> = BTreeMap::new();
    let new = found.entities.split_off(before.entities);
    for (i, entity) in new.into_iter().enumerate() {
        let old = EntityId((before.entities + i) as u32);
        if entities.contains(&old) {
            moved.insert(old, EntityId(found.entities.len() as u32));
            found.entities.push(entity);
        }
    }
    let at = |id: EntityId| moved.get(&id).copied().unwrap_or(id);
    for event in events {
        for who in event.source.iter_mut().chain(&mut event.target) {
            who.entity = at(who.entity);
        }
    }
    for mut mention in added {
        mention.entity = mention.entity.map(at);
        if let Some(entity) = mention.entity.and_then(|e| found.entities.get_mut(e.index())) {
            entity.mentions += 1;
        }
        found.mentions.push(mention);
    }
    found.mentions.sort_by_key(|m| (m.span.start, m.span.end));
}
