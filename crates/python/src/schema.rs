//! Tables without rows, and their columns.

use crate::arrow::Frame;
use crate::error::Error;
use detente_analytics::describe;
use detente_model::Table;
use polars::prelude::DataFrame;
use pyo3::prelude::*;

/// The table `name` without rows, for its columns and their types.
#[pyfunction]
pub fn empty(name: &str) -> PyResult<Frame> {
    let table: Table = name.parse().map_err(Error::from)?;
    Ok(Frame::new(DataFrame::empty_with_schema(&detente_analytics::schema(table))))
}

/// The columns of the table `name`, a column a row.
#[pyfunction]
pub fn schema(name: &str) -> PyResult<Frame> {
    Ok(Frame::new(describe(name).map_err(Error::from)?))
}
