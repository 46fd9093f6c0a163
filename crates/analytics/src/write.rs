//! Tables as files. A file appears under its name when it is whole, never before.

use crate::cells::nested_as_json;
use detente_model::Table;
use polars::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Apache Parquet, compressed with Zstandard.
    Parquet,
    /// Comma-separated values, UTF-8, with a header; lists and structs are JSON, null is the empty field.
    Csv,
    /// JSON, a row a line.
    Jsonl,
    /// Arrow IPC, also called Feather 2.
    Arrow,
}

/// A name that is not a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format `{0}`; the formats are parquet, csv, jsonl, arrow")]
pub struct UnknownFormat(pub String);

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Parquet, Self::Csv, Self::Jsonl, Self::Arrow];

    /// The name, which is also the ending of its files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Arrow => "arrow",
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|f| f.as_str() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A file that could not be written. Nothing is left under its name.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot be written: {source}", path = path.display())]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub source: std::io::Error,
}

/// Writes every table to `folder` (made when missing) as `<table>.<format>`, over whatever stood there.
///
/// # Errors
/// When a file cannot be written; tables before it are whole.
pub fn write_tables<'a>(
    folder: &Path,
    tables: impl IntoIterator<Item = (Table, &'a DataFrame)>,
    format: Format,
) -> Result<Vec<PathBuf>, WriteError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| WriteError { path: folder.to_owned(), source })?;
    let mut written = Vec::new();
    for (table, frame) in tables {
        let path = folder.join(format!("{table}.{}", format.as_str()));
        write_frame(frame, &path, format)?;
        written.push(path);
    }
    Ok(written)
}

/// Writes a frame to `path`, over whatever stood there.
///
/// # Errors
/// When the file cannot be written.
pub fn write_frame(frame: &DataFrame, path: &Path, format: Format) -> Result<(), WriteError> {
    replace_file(path, |file| {
        encode(frame, file, format).map_err(|error| match error {
            PolarsError::IO { error, .. } => std::io::Error::new(error.kind(), error.to_string()),
            other => std::io::Error::other(other.to_string()),
        })
    })
}

/// Lets `write` fill a file beside `path`, and gives it that name when it is safely on disk.
pub(crate) fn replace_file(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
) -> Result<(), WriteError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let fill = || {
        let mut file = BufWriter::new(File::create(&part)?);
        write(&mut file)?;
        file.flush()?;
        file.get_ref().sync_all()?;
        std::fs::rename(&part, path)
    };
    fill().map_err(|source| {
        // What is left of a failed write is of no use; that it cannot be removed either is not the user's first worry.
        let _ = std::fs::remove_file(&part);
        WriteError { path: path.to_owned(), source }
    })
}

fn encode(frame: &DataFrame, file: &mut BufWriter<File>, format: Format) -> PolarsResult<()> {
    match format {
        Format::Parquet => {
            ParquetWriter::new(file).finish(&mut frame.clone())?;
        }
        Format::Csv => CsvWriter::new(file)
            .with_datetime_format(Some("%Y-%m-%dT%H:%M:%SZ".into()))
            .finish(&mut nested_as_json(frame)?)?,
        Format::Jsonl => JsonWriter::new(file)
            .with_json_format(JsonFormat::JsonLines)
            .finish(&mut frame.clone())?,
        Format::Arrow => IpcWriter::new(file)
            .with_compat_level(CompatLevel::oldest())
            .finish(&mut frame.clone())?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame;

    #[test]
    fn every_format_writes_every_table_even_without_rows() {
        let folder = tempfile::tempdir().unwrap();
        for format in Format::ALL {
            let frames: Vec<_> =
                Table::ALL.iter().map(|&t| (t, frame(t, &[], &[]).unwrap())).collect();
            let written =
                write_tables(folder.path(), frames.iter().map(|(t, f)| (*t, f)), format).unwrap();
            assert_eq!(written.len(), Table::ALL.len());
        }
        let part = |p: &PathBuf| p.extension().is_some_and(|e| e == "part");
        let files = std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().path());
        assert_eq!(files.filter(part).count(), 0);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_part() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.csv");
        std::fs::write(&path, "old").unwrap();
        let failed = replace_file(&path, |file| {
            file.write_all(b"half")?;
            Err(std::io::Error::other("disk full"))
        });
        assert!(failed.unwrap_err().to_string().contains("disk full"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
