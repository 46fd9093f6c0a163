//! Bytes to articles: plain text, wire copy, JSONL, HTML.

mod parsed;

pub use parsed::Parsed;
