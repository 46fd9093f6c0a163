//! Who meets whom.

use super::graph::Graph;
use super::{Network, NetworkOptions};
use crate::corpus::{days, text};
use crate::parties::Parties;
use polars::prelude::*;
use std::collections::BTreeSet;

/// An undirected edge between every two participants of a meeting of the `meetings` table.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn meeting_network(
    meetings: &DataFrame,
    entities: &DataFrame,
    articles: &DataFrame,
    options: &NetworkOptions,
) -> PolarsResult<Network> {
    let participants = Parties::of(meetings, "participants")?;
    let (article, status) = (text(meetings, "article_id")?, text(meetings, "status")?);
    let dates = days(meetings, "date")?;
    let mut graph = Graph::new(articles, entities, options)?;
    for (row, date) in dates.into_iter().enumerate() {
        if !graph.counts(article.get(row), status.get(row)) {
            continue;
        }
        let day = graph.day(date, article.get(row));
        let nodes: BTreeSet<_> =
            participants.row(row).filter_map(|party| graph.node(party.entity_id)).collect();
        let nodes: Vec<_> = nodes.into_iter().collect();
        for (i, first) in nodes.iter().enumerate() {
            for second in &nodes[i + 1..] {
                graph.add(first, second, day, None);
            }
        }
    }
    graph.finish(false)
}
