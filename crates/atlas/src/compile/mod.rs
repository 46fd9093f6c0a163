//! Compiles the source tables under `data/` into one atlas file.
//!
//! Order matters: states first (everything names a state), then organisations, offices, persons, words and places.

mod builder;
mod leaders;
mod organizations;
mod own;
mod people;
mod places;
mod reopen;
mod settle;
mod source;
mod states;
mod terms;
mod words;

pub(crate) use builder::Builder;
pub use own::{BadRow, OWN_COLUMNS, OwnActor, parse_actors, read_actors};

use crate::AtlasError;
use detente_model::Sector;
use source::{Row, Source};
use std::path::Path;

/// Compiles the tables in `folder`, which is laid out as this crate's `data/`, into the bytes of an atlas.
///
/// # Errors
/// When a table is missing or a row of one is wrong: a code outside its closed list, a date that is none, an interval
/// that ends before it begins, an owner that no table defines.
pub fn compile(folder: &Path) -> Result<Vec<u8>, AtlasError> {
    let mut builder = Builder::new();
    let common = Source::read(folder, "common_words.tsv")?;
    builder.common = common.rows().map(|r| r.get("word").to_owned()).collect();
    words::variants(&mut builder, folder)?;
    words::modifiers(&mut builder, folder)?;
    states::states(&mut builder, folder)?;
    organizations::organizations(&mut builder, folder)?;
    words::offices(&mut builder, folder)?;
    words::roles(&mut builder, folder)?;
    people::people(&mut builder, folder)?;
    places::places(&mut builder, folder)?;
    organizations::metonyms(&mut builder, folder)?;
    builder.finish()
}

/// The sectors in a list cell.
fn sectors(row: &Row<'_>) -> Result<u32, AtlasError> {
    let parsed: Result<Vec<Sector>, _> = row.list("sectors").map(str::parse).collect();
    parsed.map(|s| crate::file::records::pack_sectors(&s)).map_err(|e| row.wrong(e.to_string()))
}

/// The days of the columns `from` and `to`, in order.
fn interval(row: &Row<'_>) -> Result<(Option<i32>, Option<i32>), AtlasError> {
    let (from, to) = (row.days("from")?.map(|d| d.0), row.days("to")?.map(|d| d.1));
    match (from, to) {
        (Some(from), Some(to)) if to < from => Err(row.wrong("the interval ends before it begins")),
        both => Ok(both),
    }
}
