//! The columns of every table: names, order, types, and a sentence on each. The tables on disk, in Python and in Rust
//! are these.
//!
//! Offsets (`start`, `end`, `…_start`, `…_end`) are Unicode code points into `articles.text`; sentences are counted
//! from 0 within an article. A null means unknown; lists are never null, only empty. Integers are signed, vocabularies
//! are plain strings: every engine reads them.

mod articles;
mod atlas;
mod column;
mod derived;
mod description;
mod findings;
mod panels;

pub use description::{SchemaError, describe};

pub(crate) use atlas::{ACTORS, HOLDINGS, NAMES, PLACES, READINGS};
pub(crate) use column::{ColumnSpec, ColumnSpecs, Kind, column, fields};
pub(crate) use derived::{DIFF, EDGES, NODES, STORIES};
pub(crate) use findings::{PARTICIPANT, TOKENS};
pub(crate) use panels::{
    COW_DYADS, DYADS, SCALE_COVERAGE, SHIFTS, STANCES, STATEMENTS, TIMELINE, WHO_MET_WHOM,
};

use articles::{ARTICLES, PROBLEMS, SENTENCES};
use detente_model::Table;
use findings::{ENTITIES, EVENTS, MEETINGS, MENTIONS, QUOTES, TIMES};
use polars::prelude::Schema;

const CODE_POINT: &str = "code point";
const DEGREE: &str = "degree";
const ALPHA3: &str = "ISO 3166-1 alpha-3";
const PROBABILITY: &str = "probability";

const ARTICLE_ID: ColumnSpec = column("article_id", Kind::Text, "The article that it stands in.");

pub(crate) const fn columns(table: Table) -> ColumnSpecs {
    match table {
        Table::Articles => ARTICLES,
        Table::Sentences => SENTENCES,
        Table::Mentions => MENTIONS,
        Table::Entities => ENTITIES,
        Table::Quotes => QUOTES,
        Table::Events => EVENTS,
        Table::Meetings => MEETINGS,
        Table::Times => TIMES,
        Table::Problems => PROBLEMS,
    }
}

/// The schema of a table: an empty corpus has it too.
#[must_use]
pub fn schema(table: Table) -> Schema {
    fields(columns(table)).into_iter().collect()
}
