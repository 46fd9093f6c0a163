//! Tables as files.

use crate::cells::nested_as_json;
use crate::whole_file::{HashedFile, WriteError, WrittenFile, sync_folder, write_whole};
use detente_model::Table;
use polars::prelude::*;
use polars_parquet::write::schema_to_metadata_key;
use serde::{Deserialize, Serialize};
use std::path::Path;
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

/// A file of an output folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// Its path within the folder, parted by `/` on every system.
    pub path: String,
    /// The table whose rows it holds.
    pub table: Table,
    /// How many they are.
    pub rows: usize,
    /// The size of the file.
    pub bytes: u64,
    /// The SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
}

/// Writes every table to `folder` (made when missing) as `<table>.<format>`, over whatever stood there.
///
/// # Errors
/// When a file cannot be written; tables before it are whole.
///
/// # Examples
/// ```
/// use detente_analytics::{Format, frame, read_table, write_tables};
/// use detente_model::{Article, Table, TableSet};
/// use detente_pipeline::Pipeline;
///
/// let article = Article::from_text("Kenya thanked Japan for its aid.", None);
/// let coded = [Pipeline::new()?.code(article, TableSet::all())];
/// let (articles, events) = (frame(Table::Articles, &coded, &[])?, frame(Table::Events, &coded, &[])?);
/// let folder = tempfile::tempdir()?;
/// let tables = [(Table::Articles, &articles), (Table::Events, &events)];
/// let written = write_tables(folder.path(), tables, Format::Parquet)?;
/// assert_eq!((written[1].path.as_str(), written[1].rows), ("events.parquet", 1));
/// assert_eq!(read_table(folder.path(), Table::Events)?, Some(events));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_tables<'a>(
    folder: &Path,
    tables: impl IntoIterator<Item = (Table, &'a DataFrame)>,
    format: Format,
) -> Result<Vec<OutputFile>, WriteError> {
    let tables = tables.into_iter();
    tables.map(|(table, frame)| write_table(folder, table.as_str(), table, frame, format)).collect()
}

/// Writes rows of a table to `<name>.<format>` in `folder`, over whatever stood there. Folders are made where they are
/// missing; `name` may have one in it, parted by `/`.
///
/// # Errors
/// When the file cannot be written.
pub fn write_table(
    folder: &Path,
    name: &str,
    table: Table,
    rows: &DataFrame,
    format: Format,
) -> Result<OutputFile, WriteError> {
    let name = format!("{name}.{}", format.as_str());
    let path = folder.join(&name);
    let parent = path.parent().unwrap_or(folder);
    if !parent.is_dir() {
        let failed = |source| WriteError { path: parent.to_owned(), source };
        std::fs::create_dir_all(parent).map_err(failed)?;
        sync_folder(parent.parent().unwrap_or(folder)).map_err(failed)?;
    }
    let WrittenFile { bytes, sha256 } = write_frame(rows, &path, format)?;
    Ok(OutputFile { path: name, table, rows: rows.height(), bytes, sha256 })
}

/// Writes a frame to `path`, over whatever stood there.
///
/// # Errors
/// When the file cannot be written.
pub fn write_frame(
    frame: &DataFrame,
    path: &Path,
    format: Format,
) -> Result<WrittenFile, WriteError> {
    write_whole(path, |file| {
        encode(frame, file, format).map_err(|error| match error {
            PolarsError::IO { error, .. } => std::io::Error::new(error.kind(), error.to_string()),
            other => std::io::Error::other(other.to_string()),
        })
    })
}

/// Strings and lists are given the types of the oldest Arrow, which every reader knows: on the `string_view` that polars
/// writes by itself, pyarrow cannot filter.
fn encode(frame: &DataFrame, file: &mut HashedFile, format: Format) -> PolarsResult<()> {
    match format {
        Format::Parquet => {
            let schema = schema_to_metadata_key(&frame.schema().to_arrow(CompatLevel::oldest()));
            ParquetWriter::new(file)
                .with_key_value_metadata(Some(KeyValueMetadata::Static(vec![schema])))
                .finish(&mut frame.clone())?;
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
        let files = std::fs::read_dir(folder.path()).unwrap();
        assert_eq!(files.count(), Format::ALL.len() * Table::ALL.len());
    }
}
