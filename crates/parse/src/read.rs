//! Files and bytes to articles, a record at a time.

use crate::collections::{self, Stream};
use crate::decode::{Head, decode};
use crate::elements::{Elements, opens_array};
use crate::fields::{Guesses, LISTED};
use crate::lines::Lines;
use crate::options::ReadOptions;
use crate::problems::{damaged, empty, too_large, unparsed, unread};
use crate::rows::{Records, Rows, Stored};
use crate::text::Given;
use crate::{Format, ParseError, Parsed, csv, gzip, html, json, packed, parse_record, parse_text};
use detente_model::{Problem, ProblemKind};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::Path;

/// Bytes still to be read.
pub(crate) type Input = Box<dyn BufRead + Send>;

/// The articles and problems of one source, read as they are asked for.
pub(crate) struct Reading {
    source: String,
    options: ReadOptions,
    ready: VecDeque<Parsed>,
    records: Option<Records>,
    stream: Option<Stream>,
    /// A table without the columns that are asked for.
    refused: Option<ParseError>,
    guesses: Guesses,
    /// The file that is read, of which this tells how far.
    on_disk: Option<File>,
    /// Of a table whose rows are counted: how many were read, and how many there are.
    rows: Option<(u64, u64)>,
}

impl Iterator for Reading {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        loop {
            if let Some(parsed) = self.ready.pop_front() {
                return Some(parsed);
            }
            if let Some(stream) = &mut self.stream {
                return stream.next();
            }
            match self.records.as_mut()?.next()? {
                Err(problem) => return Some(Parsed::Problem(problem)),
                Ok((number, record)) => {
                    if let Some((read, _)) = &mut self.rows {
                        *read = number + 1;
                    }
                    let record = json::record(&record, &self.options.fields, &mut self.guesses);
                    let source = format!("{}:{number}", self.source);
                    self.ready.extend(parse_record(record, &source, &self.options));
                }
            }
        }
    }
}

/// What is in memory.
pub(crate) fn bytes(bytes: &[u8], source: &str, options: &ReadOptions) -> Reading {
    let format = options.format.unwrap_or_else(|| Format::sniff(bytes));
    if format.is_columnar() && !bytes.is_empty() && !gzip::looks_like_gzip(bytes) {
        let mut reading = Reading::new(source, options);
        reading.columns(Stored::Bytes(bytes.to_vec()), format);
        return reading;
    }
    Reading::of_file(Cursor::new(bytes.to_vec()), source, None, options)
}

/// A table in memory.
pub(crate) fn rows(rows: Rows, source: &str, options: &ReadOptions) -> Reading {
    let mut reading = Reading::new(source, options);
    let Rows { columns, .. } = &rows;
    if reading.holds(columns, "the columns are") {
        reading.records = Some(rows.records(source));
    }
    reading
}

/// Opens `path`; whatever goes wrong is in the stream.
pub(crate) fn file(path: &Path, options: &ReadOptions) -> Reading {
    let source = path.display().to_string();
    match File::open(path) {
        Ok(file) => {
            // A clone of a handle shares its position.
            let on_disk = file.try_clone().ok();
            let input = BufReader::with_capacity(1 << 16, file);
            Reading { on_disk, ..Reading::stored(input, &source, Format::of_path(path), options) }
        }
        Err(error) => {
            let message = format!("{error}: check that it may be read");
            Reading::only(unread(&source, ProblemKind::Unreadable, message), options)
        }
    }
}

impl Reading {
    fn new(source: &str, options: &ReadOptions) -> Self {
        Self {
            source: source.to_owned(),
            options: options.clone(),
            ready: VecDeque::new(),
            records: None,
            stream: None,
            refused: None,
            guesses: Guesses::default(),
            on_disk: None,
            rows: None,
        }
    }

    /// One problem, and nothing else.
    pub(crate) fn only(problem: Problem, options: &ReadOptions) -> Self {
        let mut reading = Self::new("", options);
        reading.problem(problem);
        reading
    }

