//! Lines of JSON, one after another.

use crate::decode::decode;
use crate::json::object;
use crate::problems::{damaged, empty, too_large, unparsed, unread};
use crate::read::Input;
use crate::rows::Numbered;
use detente_model::{Problem, ProblemKind};
use encoding_rs::Encoding;
use serde_json::Value;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// The lines still to be read of a JSONL source.
pub(crate) struct Lines {
    /// `None` at the end.
    input: Option<Input>,
    source: String,
    encoding: Option<&'static Encoding>,
    limit: usize,
    number: u64,
    any: bool,
    ready: VecDeque<Numbered>,
}

impl Iterator for Lines {
    type Item = Numbered;

    fn next(&mut self) -> Option<Numbered> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            self.read_line()?;
        }
    }
}

impl Lines {
    /// Lines of `limit` bytes at most. `encoding` explains the bytes of those that are no UTF-8, where it is known.
    pub(crate) fn new(
        input: Input,
        source: &str,
        encoding: Option<&'static Encoding>,
        limit: usize,
    ) -> Self {
        Self {
            input: Some(input),
            source: source.to_owned(),
            encoding,
            limit,
            number: 0,
            any: false,
            ready: VecDeque::new(),
        }
    }

    fn push(&mut self, item: Numbered) {
        self.any = true;
        self.ready.push_back(item);
    }

    fn fail(&mut self, error: &io::Error) {
        self.input = None;
        self.push(Err(damaged(&self.source, error)));
    }

    fn at(&self, number: u64, problem: Problem) -> Numbered {
        Err(Problem { place: Some(format!("line {number}")), ..problem })
    }

    /// Reads the next line; `None` when there is none left.
    fn read_line(&mut self) -> Option<()> {
        let limit = self.limit;
        let input = self.input.as_mut()?;
        self.number += 1;
        let number = self.number;
        let mut line = Vec::new();
        match input.by_ref().take(limit as u64 + 1).read_until(b'\n', &mut line) {
            Err(error) => self.fail(&error),
            Ok(0) => {
                self.input = None;
                if !self.any {
                    self.push(Err(empty(&self.source)));
                }
            }
            Ok(_) if line.len() > limit && line.last() != Some(&b'\n') => {
                let skipped = input.skip_until(b'\n');
                self.push(self.at(number, too_large(&self.source, limit)));
                if let Err(error) = skipped {
                    self.fail(&error);
                }
            }
            Ok(_) if line.trim_ascii().is_empty() => {}
            Ok(_) => self.line(&line, number),
        }
        Some(())
    }

    fn line(&mut self, line: &[u8], number: u64) {
        let text = match decode(line, self.encoding) {
            Ok(text) => text,
            Err(e) => {
                let problem = unread(&self.source, e.kind, e.message);
                return self.push(self.at(number, problem));
            }
        };
        match serde_json::from_str(&text) {
            Ok(value) => self.value(value, number),
            // An object or array over several lines: only its first line can be the whole of the rest.
            Err(error) if number == 1 && error.is_eof() => self.rest(line),
            Err(error) => {
                let message = format!("not JSON: {error}");
                let problem = unparsed(&self.source, ProblemKind::Malformed, message);
                self.push(self.at(number, problem));
            }
        }
    }

    /// A JSON document of several lines is read as a whole, within the size of one article.
    fn rest(&mut self, first: &[u8]) {
        let limit = self.limit;
        let Some(mut input) = self.input.take() else { return };
        let mut bytes = first.to_vec();
        if let Err(error) = input.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes) {
            return self.fail(&error);
        }
        let text = match decode(&bytes, self.encoding) {
            Ok(text) => text,
            Err(e) => return self.push(Err(unread(&self.source, e.kind, e.message))),
        };
        match serde_json::from_str(&text) {
            Ok(value) => self.value(value, 1),
            Err(_) if bytes.len() > limit => self.push(Err(too_large(&self.source, limit))),
            // One line was cut off: the lines after it may be sound.
            Err(_) => {
                let message = "not JSON: the line ends early";
                let problem = unparsed(&self.source, ProblemKind::Malformed, message);
                self.push(self.at(1, problem));
                let rest = bytes.split_off(first.len());
                self.input = Some(Box::new(io::Cursor::new(rest).chain(input)));
            }
        }
    }

    fn value(&mut self, value: Value, number: u64) {
        match value {
            Value::Array(items) => {
                for (number, item) in (1..).zip(items) {
                    self.push(object(item, &self.source, number));
                }
            }
            value => self.push(object(value, &self.source, number)),
        }
    }
}
