//! Rows of a user's frame as JSON records, for the parse stage to make articles of.

use polars::prelude::*;
use serde_json::{Map, Value};

/// Every row as a JSON object: texts, numbers, dates (ISO 8601) and lists of texts under the names of their columns. Nulls
/// and columns of other types are left out.
///
/// # Errors
/// When one of the columns `named` is missing, or a column cannot be read as what its type says.
pub fn records(
    frame: &DataFrame,
    named: &[&str],
) -> PolarsResult<impl Iterator<Item = Map<String, Value>> + Send + use<>> {
    for name in named {
        frame.column(name)?;
    }
    let mut columns = Vec::new();
    for column in frame.columns() {
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
            dtype if dtype.is_nested() || dtype.is_binary() || dtype.is_bool() => return Ok(None),
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
        records(frame, &[]).unwrap().map(|record| Value::from(record).to_string()).collect()
    }

    #[test]
    fn cells_are_text_and_nulls_left_out() {
        let mut frame =
            df!("body" => [Some("They met."), None], "id" => [7i64, 8], "good" => [true, false])
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
        let days = Int32Chunked::new("when".into(), [19796]).into_date().into_column();
        let at = Int64Chunked::new("when".into(), [1_710_410_400_000_000i64]);
        let naive = at.clone().into_datetime(TimeUnit::Microseconds, None).into_column();
        let utc = at.into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)).into_column();
        for (column, wanted) in [
            (days, "2024-03-14"),
            (naive, "2024-03-14T10:00:00"),
            (utc, "2024-03-14T10:00:00+00:00"),
        ] {
            let frame = DataFrame::new_infer_height(vec![column]).unwrap();
            assert_eq!(all(&frame), [format!(r#"{{"when":"{wanted}"}}"#)]);
        }
    }

    #[test]
    fn a_missing_column_is_named() {
        let frame = df!("a" => ["x"]).unwrap();
        let missing = records(&frame, &["body"]).err().unwrap().to_string();
        assert!(missing.contains("body"), "{missing}");
    }
}
