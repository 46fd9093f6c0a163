//! Rows of a frame as JSON records, for the parse stage to make articles of.

use detente_parse::{FieldNames, Rows};
use polars::prelude::*;
use serde_json::{Map, Value};

/// The rows of a user's frame: texts, numbers, dates (ISO 8601) and lists of texts of the columns that may hold a part of an
/// article. Nulls and columns of other types are left out.
///
/// # Errors
/// When a column cannot be read as what its type says.
pub fn rows(frame: &DataFrame, names: &FieldNames) -> PolarsResult<Rows> {
    let columns = frame.get_column_names_owned().iter().map(ToString::to_string).collect();
    let height = u64::try_from(frame.height()).ok();
    Ok(Rows { columns, rows: Box::new(records(frame, names)?.map(Ok)), height })
}

/// Every row as a JSON object.
pub(crate) fn records(
    frame: &DataFrame,
    names: &FieldNames,
) -> PolarsResult<impl Iterator<Item = Map<String, Value>> + Send + use<>> {
    let mut columns = Vec::new();
    for column in frame.columns().iter().filter(|column| names.may_hold(column.name())) {
        if let Some(cells) = Cells::of(column)? {
            columns.push((column.name().to_string(), cells));
        }
    }
    let record = move |row| {
        let cells =
            columns.iter().filter_map(|(name, cells)| Some((name.clone(), cells.get(row)?)));
        cells.collect()
    };
    Ok((0..frame.height()).map(record))
}

/// Whether a column can be anything to us: the others (durations, decimals, images) are passed over, whatever a user's
/// table holds beside its texts.
#[must_use]
pub fn is_readable(dtype: &ArrowDataType) -> bool {
    use ArrowDataType as A;
    match dtype {
        A::List(inner) | A::LargeList(inner) => is_readable(inner.dtype()),
        A::Struct(fields) => fields.iter().all(|field| is_readable(field.dtype())),
        A::Dictionary(_, values, _) => matches!(**values, A::Utf8 | A::LargeUtf8 | A::Utf8View),
        A::Null | A::Boolean | A::Utf8 | A::LargeUtf8 | A::Utf8View => true,
        A::Binary | A::LargeBinary | A::BinaryView => true,
        A::Int8 | A::Int32 | A::Int64 | A::UInt32 | A::UInt64 | A::Float32 | A::Float64 => true,
        A::Date32 | A::Date64 | A::Timestamp(..) => true,
        _ => false,
    }
}

enum Cells {
    Text(StringChunked),
    Texts(ListChunked),
}

impl Cells {
    fn of(column: &Column) -> PolarsResult<Option<Self>> {
        let series = column.as_materialized_series();
        let text = match series.dtype() {
            DataType::Datetime(_, None) => series.datetime()?.to_string("%Y-%m-%dT%H:%M:%S")?,
            DataType::Datetime(_, Some(_)) => {
                series.datetime()?.to_string("%Y-%m-%dT%H:%M:%S%:z")?
            }
            DataType::List(inner) if inner.is_string() => {
                return Ok(Some(Self::Texts(series.list()?.clone())));
            }
            // Some writers of Parquet do not say that their bytes are text: those that are none become null.
            dtype if dtype.is_binary() => {
                let text = |bytes| std::str::from_utf8(bytes).ok();
                series.binary()?.iter().map(|bytes| bytes.and_then(text)).collect()
            }
            dtype if dtype.is_nested() || dtype.is_bool() => return Ok(None),
            _ => series.cast(&DataType::String)?.str()?.clone(),
        };
        Ok(Some(Self::Text(text)))
    }

    fn get(&self, row: usize) -> Option<Value> {
        match self {
            Self::Text(column) => Some(Value::from(column.get(row)?)),
            Self::Texts(column) => {
                let items = column.get_as_series(row)?;
                Some(items.str().ok()?.iter().flatten().map(Value::from).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(frame: &DataFrame) -> Vec<String> {
        let rows = rows(frame, &FieldNames::default()).unwrap().rows;
        rows.map(|record| Value::from(record.unwrap()).to_string()).collect()
    }

    #[test]
    fn cells_are_text_and_nulls_left_out() {
        let mut frame =
            df!("body" => [Some("They met."), None], "id" => [7i64, 8], "story" => [true, false], "tags" => ["x", "y"])
                .unwrap();
        let authors =
            [Series::new("".into(), ["A", "B"]), Series::new_empty("".into(), &DataType::String)];
        frame.with_column(Column::new("authors".into(), authors)).unwrap();
        let wanted =
            [r#"{"authors":["A","B"],"body":"They met.","id":"7"}"#, r#"{"authors":[],"id":"8"}"#];
        assert_eq!(all(&frame), wanted);
    }

    #[test]
    fn dates_are_iso() {
        let days = Int32Chunked::new("date".into(), [19796]).into_date().into_column();
        let at = Int64Chunked::new("date".into(), [1_710_410_400_000_000i64]);
        let naive = at.clone().into_datetime(TimeUnit::Microseconds, None).into_column();
        let utc = at.into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)).into_column();
        for (column, wanted) in [
            (days, "2024-03-14"),
            (naive, "2024-03-14T10:00:00"),
            (utc, "2024-03-14T10:00:00+00:00"),
        ] {
            let frame = DataFrame::new_infer_height(vec![column]).unwrap();
            assert_eq!(all(&frame), [format!(r#"{{"date":"{wanted}"}}"#)]);
        }
    }
}
