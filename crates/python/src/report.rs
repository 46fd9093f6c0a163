//! The tables of a corpus as one page.

use crate::arrow::frame_from_python;
use crate::error::Error;
use detente_model::Table;
use detente_report::{NEEDED, page, read_tables, write_page};
use pyo3::prelude::*;
use std::path::PathBuf;

/// Writes the page of a folder of tables.
#[pyfunction]
pub fn report_folder(py: Python<'_>, folder: PathBuf, path: PathBuf, title: &str) -> PyResult<()> {
    let written = py.detach(|| {
        let tables = read_tables(&folder)?;
        Ok::<_, Error>(write_page(&page(&tables, title)?, &path)?)
    });
    Ok(written?)
}

/// Writes the page of named tables.
#[pyfunction]
pub fn report_tables(
    py: Python<'_>,
    tables: Vec<(String, Bound<'_, PyAny>)>,
    path: PathBuf,
    title: &str,
) -> PyResult<()> {
    let named = tables.iter().map(|(name, frame)| {
        let table: Table = name.parse().map_err(Error::from)?;
        Ok((table, frame_from_python(frame)?))
    });
    let tables = named.collect::<PyResult<_>>()?;
    let written = py.detach(|| Ok::<_, Error>(write_page(&page(&tables, title)?, &path)?));
    Ok(written?)
}

/// The names of the tables that a page is made from.
#[pyfunction]
pub fn report_needs() -> Vec<&'static str> {
    NEEDED.iter().map(|table| table.as_str()).collect()
}
