//! Tables to files.

use crate::arrow::frame_from_python;
use crate::error::Error;
use detente_analytics::{Format, write_tables};
use detente_model::Table;
use pyo3::prelude::*;
use std::path::PathBuf;

/// Writes named tables to a folder and returns the paths.
#[pyfunction]
pub fn write(
    py: Python<'_>,
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
    let written = py.detach(|| write_tables(&folder, tables.iter().map(|(t, f)| (*t, f)), format));
    Ok(written.map_err(Error::from)?)
}
