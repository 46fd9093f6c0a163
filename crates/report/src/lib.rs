//! The tables of a corpus as one HTML page that needs no network and no other file.
//!
//! The page has a timeline, a heat map of dyads, a network, and tables of events, meetings, speakers and quotes that
//! can be filtered and sorted, each row with its sentence. What draws them is under `page/`, plain scripts without a
//! library; this crate gathers the data, packs them (JSON columns, compressed) and puts the parts together. Everything
//! from an article is text to the scripts, never markup.
//!
//! Rows of articles that are copies of earlier ones, or are not in `articles`, are left out.

mod error;
mod findings;
mod payload;
mod pool;
mod summary;
mod template;

pub use error::ReportError;
pub use payload::MOST_EVENTS;

use detente_analytics::{ReadError, WriteError, read_table, write_whole};
use detente_model::Table;
use polars::prelude::DataFrame;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// The tables that a page is made from.
pub const NEEDED: [Table; 5] =
    [Table::Articles, Table::Sentences, Table::Events, Table::Meetings, Table::Quotes];

/// Those of [`NEEDED`] that an output folder has, as Parquet or Arrow.
///
/// # Errors
/// When the folder is missing, or a table in it cannot be read.
pub fn read_tables(folder: &Path) -> Result<BTreeMap<Table, DataFrame>, ReadError> {
    let table = |&table: &Table| read_table(folder, table).map(|frame| Some((table, frame?)));
    NEEDED.iter().filter_map(|name| table(name).transpose()).collect()
}

/// The page of these tables, which are all of [`NEEDED`].
///
/// # Errors
/// When a table or one of its columns is missing, or there are more than [`MOST_EVENTS`] events.
pub fn page(tables: &BTreeMap<Table, DataFrame>, title: &str) -> Result<String, ReportError> {
    let payload = payload::Payload::of(tables)?;
    Ok(template::fill(title, &summary::of(&payload), &payload.packed()?))
}

/// Writes a page to `path`, over whatever stood there.
///
/// # Errors
/// When the file cannot be written; what stood there is then left.
pub fn write_page(page: &str, path: &Path) -> Result<(), WriteError> {
    write_whole(path, |file| file.write_all(page.as_bytes())).map(|_| ())
}
