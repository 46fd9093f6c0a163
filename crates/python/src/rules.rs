//! An analyst's own rules.

use crate::error::Error;
use detente_extract::Rules as Folder;
use pyo3::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The rules of a folder, read once.
#[pyclass(frozen, module = "detente._detente")]
pub struct Rules {
    pub rules: Arc<Folder>,
    folder: PathBuf,
}

#[pymethods]
impl Rules {
    #[new]
    fn new(py: Python<'_>, folder: PathBuf) -> PyResult<Self> {
        let rules = py.detach(|| Folder::from_folder(&folder)).map_err(Error::from)?;
        // Another process may stand elsewhere.
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        Ok(Self { rules: Arc::new(rules), folder })
    }

    /// A pickle names the folder, and is read where it is there too.
    fn __getnewargs__(&self) -> (&Path,) {
        (&self.folder,)
    }
}
