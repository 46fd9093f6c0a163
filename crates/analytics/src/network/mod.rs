//! Networks of actors: who acts on whom, who meets whom, who speaks of whom.

mod events;
mod graph;
mod graphml;
mod meetings;
mod speech;

pub use events::event_network;
pub use meetings::meeting_network;
pub use speech::speech_network;

use crate::dyads::By;
use crate::whole_file::WriteError;
use detente_model::Status;
use polars::prelude::DataFrame;
use std::path::Path;

/// Nodes and edges.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// One node a row: `id`, `name`, `kind`, `country`, `sector`, `n_edges`.
    pub nodes: DataFrame,
    /// One edge a row: `source` and `target` (ids of nodes), `n`, `goldstein_mean`, `first`, `last`.
    pub edges: DataFrame,
    /// Whether source and target differ in role.
    pub directed: bool,
}

/// What makes a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkOptions {
    /// What a node is: an entity (by atlas id, else by name) or a country.
    pub by: By,
    /// Events and meetings of other statuses are left out.
    pub status: Vec<Status>,
    /// Whether articles with the body of an earlier article count too.
    pub duplicates: bool,
}

impl Default for NetworkOptions {
    /// By entity, what happened or was going on, copies left out.
    fn default() -> Self {
        Self { by: By::Entity, status: vec![Status::Actual, Status::Ongoing], duplicates: false }
    }
}

impl Network {
    /// Writes the network as GraphML (<http://graphml.graphdrawing.org>), which Gephi, networkx and igraph read.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_graphml(&self, path: &Path) -> Result<(), WriteError> {
        graphml::write(self, path)
    }
}
