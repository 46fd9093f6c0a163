//! How to cite detente.

use crate::error::Error;
use detente::output::{Provenance, bibtex, citation};
use pyo3::prelude::*;

/// The reference, as a sentence or as BibTeX.
#[pyfunction]
pub fn cite(style: &str) -> PyResult<String> {
    match style {
        "text" => Ok(citation(&Provenance::embedded())),
        "bibtex" => Ok(bibtex(&Provenance::embedded())),
        other => {
            let message = format!("there is no style `{other}`; the styles are text and bibtex");
            Err(Error::input(message).into())
        }
    }
}
