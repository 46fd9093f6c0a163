//! Who acts on whom.

use super::graph::Graphs;
use crate::corpus::{days, ensure, text};
use crate::parties::Parties;
use detente_model::Table;
use polars::prelude::*;

/// An edge from each source to each target of the `events` table, once an event, with the mean of the scale values.
pub(super) fn add(events: &DataFrame, graphs: &mut Graphs<'_, '_>) -> PolarsResult<()> {
    let needed = ["article_id", "status", "goldstein", "date_start", "source", "target"];
    ensure(events, Table::Events, &needed)?;
    let (sources, targets) = (Parties::of(events, "source")?, Parties::of(events, "target")?);
    let (article, status) = (text(events, "article_id")?, text(events, "status")?);
    let (scale, dates) = (events.column("goldstein")?.f32()?, days(events, "date_start")?);
    for (row, date) in dates.into_iter().enumerate() {
        if !graphs.counts(article.get(row), status.get(row)) {
            continue;
        }
        let day = graphs.day(date, article.get(row));
        let nodes = |parties: &Parties| {
            let mut nodes: Vec<_> =
                parties.row(row).filter_map(|party| graphs.node(party.entity_id)).collect();
            nodes.sort_by(|a, b| a.key.cmp(&b.key));
            nodes.dedup_by(|a, b| a.key == b.key);
            nodes
        };
        let (from, to) = (nodes(&sources), nodes(&targets));
        for source in from {
            for target in &to {
                graphs.of(day).add(source, target, day, scale.get(row).map(f64::from));
            }
        }
    }
    Ok(())
}
