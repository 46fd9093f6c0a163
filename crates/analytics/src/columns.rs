//! Columns, each with its name and values, gathered into a frame that must fit the schema.

use crate::schema::{ColumnSpecs, fields};
use chrono::{DateTime, NaiveDate, Utc};
use polars::prelude::*;
use polars_arrow::array::ListArray;
use polars_arrow::offset::OffsetsBuffer;

/// One who takes part, as a row of the tables' participant lists.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ParticipantRow<'a> {
    pub(crate) entity_id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) country: Option<&'a str>,
    pub(crate) sector: Option<&'a str>,
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// A frame in the making: columns are added in the order of the schema.
#[derive(Debug, Default)]
pub(crate) struct Columns(Vec<Column>);

impl Columns {
    pub(crate) fn text<'a>(self, name: &str, values: impl Iterator<Item = &'a str>) -> Self {
        self.text_or_null(name, values.map(Some))
    }

    pub(crate) fn text_or_null<T: AsRef<str>>(
        self,
        name: &str,
        values: impl Iterator<Item = Option<T>>,
    ) -> Self {
        let mut column = StringChunkedBuilder::new(name.into(), values.size_hint().0);
        values.for_each(|value| column.append_option(value.as_ref().map(AsRef::as_ref)));
        self.push(column.finish().into_series())
    }

    pub(crate) fn flag(self, name: &str, values: impl Iterator<Item = bool>) -> Self {
        let column: BooleanChunked = values.map(Some).collect();
        self.push(column.into_series().with_name(name.into()))
    }

    pub(crate) fn small(self, name: &str, values: impl Iterator<Item = i8>) -> Self {
        self.push(Int8Chunked::from_iter_values(name.into(), values).into_series())
    }

    pub(crate) fn code(self, name: &str, values: impl Iterator<Item = Option<i32>>) -> Self {
        self.push(Int32Chunked::from_iter_options(name.into(), values).into_series())
    }

    pub(crate) fn count(self, name: &str, values: impl Iterator<Item = i64>) -> Self {
        self.push(Int64Chunked::from_iter_values(name.into(), values).into_series())
    }

    pub(crate) fn count_or_null(
        self,
        name: &str,
        values: impl Iterator<Item = Option<i64>>,
    ) -> Self {
        self.push(Int64Chunked::from_iter_options(name.into(), values).into_series())
    }

    pub(crate) fn score(self, name: &str, values: impl Iterator<Item = f32>) -> Self {
        self.push(Float32Chunked::from_iter_values(name.into(), values).into_series())
    }

    pub(crate) fn real(self, name: &str, values: impl Iterator<Item = Option<f64>>) -> Self {
        self.push(Float64Chunked::from_iter_options(name.into(), values).into_series())
    }

    pub(crate) fn date(self, name: &str, values: impl Iterator<Item = Option<NaiveDate>>) -> Self {
        self.day(name, values.map(|day| day.map(days_since_1970)))
    }

    /// A column of dates, in days since 1970.
    pub(crate) fn day(self, name: &str, days: impl Iterator<Item = Option<i32>>) -> Self {
        self.push(Int32Chunked::from_iter_options(name.into(), days).into_date().into_series())
    }

    pub(crate) fn instant(
        self,
        name: &str,
        values: impl Iterator<Item = Option<DateTime<Utc>>>,
    ) -> Self {
        let micros = values.map(|at| at.map(|at| at.timestamp_micros()));
        let column = Int64Chunked::from_iter_options(name.into(), micros)
            .into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC));
        self.push(column.into_series())
    }

    /// A list of strings a row.
    pub(crate) fn texts<'a>(
        self,
        name: &str,
        rows: impl Iterator<Item = Vec<&'a str>>,
    ) -> PolarsResult<Self> {
        let (ends, flat) = flatten(rows);
        let values = StringChunked::from_iter_values("".into(), flat.into_iter());
        Ok(self.push(list(name, &values.into_series(), ends)?))
    }

    /// A list of dates a row, in days since 1970.
    pub(crate) fn days(
        self,
        name: &str,
        rows: impl Iterator<Item = Vec<i32>>,
    ) -> PolarsResult<Self> {
        let (ends, flat) = flatten(rows);
        let values = Int32Chunked::from_vec("".into(), flat).into_date();
        Ok(self.push(list(name, &values.into_series(), ends)?))
    }

    /// A list of numbers a row.
    pub(crate) fn reals(
        self,
        name: &str,
        rows: impl Iterator<Item = Vec<f64>>,
    ) -> PolarsResult<Self> {
        let (ends, flat) = flatten(rows);
        let values = Float64Chunked::from_vec("".into(), flat);
        Ok(self.push(list(name, &values.into_series(), ends)?))
    }

    /// A list of participants a row.
    pub(crate) fn participants<'a>(
        self,
        name: &str,
        rows: impl Iterator<Item = Vec<ParticipantRow<'a>>>,
    ) -> PolarsResult<Self> {
        let (ends, flat) = flatten(rows);
        let inner = Self::default()
            .text("entity_id", flat.iter().map(|p| p.entity_id))
            .text("name", flat.iter().map(|p| p.name))
            .text_or_null("country", flat.iter().map(|p| p.country))
            .text_or_null("sector", flat.iter().map(|p| p.sector))
            .count("start", flat.iter().map(|p| p.start))
            .count("end", flat.iter().map(|p| p.end));
        let values = StructChunked::from_columns("".into(), flat.len(), &inner.0)?.into_series();
        Ok(self.push(list(name, &values, ends)?))
    }

    /// The frame.
    ///
    /// # Errors
    /// When it is not what `schema` says: that is a defect of this crate.
    pub(crate) fn finish(self, schema: ColumnSpecs) -> PolarsResult<DataFrame> {
        let frame = self.into_frame()?;
        let wanted: Schema = fields(schema).into_iter().collect();
        polars_ensure!(
            **frame.schema() == wanted,
            SchemaMismatch: "detente made columns {:?} where its schema has {wanted:?}", frame.schema()
        );
        Ok(frame)
    }

    pub(crate) fn into_frame(self) -> PolarsResult<DataFrame> {
        DataFrame::new_infer_height(self.0)
    }

    fn push(mut self, column: Series) -> Self {
        self.0.push(column.into_column());
        self
    }
}

