//! Reading: paths, bytes, frames and records to a corpus.

use crate::arrow::frame_from_python;
use crate::corpus::Corpus;
use crate::error::Error;
use crate::knowledge::Settings;
use crate::record::record;
use chrono::NaiveDate;
use detente_analytics::{open_columns, rows};
use detente_model::{ArticleId, Problem, Published};
use detente_parse::{Articles, FieldNames, Parsed, ReadOptions, Rows, parse_bytes, parse_rows};
use detente_pipeline::Unique;
use pyo3::prelude::*;
use pyo3::types::PyList;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Articles to read between two looks at Ctrl-C.
const AT_ONCE: usize = 64;

/// How input is read: the names of the fields or columns that hold what an article is made of, the format, the date of
/// articles that give none.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Reading {
    text: Option<String>,
    title: Option<String>,
    date: Option<String>,
    id: Option<String>,
    url: Option<String>,
    format: Option<String>,
    published: Option<NaiveDate>,
}

impl Reading {
    pub fn options(self) -> Result<ReadOptions, Error> {
        let Self { text, title, date, id, url, format, published } = self;
        Ok(ReadOptions {
            format: format.map(|name| name.parse()).transpose()?,
            fields: FieldNames { text, title, date, url, id, ..FieldNames::default() },
            default_date: published.map(Published::on),
            open_columns: Some(open_columns),
            ..ReadOptions::default()
        })
    }
}

/// Reads files, folders and patterns.
#[pyfunction]
pub fn read_paths(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    reading: Reading,
    settings: Settings,
) -> PyResult<Corpus> {
    let articles = detente_parse::read_paths(paths, &reading.options()?).map_err(Error::from)?;
    gather(py, articles, settings)
}

/// Reads the bytes of one file, or a text.
#[pyfunction]
pub fn read_bytes(
    py: Python<'_>,
    data: Vec<u8>,
    source: &str,
    reading: Reading,
    settings: Settings,
) -> PyResult<Corpus> {
    let options = reading.options()?;
    gather(py, parse_bytes(&data, source, &options), settings)
}

/// Reads the rows of a data frame: each is what a JSONL record with the same fields would be.
#[pyfunction]
pub fn read_frame(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    source: &str,
    reading: Reading,
    settings: Settings,
) -> PyResult<Corpus> {
    let options = reading.options()?;
    let rows = rows(&frame_from_python(frame)?, &options.fields).map_err(Error::from)?;
    gather(py, parse_rows(rows, source, &options).map_err(Error::from)?, settings)
}

/// Reads a list of dicts: each is what a JSONL record with the same fields would be.
#[pyfunction]
pub fn read_records(
    py: Python<'_>,
    records: &Bound<'_, PyList>,
    source: &str,
    reading: Reading,
    settings: Settings,
) -> PyResult<Corpus> {
    let options = reading.options()?;
    let records = records.iter().map(|r| record(&r)).collect::<PyResult<Vec<_>>>()?;
    let columns: BTreeSet<&String> = records.iter().flat_map(|record| record.keys()).collect();
    let columns = columns.into_iter().cloned().collect();
    let rows = Rows { columns, rows: Box::new(records.into_iter().map(Ok)), height: None };
    gather(py, parse_rows(rows, source, &options).map_err(Error::from)?, settings)
}

/// Gathers a stream in memory. Articles get ids that are unique within the corpus, and their problems follow.
fn gather(py: Python<'_>, mut input: Articles, settings: Settings) -> PyResult<Corpus> {
    let (mut articles, mut problems) = (Vec::new(), Vec::<Problem>::new());
    let mut ids = Unique::default();
    let mut last: Option<(ArticleId, ArticleId)> = None;
    loop {
        let batch: Vec<_> = py.detach(|| input.by_ref().take(AT_ONCE).collect());
        if batch.is_empty() {
            return Ok(Corpus::new(articles, problems, input.guesses(), settings));
        }
        for parsed in batch {
            match parsed {
                Parsed::Article(mut article) => {
                    let given = article.id.clone();
                    article.id = ids.id(given.clone());
                    last = Some((given, article.id.clone()));
                    articles.push(Arc::new(article));
                }
                Parsed::Problem(mut problem) => {
                    if let Some((given, unique)) = &last
                        && problem.article.as_ref() == Some(given)
                    {
                        problem.article = Some(unique.clone());
                    }
                    problems.push(problem);
                }
            }
        }
        py.check_signals()?;
    }
}
