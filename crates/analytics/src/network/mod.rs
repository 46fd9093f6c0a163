//! Networks of actors: who acts on whom, who meets whom, who speaks of whom.

mod betweenness;
mod communities;
mod events;
mod facts;
mod gexf;
mod graph;
mod graphml;
mod measures;
mod meetings;
mod speech;
mod xml;

pub(crate) use speech::Mentioned;

use crate::period::Every;
use crate::units::By;
use crate::whole_file::WriteError;
use detente_model::Status;
use facts::Facts;
use graph::Graphs;
use polars::prelude::{DataFrame, PolarsResult};
use std::path::Path;

/// Nodes and edges.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// One node a row: `id`, `name`, `kind`, `country`, `sector`, `n_edges`, `degree`, `in_degree`, `out_degree`,
    /// `betweenness`, `pagerank`, `community`.
    pub nodes: DataFrame,
    /// One edge a row: `source` and `target` (ids of nodes), `n`, `goldstein_mean`, `first`, `last`.
    pub edges: DataFrame,
    /// Whether source and target differ in role.
    pub directed: bool,
}

/// What makes a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkOptions {
    /// What a node is: an entity (by atlas id, else by name), a country, or a country and sector.
    pub by: By,
    /// Events and meetings of other statuses are left out.
    pub status: Vec<Status>,
    /// Whether articles with the body of an earlier article count too.
    pub duplicates: bool,
}

impl Default for NetworkOptions {
    /// By entity, what happened, copies left out.
    fn default() -> Self {
        Self { by: By::Entity, status: vec![Status::Actual], duplicates: false }
    }
}

/// The tables that make edges.
#[derive(Debug, Clone, Copy)]
pub enum EdgeTables<'a> {
    /// The `events` table: from each source to each target, once an event, with the mean of the scale values.
    Events(&'a DataFrame),
    /// The `meetings` table: between every two participants, without direction.
    Meetings(&'a DataFrame),
    /// From the speaker of each quote to everyone who is mentioned inside it, once a quote.
    Speech {
        /// The `quotes` table.
        quotes: &'a DataFrame,
        /// The `mentions` table.
        mentions: &'a DataFrame,
    },
}

impl EdgeTables<'_> {
    const fn directed(self) -> bool {
        !matches!(self, Self::Meetings(_))
    }

    fn add(self, graphs: &mut Graphs<'_, '_>) -> PolarsResult<()> {
        match self {
            Self::Events(events) => events::add(events, graphs),
            Self::Meetings(meetings) => meetings::add(meetings, graphs),
            Self::Speech { quotes, mentions } => speech::add(quotes, mentions, graphs),
        }
    }
}

/// The network of all rows. Nodes without an edge are left out.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn network(
    tables: EdgeTables<'_>,
    entities: &DataFrame,
    articles: &DataFrame,
    options: &NetworkOptions,
) -> PolarsResult<Network> {
    let facts = Facts::of(articles, entities, options.by)?;
    let mut graphs = Graphs::new(&facts, options, None);
    tables.add(&mut graphs)?;
    graphs.whole(tables.directed())
}

/// A network for each period in which there is an edge, with the first day of the period, in days since 1970; rows
/// without a day, of their own or of their article, make one without a period, which comes first.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn network_slices(
    tables: EdgeTables<'_>,
    entities: &DataFrame,
    articles: &DataFrame,
    every: Every,
    options: &NetworkOptions,
) -> PolarsResult<Vec<(Option<i32>, Network)>> {
    let facts = Facts::of(articles, entities, options.by)?;
    let mut graphs = Graphs::new(&facts, options, Some(every));
    tables.add(&mut graphs)?;
    graphs.slices(tables.directed())
}

impl Network {
    /// Writes the network as GraphML (<http://graphml.graphdrawing.org>), which Gephi, networkx and igraph read.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_graphml(&self, path: &Path) -> Result<(), WriteError> {
        graphml::write(self, path)
    }

    /// Writes the network as GEXF 1.3 (<https://gexf.net>), which Gephi reads; the weight of an edge is its `n`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_gexf(&self, path: &Path) -> Result<(), WriteError> {
        gexf::write(self, path)
    }
}
