//! Who meets whom.

use super::graph::Graphs;
use crate::corpus::{days, ensure, text};
use crate::parties::Parties;
use detente_model::Table;
use polars::prelude::*;

/// An undirected edge between every two participants of a meeting of the `meetings` table.
pub(super) fn add(meetings: &DataFrame, graphs: &mut Graphs<'_, '_>) -> PolarsResult<()> {
    ensure(meetings, Table::Meetings, &["article_id", "status", "date", "participants"])?;
    let participants = Parties::of(meetings, "participants")?;
    let (article, status) = (text(meetings, "article_id")?, text(meetings, "status")?);
    for (row, date) in days(meetings, "date")?.into_iter().enumerate() {
        if !graphs.counts(article.get(row), status.get(row)) {
            continue;
        }
        let day = graphs.day(date, article.get(row));
        let mut nodes: Vec<_> =
            participants.row(row).filter_map(|party| graphs.node(party.entity_id)).collect();
        nodes.sort_by(|a, b| a.key.cmp(&b.key));
        nodes.dedup_by(|a, b| a.key == b.key);
        for (i, first) in nodes.iter().enumerate() {
            for second in &nodes[i + 1..] {
                graphs.of(day).add(first, second, day, None);
            }
        }
    }
    Ok(())
}
