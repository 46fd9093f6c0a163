//! The files that paths, folders and patterns lead to.

use crate::problems::unread;
use crate::read::{Reading, file};
use crate::{Articles, Format, ParseError, ReadOptions};
use detente_model::{Problem, ProblemKind};
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};

/// The files that paths, folders and patterns lead to, in the order in which they are read. None is open yet.
#[derive(Debug)]
pub struct Sources {
    found: Vec<Found>,
}

#[derive(Debug)]
enum Found {
    File(PathBuf),
    /// A folder that cannot be listed, or has nothing in it.
    Problem(Box<Problem>),
}

/// A file that was there before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} is no longer among the input")]
pub struct MissingSource {
    /// Its name, as [`Sources::names`] gives it.
    pub name: String,
}

impl Found {
    fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Problem(problem) => problem.source.clone(),
        }
    }
}

impl Sources {
    /// Finds what [`read_paths`](crate::read_paths) reads.
    ///
    /// # Errors
    /// As [`read_paths`](crate::read_paths).
    pub fn find(
        paths: impl IntoIterator<Item = PathBuf>,
        options: &ReadOptions,
    ) -> Result<Self, ParseError> {
        let mut found = Vec::new();
        for path in paths {
            let paths = if path.exists() {
                refuse(&path, options)?;
                vec![path]
            } else {
                matches(&path)?
            };
            for path in paths {
                if path.is_dir() {
                    walk(&path, &mut found);
                } else {
                    found.push(Found::File(path));
                }
            }
        }
        Ok(Self { found })
    }

    /// The paths as text, which is what the articles of a file name as their source.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.found.iter().map(Found::name).collect()
    }

    /// The size of all files as they lie on disk; one that cannot be looked at counts nothing.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let size = |found: &Found| match found {
            Found::File(path) => path.metadata().map_or(0, |file| file.len()),
            Found::Problem(_) => 0,
        };
        self.found.iter().map(size).sum()
    }

    /// Puts those named in `known` first, in that order; the others keep theirs. So files that were added do not come
    /// between those that were read before.
    ///
    /// # Errors
    /// When one of `known` is not there.
    pub fn after(self, known: &[String]) -> Result<Self, MissingSource> {
        let mut by_name = BTreeMap::<String, VecDeque<usize>>::new();
        for (at, found) in self.found.iter().enumerate() {
            by_name.entry(found.name()).or_default().push_back(at);
        }
        let mut rank = vec![known.len(); self.found.len()];
        for (at, name) in known.iter().enumerate() {
            let first = by_name.get_mut(name).and_then(VecDeque::pop_front);
            let first = first.ok_or_else(|| MissingSource { name: name.clone() })?;
            rank[first] = at;
        }
        let mut ranked: Vec<_> = rank.into_iter().zip(self.found).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        Ok(Self { found: ranked.into_iter().map(|(_, found)| found).collect() })
    }

    /// Reads the files one after the other, as the stream is advanced.
    #[must_use]
    pub fn read(self, options: &ReadOptions) -> Articles {
        let options = options.clone();
        Articles::of(self.found.into_iter().map(move |found| match found {
            Found::File(path) => file(&path, &options),
            Found::Problem(problem) => Reading::only(*problem, &options),
        }))
    }
}

