//! What the user knows besides the atlas that is compiled in.

use crate::atlas::{Atlas, read_actors};
use crate::pipeline::Pipeline;
use std::path::PathBuf;
use xxhash_rust::xxh3::xxh3_64;

#[derive(Debug, clap::Args)]
pub(super) struct KnowledgeArguments {
    /// Your own actors: a CSV or TSV file with a column `name`, and of aliases, kind, country, sectors, role, cameo,
    /// wikidata, from, to, lat, lon and id those that you know
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
    /// Code events by the rules alone, without the network
    #[arg(long)]
    rules_only: bool,
}

impl KnowledgeArguments {
    pub(super) fn pipeline(&self) -> Result<Pipeline, Box<dyn std::error::Error>> {
        let pipeline = match &self.actors {
            Some(file) => {
                Pipeline::with_atlas(Atlas::embedded().with_actors(&read_actors(file)?)?)?
            }
            None => Pipeline::new()?,
        };
        Ok(if self.rules_only { pipeline.rules_only() } else { pipeline })
    }

    /// What tells one set of knowledge from another; empty where all that is compiled in is used and nothing else.
    pub(super) fn fingerprint(&self) -> Result<String, Box<dyn std::error::Error>> {
        let rules = if self.rules_only { " --rules-only" } else { "" };
        let Some(file) = &self.actors else { return Ok(rules.to_owned()) };
        let bytes = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
        Ok(format!(" --actors {:016x}{rules}", xxh3_64(&bytes)))
    }
}
