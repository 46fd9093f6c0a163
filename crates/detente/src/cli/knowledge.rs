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
}

impl KnowledgeArguments {
    pub(super) fn pipeline(&self) -> Result<Pipeline, Box<dyn std::error::Error>> {
        let Some(file) = &self.actors else { return Ok(Pipeline::new()?) };
        let atlas = Atlas::embedded().with_actors(&read_actors(file)?)?;
        Ok(Pipeline::with_atlas(atlas)?)
    }

    /// What tells one set of knowledge from another; nothing for what is compiled in.
    pub(super) fn fingerprint(&self) -> Result<String, Box<dyn std::error::Error>> {
        let Some(file) = &self.actors else { return Ok(String::new()) };
        let bytes = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
        Ok(format!(" --actors {:016x}", xxh3_64(&bytes)))
    }
}
