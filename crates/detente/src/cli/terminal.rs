//! Printing for people.

use super::Outcome;
use crate::parse::Guesses;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use std::error::Error;
use std::io::{ErrorKind, Write};

/// The width that other columns have beside the longest id.
const BESIDE_IDS: u16 = 80;

/// Prints rows under a header, wrapped to the width of the terminal but for ids, which are there to be copied.
pub(super) fn table(
    out: &mut impl Write,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Outcome {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if !table.is_tty() {
        table.set_width(120);
    }
    table.set_header(header);
    for row in rows {
        table.add_row(row);
    }
    let widths = table.column_max_content_widths();
    let ids = header.iter().zip(widths).enumerate().filter(|(_, (name, _))| name.ends_with("_id"));
    let ids: Vec<_> = ids.map(|(at, (_, width))| (at, width)).collect();
    for &(at, width) in &ids {
        if let Some(column) = table.column_mut(at) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        // What is left must do for the other columns, if need be beyond the edge of the terminal.
        let least = width.saturating_add(BESIDE_IDS);
        if table.width().is_some_and(|width| width < least) {
            table.set_width(least);
        }
    }
    writeln!(out, "{table}\n")?;
    Ok(())
}

/// Prints an error to standard error, with its causes and the options that help.
pub(super) fn complain(error: &(dyn Error + 'static)) {
    let mut text = format!("detente: {error}");
    let mut cause = error.source();
    while let Some(source) = cause {
        let said = source.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = source.source();
    }
    text.push_str(super::run::advice(error));
    text.push_str(&super::input::advice(error));
    // Nothing is left to do when standard error is gone too.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Says something on standard error.
pub(super) fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "detente: {text}");
}

/// Says on standard error which columns were taken for what.
pub(super) fn tell_guesses(guesses: &Guesses) {
    if !guesses.is_empty() {
        tell(&format!("columns by their names: {guesses}"));
    }
}

/// Whether the reader of our output went away, as `head` does.
pub(super) fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_never_broken() {
        let id = "https://news.example.org/2024/03/14/".repeat(5);
        let row = vec!["changed".to_owned(), id.clone(), "They met in Oslo. ".repeat(20)];
        let mut out = Vec::new();
        table(&mut out, &["change", "article_id", "text"], [row]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains(&id), "{text}");
        assert!(text.lines().count() > 4, "{text}");
    }
}
