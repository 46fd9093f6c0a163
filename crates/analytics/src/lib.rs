//! The tables as polars frames, and what analysts compute from them.
//!
//! [`frame`] makes one table from coded articles; its columns are those of [`schema`], and [`describe`] tells what each
//! says. [`dyads`], [`stories`] and the networks are computed from such tables alone, so that tables read back from disk,
//! or filtered, do as well. The tables of the atlas are frames too: [`actors`], [`names`], [`holdings`], [`places`].
//!
//! What is polars' on the way in is here as well: [`rows`] hands the rows of a frame to the parse stage, [`open_columns`]
//! those of Parquet and Arrow files.

mod atlas;
mod cells;
mod columnar;
mod columns;
mod corpus;
mod counted_articles;
mod counting;
mod croissant;
mod diff;
mod dyads;
mod meets;
mod network;
mod parties;
mod period;
mod records;
mod scale;
mod schema;
mod shifts;
mod stances;
mod statements;
mod stored;
mod stories;
mod tables;
mod timeline;
mod units;
mod whole_file;
mod write;

pub use atlas::{actors, holdings, names, places, readings};
pub use columnar::open_columns;
pub use counting::{Count, Counting, EventTables, Undated, UnknownChoice};
pub use croissant::croissant;
pub use diff::diff;
pub use dyads::{DyadError, DyadOptions, dyads};
pub use meets::{MeetingOptions, who_met_whom};
pub use network::{EdgeTables, Network, NetworkOptions, network, network_slices};
pub use parties::{Parties, Party};
pub use period::{Every, UnknownPeriod};
pub use records::{is_readable, rows};
pub use scale::{Scale, ScaleError, scale_coverage};
pub use schema::{SchemaError, describe, schema};
pub use shifts::{Per, ShiftError, ShiftOf, ShiftOptions, shifts};
pub use stances::{StanceOptions, stances};
pub use statements::{QuoteTables, StatementOptions, statements};
pub use stored::{ReadError, read_table};
pub use stories::stories;
pub use tables::{frame, tokens};
pub use timeline::{TimelineBy, timeline};
pub use units::{By, CowCodes, UnknownUnit};
pub use whole_file::{
    HashedFile, WriteError, WrittenFile, file_as_it_is, sync_folder, write_whole,
};
pub use write::{Format, OutputFile, UnknownFormat, write_frame, write_table, write_tables};
