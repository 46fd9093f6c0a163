//! An article of Nexis Uni: headline, source and date, then fields, then `Body`, then `Classification`.

use crate::Record;
use crate::exports::{date_of, is_copyright, language};

/// Lines between the date and the length of an article at most: edition, copyright, section.
const BETWEEN: usize = 12;

/// `Length: 355 words`, the space one that does not break.
pub(super) fn is_length(line: &str) -> bool {
    field(line, "Length").is_some_and(|length| {
        let length = length.trim_end_matches("words").trim_end_matches("word").trim();
        !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit() || b == b',')
    })
}

pub(super) fn article(text: &str) -> Result<Option<Record>, &'static str> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let Some(length) = lines.iter().position(|line| is_length(line)) else {
        // What the covers and lists of contents hold has no text; an article has.
        return if lines.contains(&"Body") {
            Err("an article without `Length:`, so that its headline and date cannot be told")
        } else {
            Ok(None)
        };
    };
    let above = lines.get(..length).unwrap_or_default();
    let said = || above.iter().enumerate().rev().filter(|(_, line)| !line.is_empty());
    let dated = said().take(BETWEEN).find_map(|(at, line)| Some((at, date_of(line)?)));
    let Some((at, date)) = dated else {
        return Err("no date above `Length:`: not an article of Nexis Uni");
    };
    let mut before = said().filter(|(line, _)| *line < at).map(|(_, line)| *line);
    let publisher = before.next().map(str::to_owned);
    let title = before.next().map(str::to_owned);
    let fields = lines.get(length..).unwrap_or_default();
    let Some(body) = fields.iter().position(|line| matches!(*line, "Body" | "Text")) else {
        return Err("no `Body`: a picture, or an article without text");
    };
    let text = fields.get(body + 1..).unwrap_or_default();
    let end = text.iter().position(|line| is_tail(line)).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or_default();
    let value = |label: &str| lines.iter().find_map(|line| field(line, label));
    Ok(Some(Record {
        // In documents of word processors, a line is a paragraph.
        text: Some(text.join("\n")),
        title: title.filter(|title| !is_copyright(title)),
        date: Some(date),
        url: None,
        id: None,
        authors: value("Byline").map(crate::byline::people).unwrap_or_default(),
        publisher,
        language: value("Language").and_then(language),
    }))
}

/// Whether the text has ended above this line.
fn is_tail(line: &str) -> bool {
    matches!(line, "Classification" | "Graphic")
        || super::is_end(line)
        || field(line, "Load-Date").is_some()
}

/// What follows a label.
fn field<'l>(line: &'l str, label: &str) -> Option<&'l str> {
    let value = line.strip_prefix(label)?.strip_prefix(':')?;
    Some(value.trim())
}
