//! Cells of a frame as text for people.

use polars::prelude::*;

/// The given columns of every row, as text.
pub(super) fn rows(frame: &DataFrame, columns: &[&str]) -> PolarsResult<Vec<Vec<String>>> {
    let columns =
        columns.iter().map(|name| frame.column(name)).collect::<PolarsResult<Vec<_>>>()?;
    (0..frame.height())
        .map(|row| columns.iter().map(|column| Ok(cell(&column.get(row)?))).collect())
        .collect()
}

fn cell(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => "–".to_owned(),
        AnyValue::String(text) => one_line(text),
        AnyValue::List(items) => {
            let items: Vec<_> = items.iter().map(|item| cell(&item)).collect();
            if items.is_empty() { "–".to_owned() } else { items.join(", ") }
        }
        // Participants: the name says enough on a terminal.
        AnyValue::Struct(..) | AnyValue::StructOwned(_) => struct_name(value),
        other => other.to_string(),
    }
}

fn struct_name(value: &AnyValue<'_>) -> String {
    let mut fields = Vec::new();
    value._materialize_struct_av(&mut fields);
    fields.get(1).map_or_else(|| "–".to_owned(), cell)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
