//! CSV and TSV, a row at a time.

use crate::FieldNames;
use crate::decode::{Undecodable, encoding};
use crate::fields::{Part, usual_part};
use crate::problems::{damaged, empty, too_large, unparsed, unread};
use crate::read::Input;
use crate::rows::{Numbered, Records};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use detente_model::{Problem, ProblemKind};
use encoding_rs::{Encoding, UTF_8};
use serde_json::Value;
use std::io::{self, BufRead};

/// What may stand between cells; where two do equally well, the first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Columns of a table at most: a row of more holds no articles, and would need memory for each.
const MOST_COLUMNS: usize = 10_000;

/// A table whose first row is read.
pub(crate) struct Csv {
    pub(crate) columns: Vec<String>,
    pub(crate) records: Records,
}

/// Opens a table: its first row names the columns. `encoding` explains the bytes that are no UTF-8, where it is known; a row of
/// more than `limit` bytes is a problem.
pub(crate) fn open(
    mut input: Input,
    source: &str,
    names: &FieldNames,
    encoding: Option<&'static Encoding>,
    limit: usize,
) -> io::Result<Result<Csv, Problem>> {
    let named = named_delimiter(input.fill_buf()?);
    if let Some((_, line)) = named {
        input.consume(line);
    }
    let delimiter = match named {
        Some((delimiter, _)) => delimiter,
        None => likely_delimiter(input.fill_buf()?, names),
    };
    let quoting = quotes(input.fill_buf()?, delimiter);
    let mut rows = RowReader::new(input, delimiter, quoting, encoding, limit);
    match rows.read()? {
        Some(Size::Fits) => {}
        Some(Size::TooLarge) => return Ok(Err(too_large(source, limit))),
        None => return Ok(Err(empty(source))),
    }
    let columns: Vec<String> = match rows.texts() {
        Ok(names) => names.iter().map(|name| name.trim().to_owned()).collect(),
        Err(e) => return Ok(Err(unread(source, e.kind, e.message))),
    };
    let wanted = columns.iter().enumerate().map(|(at, name)| {
        let first = || columns.iter().position(|other| other == name) == Some(at);
        (names.may_hold(name) && first()).then(|| name.clone())
    });
    let table = Table {
        wanted: wanted.collect(),
        rows,
        source: source.to_owned(),
        number: 1,
        ended: false,
        late: None,
    };
    Ok(Ok(Csv { columns, records: Box::new(table) }))
}

/// Whether content opens with a row that names the text and another part of articles, and goes on with a row of as many cells.
pub(crate) fn looks_like_articles(head: &[u8]) -> bool {
    let head = head.get(..1 << 16).unwrap_or(head);
    DELIMITERS.iter().any(|delimiter| {
        let [first, second] = first_rows(head, *delimiter);
        let parts: Vec<_> = first.iter().filter_map(|name| usual_part(name)).collect();
        let others = parts.iter().any(|part| *part != Part::Text);
        // A long text may go on past the beginning, and the cells after it.
        let cut = head.len() >= 1 << 13 && (1..first.len()).contains(&second.len());
        parts.contains(&Part::Text) && others && (cut || second.len() == first.len())
    })
}

/// The line `sep=;` that spreadsheets write and heed: the delimiter and the length of the line.
fn named_delimiter(head: &[u8]) -> Option<(u8, usize)> {
    let end = memchr::memchr(b'\n', head)?;
    let line = head.get(..end)?.trim_ascii_end();
    // A tab at the end has been trimmed.
    let delimiter = match line.strip_prefix(b"sep=")? {
        [] => b'\t',
        [delimiter] if *delimiter != b'"' => *delimiter,
        _ => return None,
    };
    Some((delimiter, end + 1))
}

/// The delimiter by which the first row names most parts of articles, and then by which it has most cells.
fn likely_delimiter(head: &[u8], names: &FieldNames) -> u8 {
    let likelihood = |delimiter: &&u8| {
        let [first, _] = first_rows(head, **delimiter);
        let parts = first.iter().filter(|name| names.may_hold(name)).count();
        (parts, first.len())
    };
    // Of equals, `max_by_key` takes the last.
    DELIMITERS.iter().rev().max_by_key(likelihood).copied().unwrap_or(b',')
}

