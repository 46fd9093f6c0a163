//! Why there is no page.

use crate::payload::MOST_EVENTS;
use detente_model::Table;
use polars::prelude::PolarsError;

/// Tables that no page can be made from.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A table is missing.
    #[error(
        "a report needs the table `{0}` too, beside articles, sentences, events, meetings and quotes"
    )]
    MissingTable(Table),
    /// A table has not the columns that it should have.
    #[error("the table `{table}` cannot be used: {source}")]
    Columns {
        /// The table.
        table: Table,
        /// Which column, and what is wrong with it.
        source: PolarsError,
    },
    /// No browser would be quick with so many rows.
    #[error(
        "{events} events are too many for one page, which holds {MOST_EVENTS}: filter the tables first"
    )]
    TooMany {
        /// How many there are, copies left out.
        events: usize,
    },
    /// A defect of this crate.
    #[error("the data of the page cannot be packed: {0}")]
    Packing(std::io::Error),
}
