//! The task `linking`: which Wikidata item or Wikipedia article a name means.
//!
//! Gold: JSONL, `{"id", "text", "mentions": [{"start", "end", "qid", "wiki", "coref", "optional"}]}`, offsets in code
//! points; `date` (ISO 8601) where known. Mentions by pronoun or common noun (`coref`) are left out. `qid` and `wiki` are both null for a name
//! that Wikidata lacks (NIL).
//!
//! Metrics, over names with the exact span, but for an article in front: a name is right when it has the gold's Wikidata
//! id, or, where the gold or the prediction has none, a name equal to the gold's Wikipedia title but for case and a
//! bracketed suffix. `precision` is over the names that were linked, `recall` over the gold's linked names, `nil_precision`
//! the share of NIL among gold names that were found and left unlinked. `held_precision` and `held_recall` are the same
//! over the gold names whose referent the atlas holds, by its Wikidata id or, of places, by the name: what is beyond the
//! atlas is left out of both. What is optional in the gold is neither wanted nor wrong.

use crate::pairing::prf;
use crate::{GoldError, Report, gold};
use detente_atlas::Atlas;
use detente_model::{
    Article, CharIndex, CharSpan, Entity, MentionForm, Published, Table, TableSet,
};
use detente_pipeline::Pipeline;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::path::Path;

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    mentions: Vec<GoldMention>,
}

#[derive(Deserialize)]
struct GoldMention {
    start: u32,
    end: u32,
    #[serde(default)]
    qid: Option<String>,
    #[serde(default)]
    wiki: Option<String>,
    #[serde(default)]
    coref: bool,
    #[serde(default)]
    optional: bool,
}

impl GoldMention {
    fn is_linked(&self) -> bool {
        self.qid.is_some() || self.wiki.is_some()
    }

    fn is(&self, entity: &Entity) -> bool {
        match (&self.qid, &entity.wikidata) {
            (Some(gold), Some(own)) => gold == own,
            _ => self.wiki.as_deref().is_some_and(|title| normal(title) == normal(&entity.name)),
        }
    }
}

/// What the atlas holds: Wikidata ids, and the names of those that have none.
struct Held {
    ids: HashSet<String>,
    names: HashSet<String>,
}

impl Held {
    fn of(atlas: &Atlas) -> Self {
        let mut held = Self { ids: HashSet::new(), names: HashSet::new() };
        for actor in atlas.actors() {
            match actor.wikidata {
                Some(id) => held.ids.insert(id.to_owned()),
                None => held.names.insert(normal(actor.name)),
            };
        }
        held.names.extend(atlas.places().map(|p| normal(p.name)));
        held
    }

    /// Whether the referent of a gold name is in the atlas. Wikipedia calls a town `Springfield, Illinois`.
    fn holds(&self, gold: &GoldMention) -> bool {
        let title = gold.wiki.as_deref().unwrap_or_default();
        let town = title.split(',').next().unwrap_or_default();
        gold.qid.as_ref().is_some_and(|id| self.ids.contains(id))
            || !title.is_empty()
                && (self.names.contains(&normal(title)) || self.names.contains(&normal(town)))
    }
}

/// The start of a name without its article.
fn without_article(text: &str, start: u32, index: &CharIndex<'_>, end: u32) -> u32 {
    let span = index.byte_span(CharSpan { start, end });
    let surface = span.of(text);
    let article = ["the ", "The "].iter().find(|a| surface.starts_with(**a));
    start + article.map_or(0, |a| a.len() as u32)
}

/// A title in lower case, with spaces for underscores and without a bracketed suffix.
fn normal(title: &str) -> String {
    let title = title.replace('_', " ");
    let title = title.split(" (").next().unwrap_or_default();
    title.trim_start_matches("The ").to_lowercase()
}

pub(crate) fn score(path: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let records: Vec<Record> = gold::read_jsonl(path)?;
    let mut report = Report::new("linking", path, records.len());
    let (mut right, mut linked, mut wanted) = (0.0, 0.0, 0.0);
    let (mut held_right, mut held_linked, mut held_wanted) = (0.0, 0.0, 0.0);
    let (mut nil_right, mut nil) = (0.0, 0.0);
    let held = Held::of(pipeline.atlas());
    let mut worst: Vec<(usize, String, String)> = Vec::new();
    for record in &records {
        let published = record.date.as_deref().and_then(|d| d.parse().ok()).map(Published::on);
        let article = Article::from_text(record.text.as_str(), published);
        let coded = pipeline.code(article, TableSet::from_iter([Table::Mentions, Table::Entities]));
        let index = CharIndex::new(&record.text);
        let bare = |start, end| (without_article(&record.text, start, &index, end), end);
        let names: HashMap<(u32, u32), &GoldMention> = record
            .mentions
            .iter()
            .filter(|m| !m.coref)
            .map(|m| (bare(m.start, m.end), m))
            .collect();
        let asked: Vec<_> = names.values().filter(|m| m.is_linked() && !m.optional).collect();
        wanted += asked.len() as f64;
        held_wanted += asked.iter().filter(|m| held.holds(m)).count() as f64;
        let mut predictions = Vec::new();
        let mut wrong = Vec::new();
        for mention in &coded.findings.mentions {
            if mention.form != MentionForm::Name {
                continue;
            }
            let Some(entity) = mention.entity.and_then(|e| coded.findings.entity(e)) else {
                continue;
            };
            let span = index.char_span(mention.span);
            let gold = names.get(&bare(span.start, span.end));
            let is_linked = entity.wikidata.is_some() || entity.actor_id.is_some();
            predictions.push(serde_json::json!({
                "start": span.start, "end": span.end, "qid": entity.wikidata,
                "wiki": is_linked.then_some(&entity.name),
            }));
            if gold.is_some_and(|g| g.optional) {
                continue;
            }
            if !is_linked {
                if let Some(gold) = gold {
                    nil += 1.0;
                    nil_right += f64::from(u8::from(!gold.is_linked()));
                }
                continue;
            }
            linked += 1.0;
            let of_held = f64::from(u8::from(gold.is_some_and(|g| held.holds(g))));
            held_linked += of_held;
            if gold.is_some_and(|g| g.is(entity)) {
                right += 1.0;
                held_right += of_held;
            } else {
                let what = mention.span.of(&record.text);
                wrong.push(match gold {
                    Some(g) => format!(
                        "`{what}` is {}, not {}",
                        entity.name,
                        g.wiki.as_deref().or(g.qid.as_deref()).unwrap_or("a known name")
                    ),
                    None => format!("`{what}` is no gold name"),
                });
            }
        }
        if let Some(first) = wrong.first() {
            worst.push((
                wrong.len(),
                record.id.clone(),
                format!("{} names wrong, such as {first}", wrong.len()),
            ));
        }
        report.predictions.push(serde_json::json!({"id": record.id, "mentions": predictions}));
    }
    let [precision, recall, f1] = prf(right, linked, wanted);
    report.push("precision", precision);
    report.push("recall", recall);
    report.push("f1", f1);
    let [precision, recall, _] = prf(held_right, held_linked, held_wanted);
    report.push("held_precision", precision);
    report.push("held_recall", recall);
    report.push("nil_precision", (nil > 0.0).then(|| 100.0 * nil_right / nil));
    worst.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    report.worst = worst.into_iter().take(10).map(|(_, id, what)| (id, what)).collect();
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_compare_without_case_and_suffix() {
        assert_eq!(normal("Hull_(place)"), normal("hull"));
        assert_ne!(normal("Hull"), normal("Hall"));
    }
}
