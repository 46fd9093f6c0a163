//! Networks in the making.

use super::facts::{Facts, Node};
use super::measures::Measures;
use super::{Network, NetworkOptions};
use crate::columns::Columns;
use crate::corpus::ArticleFacts;
use crate::period::Every;
use crate::schema::{EDGES, NODES};
use polars::prelude::*;
use std::collections::BTreeMap;

/// A network for each period, or one.
pub(super) struct Graphs<'f, 'a> {
    facts: &'f Facts<'a>,
    options: &'f NetworkOptions,
    every: Option<Every>,
    graphs: BTreeMap<Option<i32>, Graph<'f, 'a>>,
}

/// Edges between nodes, and what is known of these.
#[derive(Default)]
pub(super) struct Graph<'f, 'a> {
    nodes: BTreeMap<&'f str, &'f Node<'a>>,
    edges: BTreeMap<(&'f str, &'f str), Edge>,
}

#[derive(Default)]
struct Edge {
    n: i64,
    scale: Option<f64>,
    first: Option<i32>,
    last: Option<i32>,
}

impl<'f, 'a> Graphs<'f, 'a> {
    pub(super) fn new(
        facts: &'f Facts<'a>,
        options: &'f NetworkOptions,
        every: Option<Every>,
    ) -> Self {
        Self { facts, options, every, graphs: BTreeMap::new() }
    }

    /// Whether rows of `status` in article `article` count.
    pub(super) fn counts(&self, article: Option<&str>, status: Option<&str>) -> bool {
        let facts = self.article(article);
        let wanted = |s: &str| self.options.status.iter().any(|w| w.as_str() == s);
        status.is_none_or(wanted) && (self.options.duplicates || !facts.duplicate)
    }

    /// The day of a row: its own, else its article's.
    pub(super) fn day(&self, own: Option<i32>, article: Option<&str>) -> Option<i32> {
        own.or(self.article(article).published)
    }

    fn article(&self, article: Option<&str>) -> ArticleFacts {
        article.and_then(|id| self.facts.articles.get(id)).copied().unwrap_or_default()
    }

    /// The node of an entity, where it is one.
    pub(super) fn node(&self, entity_id: &str) -> Option<&'f Node<'a>> {
        self.facts.node(entity_id)
    }

    /// The network to which a day belongs.
    pub(super) fn of(&mut self, day: Option<i32>) -> &mut Graph<'f, 'a> {
        let period = day.and_then(|day| self.every?.start(day));
        self.graphs.entry(period).or_default()
    }

    /// The one network that there is without periods.
    pub(super) fn whole(mut self, directed: bool) -> PolarsResult<Network> {
        self.graphs.remove(&None).unwrap_or_default().finish(directed)
    }

    /// The networks, by period; that of rows without a day first.
    pub(super) fn slices(self, directed: bool) -> PolarsResult<Vec<(Option<i32>, Network)>> {
        let finished = |(period, graph): (_, Graph<'_, '_>)| Ok((period, graph.finish(directed)?));
        self.graphs.into_iter().filter(|(_, graph)| !graph.edges.is_empty()).map(finished).collect()
    }
}

impl<'f, 'a> Graph<'f, 'a> {
    /// Adds one to the edge; nothing happens when both ends are the same.
    pub(super) fn add(
        &mut self,
        source: &'f Node<'a>,
        target: &'f Node<'a>,
        day: Option<i32>,
        scale: Option<f64>,
    ) {
        if source.key == target.key {
            return;
        }
        for node in [source, target] {
            self.nodes.entry(&node.key).or_insert(node);
        }
        let edge = self.edges.entry((&source.key, &target.key)).or_default();
        edge.n += 1;
        edge.scale = scale.map(|s| s + edge.scale.unwrap_or(0.0)).or(edge.scale);
        edge.first = edge.first.into_iter().chain(day).min();
        edge.last = edge.last.max(day);
    }

    /// The finished frames: nodes by id, edges by source and target.
    fn finish(self, directed: bool) -> PolarsResult<Network> {
        let places: PlHashMap<&str, u32> = self.nodes.keys().copied().zip(0..).collect();
        let ends = self
            .edges
            .iter()
            .map(|((source, target), edge)| (places[source], places[target], edge.n as f64));
        let ends: Vec<_> = ends.collect();
        let mut n_edges = vec![0; self.nodes.len()];
        for (source, target, _) in &ends {
            n_edges[*source as usize] += 1;
            n_edges[*target as usize] += 1;
        }
        let measures = Measures::of(self.nodes.len(), &ends, directed);
        let nodes = Columns::default()
            .text("id", self.nodes.keys().copied())
            .text("name", self.nodes.values().map(|n| n.name.as_ref()))
            .text("kind", self.nodes.values().map(|n| n.kind))
            .text_or_null("country", self.nodes.values().map(|n| n.country))
            .text_or_null("sector", self.nodes.values().map(|n| n.sector))
            .count("n_edges", n_edges.into_iter())
            .count("degree", measures.degree.into_iter())
            .count("in_degree", measures.in_degree.into_iter())
            .count("out_degree", measures.out_degree.into_iter())
            .real("betweenness", measures.betweenness.into_iter().map(Some))
            .real("pagerank", measures.pagerank.into_iter().map(Some))
            .count("community", measures.community.into_iter())
            .finish(NODES)?;
        let edges = || self.edges.values();
        let edges = Columns::default()
            .text("source", self.edges.keys().map(|e| e.0))
            .text("target", self.edges.keys().map(|e| e.1))
            .count("n", edges().map(|e| e.n))
            .real("goldstein_mean", edges().map(|e| Some(e.scale? / e.n as f64)))
            .day("first", edges().map(|e| e.first))
            .day("last", edges().map(|e| e.last))
            .finish(EDGES)?;
        Ok(Network { nodes, edges, directed })
    }
}
