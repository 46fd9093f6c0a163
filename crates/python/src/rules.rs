//! An analyst's own rules.

use crate::error::Error;
use detente_extract::Rules as Folder;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// The rules of a folder, read once.
#[pyclass(frozen, module = "detente._detente")]
pub struct Rules(pub Arc<Folder>);

#[pymethods]
impl Rules {
    #[new]
    fn new(py: Python<'_>, folder: PathBuf) -> PyResult<Self> {
        let read = py.detach(|| Folder::from_folder(folder)).map_err(Error::from)?;
        Ok(Self(Arc::new(read)))
    }
}
