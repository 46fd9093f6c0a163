//! Reading gold files.

use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;
use std::io::Read;
use std::path::Path;

/// A gold file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The gold file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A line does not fit the schema of the task.
    #[error("{path}, line {line}: {message}")]
    Schema {
        /// The gold file.
        path: String,
        /// Line number, from 1.
        line: usize,
        /// What is wrong and what is wanted.
        message: String,
    },
}

pub(crate) fn read_text(path: &Path) -> Result<String, GoldError> {
    std::fs::read_to_string(path)
        .map_err(|source| GoldError::Unreadable { path: path.display().to_string(), source })
}

/// Reads a text file; one whose name ends in `.gz` is unpacked.
pub(crate) fn read_packed_text(path: &Path) -> Result<String, GoldError> {
    if path.extension().is_none_or(|e| e != "gz") {
        return read_text(path);
    }
    let unreadable = |source| GoldError::Unreadable { path: path.display().to_string(), source };
    let mut text = String::new();
    let mut file = MultiGzDecoder::new(std::fs::File::open(path).map_err(unreadable)?);
    file.read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}

/// Reads a JSONL file, one record a line.
pub(crate) fn read_jsonl<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, GoldError> {
    let text = read_text(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(i, line)| {
            serde_json::from_str(line).map_err(|e| GoldError::Schema {
                path: path.display().to_string(),
                line: i + 1,
                message: e.to_string(),
            })
        })
        .collect()
}
