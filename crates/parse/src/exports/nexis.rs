//! LexisNexis and Nexis Uni.

mod classic;
mod uni;

use super::{Layout, Mark};
use crate::Record;
use regex::Regex;
use std::sync::LazyLock;

/// Both layouts of the database: that of LexisNexis, where `1 of 100 DOCUMENTS` is above every article, and that of Nexis
/// Uni, where `End of Document` is below.
pub(super) struct Nexis;

/// `1 of 100 DOCUMENTS`, also in German and French.
static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:\d+ of \d+ DOCUMENTS?|Dokument \d+ von \d+|Document \d+ de \d+)$").ok()
});

fn is_count(line: &str) -> bool {
    line.len() < 60 && COUNT.as_ref().is_some_and(|count| count.is_match(line))
}

fn is_end(line: &str) -> bool {
    line == "End of Document"
}

/// Whether lines are of an export: a count of documents, or the labels of Nexis Uni one after the other.
pub(super) fn is_export<'l>(lines: impl Iterator<Item = &'l str>) -> bool {
    let mut length = false;
    for line in lines {
        if is_count(line) || (length && (line == "Body" || is_end(line))) {
            return true;
        }
        length |= uni::is_length(line);
    }
    false
}

impl Layout for Nexis {
    fn mark(&mut self, line: &str) -> Mark {
        if is_count(line) {
            Mark::First
        } else if is_end(line) {
            Mark::Last
        } else {
            Mark::Inside
        }
    }

    fn is_closed(&self, text: &str) -> bool {
        // Of LexisNexis, the next count or the end of the file ends an article.
        below_count(text).is_none()
    }

    fn article(&self, text: &str) -> Result<Option<Record>, &'static str> {
        match below_count(text) {
            Some(rest) => classic::article(rest).map(Some),
            None => uni::article(text),
        }
    }
}

/// What stands below the count of documents, in the layout of LexisNexis.
fn below_count(text: &str) -> Option<&str> {
    let (first, rest) = text.trim_start().split_once('\n')?;
    is_count(first.trim()).then_some(rest)
}
