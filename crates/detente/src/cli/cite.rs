//! `detente cite`: how to cite detente.

use super::Outcome;
use super::knowledge::KnowledgeArguments;
use crate::output::{Provenance, bibtex, citation};
use std::io::Write;

#[derive(Debug, clap::Args)]
pub(super) struct CiteArguments {
    /// Print an entry of BibTeX alone
    #[arg(long)]
    bibtex: bool,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

pub(super) fn cite(arguments: &CiteArguments) -> Outcome {
    let made_by = Provenance::of(&arguments.knowledge.pipeline()?);
    let mut out = std::io::stdout().lock();
    if !arguments.bibtex {
        writeln!(out, "{}\n", citation(&made_by))?;
    }
    writeln!(out, "{}", bibtex(&made_by))?;
    Ok(())
}
