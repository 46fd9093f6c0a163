//! The parse stage alone.

use crate::arrow::Frame;
use crate::error::Error;
use chrono::NaiveDate;
use detente_analytics::frame;
use detente_model::{Analysis, CodedArticle, Findings, Published, Table};
use detente_parse::{Parsed, ReadOptions, parse_bytes};
use pyo3::prelude::*;

/// Parses bytes to the `articles` table, without the columns that take a corpus.
#[pyfunction]
pub fn parse(
    py: Python<'_>,
    data: Vec<u8>,
    source: &str,
    published: Option<NaiveDate>,
) -> PyResult<Frame> {
    let options =
        ReadOptions { default_date: published.map(Published::on), ..ReadOptions::default() };
    let parsed: Vec<_> = py.detach(|| parse_bytes(&data, source, &options).collect());
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
