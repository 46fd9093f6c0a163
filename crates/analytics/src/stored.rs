//! Tables read back from an output folder.

use crate::write::Format;
use detente_model::Table;
use polars::prelude::*;
use std::fs::File;
use std::path::{Path, PathBuf};

/// An output folder that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such folder.
    #[error("{folder}: no such folder", folder = folder.display())]
    MissingFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// A table in a format that does not keep its types.
    #[error(
        "{path}: only Parquet and Arrow files keep the types of the columns; write the output in one of the two",
        path = path.display()
    )]
    Format {
        /// The file, or the folder of its parts.
        path: PathBuf,
    },
    /// A folder that cannot be listed.
    #[error("{path}: cannot be read: {source}", path = path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A damaged file, or parts that do not fit together.
    #[error("{path}: cannot be read: {source}", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        source: PolarsError,
    },
}

/// A table of an output folder: `<table>.parquet`, or all parts of the folder `<table>`; Arrow files likewise. `None`
/// where the output does not have the table.
///
/// # Errors
/// When the folder is missing, or a file of the table cannot be read.
pub fn read_table(folder: &Path, table: Table) -> Result<Option<DataFrame>, ReadError> {
    if !folder.is_dir() {
        return Err(ReadError::MissingFolder { folder: folder.to_owned() });
    }
    let mut whole: Option<DataFrame> = None;
    for (path, format) in files(folder, table)? {
        let damaged = |source| ReadError::Damaged { path: path.clone(), source };
        let part = read_file(&path, format).map_err(damaged)?;
        match &mut whole {
            Some(whole) => {
                whole.vstack_mut_owned(part).map_err(damaged)?;
            }
            None => whole = Some(part),
        }
    }
    Ok(whole)
}

/// The files of a table, in the order of its rows.
fn files(folder: &Path, table: Table) -> Result<Vec<(PathBuf, Format)>, ReadError> {
    let parts = folder.join(table.as_str());
    let mut paths: Vec<PathBuf> =
        Format::ALL.map(|f| folder.join(format!("{table}.{}", f.as_str()))).into();
    paths.retain(|path| path.is_file());
    if parts.is_dir() {
        let io = |source| ReadError::Io { path: parts.clone(), source };
        for entry in std::fs::read_dir(&parts).map_err(io)? {
            paths.push(entry.map_err(io)?.path());
        }
        paths.sort();
    }
    let ending = |path: &Path| path.extension()?.to_str()?.parse::<Format>().ok();
    let files = paths.into_iter().filter_map(|path| Some((ending(&path)?, path)));
    let files: Vec<_> = files
        .map(|(format, path)| match format {
            Format::Parquet | Format::Arrow => Ok((path, format)),
            Format::Csv | Format::Jsonl => Err(ReadError::Format { path }),
        })
        .collect();
    // Where a table was written in several formats, one that can be read will do.
    if files.iter().any(Result::is_ok) {
        let first = files.iter().flatten().next().map(|(_, format)| *format);
        return Ok(files.into_iter().flatten().filter(|(_, f)| Some(*f) == first).collect());
    }
    files.into_iter().collect()
}

fn read_file(path: &Path, format: Format) -> PolarsResult<DataFrame> {
    let file = File::open(path)?;
    match format {
        Format::Arrow => IpcReader::new(file).finish(),
        _ => ParquetReader::new(file).finish(),
    }
}
