//! What both formats of XML need.

use polars::prelude::*;
use std::io;

pub(super) fn data_columns<'f>(
    frame: &'f DataFrame,
    attributes: &'f [&str],
) -> impl Iterator<Item = &'f Column> {
    frame.columns().iter().filter(|c| !attributes.contains(&c.name().as_str()))
}

pub(super) fn cell(column: &Column, row: usize) -> io::Result<Option<String>> {
    let value = column.get(row).map_err(io::Error::other)?;
    Ok(match value.get_str() {
        Some(text) => Some(text.to_owned()),
        None if value.is_null() => None,
        None => Some(value.to_string()),
    })
}

/// Text for XML 1.0: marks escaped, characters that XML forbids left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
