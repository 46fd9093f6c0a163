//! Files and bytes to articles, a record at a time.

use crate::collections::{self, Stream};
use crate::decode::decode;
use crate::options::ReadOptions;
use crate::problems::{damaged, empty, too_large, unparsed, unread};
use crate::text::Given;
use crate::{Format, Parsed, gzip, html, json, packed, parse_record, parse_text};
use detente_model::{Problem, ProblemKind};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;

/// Bytes still to be read.
pub(crate) type Input = Box<dyn BufRead + Send>;

/// The articles and problems of one source, read as they are asked for.
pub(crate) struct Reading {
    source: String,
    options: ReadOptions,
    ready: VecDeque<Parsed>,
    lines: Option<Lines>,
    stream: Option<Stream>,
}

/// The lines still to be read of a JSONL source.
struct Lines {
    input: Input,
    number: u64,
    records: u64,
}

impl Iterator for Reading {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        loop {
            if let Some(parsed) = self.ready.pop_front() {
                return Some(parsed);
            }
            if let Some(stream) = &mut self.stream {
                match stream.next() {
                    Some(parsed) => return Some(parsed),
                    None => self.stream = None,
                }
            }
            self.read_line()?;
        }
    }
}

/// Reads what is in memory: the format is that of the options, or else of the content. `source` names it in articles and
/// problems. Packed input (gzip) is unpacked.
pub fn parse_bytes(
    bytes: &[u8],
    source: &str,
    options: &ReadOptions,
) -> impl Iterator<Item = Parsed> + Send + use<> {
    Reading::of_file(io::Cursor::new(bytes.to_vec()), source, None, options)
}

/// Opens `path`; whatever goes wrong is in the stream.
pub(crate) fn file(path: &Path, options: &ReadOptions) -> Reading {
    let source = path.display().to_string();
    match File::open(path) {
        Ok(file) => {
            let input = BufReader::with_capacity(1 << 16, file);
            Reading::of_file(input, &source, Format::of_path(path), options)
        }
        Err(error) => {
            let problem = unread(
                &source,
                ProblemKind::Unreadable,
                format!("{error}: check that it may be read"),
            );
            Reading::only(problem, options)
        }
    }
}

impl Reading {
    /// One problem, and nothing else.
    pub(crate) fn only(problem: Problem, options: &ReadOptions) -> Self {
        Self { ready: VecDeque::from([Parsed::Problem(problem)]), ..Self::new("", options) }
    }

    fn new(source: &str, options: &ReadOptions) -> Self {
        Self {
            source: source.to_owned(),
            options: options.clone(),
            ready: VecDeque::new(),
            lines: None,
            stream: None,
        }
    }

    /// A file, or bytes as of one, which may be an archive.
    fn of_file(
        mut input: impl BufRead + Seek + Send + 'static,
        source: &str,
        promised: Option<Format>,
        options: &ReadOptions,
    ) -> Self {
        if !input.fill_buf().is_ok_and(packed::looks_like_zip) {
            return Self::of(Box::new(input), source, promised, options);
        }
        Self {
            stream: Some(packed::articles(input, source, options)),
            ..Self::new(source, options)
        }
    }

    /// Bytes that are read from beginning to end.
    pub(crate) fn of(
        mut input: Input,
        source: &str,
        promised: Option<Format>,
        options: &ReadOptions,
    ) -> Self {
        let mut reading = Self::new(source, options);
        match reading.open(&mut input, promised) {
            Ok(Some(lines)) => reading.lines = Some(lines),
            Ok(None) => {}
            Err(error) => reading.fail(&error),
        }
        reading
    }

