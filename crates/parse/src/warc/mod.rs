//! Web archives (WARC, ISO 28500:2017), record by record.
//!
//! Of the crates for it, none skips a bad record, bounds what it reads of one, and does without a C library at once.

mod fields;
mod http;
mod record;

use crate::decode::decode;
use crate::html::{self, declared_encoding};
use crate::options::ReadOptions;
use crate::problems::{damaged, too_large, unparsed, unread};
use crate::read::Input;
use crate::text::Given;
use crate::{Parsed, parse_published, text};
use detente_model::{Problem, ProblemKind, Published};
use encoding_rs::Encoding;
use http::Response;
use record::{Fault, Record, Records};
use std::borrow::Cow;
use std::collections::VecDeque;

/// Whether content is a web archive.
pub(crate) fn looks_like_warc(head: &[u8]) -> bool {
    head.starts_with(b"WARC/1.") || head.starts_with(b"WARC/0.1")
}

/// The articles of a web archive: of its responses with a page that was found, of pages kept as resources, and of texts
/// that were made of pages (`conversion`, as in WET files). Other records are passed over.
pub(crate) struct Warc {
    records: Records,
    source: String,
    options: ReadOptions,
    ready: VecDeque<Parsed>,
}

impl Warc {
    pub(crate) fn new(input: Input, source: &str, options: &ReadOptions) -> Self {
        Self {
            records: Records::new(input, options.max_article_bytes),
            source: source.to_owned(),
            options: options.clone(),
            ready: VecDeque::new(),
        }
    }

    fn record(&mut self, record: Record) {
        let source = format!("{}:{}", self.source, record.number);
        let page = match page(&record, self.options.max_article_bytes) {
            Ok(Some(page)) => page,
            Ok(None) => return,
            Err(problem) => return self.report(problem, source, record.number),
        };
        let mut doubts = Vec::new();
        if let Some(reason) = record.field("WARC-Truncated") {
            let message =
                format!("the crawler cut the page off ({reason}): its text may not be whole");
            doubts.push(unparsed(&source, ProblemKind::Malformed, message));
        }
        let given = Given { url: record.target().map(str::to_owned), ..Given::default() };
        let mut parsed = match page {
            Page::Html(html) => html::article(&html, &source, given, doubts, &self.options),
            Page::Text(words) => text::article(&words, &source, given, doubts, &self.options),
        };
        date_by_crawl(&mut parsed, record.field("WARC-Date"));
        self.ready.extend(parsed);
    }

    fn report(&mut self, problem: Problem, source: String, number: u64) {
        let place = (number > 0).then(|| format!("record {number}"));
        self.ready.push_back(Parsed::Problem(Problem { source, place, ..problem }));
    }
}

impl Iterator for Warc {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        loop {
            if let Some(parsed) = self.ready.pop_front() {
                return Some(parsed);
            }
            match self.records.next()? {
                Ok(record) => self.record(record),
                Err(fault) => {
                    let problem = problem(fault, self.options.max_article_bytes);
                    self.report(problem, self.source.clone(), self.records.number());
                }
            }
        }
    }
}

/// What is wrong with a record, the source still to be named.
fn problem(fault: Fault, limit: usize) -> Problem {
    match fault {
        Fault::Input(error) => damaged("", &error),
        Fault::TooLarge => too_large("", limit),
        Fault::Malformed(message) => unparsed("", ProblemKind::Malformed, message),
    }
}

enum Page {
    Html(String),
    Text(String),
}

/// The page that a record holds, `None` where it holds none.
fn page(record: &Record, limit: usize) -> Result<Option<Page>, Problem> {
    let (kind, charset, bytes) = if record.is("response") {
        let response = Response::of(&record.block, limit).map_err(|fault| problem(fault, limit))?;
        if !response.is_found() {
            return Ok(None);
        }
        (response.media_type(), response.charset(), response.body)
    } else {
        let kind = fields::media_type(record.field("Content-Type").unwrap_or_default());
        (kind, None, Cow::Borrowed(record.block.as_slice()))
    };
    let html = match kind.as_str() {
        "text/html" | "application/xhtml+xml" => true,
        "text/plain" if !record.is("response") => false,
        "" if crate::format::looks_like_html(bytes.trim_ascii_start()) => true,
        _ => return Ok(None),
    };
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    // What the server declares goes before what the page does (WHATWG HTML, 13.2.3.2).
    let declared = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let declared = declared.or_else(|| html.then(|| declared_encoding(&bytes)).flatten());
    let text = decode(&bytes, declared).map_err(|e| unread("", e.kind, e.message))?.into_owned();
    Ok(Some(if html { Page::Html(text) } else { Page::Text(text) }))
}

/// Where a page tells no date, the day on which it was fetched stands in, and a problem says so. The id of the article does
/// not depend on it.
fn date_by_crawl(parsed: &mut [Parsed], fetched: Option<&str>) {
    let Some(Ok(Some(fetched))) = fetched.map(parse_published) else { return };
    for parsed in parsed {
        match parsed {
            Parsed::Article(article) if article.published.is_none() => {
                article.published = Some(Published::on(fetched.day));
            }
            Parsed::Problem(problem) if problem.kind == ProblemKind::NoDate => {
                problem.message = format!(
                    "no publication date: the day of the crawl, {}, stands in; the page may be older",
                    fetched.day
                );
            }
            _ => {}
        }
    }
}
