//! Printing for people.

use super::Outcome;
use crate::parse::Guesses;
use comfy_table::{ContentArrangement, Table, presets};
use std::error::Error;
use std::io::{ErrorKind, Write};

/// Prints rows under a header, wrapped to the width of the terminal.
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
    writeln!(out, "{table}\n")?;
    Ok(())
}

/// Prints an error to standard error, with its causes.
pub(super) fn complain(error: &dyn Error) {
    let mut text = format!("detente: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = error.source();
    }
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
