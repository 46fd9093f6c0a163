//! The Python extension module `detente._detente`: conversions and the interpreter lock, no logic.
//!
//! One file a verb. Every function converts its arguments, releases the interpreter, calls the Rust crates and converts
//! back. Frames cross as Arrow streams: see `arrow.rs`.

// Python sees what `#[pyclass]` and `#[pyfunction]` export; the crate itself has no other users.
#![allow(
    unreachable_pub,
    reason = "the extension module exports through pyo3, not through Rust visibility"
)]

mod analyse;
mod arrow;
mod atlas;
mod cite;
mod cli;
mod coded;
mod corpus;
mod diff;
mod dyads;
mod error;
mod evaluate;
mod knowledge;
mod network;
mod parse;
mod read;
mod record;
mod report;
mod rules;
mod run;
mod schema;
mod stories;
mod write;

use pyo3::prelude::*;

/// What `detente` is made of. Private: use the functions of `detente`.
#[pymodule]
mod _detente {
    #[pymodule_export]
    use super::analyse::analyse;
    #[pymodule_export]
    use super::arrow::Frame;
    #[pymodule_export]
    use super::atlas::Atlas;
    #[pymodule_export]
    use super::cite::cite;
    #[pymodule_export]
    use super::cli::main;
    #[pymodule_export]
    use super::coded::Coded;
    #[pymodule_export]
    use super::corpus::Corpus;
    #[pymodule_export]
    use super::diff::{diff, doubt, read_table};
    #[pymodule_export]
    use super::dyads::{dyads, scale_coverage, shifts, stances, timeline};
    #[pymodule_export]
    use super::evaluate::{evaluate, tasks};
    #[pymodule_export]
    use super::network::{Network, network, network_slices, statements, who_met_whom};
    #[pymodule_export]
    use super::parse::parse;
    #[pymodule_export]
    use super::read::{read_bytes, read_frame, read_paths, read_records};
    #[pymodule_export]
    use super::report::{report_folder, report_needs, report_tables};
    #[pymodule_export]
    use super::rules::Rules;
    #[pymodule_export]
    use super::run::run;
    #[pymodule_export]
    use super::schema::{empty, schema};
    #[pymodule_export]
    use super::stories::stories;
    #[pymodule_export]
    use super::write::write;

    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "Python's own name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
