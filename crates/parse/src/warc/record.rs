//! The records of a web archive.

use super::fields::{Fields, MAX_HEAD, media_type};
use super::http::Response;
use crate::gzip::is_passed;
use crate::read::Input;
use std::io::{self, BufRead, Read};

/// Why a record could not be read.
#[derive(Debug)]
pub(super) enum Fault {
    TooLarge,
    Malformed(String),
    Input(io::Error),
}

/// A record that may hold a page.
#[derive(Debug)]
pub(super) struct Record {
    /// Its place in the archive, from 1.
    pub(super) number: u64,
    fields: Fields,
    pub(super) block: Vec<u8>,
}

impl Record {
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name)
    }

    pub(super) fn is(&self, kind: &str) -> bool {
        is(&self.fields, kind)
    }

    /// Whether the head of the record, or that of the response in it, is of a page.
    fn may_be_page(&self) -> bool {
        if self.is("response") {
            return Response::head(&self.block).is_ok_and(|response| response.is_page());
        }
        let kind = media_type(self.field("Content-Type").unwrap_or_default());
        matches!(kind.as_str(), "text/html" | "application/xhtml+xml" | "text/plain")
    }

    /// The address of the page. Early crawlers put it into angle brackets.
    pub(super) fn target(&self) -> Option<&str> {
        let target = self.field("WARC-Target-URI")?.trim_start_matches('<').trim_end_matches('>');
        target.starts_with("http").then_some(target)
    }
}

fn is(fields: &Fields, kind: &str) -> bool {
    fields.get("WARC-Type").is_some_and(|known| known.eq_ignore_ascii_case(kind))
}

/// The records of an archive that may hold pages; the others are skipped.
pub(super) struct Records {
    input: Option<Input>,
    number: u64,
    limit: usize,
    /// Whether the line that opens a record has been read.
    opened: bool,
    /// Whether the record before could not be read, so that what is left of it comes as no surprise.
    lost: bool,
}

impl Records {
    /// `limit` bounds the bytes of a block.
    pub(super) fn new(input: Input, limit: usize) -> Self {
        Self { input: Some(input), number: 0, limit, opened: false, lost: false }
    }

    /// The place of the last record, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Reads the next record; `Ok(None)` for one that holds no page.
    fn read(&mut self, input: &mut Input) -> Result<Option<Record>, Fault> {
        let mut fields = Fields::default();
        let mut read = 0;
        loop {
            let mut line = Vec::new();
            let left = (MAX_HEAD - read) as u64;
            read += input.take(left).read_until(b'\n', &mut line).map_err(Fault::Input)?;
            if read == MAX_HEAD {
                return Err(lost("its head does not end"));
            }
            if !line.ends_with(b"\n") {
                return Err(cut_off());
            }
            if line.trim_ascii().is_empty() {
                break;
            }
            if !fields.push(&line) {
                return Err(lost("its head has a line that is no field"));
            }
        }
        let length = fields.get("Content-Length").and_then(|length| length.parse::<u64>().ok());
        let Some(length) = length else {
            return Err(lost("it does not tell its length"));
        };
        let wanted = ["response", "resource", "conversion"].iter().any(|kind| is(&fields, kind));
        let fits = length <= self.limit as u64;
        let kept = if !wanted {
            0
        } else if fits {
            length
        } else {
            length.min(MAX_HEAD as u64)
        };
        let mut block = Vec::new();
        input.take(kept).read_to_end(&mut block).map_err(Fault::Input)?;
        let skipped = io::copy(&mut input.take(length - kept), &mut io::sink());
        if block.len() as u64 + skipped.map_err(Fault::Input)? < length {
            return Err(cut_off());
        }
        if !wanted {
            return Ok(None);
        }
        let record = Record { number: self.number, fields, block };
        // Films and packages may be as large as they like.
        if fits {
            Ok(Some(record))
        } else if record.may_be_page() {
            Err(Fault::TooLarge)
        } else {
            Ok(None)
        }
    }

    /// Goes to the line below the next version of the format, which opens a record. Whether there is one, and whether
    /// anything but blank lines stood before.
    fn seek(input: &mut Input) -> io::Result<(bool, bool)> {
        let mut strayed = false;
        loop {
            let mut line = Vec::new();
            if input.take(1 << 16).read_until(b'\n', &mut line)? == 0 {
                return Ok((false, strayed));
            }
            if line.starts_with(b"WARC/") && line.len() < 20 {
                return Ok((true, strayed));
            }
            strayed |= !line.trim_ascii().is_empty();
        }
    }
}

fn cut_off() -> Fault {
    Fault::Malformed("the archive ends within the record: fetch it again".to_owned())
}

fn lost(why: &str) -> Fault {
    Fault::Malformed(format!("not a record, {why}: it is passed over"))
}

impl Iterator for Records {
    type Item = Result<Record, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut input = self.input.take()?;
            if !self.opened {
                let (found, strayed) = match Self::seek(&mut input) {
                    Ok(sought) => sought,
                    Err(error) => {
                        self.input = Some(input).filter(|_| is_passed(&error));
                        self.lost = true;
                        return Some(Err(Fault::Input(error)));
                    }
                };
                if found {
                    self.input = Some(input);
                    self.opened = true;
                }
                if strayed && !std::mem::take(&mut self.lost) {
                    let message = "bytes that are of no record: one may be damaged";
                    return Some(Err(Fault::Malformed(message.to_owned())));
                }
                continue;
            }
            self.opened = false;
            self.number += 1;
            let read = self.read(&mut input);
            self.lost = read.is_err();
            let ends = matches!(&read, Err(Fault::Input(error)) if !is_passed(error));
            self.input = Some(input).filter(|_| !ends);
            if let Some(read) = read.transpose() {
                return Some(read);
            }
        }
    }
}
