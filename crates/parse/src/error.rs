//! What a caller can get wrong.

use crate::Part;
use std::path::PathBuf;

/// A mistake of the caller, found before anything is read. Bad data is no error: it becomes a row of problems.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// A path that leads nowhere.
    #[error("{}: no such file or folder; check the spelling", path.display())]
    MissingPath {
        /// The path as given.
        path: PathBuf,
    },
    /// A pattern that no file fits.
    #[error("{pattern}: no file fits the pattern")]
    NoMatch {
        /// The pattern as given.
        pattern: String,
    },
    /// A glob pattern that cannot be read.
    #[error(
        "{pattern}: not a pattern: {message} at character {at}; `*`, `?`, `**` and `[a-z]` are understood"
    )]
    BadPattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong.
        message: String,
        /// Where, in characters from 0.
        at: usize,
    },
    /// A table without the column of a part of the articles, or a file no record of which has the field.
    #[error("{source_name}: {}; {columns}", missing_column(*part, name.as_deref()))]
    NoColumn {
        /// The file, or what the table is called.
        source_name: String,
        /// The part that no column holds.
        part: Part,
        /// The name given for it; `None` when none of the usual names is there.
        name: Option<String>,
        /// The columns that are there.
        columns: String,
    },
}

fn missing_column(part: Part, name: Option<&str>) -> String {
    let part = part.as_str();
    match name {
        Some(name) => format!("there is no column `{name}`, named for the {part}"),
        None => format!("no column holds the {part}: name the one that does"),
    }
}
