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
    /// The rows, as JSON objects under the names of the columns; empty cells may be left out. An error says what is wrong
    /// with a row or with the rest of the table.
    pub rows: Box<dyn Iterator<Item = Result<Map<String, Value>, String>> + Send>,
    /// How many rows there are, where that is known before they are read.
    pub height: Option<u64>,
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
        Box::new((0..).zip(self.rows).map(move |(number, row)| match row {
            Ok(row) => Ok((number, row)),
            Err(message) => {
                let problem = unparsed(&source, ProblemKind::Malformed, message);
                Err(Problem { place: Some(format!("row {number}")), ..problem })
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
