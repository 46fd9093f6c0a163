//! One coded article.

use crate::arrow::Frame;
use crate::error::Error;
use detente_analytics::{frame, tokens};
use detente_model::{CodedArticle, Section};
use pyo3::prelude::*;

#[pyclass(frozen, module = "detente._detente")]
pub struct Coded(CodedArticle);

impl Coded {
    pub fn new(coded: CodedArticle) -> Self {
        Self(coded)
    }
}

#[pymethods]
impl Coded {
    /// One table of this article.
    fn table(&self, name: &str) -> PyResult<Frame> {
        let table = name.parse().map_err(Error::from)?;
        let frame = frame(table, std::slice::from_ref(&self.0), &[]).map_err(Error::from)?;
        Ok(Frame::new(frame))
    }

    /// Its words.
    fn tokens(&self) -> PyResult<Frame> {
        Ok(Frame::new(tokens(&self.0).map_err(Error::from)?))
    }

    #[getter]
    fn id(&self) -> &str {
        self.0.article.id.as_str()
    }

    #[getter]
    fn text(&self) -> &str {
        &self.0.article.text
    }

    #[getter]
    fn title(&self) -> Option<&str> {
        self.0.article.title.as_deref()
    }

    #[getter]
    fn paragraphs(&self) -> Vec<&str> {
        self.0.article.section(Section::Body).collect()
    }

    #[getter]
    fn source(&self) -> &str {
        &self.0.article.source
    }
}
