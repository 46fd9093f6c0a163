//! Who speaks of whom.

use super::graph::Graph;
use super::{Network, NetworkOptions};
use crate::corpus::{days, text};
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An edge from the speaker of each quote of the `quotes` table to everyone whom the `mentions` table finds inside the
/// quote, once a quote.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn speech_network(
    quotes: &DataFrame,
    mentions: &DataFrame,
    entities: &DataFrame,
    articles: &DataFrame,
    options: &NetworkOptions,
) -> PolarsResult<Network> {
    let mentioned = Mentioned::of(mentions)?;
    let (article, speaker) = (text(quotes, "article_id")?, text(quotes, "speaker_entity_id")?);
    let (start, end) = (quotes.column("start")?.i64()?, quotes.column("end")?.i64()?);
    let dates = days(quotes, "said_on")?;
    let mut graph = Graph::new(articles, entities, options)?;
    for (row, date) in dates.into_iter().enumerate() {
        let (Some(id), Some(speaker)) = (article.get(row), speaker.get(row)) else { continue };
        let (Some(start), Some(end)) = (start.get(row), end.get(row)) else { continue };
        if !graph.counts(Some(id), None) {
            continue;
        }
        let Some(from) = graph.node(speaker) else { continue };
        let day = graph.day(date, Some(id));
        let to: BTreeSet<_> =
            mentioned.within(id, start, end).filter_map(|entity| graph.node(entity)).collect();
        for target in to {
            graph.add(from, target, day, None);
        }
    }
    graph.finish(true)
}

/// The mentions of each article, in reading order: start, end, entity.
struct Mentioned<'a>(BTreeMap<&'a str, Vec<(i64, i64, &'a str)>>);

impl<'a> Mentioned<'a> {
    fn of(mentions: &'a DataFrame) -> PolarsResult<Self> {
        let (article, entity) = (text(mentions, "article_id")?, text(mentions, "entity_id")?);
        let (start, end) = (mentions.column("start")?.i64()?, mentions.column("end")?.i64()?);
        let mut by_article: BTreeMap<_, Vec<_>> = BTreeMap::new();
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

    fn within(&self, article: &str, start: i64, end: i64) -> impl Iterator<Item = &'a str> {
        let list = self.0.get(article).map_or(&[][..], Vec::as_slice);
        let first = list.partition_point(|mention| mention.0 < start);
        list[first..]
            .iter()
            .take_while(move |mention| mention.0 < end)
            .filter(move |mention| mention.1 <= end)
            .map(|mention| mention.2)
    }
}
