//! Reading source tables: tab-separated, `#` comments, the first other line names the columns, `.gz` if compressed.

use crate::AtlasError;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// A source table in memory.
#[derive(Debug)]
pub(crate) struct Source {
    file: String,
    text: String,
    columns: BTreeMap<String, usize>,
}

/// A line of a source table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    source: &'a Source,
    line: usize,
    text: &'a str,
}

impl Source {
    pub(crate) fn read(folder: &Path, name: &str) -> Result<Self, AtlasError> {
        let path = folder.join(name);
        let unreadable =
            |source| AtlasError::Unreadable { file: path.display().to_string(), source };
        let bytes = std::fs::read(&path).map_err(unreadable)?;
        let mut text = String::new();
        if name.ends_with(".gz") {
            flate2::read::GzDecoder::new(bytes.as_slice())
                .read_to_string(&mut text)
                .map_err(unreadable)?;
        } else {
            text = String::from_utf8(bytes)
                .map_err(|e| unreadable(std::io::Error::new(std::io::ErrorKind::InvalidData, e)))?;
        }
        let header = text.lines().find(|l| !l.starts_with('#')).unwrap_or("");
        let columns = header.split('\t').enumerate().map(|(i, c)| (c.to_owned(), i)).collect();
        Ok(Self { file: path.display().to_string(), text, columns })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.text
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.starts_with('#') && !l.is_empty())
            .skip(1)
            .map(|(i, text)| Row { source: self, line: i + 1, text })
    }
}

impl<'a> Row<'a> {
    /// The cell in `column`; empty where the line is short or the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        self.source
            .columns
            .get(column)
            .and_then(|&i| self.text.split('\t').nth(i))
            .unwrap_or("")
            .trim()
    }

    /// The parts of a cell that holds a list.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.get(column).split(';').map(str::trim).filter(|s| !s.is_empty())
    }

    /// The number of the line in its file, from 1.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    pub(crate) fn wrong(&self, message: impl Into<String>) -> AtlasError {
        AtlasError::Row { file: self.source.file.clone(), line: self.line, message: message.into() }
    }

    /// A cell parsed; `None` where it is empty.
    pub(crate) fn parsed<T: std::str::FromStr>(
        &self,
        column: &str,
    ) -> Result<Option<T>, AtlasError> {
        match self.get(column) {
            "" => Ok(None),
            cell => cell
                .parse()
                .map(Some)
                .map_err(|_| self.wrong(format!("`{cell}` is not a value for {column}"))),
        }
    }

    /// First and last day of a date cell; `None` where it is empty.
    pub(crate) fn days(&self, column: &str) -> Result<Option<(i32, i32)>, AtlasError> {
        match self.get(column) {
            "" => Ok(None),
            cell => crate::file::day::range(cell).map(Some).ok_or_else(|| {
                self.wrong(format!("`{cell}` is not a date: 2015-08-05, 2015-08 or 2015 is wanted"))
            }),
        }
    }
}