pub(crate) fn days_since_1970(day: NaiveDate) -> i32 {
    day.signed_duration_since(NaiveDate::default()).num_days() as i32
}

fn flatten<T>(rows: impl Iterator<Item = Vec<T>>) -> (Vec<i64>, Vec<T>) {
    let (mut ends, mut flat) = (vec![0], Vec::new());
    for row in rows {
        flat.extend(row);
        ends.push(flat.len() as i64);
    }
    (ends, flat)
}

fn list(name: &str, values: &Series, ends: Vec<i64>) -> PolarsResult<Series> {
    let values = values.rechunk();
    let array = values.to_arrow(0, CompatLevel::newest());
    let dtype = ListArray::<i64>::default_datatype(array.dtype().clone());
    let array = ListArray::new(dtype, OffsetsBuffer::try_from(ends)?, array, None);
    Series::from_arrow(name.into(), Box::new(array))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Kind, column};

    #[test]
    fn lists_of_nothing_keep_their_type() {
        const SOURCE: ColumnSpecs = &[column("source", Kind::Participants, "Who.")];
        let columns = Columns::default().participants("source", [Vec::new()].into_iter()).unwrap();
        let frame = columns.finish(SOURCE).unwrap();
        assert_eq!(frame.height(), 1);
        assert_eq!(frame.column("source").unwrap().null_count(), 0);
    }

    #[test]
    fn a_frame_that_breaks_the_schema_is_refused() {
        const BEGIN: ColumnSpecs = &[column("begin", Kind::Count, "Where.")];
        let columns = Columns::default().count("start", [1].into_iter());
        assert!(columns.finish(BEGIN).is_err());
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(days_since_1970(NaiveDate::from_ymd_opt(1970, 1, 2).unwrap()), 1);
        assert_eq!(days_since_1970(NaiveDate::from_ymd_opt(1969, 12, 31).unwrap()), -1);
    }
}
