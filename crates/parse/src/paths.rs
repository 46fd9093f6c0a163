//! What is read, as a stream of articles.

use crate::fields::Guesses;
use crate::read::{self, Reading};
use crate::{ParseError, Parsed, ReadOptions, Rows, Sources};
use std::path::PathBuf;

/// A stream of articles and problems.
pub struct Articles {
    readings: Box<dyn Iterator<Item = Reading> + Send>,
    current: Option<Reading>,
    guesses: Guesses,
    /// Bytes of the files that are read to their end.
    bytes: u64,
}

impl Articles {
    pub(crate) fn of(readings: impl Iterator<Item = Reading> + Send + 'static) -> Self {
        Self { readings: Box::new(readings), current: None, guesses: Guesses::default(), bytes: 0 }
    }

    /// The fields and columns that parts of the articles were taken from so far, where no name was given for the part.
    #[must_use]
    pub fn guesses(&self) -> Guesses {
        let mut guesses = self.guesses.clone();
        if let Some(reading) = &self.current {
            guesses.extend(reading.guesses());
        }
        guesses
    }

    /// How many bytes of its files have been read, as they lie on disk: packed ones count packed. Together with
    /// [`Sources::bytes`] that tells how far the stream has come. Readers read ahead a little.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.bytes + self.current.as_ref().map_or(0, Reading::bytes_read)
    }
}

impl std::fmt::Debug for Articles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Articles")
    }
}

impl Iterator for Articles {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        loop {
            if let Some(parsed) = self.current.as_mut().and_then(Iterator::next) {
                return Some(parsed);
            }
            if let Some(read) = self.current.take() {
                self.guesses.extend(read.guesses());
                self.bytes += read.bytes();
            }
            self.current = Some(self.readings.next()?);
        }
    }
}

/// Reads what is in memory: the format is that of the options, or else of the content. `source` names it in articles and
/// problems. Packed input (gzip) is unpacked.
#[must_use]
pub fn parse_bytes(bytes: &[u8], source: &str, options: &ReadOptions) -> Articles {
    Articles::of(std::iter::once(read::bytes(bytes, source, options)))
}

/// Makes articles of the rows of a table, as of lines of JSON with the same fields. `source` names it in articles and problems.
///
/// # Errors
/// When a column that is named is missing, or none holds the text.
pub fn parse_rows(rows: Rows, source: &str, options: &ReadOptions) -> Result<Articles, ParseError> {
    let reading = read::rows(rows, source, options);
    match reading.refused() {
        Some(error) => Err(error.clone()),
        None => Ok(Articles::of(std::iter::once(reading))),
    }
}

/// Reads files, folders (with all in them, sorted by name, that has the extension of a [`Format`](crate::Format), also with `.gz`) and glob
/// patterns such as `news/*.html`, in the order given. Files are opened one at a time, and read as the iterator is advanced.
///
/// # Errors
/// When a path leads nowhere, a pattern cannot be read, or no file fits it; or a path leads to a table without a column that
/// is named, or without one that holds the text, or to records none of which has such a field. Within a folder or pattern,
/// such a file is a problem.
pub fn read_paths(
    paths: impl IntoIterator<Item = PathBuf>,
    options: &ReadOptions,
) -> Result<Articles, ParseError> {
    Ok(Sources::find(paths, options)?.read(options))
}
