//! The files of the batches.

use super::RunError;
use super::journal::{Journal, JournalError};
use crate::analytics::{Format, OutputFile, WriteError, file_as_it_is, frame, write_table};
use crate::model::{Table, TableSet};
use crate::pipeline::Batch;
use std::path::Path;

/// Writes the tables of batch number `number`.
pub(super) fn write(
    out: &Path,
    number: usize,
    batch: &Batch,
    wanted: TableSet,
    format: Format,
) -> Result<Vec<OutputFile>, RunError> {
    let write = |table: Table| {
        let rows = frame(table, &batch.coded, &batch.problems)?;
        Ok(write_table(out, &format!("{table}/part-{number:05}"), table, &rows, format)?)
    };
    wanted.iter().map(write).collect()
}

/// Whether the files of all batches that are written are there, and hold what was written. What was done to them since, nobody
/// else would notice.
pub(super) fn check(out: &Path, journal: &Journal) -> Result<(), JournalError> {
    for file in journal.batches.iter().flat_map(|batch| &batch.files) {
        let path = out.join(&file.path);
        let what = match file_as_it_is(&path) {
            Ok(found) if found.bytes != file.bytes => {
                format!("has {} bytes where {} were written", found.bytes, file.bytes)
            }
            Ok(found) if found.sha256 != file.sha256 => "has been changed".to_owned(),
            Ok(_) => continue,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => "is gone".to_owned(),
            Err(error) => format!("cannot be read ({error})"),
        };
        return Err(JournalError::OtherOutput { path, what });
    }
    Ok(())
}

/// Removes the files of batches from number `from`: those of an earlier run, or of a batch that a crash cut short, so that
/// none can be taken for one of this run.
pub(super) fn remove(out: &Path, from: usize) -> Result<(), WriteError> {
    for table in Table::ALL {
        let Ok(parts) = std::fs::read_dir(out.join(table.as_str())) else { continue };
        for part in parts.flatten() {
            let path = part.path();
            let number = path.file_name().and_then(|name| number(name.to_str()?));
            if number.is_some_and(|number| number >= from) {
                std::fs::remove_file(&path).map_err(|source| WriteError { path, source })?;
            }
        }
    }
    Ok(())
}

/// The number in the name of a file that [`write`] made, or had begun.
fn number(name: &str) -> Option<usize> {
    name.strip_prefix("part-")?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_batches_are_removed_and_only_the_last() {
        let out = tempfile::tempdir().unwrap();
        let events = out.path().join("events");
        std::fs::create_dir(&events).unwrap();
        let names = ["notes.txt", "part-00000.csv", "part-00001.csv", "part-00001.csv.part"];
        for name in names {
            std::fs::write(events.join(name), "").unwrap();
        }
        remove(out.path(), 1).unwrap();
        let left = names.map(|name| events.join(name).exists());
        assert_eq!(left, [true, true, false, false]);
    }
}
