//! How far a run has come, so that an interrupted one goes on where it stopped.

use crate::analytics::OutputFile;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// The state of a run, kept as `progress.json` in its output folder.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct Progress {
    /// The version of detente that wrote the folder.
    version: String,
    /// What decides, beside the input, what the files hold.
    options: Map<String, Value>,
    /// The fingerprints of the batches that are written, in order.
    batches: Vec<u64>,
    /// The files of those batches.
    files: Vec<OutputFile>,
    /// Whether the input has been read to its end.
    pub(super) complete: bool,
}

/// A folder that this run cannot go on with.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProgressError {
    #[error("{path}: {source}")]
    Io { path: String, source: std::io::Error },
    #[error(
        "{path} is not the progress of a detente run ({reason}); choose another folder, or give --restart"
    )]
    Unreadable { path: String, reason: String },
    #[error(
        "{path} holds a run with other options or of another version of detente ({found}); \
         choose another folder, or give --restart"
    )]
    OtherRun { path: String, found: String },
    #[error(
        "the input has changed since {path} was written: batch {batch} is another; \
         choose another folder, or give --restart"
    )]
    OtherInput { path: String, batch: usize },
}

impl Progress {
    /// The progress of the run in `folder`, or of a new one.
    pub(super) fn open(
        folder: &Path,
        options: Map<String, Value>,
        restart: bool,
    ) -> Result<Self, ProgressError> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let fresh =
            Self { version, options, batches: Vec::new(), files: Vec::new(), complete: false };
        let path = file(folder);
        if restart || !path.exists() {
            return Ok(fresh);
        }
        let text = std::fs::read_to_string(&path).map_err(|source| io(&path, source))?;
        let old: Self = serde_json::from_str(&text).map_err(|e| ProgressError::Unreadable {
            path: path.display().to_string(),
            reason: e.to_string(),
        })?;
        if (&old.version, &old.options) != (&fresh.version, &fresh.options) {
            let found = format!("{} {}", old.version, Value::from(old.options));
            return Err(ProgressError::OtherRun { path: path.display().to_string(), found });
        }
        Ok(old)
    }

    /// Whether `folder` holds a run that stopped before its end.
    pub(super) fn is_unfinished(folder: &Path) -> bool {
        let text = std::fs::read_to_string(file(folder)).unwrap_or_default();
        serde_json::from_str::<Self>(&text).is_ok_and(|progress| !progress.complete)
    }

    /// How many batches are written.
    pub(super) fn batches(&self) -> usize {
        self.batches.len()
    }

    /// Checks that batch number `batch` of the input is the one that was written.
    pub(super) fn check(
        &self,
        folder: &Path,
        batch: usize,
        fingerprint: Option<u64>,
    ) -> Result<(), ProgressError> {
        if self.batches.get(batch).copied() == fingerprint {
            return Ok(());
        }
        Err(ProgressError::OtherInput { path: file(folder).display().to_string(), batch })
    }

    /// The files that are written.
    pub(super) fn files(&self) -> &[OutputFile] {
        &self.files
    }

    /// Notes that a batch is written.
    pub(super) fn push(
        &mut self,
        folder: &Path,
        fingerprint: u64,
        files: Vec<OutputFile>,
    ) -> Result<(), ProgressError> {
        self.batches.push(fingerprint);
        self.files.extend(files);
        self.save(folder)
    }

    /// Notes that the input has ended.
    pub(super) fn finish(&mut self, folder: &Path) -> Result<(), ProgressError> {
        self.complete = true;
        self.save(folder)
    }

    fn save(&self, folder: &Path) -> Result<(), ProgressError> {
        let path = file(folder);
        let text = serde_json::to_string(self).map_err(|e| io(&path, std::io::Error::other(e)))?;
        let temporary = path.with_extension("json.part");
        std::fs::write(&temporary, text).map_err(|source| io(&temporary, source))?;
        std::fs::rename(&temporary, &path).map_err(|source| io(&path, source))
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("progress.json")
}

fn io(path: &Path, source: std::io::Error) -> ProgressError {
    ProgressError::Io { path: path.display().to_string(), source }
}
