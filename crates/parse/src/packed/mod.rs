//! Files packed into one: ZIP archives, and the documents of Word, which are such archives.

mod part;
mod word;

use crate::collections::Stream;
use crate::options::ReadOptions;
use crate::problems::{damaged, too_large, unparsed, unread};
use crate::read::{Input, Reading};
use crate::{Format, Parsed};
use detente_model::{Problem, ProblemKind};
use part::{Entry, Shared};
use std::io::{BufRead, BufReader, Cursor, Read, Seek};
use std::path::Path;
use word::WordText;
use zip::ZipArchive;
use zip::result::ZipError;

/// A file that unpacks to more than this many times its size is made to exhaust whoever unpacks it: text packs to a fifth
/// or a tenth, and hardly any to less than a fiftieth.
const MAX_RATIO: u64 = 250;
/// Files so small do no harm.
const HARMLESS: u64 = 1 << 20;
/// Bytes of a document within an archive, which is held in memory, at most.
const MAX_INNER: u64 = 64 << 20;

/// Whether content is a ZIP archive.
pub(crate) fn looks_like_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// The articles of all files of an archive, in the order of their names, as if they lay in a folder; or those of the text
/// of a Word document.
pub(crate) fn articles<R: Read + Seek + Send + 'static>(
    input: R,
    source: &str,
    options: &ReadOptions,
) -> Stream {
    opened(input, source, options, false)
}

fn opened<R: Read + Seek + Send + 'static>(
    mut input: R,
    source: &str,
    options: &ReadOptions,
    within: bool,
) -> Stream {
    let entries = match entries(&mut input) {
        Ok(entries) => entries,
        Err(ZipError::Io(error)) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            return only(damaged(source, &error));
        }
        Err(error) => {
            let message = format!("not a whole ZIP archive ({error}): fetch it again");
            return only(unread(source, ProblemKind::Malformed, message));
        }
    };
    let named = |name: &str| entries.iter().position(|entry| entry.name == name);
    let inner = ReadOptions {
        format: options.format.filter(|format| !format.is_packed()),
        ..options.clone()
    };
    if let Some(text) = named("word/document.xml") {
        let shared = Shared::new(input);
        return match entries.get(text).map(|entry| content(&shared, entry, source)) {
            Some(Ok(document)) => {
                let text = WordText::new(document, options.max_article_bytes);
                let input = Box::new(BufReader::with_capacity(1 << 16, text));
                Box::new(Reading::of(input, source, Some(Format::Text), &inner))
            }
            Some(Err(problem)) => only(problem),
            None => Box::new(std::iter::empty()),
        };
    }
    let office = named("[Content_Types].xml").is_some() || named("mimetype").is_some();
    if office || options.format == Some(Format::Docx) {
        let message = "not a document of Word: save it as one, as text or as HTML";
        return only(unread(source, ProblemKind::Binary, message));
    }
    if within {
        let message = "an archive within an archive: unpack the outer one";
        return only(unread(source, ProblemKind::Unreadable, message));
    }
    files(Shared::new(input), entries, source, inner)
}

/// The articles of the files of an archive.
fn files(shared: Shared, mut entries: Vec<Entry>, source: &str, options: ReadOptions) -> Stream {
    entries.retain(|entry| {
        let path = Path::new(&entry.name);
        // What macOS notes of files beside them.
        let noted = entry.name.starts_with("__MACOSX/");
        !noted && !entry.name.ends_with('/') && Format::of_path(path).is_some()
    });
    if entries.is_empty() {
        let message =
            "no articles in the archive: the files read in one are those read in a folder";
        return only(unread(source, ProblemKind::Empty, message));
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    let archive = source.to_owned();
    Box::new(entries.into_iter().flat_map(move |entry| -> Stream {
        let source = format!("{archive}/{}", entry.name);
        let mut input = match content(&shared, &entry, &source) {
            Ok(input) => input,
            Err(problem) => return only(problem),
        };
        if !input.fill_buf().is_ok_and(looks_like_zip) {
            let promised = Format::of_path(Path::new(&entry.name));
            return Box::new(Reading::of(input, &source, promised, &options));
        }
        let mut bytes = Vec::new();
        match input.take(MAX_INNER + 1).read_to_end(&mut bytes) {
            Ok(read) if read as u64 > MAX_INNER => {
                only(too_large(&source, usize::try_from(MAX_INNER).unwrap_or(usize::MAX)))
            }
            Ok(_) => opened(Cursor::new(bytes), &source, &options, true),
            Err(error) => only(damaged(&source, &error)),
        }
    }))
}

/// The files of an archive as its directory lists them.
fn entries(input: &mut (impl Read + Seek)) -> Result<Vec<Entry>, ZipError> {
    let mut archive = ZipArchive::new(input)?;
    let entries: Vec<Entry> =
        (0..archive.len()).filter_map(|number| Entry::of(&mut archive, number)).collect();
    // Files that share their bytes are another way to unpack to any size.
    let mut places: Vec<(u64, u64)> = entries.iter().filter_map(Entry::place).collect();
    places.sort_unstable();
    if places.windows(2).any(|pair| matches!(pair, [(_, end), (start, _)] if end > start)) {
        return Err(ZipError::InvalidArchive("its files overlap".into()));
    }
    Ok(entries)
}

/// The content of a file, which is checked as it is read.
fn content(shared: &Shared, entry: &Entry, source: &str) -> Result<Input, Problem> {
    if entry.is_locked {
        let message = "locked with a password: unpack it with the password";
        return Err(unread(source, ProblemKind::Unreadable, message));
    }
    if entry.size > HARMLESS && entry.size / MAX_RATIO > entry.packed_size {
        let message = format!(
            "unpacks to more than {MAX_RATIO} times its size, as no text does: unpack it yourself if it is sound"
        );
        return Err(unread(source, ProblemKind::TooLarge, message));
    }
    entry.open(shared).ok_or_else(|| {
        let message = "its head is damaged, or it is packed in a way that is not known: pack it again, with deflate";
        unparsed(source, ProblemKind::Malformed, message)
    })
}

fn only(problem: Problem) -> Stream {
    Box::new(std::iter::once(Parsed::Problem(problem)))
}
