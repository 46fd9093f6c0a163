//! Nested cells as JSON text, for formats that have none.

use polars::prelude::*;
use serde_json::{Value, json};

/// The frame with every list and struct column as JSON text.
pub(crate) fn nested_as_json(frame: &DataFrame) -> PolarsResult<DataFrame> {
    let columns = frame.columns().iter().map(|column| {
        if !column.dtype().is_nested() {
            return Ok(column.clone());
        }
        let mut text = StringChunkedBuilder::new(column.name().clone(), column.len());
        for row in 0..column.len() {
            match json_value(&column.get(row)?)? {
                Value::Null => text.append_null(),
                value => text.append_value(value.to_string()),
            }
        }
        Ok(text.finish().into_column())
    });
    DataFrame::new(frame.height(), columns.collect::<PolarsResult<_>>()?)
}

fn json_value(cell: &AnyValue<'_>) -> PolarsResult<Value> {
    Ok(match cell {
        AnyValue::Null => Value::Null,
        AnyValue::String(text) => json!(text),
        AnyValue::StringOwned(text) => json!(text.as_str()),
        AnyValue::Boolean(flag) => json!(flag),
        AnyValue::Int64(number) => json!(number),
        AnyValue::Int32(number) => json!(number),
        AnyValue::Int8(number) => json!(number),
        AnyValue::Float64(number) => json!(number),
        AnyValue::Float32(number) => json!(number),
        AnyValue::List(items) => {
            items.iter().map(|item| json_value(&item)).collect::<PolarsResult<Vec<_>>>()?.into()
        }
        AnyValue::Struct(..) => {
            let AnyValue::StructOwned(fields) = cell.clone().into_static() else {
                return Ok(Value::Null);
            };
            json_object(&fields.0, &fields.1)?
        }
        AnyValue::StructOwned(fields) => json_object(&fields.0, &fields.1)?,
        other => json!(other.to_string()),
    })
}

fn json_object(values: &[AnyValue<'_>], fields: &[Field]) -> PolarsResult<Value> {
    let mut object = serde_json::Map::new();
    for (value, field) in values.iter().zip(fields) {
        object.insert(field.name().to_string(), json_value(value)?);
    }
    Ok(Value::Object(object))
}