/// Whether a quotation mark at the beginning of a cell encloses the cell. Where tabs are the delimiter it is often a part of
/// the text: then it is closed in the middle of the cell.
fn quotes(head: &[u8], delimiter: u8) -> bool {
    let (mut enclosing, mut of_the_text) = (0usize, 0usize);
    let mut rest = head;
    let begins = |byte: &u8| *byte == delimiter || *byte == b'\n';
    loop {
        if let Some(mut cell) = rest.strip_prefix(b"\"") {
            while let Some(quote) = memchr::memchr(b'"', cell) {
                cell = cell.get(quote + 1..).unwrap_or_default();
                if cell.first() != Some(&b'"') {
                    let over = cell.first().is_none_or(|byte| begins(byte) || *byte == b'\r');
                    *(if over { &mut enclosing } else { &mut of_the_text }) += 1;
                    break;
                }
                cell = cell.get(1..).unwrap_or_default();
            }
            rest = cell;
        }
        let Some(next) = rest.iter().position(begins) else { return enclosing >= of_the_text };
        rest = rest.get(next + 1..).unwrap_or_default();
    }
}

/// The cells of the first two rows, as far as `head` goes.
fn first_rows(head: &[u8], delimiter: u8) -> [Vec<String>; 2] {
    let mut rows = RowReader::new(head, delimiter, true, None, head.len());
    [(); 2].map(|()| match rows.read() {
        Ok(Some(Size::Fits)) => {
            rows.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
        }
        _ => Vec::new(),
    })
}

/// The rows below the first.
struct Table {
    rows: RowReader<Input>,
    /// The names of the columns, where they can hold a part of an article.
    wanted: Vec<Option<String>>,
    source: String,
    /// The row last read; the one that names the columns is 1, as in a spreadsheet.
    number: u64,
    ended: bool,
    /// What is to be said after the last row.
    late: Option<Problem>,
}

impl Iterator for Table {
    type Item = Numbered;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let line = self.rows.line();
        match self.rows.read() {
            Err(error) => {
                self.ended = true;
                Some(Err(damaged(&self.source, &error)))
            }
            Ok(None) => {
                self.ended = true;
                if self.number == 1 {
                    let message = "a row of names, and none below it";
                    self.late = Some(unread(&self.source, ProblemKind::Empty, message));
                }
                self.late.take().map(Err)
            }
            Ok(Some(size)) => {
                self.number += 1;
                Some(self.row(&size).map_err(|problem| Problem {
                    place: Some(format!("row {}, line {line}", self.number)),
                    ..problem
                }))
            }
        }
    }
}

impl Table {
    fn row(&mut self, size: &Size) -> Numbered {
        let source = &self.source;
        if matches!(size, Size::TooLarge) {
            return Err(too_large(source, self.rows.limit));
        }
        let columns = self.wanted.len();
        self.rows.drop_empty_beyond(columns);
        let cells = self.rows.cells().count();
        let cut = self.rows.ends_within_quotes();
        if self.rows.runs_on() && !cut {
            let message = "quotation marks that one of its lines opens are not closed before the next row: close them";
            return Err(unparsed(source, ProblemKind::Malformed, message));
        }
        if cells != columns && !cut {
            let message = format!(
                "{cells} cells under {columns} columns: a text that holds the delimiter, a quotation mark or a line end must \
                 stand in quotation marks, and those in it be doubled"
            );
            return Err(unparsed(source, ProblemKind::Malformed, message));
        }
        let texts = self.rows.texts().map_err(|e| unread(source, e.kind, e.message))?;
        if cut {
            let message = "the last cell opens quotation marks and does not close them: the file may be cut off";
            let problem = unparsed(source, ProblemKind::Malformed, message);
            if cells != columns {
                return Err(problem);
            }
            self.late = Some(Problem { place: Some(format!("row {}", self.number)), ..problem });
        }
        let cells = self.wanted.iter().zip(texts).filter(|(_, text)| !text.is_empty());
        let named = cells.filter_map(|(name, text)| Some((name.clone()?, Value::String(text))));
        Ok((self.number, named.collect()))
    }
}

