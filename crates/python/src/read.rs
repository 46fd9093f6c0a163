//! Reading: paths, bytes and frames to a corpus.

use crate::arrow::frame_from_python;
use crate::corpus::Corpus;
use crate::error::Error;
use chrono::NaiveDate;
use detente_analytics::{RecordColumns, records};
use detente_model::{ArticleId, Problem, Published};
use detente_parse::{Parsed, ReadOptions, parse_bytes};
use detente_pipeline::Unique;
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
    ReadOptions {
        published: published.map(Published::on),
        text_field: fields.text,
        title_field: fields.title,
        date_field: fields.date,
        id_field: fields.id,
        url_field: fields.url,
    }
}

/// Reads files, folders and patterns.
#[pyfunction]
pub fn read_paths(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    fields: Fields,
    published: Option<NaiveDate>,
    threads: usize,
) -> PyResult<Corpus> {
    let options = options(fields, published);
    let input = detente_parse::read_paths(paths, &options).map_err(Error::input)?;
    gather(py, input, threads)
}

/// Reads the bytes of one file, or a text.
#[pyfunction]
pub fn read_bytes(
    py: Python<'_>,
    data: Vec<u8>,
    source: &str,
    fields: Fields,
    published: Option<NaiveDate>,
    threads: usize,
) -> PyResult<Corpus> {
    let options = options(fields, published);
    let parsed = py.detach(|| parse_bytes(&data, source, &options));
    gather(py, parsed.into_iter(), threads)
}

/// Reads the rows of a data frame: each is parsed as a JSONL record with the same fields would be.
#[pyfunction]
pub fn read_frame(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    fields: Fields,
    published: Option<NaiveDate>,
    threads: usize,
) -> PyResult<Corpus> {
    let frame = frame_from_python(frame)?;
    let Fields { text, title, date, id, url } = fields;
    let columns = RecordColumns { text, title, date, id, url };
    let records = py.detach(|| records(&frame, &columns)).map_err(Error::from)?;
    let options = ReadOptions { published: published.map(Published::on), ..ReadOptions::default() };
    let parsed = records.enumerate().flat_map(|(row, record)| {
        parse_bytes(record.to_string().as_bytes(), &format!("frame:{row}"), &options)
    });
    gather(py, parsed, threads)
}

/// Gathers a stream in memory. Articles get ids that are unique within the corpus, and their problems follow.
fn gather(
    py: Python<'_>,
    mut input: impl Iterator<Item = Parsed> + Send,
    threads: usize,
) -> PyResult<Corpus> {
    let (mut articles, mut problems) = (Vec::new(), Vec::<Problem>::new());
    let mut ids = Unique::default();
    let mut last: Option<(ArticleId, ArticleId)> = None;
    loop {
        let batch: Vec<_> = py.detach(|| input.by_ref().take(AT_ONCE).collect());
        if batch.is_empty() {
            return Ok(Corpus::new(articles, problems, threads));
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
