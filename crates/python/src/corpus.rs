//! A corpus: articles in memory, and the tables made from them so far.

use crate::arrow::Frame;
use crate::coded::Coded;
use crate::error::Error;
use crate::knowledge::Settings;
use detente_analytics::frame;
use detente_model::{Article, Problem, Table, TableSet};
use detente_parse::Parsed;
use detente_pipeline::{Batch, BatchSize, Coding};
use polars::prelude::{DataFrame, PolarsResult};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Little enough that Ctrl-C is answered within a second or two, enough to keep the threads busy.
const BATCH: BatchSize = BatchSize { articles: 256, bytes: 1 << 20 };

#[pyclass(frozen, module = "detente._detente")]
pub struct Corpus {
    articles: Vec<Arc<Article>>,
    problems: Vec<Problem>,
    settings: Settings,
    tables: Mutex<BTreeMap<Table, DataFrame>>,
}

impl Corpus {
    pub fn new(articles: Vec<Arc<Article>>, problems: Vec<Problem>, settings: Settings) -> Self {
        Self { articles, problems, settings, tables: Mutex::default() }
    }

    fn made(&self, table: Table) -> Option<DataFrame> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner).get(&table).cloned()
    }

    /// Codes every article, batch by batch, and keeps the tables of `wanted`.
    fn make(&self, py: Python<'_>, wanted: TableSet) -> PyResult<()> {
        let input = self.articles.iter().map(|article| Parsed::Article((**article).clone()));
        let pipeline = self.settings.pipeline()?;
        let mut coding = Coding::new(&pipeline, input, wanted, BATCH, self.settings.threads)
            .map_err(Error::from)?;
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
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        for (table, mut frame) in made {
            frame.rechunk_mut();
            tables.entry(table).or_insert(frame);
        }
        Ok(())
    }
}

fn tables_of(batch: &Batch, wanted: TableSet) -> PolarsResult<BTreeMap<Table, DataFrame>> {
    wanted.iter().map(|t| Ok((t, frame(t, &batch.coded, &batch.problems)?))).collect()
}

/// The tables that one pass makes when `table` is asked for: those that its findings rest on come at no cost.
fn made_with(table: Table) -> TableSet {
    match table {
        Table::Articles | Table::Sentences => TableSet::of(&[Table::Articles, Table::Sentences]),
        Table::Times => TableSet::of(&[Table::Articles, Table::Sentences, Table::Times]),
        Table::Quotes => {
            TableSet::of(&[Table::Articles, Table::Sentences, Table::Times, Table::Quotes])
        }
        // The parties to events are mentions and entities. The problems are those of all the work there is, whatever was asked
        // for first.
        Table::Mentions | Table::Entities | Table::Events | Table::Meetings | Table::Problems => {
            TableSet::all()
        }
    }
}

#[pymethods]
impl Corpus {
    fn __len__(&self) -> usize {
        self.articles.len()
    }

    /// One table, made when it is asked for the first time.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Frame> {
        let table = name.parse().map_err(Error::from)?;
        if self.made(table).is_none() {
            self.make(py, made_with(table))?;
        }
        Ok(Frame::new(self.made(table).unwrap_or_default()))
    }

    /// The article at `index`, coded.
    fn article(&self, py: Python<'_>, index: usize) -> PyResult<Coded> {
        let article = self.articles.get(index).ok_or_else(|| PyIndexError::new_err(index))?;
        let article = (**article).clone();
        let pipeline = self.settings.pipeline()?;
        py.detach(|| Ok(Coded::new(pipeline.code(article, TableSet::all()))))
    }

    /// A corpus of the articles at `indices`. Problems of reading stay with the whole.
    fn take(&self, py: Python<'_>, indices: Vec<usize>) -> PyResult<Self> {
        let article =
            |i: usize| self.articles.get(i).cloned().ok_or_else(|| PyIndexError::new_err(i));
        let articles = indices.into_iter().map(article).collect::<PyResult<_>>()?;
        Ok(Self::new(articles, Vec::new(), self.settings.clone_ref(py)))
    }

    /// The titles of the first `n` articles, for display.
    fn titles(&self, n: usize) -> Vec<Option<String>> {
        self.articles.iter().take(n).map(|a| a.title.clone()).collect()
    }

    /// How many things went wrong in reading.
    fn n_reading_problems(&self) -> usize {
        self.problems.len()
    }
}
