//! What has changed between two outputs.

use crate::arrow::{Frame, frame_from_python};
use crate::error::Error;
use detente::output::{self, Made};
use detente_model::Table;
use pyo3::prelude::*;
use std::path::PathBuf;

/// A table of an output folder; `None` where it does not have it.
#[pyfunction]
pub fn read_table(py: Python<'_>, folder: PathBuf, name: &str) -> PyResult<Option<Frame>> {
    let table: Table = name.parse().map_err(Error::from)?;
    let read = py.detach(|| detente_analytics::read_table(&folder, table)).map_err(Error::from)?;
    Ok(read.map(Frame::new))
}

/// Why the tables of a folder may be other than one thinks: that another version made them is a reason unless
/// `any_version` will do.
#[pyfunction]
pub fn doubt(folder: PathBuf, any_version: bool) -> Option<String> {
    if any_version {
        return Made::read(&folder).err().map(|error| error.to_string());
    }
    output::doubt(&folder)
}

/// The rows of a table that were added, removed or changed.
#[pyfunction]
pub fn diff(
    py: Python<'_>,
    name: &str,
    old: &Bound<'_, PyAny>,
    new: &Bound<'_, PyAny>,
) -> PyResult<Frame> {
    let table: Table = name.parse().map_err(Error::from)?;
    let (old, new) = (frame_from_python(old)?, frame_from_python(new)?);
    let found = py.detach(|| detente_analytics::diff(table, &old, &new)).map_err(Error::from)?;
    Ok(Frame::new(found))
}
