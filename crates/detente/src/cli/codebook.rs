//! `detente codebook`: the event rules in words.

use super::Outcome;
use crate::extract::Rules;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct CodebookArguments {
    /// Your own rules: a folder with files in place of ours or beside them
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

pub(super) fn codebook(arguments: &CodebookArguments) -> Outcome {
    let book = Rules::codebook(arguments.rules.as_deref())?;
    std::io::stdout().lock().write_all(book.as_bytes())?;
    Ok(())
}
