//! One article, coded when one of its tables is asked for.

use crate::arrow::Frame;
use crate::error::Error;
use crate::knowledge::Settings;
use detente_analytics::{frame, tokens};
use detente_model::{Analysis, Article, CodedArticle, Findings, Section, TableSet};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::sync::{Arc, OnceLock};

#[pyclass(frozen, module = "detente._detente")]
pub struct Coded {
    article: Arc<Article>,
    settings: Settings,
    coded: OnceLock<CodedArticle>,
}

impl Coded {
    pub fn new(article: Arc<Article>, settings: Settings) -> Self {
        Self { article, settings, coded: OnceLock::new() }
    }

    /// An article of which nothing but its language is known.
    pub fn analysed(article: Article, analysis: Analysis) -> Self {
        let findings = Findings::default();
        let coded =
            CodedArticle { article: article.clone(), analysis, findings, duplicate_of: None };
        Self {
            article: Arc::new(article),
            settings: Settings::default(),
            coded: OnceLock::from(coded),
        }
    }

    fn coded(&self, py: Python<'_>) -> PyResult<&CodedArticle> {
        if let Some(coded) = self.coded.get() {
            return Ok(coded);
        }
        let pipeline = self.settings.pipeline()?;
        let code = || pipeline.code((*self.article).clone(), TableSet::all());
        Ok(py.detach(|| self.coded.get_or_init(code)))
    }
}

#[pymethods]
impl Coded {
    /// An article from what [`Coded::__getnewargs__`] gave.
    #[new]
    fn restore(article: &[u8], settings: Settings) -> PyResult<Self> {
        let article: Article = serde_json::from_slice(article).map_err(Error::pickle)?;
        Ok(Self::new(Arc::new(article), settings))
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyBytes>, Settings)> {
        let state = serde_json::to_vec(&*self.article).map_err(Error::pickle)?;
        Ok((PyBytes::new(py, &state), self.settings.clone_ref(py)))
    }

    /// One table of this article.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Frame> {
        let table = name.parse().map_err(Error::from)?;
        let coded = std::slice::from_ref(self.coded(py)?);
        Ok(Frame::new(frame(table, coded, &[]).map_err(Error::from)?))
    }

    /// Its words.
    fn tokens(&self, py: Python<'_>) -> PyResult<Frame> {
        Ok(Frame::new(tokens(self.coded(py)?).map_err(Error::from)?))
    }

    #[getter]
    fn id(&self) -> &str {
        self.article.id.as_str()
    }

    #[getter]
    fn text(&self) -> &str {
        &self.article.text
    }

    #[getter]
    fn title(&self) -> Option<&str> {
        self.article.title.as_deref()
    }

    #[getter]
    fn paragraphs(&self) -> Vec<&str> {
        self.article.section(Section::Body).collect()
    }

    #[getter]
    fn source(&self) -> &str {
        &self.article.source
    }
}
