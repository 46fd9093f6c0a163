//! What lies beside the tables of an output folder: a manifest of what made them, and their description as a data set.

mod cite;
mod manifest;
mod provenance;

pub use cite::{bibtex, citation};
pub use manifest::{MANIFEST, Made, ManifestError, doubt, unseal};
pub use provenance::Provenance;

use crate::analytics::{Format, OutputFile, WriteError, croissant, write_whole};
use serde_json::{Map, Value};
use std::io::Write;
use std::path::Path;

/// Writes `croissant.json` and, last of all, [`MANIFEST`] into a folder whose files are all written. `options` is what
/// decides, beside `made_by`, what the files hold.
///
/// # Errors
/// When one of the two cannot be written.
pub fn seal(
    folder: &Path,
    made_by: &Provenance,
    options: &Map<String, Value>,
    format: Format,
    files: &[OutputFile],
) -> Result<(), WriteError> {
    let mut files: Vec<_> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let described = croissant(&files, format, made_by.version, &citation(made_by));
    write_whole(&folder.join("croissant.json"), |file| {
        serde_json::to_writer_pretty(&mut *file, &described)?;
        writeln!(file)
    })?;
    manifest::write(folder, made_by, options, &files)
}
