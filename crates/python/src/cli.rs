//! The `detente` program.

use pyo3::prelude::*;
use std::ffi::OsString;

/// Runs the program with `arguments`, its own name first, and returns its exit code.
#[pyfunction]
pub fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| detente::cli::main(arguments))
}
