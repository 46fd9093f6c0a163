//! `detente diff`: what has changed between two outputs.

use super::{Outcome, frames, terminal};
use crate::analytics::{diff, read_table};
use crate::model::Table;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct DiffArguments {
    /// The output folder of before, in Parquet or Arrow
    old: PathBuf,
    /// The output folder of now
    new: PathBuf,
    /// Only these tables, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "TABLES")]
    tables: Vec<Table>,
}

/// Two outputs that cannot be compared.
#[derive(Debug, thiserror::Error)]
#[error("{old} and {new} have no table in common", old = old.display(), new = new.display())]
struct NothingInCommon {
    old: PathBuf,
    new: PathBuf,
}

const SHOWN: &[&str] =
    &["change", "article_id", "start", "text", "label", "old", "new", "old_rule", "new_rule"];

pub(super) fn diff_outputs(arguments: &DiffArguments) -> Outcome {
    let DiffArguments { old, new, tables } = arguments;
    let tables = if tables.is_empty() { Table::ALL } else { tables.as_slice() };
    let mut out = std::io::stdout().lock();
    let mut compared = false;
    for &table in tables {
        let (Some(old), Some(new)) = (read_table(old, table)?, read_table(new, table)?) else {
            continue;
        };
        compared = true;
        let found = diff(table, &old, &new)?;
        let changes = found.column("change")?.str()?;
        let count = |wanted| changes.iter().flatten().filter(|&change| change == wanted).count();
        writeln!(
            out,
            "{}: {} added, {} removed, {} changed of {} rows, now {}",
            table.as_str().to_uppercase(),
            count("added"),
            count("removed"),
            count("changed"),
            old.height(),
            new.height()
        )?;
        if found.height() > 0 {
            terminal::table(&mut out, SHOWN, frames::rows(&found, SHOWN)?)?;
        }
    }
    if compared {
        return Ok(());
    }
    Err(Box::new(NothingInCommon { old: old.clone(), new: new.clone() }))
}
