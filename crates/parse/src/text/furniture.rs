//! Lines that are about the article or about the page, and no part of the text.

use crate::byline::{byline, credit, plain};
use crate::dates::date_line;
use crate::rules::{Loaded, any_of, toml_file, whole_lines};
use detente_model::Published;
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

/// What a line of metadata says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// Names in a byline.
    Byline(Vec<String>),
    /// Reporters named after the end of wire copy.
    Credit(Vec<String>),
    /// A date line.
    Date(Published),
    /// An address, and whether the page calls it its own.
    Url { url: String, own: bool },
    /// A label that an address follows, such as `Original url:`.
    UrlLabel,
    /// The name of the publisher.
    Publisher(String),
    /// From here on, all is furniture.
    Tail,
    /// Page furniture.
    Furniture,
}

#[derive(Debug, Deserialize)]
struct File {
    lines: Vec<String>,
    own_url: Vec<String>,
    publisher: Vec<String>,
    tail: Vec<String>,
}

#[derive(Debug)]
struct Rules {
    lines: Regex,
    own_url: Regex,
    publisher: Vec<Regex>,
    tail: Regex,
}

const FILE: &str = "furniture.toml";

fn load() -> Loaded<Rules> {
    let file: File = toml_file(FILE, include_str!("../../data/furniture.toml"))?;
    Ok(Rules {
        lines: any_of(FILE, "^", &file.lines, "$")?,
        own_url: any_of(FILE, "^", &file.own_url, r"\s*:?\s*$")?,
        publisher: whole_lines(FILE, &file.publisher)?,
        tail: any_of(FILE, "^", &file.tail, "$")?,
    })
}

static RULES: LazyLock<Option<Rules>> = LazyLock::new(|| load().ok());

/// Longer lines are text whatever they say, in bytes.
const LONGEST: usize = 620;
/// Longer lines are no furniture of the page, in bytes; a credit or an address may be longer.
const LONGEST_FURNITURE: usize = 220;

/// What `line` is beside text; `None` when it is text.
pub(super) fn classify(line: &str) -> Option<Line> {
    let rules = RULES.as_ref()?;
    let line = line.trim();
    if line.len() > LONGEST || line.is_empty() {
        return None;
    }
    if let Some(found) = address(line, rules) {
        return Some(found);
    }
    if let Some(published) = date_line(line) {
        return Some(Line::Date(published));
    }
    if let Some(names) = byline(line) {
        return Some(Line::Byline(names));
    }
    if let Some(names) = credit(line) {
        return Some(Line::Credit(names));
    }
    if rules.tail.is_match(line) {
        return Some(Line::Tail);
    }
    if rules.own_url.is_match(line) && line.ends_with(':') {
        return Some(Line::UrlLabel);
    }
    if let Some(name) = rules.publisher.iter().find_map(|r| r.captures(line)?.name("name")) {
        return Some(Line::Publisher(plain(name.as_str()).trim().to_owned()));
    }
    if line.len() > LONGEST_FURNITURE {
        return None;
    }
    let bare = line.trim_matches(['>', '<', '»', '«', '[', ']', '|', ' ']);
    (bare.is_empty() || rules.lines.is_match(line) || rules.lines.is_match(bare))
        .then_some(Line::Furniture)
}

/// A line that is an address, alone or after a label.
fn address(line: &str, rules: &Rules) -> Option<Line> {
    let lower = line.to_ascii_lowercase();
    let at = lower.find("http://").or_else(|| lower.find("https://"))?;
    let (label, rest) = line.split_at(at);
    let end = rest.find([' ', '>', ')', ']', '"']).unwrap_or(rest.len());
    let (url, after) = rest.split_at(end);
    if !after.trim_matches(['>', ')', ']', '"', ' ', '.', '*']).is_empty() {
        return None;
    }
    let label = label.trim_end_matches(['<', '(', '[', '"', ' ']).trim();
    let own = !label.is_empty() && rules.own_url.is_match(label);
    // `[text](https://…)` alone on a line is a link to elsewhere; after other words the line is a sentence.
    let linked = label.starts_with('[') && label.len() < 160;
    (label.is_empty() || own || linked).then(|| {
        if linked {
            Line::Furniture
        } else {
            Line::Url { url: url.trim_end_matches(['.', ',']).to_owned(), own }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_furniture_loads() {
        load().unwrap();
    }

    #[test]
    fn metadata_lines_are_told_from_text() {
        let url = |own| Some(Line::Url { url: "https://example.org/a".to_owned(), own });
        assert_eq!(classify("<https://example.org/a>"), url(false));
        assert_eq!(classify("Source: https://example.org/a"), url(true));
        assert_eq!(classify("Original url:"), Some(Line::UrlLabel));
        assert!(matches!(classify("August 5, 2015"), Some(Line::Date(_))));
        for line in [
            "###",
            "* * *",
            "Advertisement",
            "READ MORE: Talks fail",
            "© 2015 The Harbour Post",
            "5 min read",
        ] {
            assert_eq!(classify(line), Some(Line::Furniture), "{line}");
        }
        for line in [
            "Ministers met in Geneva.",
            "See https://example.org/a for the full text of the treaty.",
            "Homes were destroyed.",
            "Share prices fell after the talks.",
            "Video footage showed smoke over the port.",
        ] {
            assert_eq!(classify(line), None, "{line}");
        }
    }
}
