//! Tables without rows.

use crate::arrow::Frame;
use crate::error::Error;
use detente_model::Table;
use polars::prelude::DataFrame;
use pyo3::prelude::*;

/// The table `name` without rows, for its columns and their types.
#[pyfunction]
pub fn empty(name: &str) -> PyResult<Frame> {
    let table: Table = name.parse().map_err(Error::from)?;
    Ok(Frame::new(DataFrame::empty_with_schema(&detente_analytics::schema(table))))
}
