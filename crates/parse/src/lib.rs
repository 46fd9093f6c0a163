//! Bytes to articles: plain text, wire copy, HTML, JSONL, CSV, feeds, web archives, what press databases export; and the
//! rows of any other table.
//!
//! [`read_paths`] streams the articles of files, folders and glob patterns; [`parse_bytes`], [`parse_rows`], [`parse_text`],
//! [`parse_html`] and [`parse_record`] read what is already in memory. What a caller gets wrong (a missing path, a bad
//! pattern) is a [`ParseError`]; what is wrong with the data is a [`Problem`](detente_model::Problem) in the stream, and
//! the stream goes on. The formats are told by name and content; [`Format`] lists them.

mod byline;
mod collections;
mod csv;
mod dates;
mod decode;
mod elements;
mod error;
mod exports;
mod feeds;
mod fields;
mod format;
mod gzip;
mod html;
mod json;
mod lines;
mod options;
mod outlets;
mod packed;
mod parsed;
mod paths;
mod problems;
mod read;
mod record;
mod rows;
mod rules;
mod sources;
mod text;
mod warc;
mod xml;

pub use dates::{UnreadableDate, parse_published};
pub use error::ParseError;
pub use fields::{FieldNames, Guesses, Part};
pub use format::{Format, UnknownFormat};
pub use html::parse_html;
pub use options::ReadOptions;
pub use parsed::Parsed;
pub use paths::{Articles, parse_bytes, parse_rows, read_paths};
pub use record::{Record, parse_record};
pub use rows::{LostRows, OpenColumns, Rows, Stored};
pub use sources::{MissingSource, Sources};
pub use text::parse_text;
