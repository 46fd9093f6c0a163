//! The language stage alone.

use crate::coded::Coded;
use crate::knowledge::pipeline;
use detente_model::Article;
use pyo3::prelude::*;

/// Analyses a text as it stands: sentences, words, syntax and names.
#[pyfunction]
pub fn analyse(py: Python<'_>, text: String) -> PyResult<Coded> {
    let pipeline = pipeline()?;
    py.detach(|| {
        let article = Article::from_text(text, None);
        let analysis = pipeline.analyser().analyse(&article);
        Ok(Coded::analysed(article, analysis))
    })
}
