//! What can go wrong with an atlas file or the tables it is made from.

use crate::BadRow;

/// How many bad rows a message tells.
const TOLD: usize = 10;

fn listed(rows: &[BadRow]) -> String {
    let mut text: String =
        rows.iter().take(TOLD).map(|r| format!("\n  line {}: {}", r.line, r.message)).collect();
    if rows.len() > TOLD {
        text.push_str("\n  …");
    }
    text
}

/// An atlas that cannot be opened, or tables that cannot be compiled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AtlasError {
    /// The bytes are not an atlas.
    #[error("this is not an atlas file: it does not begin with the mark of one")]
    NotAnAtlas,
    /// The atlas was written by another version of this crate.
    #[error(
        "the atlas has format {found}, this program reads format {wanted}: compile it again (cargo run -p detente-atlas --bin compile)"
    )]
    Version {
        /// The format of the file.
        found: u32,
        /// The format that can be read.
        wanted: u32,
    },
    /// The atlas is cut off or its bytes have changed.
    #[error("the atlas file is damaged ({what}): take a fresh copy or compile it again")]
    Damaged {
        /// The part that does not fit.
        what: &'static str,
    },
    /// A source table cannot be read.
    #[error("{file}: {source}")]
    Unreadable {
        /// The table.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// A line of a source table is wrong.
    #[error("{file}, line {line}: {message}")]
    Row {
        /// The table.
        file: String,
        /// Line number, from 1.
        line: usize,
        /// What is wrong and what is wanted.
        message: String,
    },
    /// Rows of the user's own table of actors are wrong.
    #[error("{file}: {} of its rows cannot be used{}", rows.len(), listed(rows))]
    Actors {
        /// The file.
        file: String,
        /// The rows, in the order of the file.
        rows: Vec<BadRow>,
    },
    /// Offices were asked for of an owner that the atlas does not know.
    #[error(
        "the atlas knows no state or organisation `{0}`: an ISO 3166-1 alpha-3 code such as SAU, or the id of an organisation is wanted"
    )]
    UnknownOwner(String),
    /// Two lines of the tables cannot both be true.
    #[error("{first} and {second}: {message}")]
    Contradiction {
        /// Table and line of the one.
        first: String,
        /// Table and line of the other.
        second: String,
        /// What cannot be, and what may be done.
        message: String,
    },
    /// The tables contradict each other or are too large.
    #[error("the tables cannot be compiled: {0}")]
    Inconsistent(String),
}
