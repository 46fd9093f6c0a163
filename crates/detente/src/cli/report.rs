//! `detente report`: the tables of a corpus as one page.

use super::Outcome;
use crate::report::{page, read_tables, write_page};
use crate::run::is_unfinished;
use std::io::Write;
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
    if is_unfinished(&arguments.folder) {
        let folder = arguments.folder.display();
        let mut err = std::io::stderr();
        writeln!(err, "detente: the run in {folder} has not ended; the page holds what is there")?;
    }
    let tables = read_tables(&arguments.folder)?;
    write_page(&page(&tables, &arguments.title)?, &arguments.out)?;
    Ok(())
}
