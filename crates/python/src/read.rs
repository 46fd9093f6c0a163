//! Reading: paths, bytes and frames to a corpus.

use crate::arrow::frame_from_python;
use crate::corpus::Corpus;
use crate::error::Error;
use crate::knowledge::Settings;
use chrono::NaiveDate;
use detente_analytics::records;
use detente_model::{ArticleId, Problem, Published};
use detente_parse::{FieldNames, Parsed, ReadOptions, Record, parse_bytes, parse_record};
use detente_pipeline::Unique;
use polars::prelude::DataFrame;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// Articles to read between two looks at Ctrl-C.
const AT_ONCE: usize = 64;

/// The names of the fields or columns that hold what an article is made of.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Fields {
    text: Option<String>,
    title: Option<String>,
    date: Option<String>,
    id: Option<String>,
    url: Option<String>,
}

fn options(fields: Fields, published: Option<NaiveDate>) -> ReadOptions {
    let Fields { text, title, date, id, url } = fields;
    ReadOptions {
        default_date: published.map(Published::on),
        fields: FieldNames { text, title, date, url, id, ..FieldNames::default() },
        ..ReadOptions::default()
    }
}

/// Reads files, folders and patterns.
#[pyfunction]
pub fn read_paths(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    fields: Fields,
    published: Option<NaiveDate>,
    settings: Settings,
) -> PyResult<Corpus> {
    let options = options(fields, published);
    let input = detente_parse::read_paths(paths, &options).map_err(Error::from)?;
    gather(py, input, settings)
}

/// Reads the bytes of one file, or a text.
#[pyfunction]
pub fn read_bytes(
    py: Python<'_>,
    data: Vec<u8>,
    source: &str,
    fields: Fields,
    published: Option<NaiveDate>,
    settings: Settings,
) -> PyResult<Corpus> {
    let options = options(fields, published);
    gather(py, parse_bytes(&data, source, &options), settings)
}

/// Reads the rows of a data frame: each is what a JSONL record with the same fields would be.
#[pyfunction]
pub fn read_frame(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    fields: Fields,
    published: Option<NaiveDate>,
    settings: Settings,
) -> PyResult<Corpus> {
    let frame = frame_from_python(frame)?;
    let options = options(fields, published);
    find_text(&frame, &options.fields)?;
    let names = &options.fields;
    let named = [&names.text, &names.title, &names.date, &names.id, &names.url];
    let named: Vec<_> = named.into_iter().filter_map(Option::as_deref).collect();
    let rows = records(&frame, &named).map_err(Error::from)?;
    let parsed = rows.enumerate().flat_map(|(row, record)| {
        parse_record(Record::from_json(&record, &options.fields), &format!("frame:{row}"), &options)
    });
    gather(py, parsed, settings)
}

/// Makes sure that a column holds the text: a frame without is one mistake, not a problem a row.
fn find_text(frame: &DataFrame, names: &FieldNames) -> Result<(), Error> {
    let columns = frame.get_column_names();
    let probe = columns.iter().map(|name| (name.to_string(), "x".into())).collect();
    if names.text.is_some() || Record::from_json(&probe, names).text.is_some() {
        return Ok(());
    }
    Err(Error::input(format!(
        "no column holds the text; say which one does, as in text=\"body\" (the columns are {columns:?})"
    )))
}

/// Gathers a stream in memory. Articles get ids that are unique within the corpus, and their problems follow.
fn gather(
    py: Python<'_>,
    mut input: impl Iterator<Item = Parsed> + Send,
    settings: Settings,
) -> PyResult<Corpus> {
    let (mut articles, mut problems) = (Vec::new(), Vec::<Problem>::new());
    let mut ids = Unique::default();
    let mut last: Option<(ArticleId, ArticleId)> = None;
    loop {
        let batch: Vec<_> = py.detach(|| input.by_ref().take(AT_ONCE).collect());
        if batch.is_empty() {
            return Ok(Corpus::new(articles, problems, settings));
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
