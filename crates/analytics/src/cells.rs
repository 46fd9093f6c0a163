//! Nested cells as JSON text, for formats that have none.

use polars::prelude::*;
use serde_json::json;

/// The frame with every list and struct column as JSON text; the fields of structs keep their order.
pub(crate) fn nested_as_json(frame: &DataFrame) -> PolarsResult<DataFrame> {
    let columns = frame.columns().iter().map(|column| {
        if !column.dtype().is_nested() {
            return Ok(column.clone());
        }
        let mut cells = StringChunkedBuilder::new(column.name().clone(), column.len());
        let mut text = String::new();
        for row in 0..column.len() {
            text.clear();
            write_json(&column.get(row)?, &[], &mut text);
            cells.append_value(&text);
        }
        Ok(cells.finish().into_column())
    });
    DataFrame::new(frame.height(), columns.collect::<PolarsResult<_>>()?)
}

/// Appends a cell as JSON, without the fields of structs that are named in `left_out`.
pub(crate) fn write_json(cell: &AnyValue<'_>, left_out: &[&str], out: &mut String) {
    match cell {
        AnyValue::Null => out.push_str("null"),
        AnyValue::Boolean(flag) => out.push_str(if *flag { "true" } else { "false" }),
        AnyValue::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                separate(i, out);
                write_json(&item, left_out, out);
            }
            out.push(']');
        }
        AnyValue::Struct(_, _, fields) => {
            let mut values = Vec::new();
            cell._materialize_struct_av(&mut values);
            out.push('{');
            let kept = fields.iter().zip(&values);
            let kept = kept.filter(|(field, _)| !left_out.contains(&field.name().as_str()));
            for (i, (field, value)) in kept.enumerate() {
                separate(i, out);
                out.push_str(&json!(field.name().as_str()).to_string());
                out.push(':');
                write_json(value, left_out, out);
            }
            out.push('}');
        }
        number if number.is_primitive_numeric() => out.push_str(&number.to_string()),
        other => out.push_str(&json!(other.str_value()).to_string()),
    }
}

fn separate(position: usize, out: &mut String) {
    if position > 0 {
        out.push(',');
    }
}
