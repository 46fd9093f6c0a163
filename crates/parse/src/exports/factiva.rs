//! Factiva, with its field codes or without.

mod coded;
mod plain;

use super::{Layout, Mark};
use crate::Record;
use regex::Regex;
use std::sync::LazyLock;

/// Articles of Factiva: each ends in its accession number, `Document LBA0000020150805eb8500abc`.
#[derive(Default)]
pub(super) struct Factiva {
    /// Whether the article being read has its headline, so that the next one is another's.
    headed: bool,
}

static ACCESSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // The code of the source, filled up with zeros, the day, and a number in letters and digits.
    Regex::new(r"^(?:AN\s+)?Document ([A-Z0-9]{6,12}(?:19|20)\d{6}[A-Za-z0-9]{4,16})$").ok()
});

/// The accession number of a line that is one.
fn accession(line: &str) -> Option<&str> {
    let captures = ACCESSION.as_ref()?.captures(line.trim())?;
    captures.get(1).map(|number| number.as_str())
}

/// Whether lines are of an export: an accession number, or a headline and the other codes of one article.
pub(super) fn is_export<'l>(lines: impl Iterator<Item = &'l str>) -> bool {
    let mut codes = [false; 4];
    for line in lines {
        if accession(line).is_some() {
            return true;
        }
        if let Some((code, _)) = coded::code(line) {
            for (seen, wanted) in codes.iter_mut().zip(["HD", "WC", "PD", "SN"]) {
                *seen |= code == wanted;
            }
        }
    }
    codes == [true; 4]
}

impl Layout for Factiva {
    fn mark(&mut self, line: &str) -> Mark {
        if accession(line).is_some() {
            self.headed = false;
            return Mark::Last;
        }
        let code = coded::code(line).map(|(code, _)| code);
        let first = self.headed && matches!(code, Some("SE" | "CLM" | "HD"));
        self.headed = code == Some("HD") || (self.headed && !first);
        if first { Mark::First } else { Mark::Inside }
    }

    fn is_closed(&self, _: &str) -> bool {
        true
    }

    fn article(&self, text: &str) -> Result<Option<Record>, &'static str> {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !is_page(line)).collect();
        if lines.iter().any(|line| coded::code(line).is_some_and(|(code, _)| code == "HD")) {
            return coded::article(&lines).map(Some);
        }
        // The summary of the search has none of the parts of an article.
        if lines.contains(&"Search Summary") {
            return Ok(None);
        }
        plain::article(&lines).map(Some)
    }
}

/// `Page 3 of 120 © 2015 Factiva, Inc. All rights reserved.`
fn is_page(line: &str) -> bool {
    line.starts_with("Page ") && line.contains("Factiva")
}
