//! Parties that the article names by a common noun alone: "two bandits", "the crowd". They are mentions where the network takes
//! them for a party, and nobody stands there yet.

use super::cast::Cast;
use super::proposal::PARTY;
use super::tree::Tree;
use crate::Rules;
use detente_model::{
    ByteSpan, Deprel, Entity, EntityId, EntityKind, Findings, Mention, MentionForm, Upos,
};

/// Adds a mention, and a nameless group, for each such noun.
pub(crate) fn add(tree: &Tree<'_>, rules: &Rules, found: &mut Findings) {
    let acts = tree.doc.analysis.acts.as_deref().unwrap_or_default();
    let parties = acts.iter().flat_map(|act| act.source.iter().chain(&act.target));
    let mut nouns: Vec<u32> = parties.filter(|p| p.score >= PARTY).map(|p| p.token).collect();
    nouns.sort_unstable();
    nouns.dedup();
    if nouns.is_empty() {
        return;
    }
    let cast = Cast::new(tree, found);
    nouns.retain(|&n| {
        tree.upos(n) == Upos::Noun
            && cast.named(tree, &rules.events, n).is_empty()
            && !rules.mentions.is_abstract(tree.doc, n)
            && !cast.is_time(tree, n)
    });
    for noun in nouns {
        let sentence = tree.doc.analysis.sentence_of(noun) as u32;
        let span = phrase(tree, noun);
        let entity = EntityId(found.entities.len() as u32);
        found.entities.push(group(tree.doc.surface(span)));
        found.mentions.push(Mention {
            sentence,
            span,
            head: noun,
            form: MentionForm::Nominal,
            kind: EntityKind::Group,
            entity: Some(entity),
            score: 0.5,
        });
    }
}

/// The noun with the adjectives, numbers and nouns before it, without an article.
fn phrase(tree: &Tree<'_>, noun: u32) -> ByteSpan {
    let near = |c: &&u32| {
        **c < noun
            && matches!(
                tree.deprel(**c),
                Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::Flat
            )
    };
    let first = tree.children(noun).iter().filter(near).min().copied().unwrap_or(noun);
    let span = tree.token(noun).span();
    tree.doc.analysis.span_of(first..noun + 1).unwrap_or(span)
}

fn group(name: &str) -> Entity {
    Entity {
        actor_id: None,
        name: name.to_owned(),
        kind: EntityKind::Group,
        country: None,
        sectors: Vec::new(),
        role: None,
        wikidata: None,
        cow: None,
        cameo: None,
        anonymous: true,
        lat: None,
        lon: None,
        mentions: 0,
    }
}
