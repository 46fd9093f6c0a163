//! A corpus: articles in memory, coded when tables are asked for.

use crate::arrow::Frame;
use crate::coded::Coded;
use crate::error::Error;
use crate::knowledge::Settings;
use detente_analytics::frame;
use detente_model::{Article, Problem, Table, TableSet, UnknownTerm};
use detente_parse::{Guesses, Parsed};
use detente_pipeline::{Batch, BatchSize, Coding};
use polars::prelude::{DataFrame, PolarsResult};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Little enough that Ctrl-C is answered within a second or two, enough to keep the threads busy.
const BATCH: BatchSize = BatchSize { articles: 256, bytes: 1 << 20 };

#[pyclass(frozen, module = "detente._detente")]
pub struct Corpus {
    articles: Vec<Arc<Article>>,
    problems: Vec<Problem>,
    guesses: Guesses,
    settings: Settings,
}

impl Corpus {
    pub fn new(
        articles: Vec<Arc<Article>>,
        problems: Vec<Problem>,
        guesses: Guesses,
        settings: Settings,
    ) -> Self {
        Self { articles, problems, guesses, settings }
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}

fn tables_of(batch: &Batch, wanted: TableSet) -> PolarsResult<BTreeMap<Table, DataFrame>> {
    wanted.iter().map(|t| Ok((t, frame(t, &batch.coded, &batch.problems)?))).collect()
}

#[pymethods]
impl Corpus {
    /// A corpus from what [`Corpus::__getnewargs__`] gave.
    #[new]
    fn restore(articles: &[u8], settings: Settings) -> PyResult<Self> {
        let (articles, problems, guesses): (Vec<Article>, _, _) =
            serde_json::from_slice(articles).map_err(Error::pickle)?;
        Ok(Self::new(articles.into_iter().map(Arc::new).collect(), problems, guesses, settings))
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyBytes>, Settings)> {
        let articles: Vec<&Article> = self.articles.iter().map(AsRef::as_ref).collect();
        let state = serde_json::to_vec(&(articles, &self.problems, &self.guesses))
            .map_err(Error::pickle)?;
        Ok((PyBytes::new(py, &state), self.settings.clone_ref(py)))
    }

    fn __len__(&self) -> usize {
        self.articles.len()
    }

    /// Codes every article, batch by batch, as far as the named tables ask for it.
    fn code(&self, py: Python<'_>, names: Vec<String>) -> PyResult<BTreeMap<&'static str, Frame>> {
        let wanted = names.iter().map(|name| name.parse());
        let wanted: TableSet = wanted.collect::<Result<_, UnknownTerm>>().map_err(Error::from)?;
        let input = self.articles.iter().map(|article| Parsed::Article((**article).clone()));
        let pipeline = self.settings.pipeline()?;
        let coding = Coding::new(&pipeline, input, wanted, BATCH, self.settings.threads)
            .map_err(Error::from)?;
        let pause = || Python::attach(|py| py.check_signals());
        let mut coding = py.detach(|| coding.within(&self.articles, pause))?;
        let read = Batch { problems: self.problems.clone(), ..Batch::default() };
        let mut made = tables_of(&read, wanted).map_err(Error::from)?;
        while let Some(batch) = py.detach(|| coding.next().map(|batch| tables_of(&batch, wanted))) {
            for (table, frame) in batch.map_err(Error::from)? {
                if let Some(whole) = made.get_mut(&table) {
                    whole.vstack_mut_owned(frame).map_err(Error::from)?;
                }
            }
            py.check_signals()?;
        }
        let whole = |(table, mut frame): (Table, DataFrame)| {
            frame.rechunk_mut();
            (table.as_str(), Frame::new(frame))
        };
        Ok(py.detach(|| made.into_iter().map(whole).collect()))
    }

    /// The article at `index`.
    fn article(&self, py: Python<'_>, index: usize) -> PyResult<Coded> {
        let article = self.articles.get(index).ok_or_else(|| PyIndexError::new_err(index))?;
        Ok(Coded::new(Arc::clone(article), self.settings.clone_ref(py)))
    }

    /// A corpus of the articles at `indices`. Problems of reading stay with the whole.
    fn take(&self, py: Python<'_>, indices: Vec<usize>) -> PyResult<Self> {
        let article =
            |i: usize| self.articles.get(i).cloned().ok_or_else(|| PyIndexError::new_err(i));
        let articles = indices.into_iter().map(article).collect::<PyResult<_>>()?;
        Ok(Self::new(articles, Vec::new(), self.guesses.clone(), self.settings.clone_ref(py)))
    }

    /// The ids of all articles.
    fn ids(&self) -> Vec<&str> {
        self.articles.iter().map(|article| article.id.as_str()).collect()
    }

    /// The titles of the first `n` articles, for display.
    fn titles(&self, n: usize) -> Vec<Option<String>> {
        self.articles.iter().take(n).map(|a| a.title.clone()).collect()
    }

    /// The fields and columns that were taken for parts of articles without being named.
    fn guesses(&self) -> Vec<(&str, Vec<String>)> {
        self.guesses.iter().map(|(part, fields)| (part.as_str(), fields.to_vec())).collect()
    }

    /// How many things went wrong in reading.
    fn n_reading_problems(&self) -> usize {
        self.problems.len()
    }
}
