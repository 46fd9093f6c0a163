//! The parse stage alone.

use crate::arrow::Frame;
use crate::error::Error;
use crate::read::Reading;
use detente_analytics::frame;
use detente_model::{Analysis, CodedArticle, Findings, Table};
use detente_parse::{Parsed, parse_bytes, read_paths};
use pyo3::prelude::*;
use std::path::PathBuf;

/// Parses bytes, or the file that `source` names, to the `articles` table, without the columns that take a corpus.
#[pyfunction]
pub fn parse(
    py: Python<'_>,
    data: Option<Vec<u8>>,
    source: &str,
    reading: Reading,
) -> PyResult<Frame> {
    let options = reading.options()?;
    let parsed = match data {
        Some(data) => parse_bytes(&data, source, &options),
        None => read_paths([PathBuf::from(source)], &options).map_err(Error::from)?,
    };
    let parsed: Vec<_> = py.detach(|| parsed.collect());
    let articles = parsed.into_iter().filter_map(|parsed| match parsed {
        Parsed::Article(article) => Some(CodedArticle {
            article,
            analysis: Analysis::default(),
            findings: Findings::default(),
            duplicate_of: None,
        }),
        Parsed::Problem(_) => None,
    });
    let articles: Vec<_> = articles.collect();
    let made = frame(Table::Articles, &articles, &[]).map_err(Error::from)?;
    Ok(Frame::new(made.drop_many(["duplicate_of", "story"])))
}
