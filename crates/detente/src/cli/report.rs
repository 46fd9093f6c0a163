//! `detente report`: the tables of a corpus as one page.

use super::{Outcome, terminal};
use crate::output::doubt;
use crate::report::{page, read_tables, write_page};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct ReportArguments {
    /// The folder that `detente run` wrote, as Parquet or Arrow
    folder: PathBuf,
    /// The HTML file to write
    #[arg(long, short, value_name = "FILE")]
    out: PathBuf,
    /// The title of the page
    #[arg(long, default_value = "Report")]
    title: String,
}

pub(super) fn report(arguments: &ReportArguments) -> Outcome {
    let tables = read_tables(&arguments.folder)?;
    if let Some(doubt) = doubt(&arguments.folder) {
        terminal::tell(&doubt);
    }
    write_page(&page(&tables, &arguments.title)?, &arguments.out)?;
    Ok(())
}
