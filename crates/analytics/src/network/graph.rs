//! A network in the making.

use super::{Network, NetworkOptions};
use crate::columns::Columns;
use crate::corpus::{ArticleFacts, EntityFacts, article_facts, entity_facts};
use crate::dyads::By;
use crate::schema::{EDGES, NODES};
use chrono::NaiveDate;
use polars::prelude::*;
use std::collections::BTreeMap;

/// Edges between the units of the options, with the facts to name them.
pub(super) struct Graph<'a> {
    options: &'a NetworkOptions,
    articles: BTreeMap<&'a str, ArticleFacts>,
    entities: BTreeMap<&'a str, EntityFacts<'a>>,
    nodes: BTreeMap<&'a str, Node<'a>>,
    edges: BTreeMap<(&'a str, &'a str), Edge>,
}

struct Node<'a> {
    name: &'a str,
    kind: &'a str,
    country: Option<&'a str>,
    sector: Option<&'a str>,
    n_edges: i64,
}

#[derive(Default)]
struct Edge {
    n: i64,
    scale: Option<f64>,
    first: Option<i32>,
    last: Option<i32>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(
        articles: &'a DataFrame,
        entities: &'a DataFrame,
        options: &'a NetworkOptions,
    ) -> PolarsResult<Self> {
        Ok(Self {
            options,
            articles: article_facts(articles)?,
            entities: entity_facts(entities)?,
            nodes: BTreeMap::new(),
            edges: BTreeMap::new(),
        })
    }

    /// Whether rows of `status` in article `article` count.
    pub(super) fn counts(&self, article: Option<&str>, status: Option<&str>) -> bool {
        let facts = self.facts(article);
        let wanted = |s: &str| self.options.status.iter().any(|w| w.as_str() == s);
        status.is_none_or(wanted) && (self.options.duplicates || !facts.duplicate)
    }

    /// The day of a row: its own, else its article's.
    pub(super) fn day(&self, own: Option<i32>, article: Option<&str>) -> Option<i32> {
        own.or(self.facts(article).published)
    }

    fn facts(&self, article: Option<&str>) -> ArticleFacts {
        article.and_then(|id| self.articles.get(id)).copied().unwrap_or_default()
    }

    /// The node of an entity; `None` when it is anonymous, or has no country where countries are wanted.
    pub(super) fn node(&mut self, entity_id: &str) -> Option<&'a str> {
        let facts = self.entities.get(entity_id)?;
        let (key, node) = match self.options.by {
            By::Entity if facts.anonymous => return None,
            By::Entity => (
                facts.key,
                Node {
                    name: facts.name,
                    kind: facts.kind,
                    country: facts.country,
                    sector: facts.sector,
                    n_edges: 0,
                },
            ),
            By::Country => {
                let country = facts.country?;
                let kind = "country";
                let country_node =
                    Node { name: country, kind, country: Some(country), sector: None, n_edges: 0 };
                (country, country_node)
            }
        };
        self.nodes.entry(key).or_insert(node);
        Some(key)
    }

    /// Adds one to the edge; nothing happens when both ends are the same.
    pub(super) fn add(
        &mut self,
        source: &'a str,
        target: &'a str,
        day: Option<i32>,
        scale: Option<f64>,
    ) {
        if source == target {
            return;
        }
        let edge = self.edges.entry((source, target)).or_default();
        edge.n += 1;
        edge.scale = scale.map(|s| s + edge.scale.unwrap_or(0.0)).or(edge.scale);
        edge.first = edge.first.into_iter().chain(day).min();
        edge.last = edge.last.max(day);
    }

    /// The finished frames: nodes by id, edges by source and target. Nodes without an edge are left out.
    pub(super) fn finish(mut self, directed: bool) -> PolarsResult<Network> {
        for &(source, target) in self.edges.keys() {
            for end in [source, target] {
                if let Some(node) = self.nodes.get_mut(end) {
                    node.n_edges += 1;
                }
            }
        }
        self.nodes.retain(|_, node| node.n_edges > 0);
        let nodes = Columns::default()
            .text("id", self.nodes.keys().copied())
            .text("name", self.nodes.values().map(|n| n.name))
            .text("kind", self.nodes.values().map(|n| n.kind))
            .text_or_null("country", self.nodes.values().map(|n| n.country))
            .text_or_null("sector", self.nodes.values().map(|n| n.sector))
            .count("n_edges", self.nodes.values().map(|n| n.n_edges))
            .finish(NODES)?;
        let edges = || self.edges.values();
        let edges = Columns::default()
            .text("source", self.edges.keys().map(|e| e.0))
            .text("target", self.edges.keys().map(|e| e.1))
            .count("n", edges().map(|e| e.n))
            .real("goldstein_mean", edges().map(|e| Some(e.scale? / e.n as f64)))
            .date("first", edges().map(|e| date(e.first?)))
            .date("last", edges().map(|e| date(e.last?)))
            .finish(EDGES)?;
        Ok(Network { nodes, edges, directed })
    }
}

fn date(days: i32) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(chrono::Duration::days(days.into()))
}
