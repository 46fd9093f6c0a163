//! The task `coref`: who is meant.
//!
//! Two kinds of gold, told apart by their fields, both JSONL with code-point offsets:
//!
//! - Documents with clusters: `{"id", "text", "dct", "mentions": [{"start", "end", "cluster", "type", "form", "head"}]}`.
//!   Metrics: `conll_f1` (mean F1 of MUC, B³ and CEAF-e, as in Pradhan et al. 2014,
//!   <https://aclanthology.org/P14-2006>) with partial mention matching as in CorefUD, singletons left out; and, of
//!   third-person pronouns and nominals of a person, organization or place that was named before, the share whose cluster
//!   leads back to the right name (`pronoun_acc`, `nominal_acc`) or to any (`pronoun_coverage`, `nominal_coverage`).
//! - GAP (Webster et al. 2018, <https://aclanthology.org/Q18-1042>): `{"id", "text", "pronoun", "A", "B", "A_coref",
//!   "B_coref"}`. Metrics: `gap_f1` over the pairs of a pronoun and a name, `gap_bias` the ratio of the F1 of feminine
//!   pronouns to that of masculine ones. A pair is predicted when a mention of the pronoun and a mention that overlaps
//!   the name have one entity.

mod assignment;
mod documents;
mod gap;

use crate::{GoldError, Report, gold};
use detente_model::{Article, CharIndex, Published, Table, TableSet};
use detente_pipeline::Pipeline;
use documents::{Document, Documents};
use gap::{Gap, GapCounts};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(untagged)]
enum Record {
    Gap(Gap),
    Document(Document),
}

/// A predicted mention: code points, and the cluster; mentions without a referent each have a cluster of their own.
#[derive(Clone, Copy)]
struct Predicted {
    start: u32,
    end: u32,
    cluster: u32,
}

pub(crate) fn score(path: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
    let records: Vec<Record> = gold::read_jsonl(path)?;
    let mut report = Report::new("coref", path, records.len());
    let (mut documents, mut gap) = (Documents::default(), GapCounts::default());
    for record in &records {
        match record {
            Record::Gap(g) => {
                let predicted = predict(pipeline, g.text(), None);
                gap.add(g, &predicted, &mut report);
            }
            Record::Document(d) => {
                let predicted = predict(pipeline, d.text(), d.date());
                documents.add(d, &predicted, &mut report);
            }
        }
    }
    if documents.any() {
        documents.report(&mut report);
    }
    if gap.any() {
        gap.report(&mut report);
    }
    report.worst.truncate(10);
    Ok(report)
}

fn predict(pipeline: &Pipeline, text: &str, date: Option<&str>) -> Vec<Predicted> {
    let published = date.and_then(|d| d.parse().ok()).map(Published::on);
    let article = Article::from_text(text, published);
    let coded = pipeline.code(article, TableSet::from_iter([Table::Mentions]));
    let index = CharIndex::new(text);
    let mut seen: HashMap<(u32, u32), usize> = HashMap::new();
    let mut predicted: Vec<Predicted> = Vec::new();
    let entities = coded.findings.entities.len() as u32;
    for (i, mention) in coded.findings.mentions.iter().enumerate() {
        let span = index.char_span(mention.span);
        let own = entities + i as u32;
        // A mention of several parties at once belongs to no single cluster.
        if let Some(&at) = seen.get(&(span.start, span.end)) {
            predicted[at].cluster = own;
            continue;
        }
        seen.insert((span.start, span.end), predicted.len());
        let cluster = mention.entity.map_or(own, |e| e.0);
        predicted.push(Predicted { start: span.start, end: span.end, cluster });
    }
    predicted
}
