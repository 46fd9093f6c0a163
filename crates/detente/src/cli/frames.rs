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
        // A column of one value throughout holds its text so.
        AnyValue::StringOwned(text) => one_line(text),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_without_quotation_marks_however_they_are_held() {
        let text = "actual\nor not";
        let owned = Scalar::new(DataType::String, AnyValue::StringOwned(text.into()));
        let columns = [Column::new("s".into(), [text]), Column::new_scalar("s".into(), owned, 1)];
        for column in columns {
            let frame = DataFrame::new_infer_height(vec![column]).unwrap();
            assert_eq!(rows(&frame, &["s"]).unwrap(), [["actual or not"]]);
        }
    }
}
