//! A file of many articles to one article after another.

use super::{Layout, Mark, monitoring};
use crate::decode::decode;
use crate::options::ReadOptions;
use crate::problems::{damaged, too_large, unparsed, unread};
use crate::read::Input;
use crate::record::{Body, article_of};
use crate::{Parsed, Record};
use detente_model::{Problem, ProblemKind};
use std::collections::VecDeque;
use std::io::{BufRead, Read};

/// The articles of an export, read line by line.
pub(super) struct Documents<L> {
    input: Option<Input>,
    layout: L,
    source: String,
    options: ReadOptions,
    /// Lines read so far.
    line: u64,
    /// Articles so far.
    number: u64,
    open: Open,
    ready: VecDeque<Parsed>,
}

/// The lines of the article being read.
#[derive(Default)]
struct Open {
    bytes: Vec<u8>,
    /// The line that it begins in.
    line: u64,
    too_large: bool,
}

impl<L: Layout> Documents<L> {
    pub(super) fn new(input: Input, layout: L, source: &str, options: &ReadOptions) -> Self {
        Self {
            input: Some(input),
            layout,
            source: source.to_owned(),
            options: options.clone(),
            line: 0,
            number: 0,
            open: Open::default(),
            ready: VecDeque::new(),
        }
    }

    /// Reads the next line; `None` when there is none left.
    fn step(&mut self) -> Option<()> {
        let limit = self.options.max_article_bytes;
        let mut line = Vec::new();
        let input = self.input.as_mut()?;
        match input.by_ref().take(limit as u64 + 1).read_until(b'\n', &mut line) {
            Err(error) => {
                self.close(false);
                self.input = None;
                let problem = damaged(&self.source, &error);
                self.report(problem, self.line + 1);
            }
            Ok(0) => {
                self.input = None;
                self.close(false);
            }
            Ok(_) => {
                // A line longer than an article comes in pieces, and the article is refused anyhow.
                self.line += u64::from(line.ends_with(b"\n") || line.len() <= limit);
                let head = line.get(..200).unwrap_or(&line);
                match self.layout.mark(String::from_utf8_lossy(head).trim()) {
                    Mark::Inside => self.push(&line),
                    Mark::First => {
                        self.close(false);
                        self.push(&line);
                    }
                    Mark::Last => {
                        self.push(&line);
                        self.close(true);
                    }
                    Mark::Between => self.close(true),
                }
            }
        }
        Some(())
    }

    fn push(&mut self, line: &[u8]) {
        if self.open.bytes.is_empty() {
            self.open.line = self.line;
        }
        self.open.too_large |= self.open.bytes.len() + line.len() > self.options.max_article_bytes;
        if !self.open.too_large {
            self.open.bytes.extend_from_slice(line);
        } else if self.open.bytes.is_empty() {
            self.open.bytes.push(b'\n');
        }
    }

    /// Makes an article of the lines gathered; `whole` when the mark that ends one has been read.
    fn close(&mut self, whole: bool) {
        let Open { bytes, line, too_large: excess } = std::mem::take(&mut self.open);
        if bytes.trim_ascii().is_empty() && !excess {
            return;
        }
        if excess {
            let problem = too_large(&self.source, self.options.max_article_bytes);
            return self.report(problem, line);
        }
        let text = match decode(&bytes, None) {
            Ok(text) => text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n"),
            Err(e) => {
                let problem = unread(&self.source, e.kind, e.message);
                return self.report(problem, line);
            }
        };
        match self.layout.article(&text) {
            Ok(Some(record)) => {
                let whole = whole || !self.layout.is_closed(&text);
                self.article(record, whole, line);
            }
            Ok(None) => {}
            Err(message) => {
                let problem = unparsed(&self.source, ProblemKind::Malformed, message);
                self.report(problem, line);
            }
        }
    }

    fn article(&mut self, mut record: Record, whole: bool, line: u64) {
        monitoring::take_origin(&mut record);
        self.number += 1;
        let source = format!("{}:{}", self.source, self.number);
        let mut parsed = article_of(record, Body::Text, &source, &self.options);
        if !whole {
            let article = parsed.iter().find_map(|parsed| match parsed {
                Parsed::Article(article) => Some(article.id.clone()),
                Parsed::Problem(_) => None,
            });
            let message = "the file ends within the article: export it again";
            let problem = unparsed(&source, ProblemKind::Malformed, message);
            let place = Some(format!("line {line}"));
            parsed.push(Parsed::Problem(Problem { article, place, ..problem }));
        }
        self.ready.extend(parsed.into_iter().map(|parsed| match parsed {
            Parsed::Problem(problem) if problem.place.is_none() => {
                Parsed::Problem(Problem { place: Some(format!("line {line}")), ..problem })
            }
            parsed => parsed,
        }));
    }

    fn report(&mut self, problem: Problem, line: u64) {
        let place = Some(format!("line {line}"));
        self.ready.push_back(Parsed::Problem(Problem { place, ..problem }));
    }
}

impl<L: Layout> Iterator for Documents<L> {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        loop {
            if let Some(parsed) = self.ready.pop_front() {
                return Some(parsed);
            }
            self.step()?;
        }
    }
}
