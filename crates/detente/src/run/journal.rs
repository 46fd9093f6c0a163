//! How far a run has come, so that an interrupted one goes on where it stopped.

use crate::analytics::{OutputFile, sync_folder};
use crate::model::Table;
use crate::output::Provenance;
use crate::parse::MissingSource;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The name of the file.
const JOURNAL: &str = "progress.jsonl";

/// A line of the journal. Lines are added and never changed, so that a step takes as long in a run of a million batches as
/// in one of two; what a line says has happened is on disk before it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// What decides, beside the input, what the files hold: versions, hashes and options.
    Run(Map<String, Value>),
    /// Files of the input, in the order in which they are read, after those named before.
    Input(Vec<String>),
    /// A batch that is written.
    Batch(WrittenBatch),
    /// The batches from this number on are given up: their input has changed.
    Redo(usize),
    /// The input has been read to its end; batches may follow, when more of it came.
    Complete(bool),
}

/// A batch that is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct WrittenBatch {
    /// How many articles and problems of reading came in.
    pub(super) items: usize,
    /// Articles that were coded.
    pub(super) articles: usize,
    /// The hash of what came in.
    pub(super) fingerprint: u64,
    /// Its files.
    pub(super) files: Vec<OutputFile>,
}

impl WrittenBatch {
    /// The rows of its table of problems.
    pub(super) fn problems(&self) -> usize {
        let told = self.files.iter().filter(|file| file.table == Table::Problems);
        told.map(|file| file.rows).sum()
    }
}

/// The journal of a run, kept as `progress.jsonl` in its output folder and locked while it is open.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    /// Files of the input that were read, or about to be, when the run was interrupted or ended.
    pub(super) input: Vec<String>,
    /// The batches that are written, in order.
    pub(super) batches: Vec<WrittenBatch>,
    /// Whether the input has been read to its end.
    pub(super) complete: bool,
    /// Whether the folder had a journal.
    pub(super) found: bool,
}

/// A folder that this run cannot go on with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The journal cannot be read or written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The journal.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another process writes to the folder.
    #[error("{path} is in use: another run writes to this folder", path = path.display())]
    InUse {
        /// The journal.
        path: PathBuf,
    },
    /// Not a journal.
    #[error(
        "{path} is not the progress of a detente run ({reason}); choose another folder, or start anew",
        path = path.display()
    )]
    Unreadable {
        /// The journal.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A run that made other tables.
    #[error(
        "{path} holds a run with other options or of another version of detente ({found}); \
         give these again, choose another folder, or start anew",
        path = path.display()
    )]
    OtherRun {
        /// The journal.
        path: PathBuf,
        /// Versions and options that differ, as they were.
        found: String,
    },
    /// A file of the output that is gone, or not what was written.
    #[error(
        "{path} {what}: the folder is not whole; \
         bring the file back, choose another folder, or start anew",
        path = path.display()
    )]
    OtherOutput {
        /// The file.
        path: PathBuf,
        /// How it differs.
        what: String,
    },
    /// Input that is no longer there.
    #[error(
        "the input has changed since {path} was written: {what}; \
         bring it back, choose another folder, or start anew",
        path = path.display()
    )]
    OtherInput {
        /// The journal.
        path: PathBuf,
        /// What is gone.
        what: String,
    },
    /// Input that is not what it was.
    #[error(
        "the input has changed since {path} was written: batch {batch} is another{files}; \
         code again from that batch on, choose another folder, or start anew",
        path = path.display(), files = listed(modified)
    )]
    OtherBatch {
        /// The journal.
        path: PathBuf,
        /// The number of the first batch that is another.
        batch: usize,
        /// The files of the input that were written to since.
        modified: Vec<String>,
    },
}

impl JournalError {
    /// Whether [`Run::restart`](super::Run::restart) helps.
    #[must_use]
    pub const fn can_restart(&self) -> bool {
        !matches!(self, Self::Io { .. } | Self::InUse { .. })
    }

    /// Whether [`Run::redo`](super::Run::redo) helps.
    #[must_use]
    pub const fn can_redo(&self) -> bool {
        matches!(self, Self::OtherBatch { .. })
    }
}

fn listed(files: &[String]) -> String {
    const SHOWN: usize = 5;
    match files.split_at_checked(SHOWN) {
        _ if files.is_empty() => String::new(),
        Some((first, more)) if !more.is_empty() => {
            format!(" (modified since: {} and {} more)", first.join(", "), more.len())
        }
        _ => format!(" (modified since: {})", files.join(", ")),
    }
}

impl Journal {
    /// The journal in `folder`, or a new one. `restart` empties it.
    pub(super) fn open(
        folder: &Path,
        made_by: &Provenance,
        options: &Map<String, Value>,
        restart: bool,
    ) -> Result<Self, JournalError> {
        let path = folder.join(JOURNAL);
        let io = |source| JournalError::Io { path: path.clone(), source };
        let found = path.exists();
        let file =
            OpenOptions::new().create(true).read(true).append(true).open(&path).map_err(io)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(JournalError::InUse { path }),
            // Some network file systems have no locks: that is no reason not to work there.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let mut journal =
            Self { path, file, input: Vec::new(), batches: Vec::new(), complete: false, found };
        let run = Self::run(made_by, options).map_err(|e| journal.io(e.into()))?;
        let found = if restart { None } else { journal.read()? };
        match found {
            Some(found) if found != run => Err(journal.other(&found, &run)),
            Some(_) => Ok(journal),
            None => {
                journal.file.set_len(0).map_err(|e| journal.io(e))?;
                journal.add(&Line::Run(run))?;
                sync_folder(folder).map_err(|e| journal.io(e))?;
                Ok(journal)
            }
        }
    }