    /// Unpacks, settles the format, and reads all but JSONL, which is left to be read line by line.
    fn open(&mut self, input: &mut Input, promised: Option<Format>) -> io::Result<Option<Lines>> {
        let empty_input: Input = Box::new(io::empty());
        let mut input = std::mem::replace(input, empty_input);
        if gzip::looks_like_gzip(input.fill_buf()?) {
            input = Box::new(BufReader::with_capacity(1 << 16, gzip::Members::new(input)));
        }
        let head = input.fill_buf()?;
        let format = self.options.format.unwrap_or_else(|| Format::of_file(promised, head));
        if format == Format::Jsonl && !binary_head(head) {
            return Ok(Some(Lines { input, number: 0, records: 0 }));
        }
        if format.is_collection() && (format == Format::Warc || !binary_head(head)) {
            self.stream = Some(collections::articles(format, input, &self.source, &self.options));
            return Ok(None);
        }
        if format.is_packed() {
            let message = "not a ZIP archive, or one within another archive: unpack that";
            self.problem(unread(&self.source, ProblemKind::Malformed, message));
            return Ok(None);
        }
        let limit = self.options.max_article_bytes;
        let mut bytes = Vec::new();
        input.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            self.problem(too_large(&self.source, limit));
        } else {
            self.whole(&bytes, format);
        }
        Ok(None)
    }

    fn whole(&mut self, bytes: &[u8], format: Format) {
        if bytes.trim_ascii().is_empty() {
            return self.problem(empty(&self.source));
        }
        let declared = if format == Format::Html { html::declared_encoding(bytes) } else { None };
        let text = match decode(bytes, declared) {
            Ok(text) => text,
            Err(e) => return self.problem(unread(&self.source, e.kind, e.message)),
        };
        // In UTF-16, only what has been decoded shows what it is.
        let format = match self.options.format {
            None if binary_head(bytes) => Format::of_file(Some(format), text.as_bytes()),
            _ => format,
        };
        let parsed = match format {
            Format::Html => {
                html::article(&text, &self.source, Given::default(), Vec::new(), &self.options)
            }
            Format::Text => parse_text(&text, &self.source, &self.options),
            Format::Jsonl => {
                let lines = Lines {
                    input: Box::new(io::Cursor::new(text.into_owned())),
                    number: 0,
                    records: 0,
                };
                self.lines = Some(lines);
                return;
            }
            collected => {
                let input = Box::new(io::Cursor::new(text.into_owned()));
                self.stream =
                    Some(collections::articles(collected, input, &self.source, &self.options));
                return;
            }
        };
        self.ready.extend(parsed);
    }

    fn problem(&mut self, problem: Problem) {
        self.ready.push_back(Parsed::Problem(problem));
    }

    fn fail(&mut self, error: &io::Error) {
        self.lines = None;
        self.problem(damaged(&self.source, error));
    }

    /// Reads the next line of JSONL; `None` when there is none left.
    fn read_line(&mut self) -> Option<()> {
        let limit = self.options.max_article_bytes;
        let lines = self.lines.as_mut()?;
        lines.number += 1;
        let mut line = Vec::new();
        let read = lines.input.by_ref().take(limit as u64 + 1).read_until(b'\n', &mut line);
        let number = lines.number;
        match read {
            Err(error) => self.fail(&error),
            Ok(0) => {
                let nothing = lines.records == 0;
                self.lines = None;
                if nothing {
                    self.problem(empty(&self.source));
                }
            }
            Ok(_) if line.len() > limit && line.last() != Some(&b'\n') => {
                lines.records += 1;
                let skipped = lines.input.skip_until(b'\n');
                self.problem(Problem {
                    place: Some(format!("line {number}")),
                    ..too_large(&self.source, limit)
                });
                if let Err(error) = skipped {
                    self.fail(&error);
                }
            }
            Ok(_) if line.trim_ascii().is_empty() => {}
            Ok(_) => {
                lines.records += 1;
                self.line(&line, number);
            }
        }
        Some(())
    }

    fn line(&mut self, line: &[u8], number: u64) {
        let place = Some(format!("line {number}"));
        let text = match decode(line, None) {
            Ok(text) => text,
            Err(e) => {
                return self.problem(Problem { place, ..unread(&self.source, e.kind, e.message) });
            }
        };
        match serde_json::from_str::<serde_json::Value>(&text) {
            Ok(value) => self.value(value, number),
            // An object or array over several lines: only its first line can be the whole of the rest.
            Err(error) if number == 1 && error.is_eof() => self.rest(line),
            Err(error) => {
                let message = format!("not JSON: {error}");
                self.problem(Problem {
                    place,
                    ..unparsed(&self.source, ProblemKind::Malformed, message)
                });
            }
        }
    }

    /// A JSON document of several lines is read as a whole, within the size of one article.
    fn rest(&mut self, first: &[u8]) {
        let limit = self.options.max_article_bytes;
        let Some(mut lines) = self.lines.take() else { return };
        let mut bytes = first.to_vec();
        if let Err(error) = lines.input.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes) {
            return self.fail(&error);
        }
        let text = match decode(&bytes, None) {
            Ok(text) => text,
            Err(e) => return self.problem(unread(&self.source, e.kind, e.message)),
        };
        match serde_json::from_str::<serde_json::Value>(&text) {
            Ok(value) => self.value(value, 1),
            Err(_) if bytes.len() > limit => self.problem(too_large(&self.source, limit)),
            // One line was cut off: the lines after it may be sound.
            Err(_) => {
                let problem =
                    unparsed(&self.source, ProblemKind::Malformed, "not JSON: the line ends early");
                self.problem(Problem { place: Some("line 1".to_owned()), ..problem });
                let rest = bytes.split_off(first.len());
                self.lines = Some(Lines {
                    input: Box::new(io::Cursor::new(rest).chain(lines.input)),
                    number: 1,
                    records: lines.records,
                });
            }
        }
    }

    fn value(&mut self, value: serde_json::Value, number: u64) {
        match value {
            serde_json::Value::Object(object) => {
                let record = json::record(&object, &self.options.fields);
                let source = format!("{}:{number}", self.source);
                self.ready.extend(parse_record(record, &source, &self.options));
            }
            serde_json::Value::Array(items) => {
                for (at, item) in items.into_iter().enumerate() {
                    let item = if item.is_array() { serde_json::Value::Null } else { item };
                    self.value(item, at as u64 + 1);
                }
            }
            _ => {
                let problem = unparsed(
                    &self.source,
                    ProblemKind::Malformed,
                    "not an object with the fields of an article",
                );
                self.problem(Problem { place: Some(format!("record {number}")), ..problem });
            }
        }
    }
}

/// A dump that is no dump: zero bytes are in no JSON, but in UTF-16, which is read as a whole.
fn binary_head(head: &[u8]) -> bool {
    memchr::memchr(0, head).is_some()
}