    /// Why nothing of it is read, when it is a table without the columns that are asked for.
    pub(crate) fn refused(&self) -> Option<&ParseError> {
        self.refused.as_ref()
    }

    /// Why none of its records can be read: fields that are asked for are in none of them. Most often the first has all, and
    /// no other is looked at.
    pub(crate) fn lacks(self) -> Option<ParseError> {
        let names = &self.options.fields;
        let (mut fields, mut lacks) = (Vec::new(), None);
        for (_, record) in self.records?.flatten() {
            let known = fields.len();
            for field in record.into_iter().map(|(field, _)| field) {
                if !fields.contains(&field) && (fields.len() < LISTED || names.ask_for(&field)) {
                    fields.push(field);
                }
            }
            if fields.len() > known {
                let described = "the fields of the records are";
                lacks = Some(names.check(&fields, &self.source, described).err()?);
            }
        }
        lacks
    }

    /// The fields that were taken so far without being named.
    pub(crate) fn guesses(&self) -> &Guesses {
        &self.guesses
    }

    /// The size of its file; of what is in memory 0.
    pub(crate) fn bytes(&self) -> u64 {
        let size = |file: &File| file.metadata().map_or(0, |file| file.len());
        self.on_disk.as_ref().map_or(0, size)
    }

    /// How much of its file was read. Of a columnar file, which is read here and there, the part of its rows.
    pub(crate) fn bytes_read(&self) -> u64 {
        if let Some((read, all)) = self.rows {
            let part = u128::from(self.bytes()) * u128::from(read) / u128::from(all.max(1));
            return u64::try_from(part).unwrap_or(u64::MAX);
        }
        let position = |mut file: &File| file.stream_position().unwrap_or(0);
        self.on_disk.as_ref().map_or(0, position).min(self.bytes())
    }

    /// A file on disk, which may be columnar.
    fn stored(
        mut input: BufReader<File>,
        source: &str,
        promised: Option<Format>,
        options: &ReadOptions,
    ) -> Self {
        let columnar = input.fill_buf().ok().and_then(|head| {
            let format = options.format.unwrap_or_else(|| Format::of_file(promised, head));
            let bare = !head.is_empty() && !gzip::looks_like_gzip(head);
            (bare && format.is_columnar()).then_some(format)
        });
        let Some(format) = columnar else {
            return Self::of_file(input, source, promised, options);
        };
        let mut reading = Self::new(source, options);
        let mut file = input.into_inner();
        match file.rewind() {
            Ok(()) => reading.columns(Stored::File(file), format),
            Err(error) => reading.problem(damaged(source, &error)),
        }
        reading
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
        input: Input,
        source: &str,
        promised: Option<Format>,
        options: &ReadOptions,
    ) -> Self {
        let mut reading = Self::new(source, options);
        if let Err(error) = reading.open(input, promised) {
            reading.problem(damaged(source, &error));
        }
        reading
    }

    /// Unpacks, settles the format, and reads what holds one article; records are left to be read one by one.
    fn open(&mut self, mut input: Input, promised: Option<Format>) -> io::Result<()> {
        if gzip::looks_like_gzip(input.fill_buf()?) {
            input = Box::new(BufReader::with_capacity(1 << 16, gzip::Members::new(input)));
        }
        let head = input.fill_buf()?;
        let format = self.options.format.unwrap_or_else(|| Format::of_file(promised, head));
        if head.is_empty() {
            self.problem(empty(&self.source));
            return Ok(());
        }
        if matches!(format, Format::Jsonl | Format::Csv) {
            return self.records(input, format);
        }
        if format.is_collection() && (format == Format::Warc || !has_zeros(head)) {
            self.stream = Some(collections::articles(format, input, &self.source, &self.options));
            return Ok(());
        }
        if format.is_packed() || format.is_columnar() {
            let message = if format.is_packed() {
                "not a ZIP archive, or one within another archive: unpack that"
            } else {
                "a columnar file within another: unpack it"
            };
            self.problem(unread(&self.source, ProblemKind::Malformed, message));
            return Ok(());
        }
        self.whole(input, format)
    }

