//! Rows of a user's frame as records with the field names that the parse stage knows.

use polars::prelude::*;
use serde_json::{Map, Value};

/// Which columns hold what an article is made of; `None` takes the usual names of the field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct RecordColumns {
    pub text: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub id: Option<String>,
    pub url: Option<String>,
}

/// The usual names of each field's column, the likeliest first, without regard to case.
const USUAL: [(&str, &[&str]); 5] = [
    ("text", &["text", "body", "content", "article", "maintext", "full_text"]),
    ("title", &["title", "headline"]),
    (
        "date",
        &[
            "date",
            "published",
            "publication_date",
            "date_publish",
            "pubdate",
            "datetime",
            "timestamp",
        ],
    ),
    ("id", &["id", "article_id", "doc_id"]),
    ("url", &["url", "link"]),
];

/// Every row as a JSON object with the fields `text`, `title`, `date`, `id` and `url`, as far as there are columns for
/// them; nulls are left out. Dates are ISO 8601.
///
/// # Errors
/// When a column that was named is missing, or none holds the text.
pub fn records(
    frame: &DataFrame,
    columns: &RecordColumns,
) -> PolarsResult<impl Iterator<Item = Value> + Send + use<>> {
    let named = [&columns.text, &columns.title, &columns.date, &columns.id, &columns.url];
    let mut fields = Vec::new();
    for ((field, usual), name) in USUAL.into_iter().zip(named) {
        let column = match name {
            Some(name) => Some(frame.column(name)?),
            None => usual.iter().find_map(|usual| column_named(frame, usual)),
        };
        match column {
            Some(column) => fields.push((field, as_text(column)?)),
            None if field == "text" => polars_bail!(
                ColumnNotFound: "no column holds the text; say which one does, as in text=\"body\" (the columns are {:?})",
                frame.get_column_names()
            ),
            None => {}
        }
    }
    let record = move |row| {
        let cells = fields.iter().filter_map(|(field, column)| {
            Some(((*field).to_owned(), Value::from(column.get(row)?)))
        });
        Value::Object(cells.collect::<Map<_, _>>())
    };
    Ok((0..frame.height()).map(record))
}

fn column_named<'f>(frame: &'f DataFrame, name: &str) -> Option<&'f Column> {
    frame.columns().iter().find(|column| column.name().eq_ignore_ascii_case(name))
}

fn as_text(column: &Column) -> PolarsResult<StringChunked> {
    let series = column.as_materialized_series();
    match series.dtype() {
        DataType::Datetime(..) => {
            series.datetime()?.to_string("%Y-%m-%dT%H:%M:%S%:z").or_else(|_| {
                // A naive time: it is taken for UTC.
                series.datetime()?.to_string("%Y-%m-%dT%H:%M:%SZ")
            })
        }
        _ => series.cast(&DataType::String)?.str().cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(frame: &DataFrame, columns: &RecordColumns) -> PolarsResult<Vec<String>> {
        Ok(records(frame, columns)?.map(|r| r.to_string()).collect())
    }

    #[test]
    fn usual_names_are_found_and_nulls_left_out() {
        let frame =
            df!("Body" => [Some("They met."), None], "id" => [7i64, 8], "other" => ["x", "y"])
                .unwrap();
        let found = all(&frame, &RecordColumns::default()).unwrap();
        assert_eq!(found, [r#"{"id":"7","text":"They met."}"#, r#"{"id":"8"}"#]);
    }

    #[test]
    fn dates_are_iso() {
        let days = Int32Chunked::new("when".into(), [19796]).into_date().into_column();
        let at = Int64Chunked::new("at".into(), [1_710_410_400_000_000i64]);
        let naive = at.clone().into_datetime(TimeUnit::Microseconds, None).into_column();
        let utc = at.into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)).into_column();
        for (column, wanted) in [
            (days, "2024-03-14"),
            (naive.with_name("when".into()), "2024-03-14T10:00:00Z"),
            (utc.with_name("when".into()), "2024-03-14T10:00:00+00:00"),
        ] {
            let text = Column::new("text".into(), ["x"]);
            let frame = DataFrame::new_infer_height(vec![text, column]).unwrap();
            let columns = RecordColumns { date: Some("when".into()), ..RecordColumns::default() };
            let found = all(&frame, &columns).unwrap();
            assert_eq!(found, [format!(r#"{{"date":"{wanted}","text":"x"}}"#)]);
        }
    }

    #[test]
    fn a_missing_column_is_named() {
        let frame = df!("a" => ["x"]).unwrap();
        let missing = all(&frame, &RecordColumns::default()).unwrap_err().to_string();
        assert!(missing.contains("text=") && missing.contains("\"a\""), "{missing}");
        let columns = RecordColumns { text: Some("b".into()), ..RecordColumns::default() };
        assert!(all(&frame, &columns).unwrap_err().to_string().contains('b'));
    }
}
