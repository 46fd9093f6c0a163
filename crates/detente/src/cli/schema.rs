//! `detente schema`: what the columns of a table say.

use super::{Outcome, frames, terminal};
use crate::analytics::describe;

#[derive(Debug, clap::Args)]
pub(super) struct SchemaArguments {
    /// A table of a corpus; dyads, nodes or edges; actors, holdings, names, places or readings of the atlas; tokens;
    /// participant, the fields of those who take part in events and meetings
    table: String,
}

const SHOWN: &[&str] = &["column", "dtype", "nullable", "unit", "about"];

pub(super) fn schema(arguments: &SchemaArguments) -> Outcome {
    let columns = describe(&arguments.table)?;
    terminal::table(&mut std::io::stdout().lock(), SHOWN, frames::rows(&columns, SHOWN)?)
}