/// Whether a row is in the buffer or was passed over.
enum Size {
    Fits,
    TooLarge,
}

/// Reads a row at a time into one buffer of bounded size.
struct RowReader<R> {
    input: R,
    reader: Reader,
    quoting: bool,
    encoding: Option<&'static Encoding>,
    limit: usize,
    bytes: Vec<u8>,
    /// Where the cells end in `bytes`, and how many there are.
    ends: Vec<usize>,
    ended: usize,
    quotes: usize,
    lines: usize,
    at_end: bool,
}

impl<R: BufRead> RowReader<R> {
    fn new(
        input: R,
        delimiter: u8,
        quoting: bool,
        encoding: Option<&'static Encoding>,
        limit: usize,
    ) -> Self {
        Self {
            input,
            reader: ReaderBuilder::new().delimiter(delimiter).quoting(quoting).build(),
            quoting,
            encoding,
            limit,
            bytes: vec![0; limit.clamp(1, 1 << 12)],
            ends: vec![0; 1 << 6],
            ended: 0,
            quotes: 0,
            lines: 0,
            at_end: false,
        }
    }

    /// The line on which the next row begins.
    fn line(&self) -> u64 {
        self.reader.line()
    }

    /// Reads the next row; `None` when there is none left. Empty lines are no rows.
    fn read(&mut self) -> io::Result<Option<Size>> {
        let mut written = 0;
        let mut size = Size::Fits;
        (self.ended, self.quotes, self.lines) = (0, 0, 0);
        loop {
            let input = self.input.fill_buf()?;
            self.at_end = input.is_empty();
            let bytes = self.bytes.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(self.ended..).unwrap_or_default();
            let (result, read, wrote, ended) = self.reader.read_record(input, bytes, ends);
            let taken = input.get(..read).unwrap_or_default();
            self.quotes += memchr::memchr_iter(b'"', taken).count();
            self.lines += memchr::memchr_iter(b'\n', taken).count();
            self.input.consume(read);
            written += wrote;
            self.ended += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.bytes.len() < self.limit => {
                    self.bytes.resize((self.bytes.len() * 2).min(self.limit), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_COLUMNS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                // The rest of the row is read over what is there.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    size = Size::TooLarge;
                    (written, self.ended) = (0, 0);
                }
                ReadRecordResult::Record => return Ok(Some(size)),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// The cells of the row last read.
    fn cells(&self) -> impl Iterator<Item = &[u8]> + Clone {
        let ends = self.ends.get(..self.ended).unwrap_or_default();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends).map(|(start, end)| self.bytes.get(start..*end).unwrap_or_default())
    }

    /// The cells of the row last read, decoded.
    fn texts(&self) -> Result<Vec<String>, Undecodable> {
        let row = self.ends.get(..self.ended).and_then(|ends| self.bytes.get(..*ends.last()?));
        let row = row.unwrap_or_default();
        let utf8 = memchr::memchr(0, row).is_none() && std::str::from_utf8(row).is_ok();
        let encoding = if utf8 { UTF_8 } else { encoding(row, self.encoding)? };
        Ok(self
            .cells()
            .map(|cell| encoding.decode_without_bom_handling(cell).0.into_owned())
            .collect())
    }

    /// Leaves out cells after the first `columns` that hold nothing: some programs end every row with a delimiter.
    fn drop_empty_beyond(&mut self, columns: usize) {
        let more = self.cells().skip(columns);
        if more.clone().all(<[u8]>::is_empty) {
            self.ended -= more.count();
        }
    }

    /// Whether the row last read is over several lines, and has a quotation mark without another.
    fn runs_on(&self) -> bool {
        self.quoting && self.quotes % 2 == 1 && self.lines > 1
    }

    /// Whether the row last read ends with the input, within quotation marks.
    fn ends_within_quotes(&self) -> bool {
        self.at_end && self.quoting && self.quotes % 2 == 1
    }
}
