//! Tables: rows under named columns, whatever they are stored in.

use crate::problems::unparsed;
use crate::{FieldNames, Format};
use detente_model::{Problem, ProblemKind};
use serde_json::{Map, Value};
use std::fs::File;

/// A record with its place in the source, or what is wrong with it.
pub(crate) type Numbered = Result<(u64, Map<String, Value>), Problem>;

/// The records of a source.
pub(crate) type Records = Box<dyn Iterator<Item = Numbered> + Send>;

/// A table, read row by row.
pub struct Rows {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The rows, as JSON objects under the names of the columns; empty cells may be left out.
    pub rows: Box<dyn Iterator<Item = Result<Map<String, Value>, LostRows>> + Send>,
    /// How many rows there are, where that is known before they are read.
    pub height: Option<u64>,
}

/// Rows of a table that cannot be read. The table goes on after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostRows {
    /// How many they are; where nobody knows, 0, and they are the rest of the table.
    pub rows: u64,
    /// What is wrong with them, for people.
    pub message: String,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("columns", &self.columns).finish_non_exhaustive()
    }
}

impl Rows {
    /// The rows, counted from 0 as in a data frame.
    pub(crate) fn records(self, source: &str) -> Records {
        let source = source.to_owned();
        let mut next = 0;
        Box::new(self.rows.map(move |row| {
            let first = next;
            match row {
                Ok(row) => {
                    next += 1;
                    Ok((first, row))
                }
                Err(LostRows { rows, message }) => {
                    next += rows;
                    let place = match rows {
                        0 | 1 => format!("row {first}"),
                        _ => format!("rows {first} to {}", next - 1),
                    };
                    let problem = unparsed(&source, ProblemKind::Malformed, message);
                    Err(Problem { place: Some(place), ..problem })
                }
            }
        }))
    }
}

/// Where a columnar file is.
#[derive(Debug)]
pub enum Stored {
    /// On disk.
    File(File),
    /// In memory.
    Bytes(Vec<u8>),
}

/// Opens a file of a columnar [`Format`]. Columns that no [field may be taken from](FieldNames::may_hold) can be left unread. The
/// error says why the file is no such file.
pub type OpenColumns = fn(Stored, Format, &FieldNames) -> Result<Rows, String>;
