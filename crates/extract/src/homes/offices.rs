//! Whoever is told by office alone is named after the state, too: `prime minister of Malta`.

use crate::Document;
use detente_atlas::{Atlas, Reason, Surroundings, of_whom};
use detente_model::{EntityId, EntityKind, Findings, MentionForm};
use std::collections::BTreeSet;

/// Names those who hold an office of a state and have no name in the article: "the prime minister", "his Ghanaian
/// counterpart".
pub(super) fn name(doc: &Document<'_>, atlas: &Atlas, found: &mut Findings) {
    let named = found.mentions.iter().filter(|m| m.form == MentionForm::Name);
    let named: BTreeSet<EntityId> = named.filter_map(|m| m.entity).collect();
    let day = doc.article.day();
    let is_office = |words: &str| {
        let readings = atlas.resolve(words, day, &Surroundings::default());
        readings.first().is_some_and(|r| r.reason == Reason::Office)
    };
    for (i, entity) in found.entities.iter_mut().enumerate() {
        // "The speaker of parliament" already has the body in the name.
        let complete = entity.name.contains(" of ");
        let told = entity.kind == EntityKind::Person && !complete && entity.actor_id.is_none();
        if !told || entity.anonymous || named.contains(&EntityId(i as u32)) {
            continue;
        }
        let (Some(role), Some(country)) = (&entity.role, entity.country) else { continue };
        let Some(state) = atlas.state(country) else { continue };
        let name = of_whom(role, &state.name);
        if is_office(&name) {
            entity.name = name;
        }
    }
}
