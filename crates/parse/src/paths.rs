//! Files, folders and patterns to a stream of articles.

use crate::problems::unread;
use crate::read::{Reading, file};
use crate::{Format, ParseError, Parsed, ReadOptions};
use detente_model::ProblemKind;
use std::path::{Path, PathBuf};

/// A stream of articles and problems.
pub struct Articles(Box<dyn Iterator<Item = Parsed> + Send>);

impl std::fmt::Debug for Articles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Articles")
    }
}

impl Iterator for Articles {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        self.0.next()
    }
}

/// Reads files, folders (with all in them, sorted by name; only those whose names promise a [`Format`]: `.txt`, `.text`,
/// `.html`, `.htm`, `.xhtml`, `.jsonl`, `.ndjson`, `.json`, `.xml`, `.rss`, `.atom`, `.rdf`, `.warc`, `.sgml`, `.sgm`,
/// `.zip`, `.docx`, most of them also with `.gz`) and glob patterns such as `news/*.html`, in the order given. Files are
/// opened one at a time, and read as the iterator is advanced.
///
/// # Errors
/// When a path leads nowhere, a pattern cannot be read, or no file fits it.
pub fn read_paths(
    paths: impl IntoIterator<Item = PathBuf>,
    options: &ReadOptions,
) -> Result<Articles, ParseError> {
    let options = options.clone();
    let mut found = Vec::new();
    for path in paths {
        if path.exists() {
            found.push(path);
        } else {
            found.extend(matches(&path)?);
        }
    }
    let articles = found.into_iter().flat_map(move |path| {
        let reading: Box<dyn Iterator<Item = Parsed> + Send> =
            if path.is_dir() { folder(&path, &options) } else { Box::new(file(&path, &options)) };
        reading
    });
    Ok(Articles(Box::new(articles)))
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
fn folder(root: &Path, options: &ReadOptions) -> Box<dyn Iterator<Item = Parsed> + Send> {
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
                let message = "no articles in the folder: files ending in .txt, .html, .jsonl, .json, .xml, .warc, .zip, .docx and the like are read, also with .gz";
                let source = shown.display().to_string();
                Some(Reading::only(unread(&source, ProblemKind::Empty, message), &options))
            }
            None => None,
        })
        .flatten();
    Box::new(readings)
}
