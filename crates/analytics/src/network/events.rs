//! Who acts on whom.

use super::graph::Graph;
use super::{Network, NetworkOptions};
use crate::corpus::{days, text};
use crate::parties::Parties;
use polars::prelude::*;
use std::collections::BTreeSet;

/// An edge from each source to each target of the `events` table, once an event, with the mean of the scale values.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn event_network(
    events: &DataFrame,
    entities: &DataFrame,
    articles: &DataFrame,
    options: &NetworkOptions,
) -> PolarsResult<Network> {
    let (sources, targets) = (Parties::of(events, "source")?, Parties::of(events, "target")?);
    let (article, status) = (text(events, "article_id")?, text(events, "status")?);
    let (scale, dates) = (events.column("goldstein")?.f32()?, days(events, "date_start")?);
    let mut graph = Graph::new(articles, entities, options)?;
    for (row, date) in dates.into_iter().enumerate() {
        if !graph.counts(article.get(row), status.get(row)) {
            continue;
        }
        let day = graph.day(date, article.get(row));
        let mut nodes = |parties: &Parties| -> BTreeSet<_> {
            parties.row(row).filter_map(|party| graph.node(party.entity_id)).collect()
        };
        let (from, to) = (nodes(&sources), nodes(&targets));
        for source in from {
            for target in &to {
                graph.add(source, target, day, scale.get(row).map(f64::from));
            }
        }
    }
    graph.finish(true)
}