    fn run(
        made_by: &Provenance,
        options: &Map<String, Value>,
    ) -> serde_json::Result<Map<String, Value>> {
        let mut run = Map::new();
        run.insert("made_by".into(), serde_json::to_value(made_by)?);
        run.insert("options".into(), options.clone().into());
        Ok(run)
    }

    /// Takes in all whole lines and returns the first. What a crash left of a line is cut off: it was never reported.
    fn read(&mut self) -> Result<Option<Map<String, Value>>, JournalError> {
        let mut text = Vec::new();
        self.file.rewind().map_err(|e| self.io(e))?;
        self.file.read_to_end(&mut text).map_err(|e| self.io(e))?;
        let whole = text.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        if whole < text.len() {
            self.file.set_len(whole as u64).map_err(|e| self.io(e))?;
        }
        let mut run = None;
        for (number, line) in text[..whole].split_inclusive(|&byte| byte == b'\n').enumerate() {
            let unreadable = |reason: &dyn std::fmt::Display| JournalError::Unreadable {
                path: self.path.clone(),
                reason: format!("line {}: {reason}", number + 1),
            };
            match serde_json::from_slice(line).map_err(|e| unreadable(&e))? {
                Line::Run(first) if number == 0 => run = Some(first),
                _ if run.is_none() => return Err(unreadable(&"no run begins here")),
                Line::Run(_) => return Err(unreadable(&"a second run")),
                Line::Input(names) => self.input.extend(names),
                Line::Batch(batch) => self.batches.push(batch),
                Line::Redo(from) => self.batches.truncate(from),
                Line::Complete(_) => {}
            }
            self.complete = is_complete(line);
        }
        Ok(run)
    }

    fn other(&self, found: &Map<String, Value>, run: &Map<String, Value>) -> JournalError {
        let mut told = Vec::new();
        for (part, found) in found {
            let now = run.get(part);
            for (name, value) in found.as_object().into_iter().flatten() {
                if now.and_then(|now| now.get(name)) != Some(value) {
                    told.push(format!("{name} {value}"));
                }
            }
        }
        if told.is_empty() {
            told.push("fewer of them".to_owned());
        }
        JournalError::OtherRun { path: self.path.clone(), found: told.join(", ") }
    }

    /// The error that the input of a batch is not what it was.
    pub(super) fn changed(&self, batch: usize) -> JournalError {
        let written = self.batches[batch].files.iter().filter_map(|file| {
            std::fs::metadata(self.path.with_file_name(&file.path)).ok()?.modified().ok()
        });
        let written = written.min();
        let later = |name: &&String| {
            let modified = std::fs::metadata(name).and_then(|file| file.modified());
            modified.ok().zip(written).is_some_and(|(modified, written)| modified > written)
        };
        let modified = self.input.iter().filter(later).cloned().collect();
        JournalError::OtherBatch { path: self.path.clone(), batch, modified }
    }

    /// The error that a file is gone.
    pub(super) fn missing(&self, missing: &MissingSource) -> JournalError {
        JournalError::OtherInput { path: self.path.clone(), what: missing.to_string() }
    }

    /// How many articles are written.
    pub(super) fn articles(&self) -> usize {
        self.batches.iter().map(|batch| batch.articles).sum()
    }

    /// The files that are written.
    pub(super) fn files(&self) -> Vec<OutputFile> {
        self.batches.iter().flat_map(|batch| batch.files.iter().cloned()).collect()
    }

    /// Notes the files of the input, of which the first are known.
    pub(super) fn note_input(&mut self, names: &[String]) -> Result<(), JournalError> {
        let added = names.get(self.input.len()..).unwrap_or_default();
        if added.is_empty() {
            return Ok(());
        }
        self.add(&Line::Input(added.to_vec()))?;
        self.input.extend_from_slice(added);
        Ok(())
    }

    /// Notes that a batch is written.
    pub(super) fn note_batch(&mut self, batch: WrittenBatch) -> Result<(), JournalError> {
        self.add(&Line::Batch(batch.clone()))?;
        self.batches.push(batch);
        self.complete = false;
        Ok(())
    }

    /// Notes that the batches from number `from` on are given up.
    pub(super) fn note_redo(&mut self, from: usize) -> Result<(), JournalError> {
        self.add(&Line::Redo(from))?;
        self.batches.truncate(from);
        self.complete = false;
        Ok(())
    }

    /// Notes that the input has ended.
    pub(super) fn note_end(&mut self) -> Result<(), JournalError> {
        if !self.complete {
            self.add(&Line::Complete(true))?;
            self.complete = true;
        }
        Ok(())
    }

    fn add(&self, line: &Line) -> Result<(), JournalError> {
        let mut text = serde_json::to_vec(line).map_err(|e| self.io(e.into()))?;
        text.push(b'\n');
        (&self.file).write_all(&text).map_err(|e| self.io(e))?;
        self.file.sync_data().map_err(|e| self.io(e))
    }

    fn io(&self, source: std::io::Error) -> JournalError {
        JournalError::Io { path: self.path.clone(), source }
    }
}

fn is_complete(line: &[u8]) -> bool {
    matches!(serde_json::from_slice(line), Ok(Line::Complete(true)))
}

/// Whether `folder` holds a run that stopped before its end, or is still under way.
#[must_use]
pub fn is_unfinished(folder: &Path) -> bool {
    let text = std::fs::read(folder.join(JOURNAL)).unwrap_or_default();
    text.split(|&byte| byte == b'\n')
        .rfind(|line| !line.is_empty())
        .is_some_and(|line| !is_complete(line))
}
