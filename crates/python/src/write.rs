//! Tables to files, with what made them.

use crate::arrow::frame_from_python;
use crate::corpus::Corpus;
use crate::error::Error;
use detente::output::{self, Provenance};
use detente_analytics::{Format, write_tables};
use detente_model::Table;
use pyo3::prelude::*;
use std::path::PathBuf;

/// Writes named tables of `corpus` to a folder and returns the paths.
#[pyfunction]
pub fn write(
    py: Python<'_>,
    corpus: &Corpus,
    folder: PathBuf,
    tables: Vec<(String, Bound<'_, PyAny>)>,
    format: &str,
) -> PyResult<Vec<PathBuf>> {
    let format: Format = format.parse().map_err(Error::from)?;
    let tables = tables
        .iter()
        .map(|(name, frame)| {
            let table: Table = name.parse().map_err(Error::from)?;
            Ok((table, frame_from_python(frame)?))
        })
        .collect::<PyResult<Vec<_>>>()?;
    let settings = corpus.settings();
    let (pipeline, options) = (settings.pipeline()?, settings.options(format));
    let files = py.detach(|| {
        output::unseal(&folder)?;
        let files = write_tables(&folder, tables.iter().map(|(t, f)| (*t, f)), format)?;
        output::seal(&folder, &Provenance::of(&pipeline), &options, format, &files)?;
        Ok(files)
    });
    let files = files.map_err(|error: detente_analytics::WriteError| Error::from(error))?;
    Ok(files.into_iter().map(|file| folder.join(file.path)).collect())
}
