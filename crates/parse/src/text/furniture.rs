//! Lines that are about the article or about the page, and no part of the text.

use crate::byline::{Role, byline, credit, plain, role};
use crate::dates::{Dated, dated_line};
use crate::outlets;
use crate::rules::{Loaded, any_of, toml_file, whole_lines};
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
    /// What a byline's person is, and for whom: `Staff Writer`, `Harbour Post Correspondent`.
    Role(Role),
    /// A date line.
    Date(Dated),
    /// A few words beside a date or a byline: a place, a section of the paper.
    Beside(String),
    /// An address, and whether the page calls it its own.
    Url { url: String, own: bool },
    /// A label that an address follows, such as `Original url:`.
    UrlLabel,
    /// The headline after a label that says so.
    Title(String),
    /// The name of the publisher.
    Publisher(String),
    /// The name of a known outlet, and nothing else: the publisher's, when it stands at the head.
    Outlet { name: String, written: String },
    /// Whose the copyright is.
    Copyright(String),
    /// Who took the picture that the line before it is about.
    PictureCredit,
    /// From here on, all is furniture.
    Tail,
    /// Page furniture.
    Furniture,
}

#[derive(Debug, Deserialize)]
struct File {
    lines: Vec<String>,
    own_url: Vec<String>,
    title: Vec<String>,
    publisher: Vec<String>,
    copyright: Vec<String>,
    picture_credit: Vec<String>,
    tail: Vec<String>,
}

#[derive(Debug)]
struct Rules {
    lines: Regex,
    own_url: Regex,
    title: Vec<Regex>,
    publisher: Vec<Regex>,
    copyright: Vec<Regex>,
    picture_credit: Regex,
    tail: Regex,
}

const FILE: &str = "furniture.toml";

fn load() -> Loaded<Rules> {
    let file: File = toml_file(FILE, include_str!("../../data/furniture.toml"))?;
    Ok(Rules {
        lines: any_of(FILE, "^", &file.lines, "$")?,
        own_url: any_of(FILE, "^", &file.own_url, r"\s*:?\s*$")?,
        title: whole_lines(FILE, &file.title)?,
        publisher: whole_lines(FILE, &file.publisher)?,
        copyright: whole_lines(FILE, &file.copyright)?,
        picture_credit: any_of(FILE, "^", &file.picture_credit, "$")?,
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
    if let Some(dated) = dated_line(line) {
        return Some(Line::Date(dated));
    }
    if let Some(title) = named(&rules.title, line) {
        return Some(Line::Title(title));
    }
    if let Some(names) = byline(line) {
        return Some(Line::Byline(names));
    }
    if let Some(names) = credit(line) {
        return Some(Line::Credit(names));
    }
    if let Some(role) = role(line) {
        return Some(Line::Role(role));
    }
    if rules.tail.is_match(line) {
        return Some(Line::Tail);
    }
    if rules.own_url.is_match(line) && line.ends_with(':') {
        return Some(Line::UrlLabel);
    }
    if let Some(name) = named(&rules.publisher, line) {
        return Some(Line::Publisher(first_outlet(&name)));
    }
    if line.len() > LONGEST_FURNITURE {
        return None;
    }
    if let Some(name) = named(&rules.copyright, line) {
        return Some(Line::Copyright(first_outlet(&name)));
    }
    if rules.picture_credit.is_match(line) {
        return Some(Line::PictureCredit);
    }
    let unsigned = line.trim_matches(['—', '–', '-', '(', ')', '[', ']', '/', ' ', '.', '*', '_']);
    // `Agence France-Presse in Lisbon`
    let unsigned = unsigned.split(" in ").next().unwrap_or(unsigned);
    if let Some(name) = outlets::named(unsigned) {
        return Some(Line::Outlet { name: name.to_owned(), written: line.to_owned() });
    }
    let bare = line.trim_matches(['>', '<', '»', '«', '[', ']', '(', ')', '|', ' ']);
    (bare.is_empty() || rules.lines.is_match(line) || rules.lines.is_match(bare))
        .then_some(Line::Furniture)
}

/// What one of `patterns` has as its `name` in `line`.
fn named(patterns: &[Regex], line: &str) -> Option<String> {
    let name = patterns.iter().find_map(|r| r.captures(line)?.name("name"))?.as_str();
    Some(plain(name).trim().to_owned())
}

/// `Xinhua / AFP`: the first, when it is known; any other name as it is.
fn first_outlet(name: &str) -> String {
    let first = name.split(['/', ',', ';', '&', '|']).next().unwrap_or(name);
    outlets::named(name)
        .or_else(|| outlets::named(first))
        .map_or_else(|| name.to_owned(), str::to_owned)
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
        assert_eq!(classify("Headline: Talks end"), Some(Line::Title("Talks end".to_owned())));
        for (line, name) in [
            ("Source: Harbour Post", "Harbour Post"),
            ("(Source: Xinhua/AFP)", "Xinhua"),
            ("Outlet: the Associated Press", "Associated Press"),
        ] {
            assert_eq!(classify(line), Some(Line::Publisher(name.to_owned())), "{line}");
        }
        for (line, name) in [
            ("Copyright 2015 The Associated Press. All rights reserved.", "Associated Press"),
            ("© 2015-2016 Harbour Post Ltd", "Harbour Post Ltd"),
        ] {
            assert_eq!(classify(line), Some(Line::Copyright(name.to_owned())), "{line}");
        }
        for line in ["PHOTO: AFP", "Photo by Vera Ilina", "[Photo/Agencies]", "Image source, EPA"] {
            assert_eq!(classify(line), Some(Line::PictureCredit), "{line}");
        }
        for line in [
            "We use cookies to improve our site.",
            "Editor: Vera Ilina",
            "With inputs from agencies",
            "###",
            "* * *",
            "Advertisement",
            "READ MORE: Talks fail",
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
            "Photo: boats in the harbour of Bergen at dawn",
            "Source: officials who did not want to be named said that the talks were over.",
            "We use the harbour only in winter.",
        ] {
            assert_eq!(classify(line), None, "{line}");
        }
    }
}
