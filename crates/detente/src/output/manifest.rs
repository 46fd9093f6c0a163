//! `MANIFEST.json`: what an output folder holds, and what made it.

use super::Provenance;
use crate::analytics::{OutputFile, WriteError, write_whole};
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::Write;
use std::path::Path;

/// The name of the file.
pub const MANIFEST: &str = "MANIFEST.json";

/// What an output folder holds, and what made it. No time of day and no path of the machine stands in it: the same input
/// gives the same manifest.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    /// The version of this form.
    manifest: u32,
    software: &'static str,
    #[serde(flatten)]
    made_by: &'a Provenance,
    /// What else decides what the files hold, as the caller tells it.
    options: &'a Map<String, Value>,
    files: &'a [&'a OutputFile],
}

pub(super) fn write(
    folder: &Path,
    made_by: &Provenance,
    options: &Map<String, Value>,
    files: &[&OutputFile],
) -> Result<(), WriteError> {
    let manifest = Manifest { manifest: 1, software: "detente", made_by, options, files };
    write_whole(&folder.join(MANIFEST), |file| {
        serde_json::to_writer_pretty(&mut *file, &manifest)?;
        writeln!(file)
    })?;
    Ok(())
}

/// Takes the manifest of an earlier output away, before files of the folder are written over: a folder with a manifest is
/// whole.
///
/// # Errors
/// When it cannot be removed.
pub fn unseal(folder: &Path) -> Result<(), WriteError> {
    let path = folder.join(MANIFEST);
    match std::fs::remove_file(&path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(WriteError { path, source })
        }
        _ => Ok(()),
    }
}