    /// Reads lines or rows.
    fn records(&mut self, mut input: Input, format: Format) -> io::Result<()> {
        let encoding = match Head::of(input.fill_buf()?) {
            Ok(Head::Lines(encoding)) => encoding,
            Ok(Head::Wide(wide)) => {
                let decoder = DecodeReaderBytesBuilder::new().encoding(Some(wide)).build(input);
                input = Box::new(BufReader::with_capacity(1 << 16, decoder));
                None
            }
            Err(e) => {
                self.problem(unread(&self.source, e.kind, e.message));
                return Ok(());
            }
        };
        if input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
            input.consume(3);
        }
        let limit = self.options.max_article_bytes;
        if format == Format::Csv {
            match csv::open(input, &self.source, &self.options.fields, encoding, limit)? {
                Ok(table)
                    if self.holds(
                        &table.columns,
                        "the first row, which must name the columns, is",
                    ) =>
                {
                    self.records = Some(table.records);
                }
                Ok(_) => {}
                Err(problem) => self.problem(problem),
            }
        } else if opens_array(input.fill_buf()?) {
            self.records = Some(Box::new(Elements::new(input, &self.source, encoding, limit)));
        } else {
            self.records = Some(Box::new(Lines::new(input, &self.source, encoding, limit)));
        }
        Ok(())
    }

    /// Opens a columnar file.
    fn columns(&mut self, stored: Stored, format: Format) {
        let Some(open) = self.options.open_columns else {
            let message = "a Parquet or Arrow file, which nothing was given to open with: export it as CSV or JSON";
            return self.problem(unread(&self.source, ProblemKind::Binary, message));
        };
        match open(stored, format, &self.options.fields) {
            Ok(rows) if self.holds(&rows.columns, "the columns are") => {
                self.rows = rows.height.map(|height| (0, height));
                self.records = Some(rows.records(&self.source));
            }
            Ok(_) => {}
            Err(message) => {
                self.problem(unread(&self.source, ProblemKind::Malformed, message));
            }
        }
    }

    /// Whether a table has the columns that are asked for; if not, that is a problem.
    fn holds(&mut self, columns: &[String], described: &'static str) -> bool {
        let Err(error) = self.options.fields.check(columns, &self.source, described) else {
            return true;
        };
        self.problem(unparsed(&self.source, ProblemKind::NoText, error.to_string()));
        self.refused = Some(error);
        false
    }

    fn whole(&mut self, input: Input, format: Format) -> io::Result<()> {
        let limit = self.options.max_article_bytes;
        let mut bytes = Vec::new();
        input.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            self.problem(too_large(&self.source, limit));
            return Ok(());
        }
        if bytes.trim_ascii().is_empty() {
            self.problem(empty(&self.source));
            return Ok(());
        }
        let declared = if format == Format::Html { html::declared_encoding(&bytes) } else { None };
        let text = match decode(&bytes, declared) {
            Ok(text) => text,
            Err(e) => {
                self.problem(unread(&self.source, e.kind, e.message));
                return Ok(());
            }
        };
        // In UTF-16, only what has been decoded shows what it is.
        let format = match self.options.format {
            None if has_zeros(&bytes) => Format::of_file(Some(format), text.as_bytes()),
            _ => format,
        };
        let parsed = match format {
            Format::Html => {
                html::article(&text, &self.source, Given::default(), Vec::new(), &self.options)
            }
            Format::Jsonl | Format::Csv => {
                return self.records(Box::new(Cursor::new(text.into_owned())), format);
            }
            collected if collected.is_collection() => {
                let input = Box::new(Cursor::new(text.into_owned()));
                self.stream =
                    Some(collections::articles(collected, input, &self.source, &self.options));
                return Ok(());
            }
            _ => parse_text(&text, &self.source, &self.options),
        };
        self.ready.extend(parsed);
        Ok(())
    }

    fn problem(&mut self, problem: Problem) {
        self.ready.push_back(Parsed::Problem(problem));
    }
}

/// Whether there are zero bytes, which no text has but one in UTF-16.
fn has_zeros(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes).is_some()
}
