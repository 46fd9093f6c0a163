//! What the user knows besides the atlas that is compiled in.

use crate::atlas::{Atlas, read_actors};
use crate::extract::Rules;
use crate::pipeline::Pipeline;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct KnowledgeArguments {
    /// Your own actors: a CSV or TSV file with a column `name`, and of aliases, kind, country, sectors, role, cameo,
    /// wikidata, from, to, lat, lon and id those that you know
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
    /// Your own rules: a folder with files in place of ours (events/consult.toml, quotes/cues.toml, …) or beside them
    /// (events/ANY.toml); where a rule of yours fires, its coding stands
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
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
        let pipeline = match &self.rules {
            Some(folder) => pipeline.with_rules(Rules::from_folder(folder)?),
            None => pipeline,
        };
        Ok(if self.rules_only { pipeline.rules_only() } else { pipeline })
    }
}
