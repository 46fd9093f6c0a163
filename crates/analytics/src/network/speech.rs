//! Who speaks of whom.

use super::graph::Graphs;
use crate::corpus::{days, ensure, text};
use detente_model::Table;
use polars::prelude::*;

/// An edge from the speaker of each quote of the `quotes` table to everyone whom the `mentions` table finds inside the
/// quote, once a quote.
pub(super) fn add(
    quotes: &DataFrame,
    mentions: &DataFrame,
    graphs: &mut Graphs<'_, '_>,
) -> PolarsResult<()> {
    let needed = ["article_id", "speaker_entity_id", "start", "end", "said_on"];
    ensure(quotes, Table::Quotes, &needed)?;
    ensure(mentions, Table::Mentions, &["article_id", "entity_id", "start", "end"])?;
    let mentioned = Mentioned::of(mentions)?;
    let (article, speaker) = (text(quotes, "article_id")?, text(quotes, "speaker_entity_id")?);
    let (start, end) = (quotes.column("start")?.i64()?, quotes.column("end")?.i64()?);
    for (row, date) in days(quotes, "said_on")?.into_iter().enumerate() {
        let (Some(id), Some(speaker)) = (article.get(row), speaker.get(row)) else { continue };
        let (Some(start), Some(end)) = (start.get(row), end.get(row)) else { continue };
        if !graphs.counts(Some(id), None) {
            continue;
        }
        let Some(from) = graphs.node(speaker) else { continue };
        let day = graphs.day(date, Some(id));
        let within = mentioned.within(id, start, end);
        let mut to: Vec<_> = within.filter_map(|(_, _, entity)| graphs.node(entity)).collect();
        to.sort_by(|a, b| a.key.cmp(&b.key));
        to.dedup_by(|a, b| a.key == b.key);
        for target in to {
            graphs.of(day).add(from, target, day, None);
        }
    }
    Ok(())
}

/// The mentions of each article, in reading order: start, end, entity.
pub(crate) struct Mentioned<'a>(PlHashMap<&'a str, Vec<(i64, i64, &'a str)>>);

impl<'a> Mentioned<'a> {
    pub(crate) fn of(mentions: &'a DataFrame) -> PolarsResult<Self> {
        let (article, entity) = (text(mentions, "article_id")?, text(mentions, "entity_id")?);
        let (start, end) = (mentions.column("start")?.i64()?, mentions.column("end")?.i64()?);
        let mut by_article: PlHashMap<_, Vec<_>> = PlHashMap::default();
        for row in 0..mentions.height() {
            if let (Some(id), Some(entity), Some(start), Some(end)) =
                (article.get(row), entity.get(row), start.get(row), end.get(row))
            {
                by_article.entry(id).or_default().push((start, end, entity));
            }
        }
        by_article.values_mut().for_each(|list| list.sort_unstable());
        Ok(Self(by_article))
    }

    /// Those of an article that lie between two places: start, end, entity.
    pub(crate) fn within(
        &self,
        article: &str,
        start: i64,
        end: i64,
    ) -> impl Iterator<Item = (i64, i64, &'a str)> {
        let list = self.0.get(article).map_or(&[][..], Vec::as_slice);
        let first = list.partition_point(|mention| mention.0 < start);
        list[first..]
            .iter()
            .take_while(move |mention| mention.0 < end)
            .filter(move |mention| mention.1 <= end)
            .copied()
    }
}
