//! Scores against a hand-coded sample.

use crate::error::Error;
use crate::knowledge::pipeline;
use detente_evaluate::Task;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;

/// The names of the tasks.
#[pyfunction]
pub fn tasks() -> Vec<&'static str> {
    Task::ALL.map(Task::as_str).to_vec()
}

/// Scores one task.
#[pyfunction]
pub fn evaluate<'py>(py: Python<'py>, task: &str, gold: PathBuf) -> PyResult<Bound<'py, PyDict>> {
    if !gold.exists() {
        return Err(
            Error::missing(format!("{}: no such gold file or folder", gold.display())).into()
        );
    }
    let task: Task = task.parse().map_err(Error::from)?;
    let pipeline = pipeline()?;
    let report = py.detach(|| task.score(&gold, &pipeline)).map_err(Error::from)?;
    let metrics = PyDict::new(py);
    for (name, value) in &report.metrics {
        metrics.set_item(name, value)?;
    }
    let out = PyDict::new(py);
    out.set_item("task", report.task)?;
    out.set_item("gold", report.gold)?;
    out.set_item("records", report.records)?;
    out.set_item("metrics", metrics)?;
    out.set_item("seconds", report.seconds)?;
    out.set_item("worst", report.worst)?;
    Ok(out)
}
