//! Files, folders and patterns to a stream of articles.

use crate::fields::Guesses;
use crate::problems::unread;
use crate::read::{self, Reading, file};
use crate::{Format, ParseError, Parsed, ReadOptions, Rows};
use detente_model::ProblemKind;
use std::path::{Path, PathBuf};

/// A stream of articles and problems.
pub struct Articles {
    readings: Box<dyn Iterator<Item = Reading> + Send>,
    current: Option<Reading>,
    guesses: Guesses,
}

impl Articles {
    fn of(readings: impl Iterator<Item = Reading> + Send + 'static) -> Self {
        Self { readings: Box::new(readings), current: None, guesses: Guesses::default() }
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

/// Reads files, folders (with all in them, sorted by name, that has the extension of a [`Format`], also with `.gz`) and glob
/// patterns such as `news/*.html`, in the order given. Files are opened one at a time, and read as the iterator is advanced.
///
/// # Errors
/// When a path leads nowhere, a pattern cannot be read, or no file fits it; or a path leads to a table without a column that
/// is named, or without one that holds the text. Within a folder or pattern, such a table is a problem.
pub fn read_paths(
    paths: impl IntoIterator<Item = PathBuf>,
    options: &ReadOptions,
) -> Result<Articles, ParseError> {
    let options = options.clone();
    let mut found = Vec::new();
    for path in paths {
        if path.exists() {
            refuse(&path, &options)?;
            found.push(path);
        } else {
            found.extend(matches(&path)?);
        }
    }
    let readings = found.into_iter().flat_map(move |path| {
        let readings: Box<dyn Iterator<Item = Reading> + Send> = if path.is_dir() {
            folder(&path, &options)
        } else {
            Box::new(std::iter::once(file(&path, &options)))
        };
        readings
    });
    Ok(Articles::of(readings))
}

/// Looks into a file that by its name is a table: to name one of no use is the mistake of the caller.
fn refuse(path: &Path, options: &ReadOptions) -> Result<(), ParseError> {
    let format = options.format.or_else(|| Format::of_path(path));
    let table = format.is_some_and(|f| f == Format::Csv || f.is_columnar());
    if !table || !path.is_file() {
        return Ok(());
    }
    file(path, options).refused().cloned().map_or(Ok(()), Err)
}

/// The paths that fit a pattern, sorted.
fn matches(path: &Path) -> Result<Vec<PathBuf>, ParseError> {
    let pattern = path.to_string_lossy();
    if !pattern.contains(['*', '?', '[']) {
        return Err(ParseError::MissingPath { path: path.to_owned() });
    }
    let paths = glob::glob(&pattern).map_err(|e| ParseError::BadPattern {
        pattern: pattern.to_string(),
        message: e.msg.to_owned(),
        at: e.pos,
    })?;
    // A folder that cannot be listed has no file that fits.
    let mut paths: Vec<PathBuf> = paths.flatten().collect();
    paths.sort_unstable();
    if paths.is_empty() {
        return Err(ParseError::NoMatch { pattern: pattern.into_owned() });
    }
    Ok(paths)
}

/// What a walk of a folder comes upon.
fn folder(root: &Path, options: &ReadOptions) -> Box<dyn Iterator<Item = Reading> + Send> {
    let options = options.clone();
    let mut any = false;
    let walk = walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    let shown = root.to_owned();
    let readings = walk
        .map(Some)
        .chain(std::iter::once(None))
        .filter_map(move |entry| match entry {
            Some(Ok(entry)) => {
                let article = entry.file_type().is_file() && Format::of_path(entry.path()).is_some();
                any |= article;
                article.then(|| file(entry.path(), &options))
            }
            Some(Err(error)) => {
                let source = error.path().unwrap_or(&shown).display().to_string();
                let message = format!("{error}: check that it may be read");
                Some(Reading::only(unread(&source, ProblemKind::Unreadable, message), &options))
            }
            None if !any => {
                let message = "no articles in the folder: files ending in .txt, .html, .jsonl, .json, .csv, .parquet, .arrow, .xml, .warc, .zip, .docx and the like are read, also with .gz";
                let source = shown.display().to_string();
                Some(Reading::only(unread(&source, ProblemKind::Empty, message), &options))
            }
            None => None,
        });
    Box::new(readings)
}