/// Looks into a file that by its name is a table or holds records: to name one of no use is the mistake of the caller.
fn refuse(path: &Path, options: &ReadOptions) -> Result<(), ParseError> {
    let refused = match options.format.or_else(|| Format::of_path(path)) {
        _ if !path.is_file() => None,
        Some(Format::Jsonl) => file(path, options).lacks(),
        Some(format) if format == Format::Csv || format.is_columnar() => {
            file(path, options).refused().cloned()
        }
        _ => None,
    };
    refused.map_or(Ok(()), Err)
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

/// What is read of a folder.
const READ: &str = "files ending in .txt, .html, .jsonl, .json, .csv, .parquet, .arrow, .xml, .warc, .zip, .docx and the like are read, also with .gz";

/// Adds what a walk of a folder comes upon, and last how many files it passed over. Hidden files and folders are not looked at.
fn walk(root: &Path, found: &mut Vec<Found>) {
    let before = found.len();
    let mut skipped = Vec::new();
    let hidden = |entry: &walkdir::DirEntry| {
        entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let problem = |source: &Path, kind, message: String| {
        Found::Problem(Box::new(unread(&source.display().to_string(), kind, message)))
    };
    let entries = walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name();
    for entry in entries.into_iter().filter_entry(|entry| !hidden(entry)) {
        match entry {
            Ok(entry) if !entry.file_type().is_file() => {}
            Ok(entry) if Format::of_path(entry.path()).is_some() => {
                found.push(Found::File(entry.into_path()));
            }
            Ok(entry) => skipped.push(entry.file_name().to_string_lossy().into_owned()),
            Err(error) => {
                let message = format!("{error}: check that it may be read");
                let source = error.path().unwrap_or(root);
                found.push(problem(source, ProblemKind::Unreadable, message));
            }
        }
    }
    if !found[before..].iter().any(|found| matches!(found, Found::File(_))) {
        let message = format!("no articles in the folder: {READ}");
        found.push(problem(root, ProblemKind::Empty, message));
    } else if let [first, ..] = skipped.as_slice() {
        let message = format!("files passed over: {}, the first {first}: {READ}", skipped.len());
        found.push(problem(root, ProblemKind::Skipped, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_were_added_come_after_those_that_were_known() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        for name in ["b.txt", "d.txt"] {
            std::fs::write(file(name), "They met.").unwrap();
        }
        let find = || Sources::find([folder.path().to_owned()], &ReadOptions::default()).unwrap();
        let known = find().names();
        for name in ["a.txt", "c.txt"] {
            std::fs::write(file(name), "They met.").unwrap();
        }
        let wanted = ["b.txt", "d.txt", "a.txt", "c.txt"].map(|n| file(n).display().to_string());
        assert_eq!(find().after(&known).unwrap().names(), wanted);
        std::fs::remove_file(file("d.txt")).unwrap();
        assert_eq!(find().after(&known).unwrap_err().name, wanted[1]);
    }

    #[test]
    fn files_passed_over_are_told_but_for_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".cache")).unwrap();
        for name in ["a.txt", "b.md", "c.pdf", ".d.txt", ".cache/e.txt"] {
            std::fs::write(folder.path().join(name), "They met.").unwrap();
        }
        let found = Sources::find([folder.path().to_owned()], &ReadOptions::default()).unwrap();
        let [Found::File(file), Found::Problem(problem)] = found.found.as_slice() else {
            panic!("{:?}", found.names())
        };
        assert_eq!(file.file_name().unwrap(), "a.txt");
        assert_eq!(problem.kind, ProblemKind::Skipped);
        assert!(problem.message.starts_with("files passed over: 2, the first b.md"), "{problem:?}");
    }

    #[test]
    fn the_bytes_read_reach_the_bytes_in_all() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "They met in Oslo.").unwrap();
        let lines = "{\"text\": \"They met.\"}\n".repeat(20_000);
        std::fs::write(folder.path().join("b.jsonl"), &lines).unwrap();
        let options = ReadOptions::default();
        let sources = Sources::find([folder.path().to_owned()], &options).unwrap();
        let bytes = sources.bytes();
        assert_eq!(bytes, 17 + lines.len() as u64);
        let mut articles = sources.read(&options);
        let mut before = 0;
        let mut steps = 0;
        while articles.next().is_some() {
            steps += usize::from(articles.bytes_read() > before);
            before = articles.bytes_read();
        }
        assert!(steps > 5, "{steps}");
        assert_eq!(articles.bytes_read(), bytes);
    }
}
