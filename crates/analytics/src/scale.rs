//! Scales of one's own: a value for each type, or for each CAMEO code.

use crate::columns::Columns;
use crate::corpus::{ensure, texts};
use crate::counting::{CountedEvents, Counting, EventTables, LastArticle};
use crate::schema::SCALE_COVERAGE;
use detente_model::{EventType, Table};
use polars::prelude::*;
use std::collections::BTreeMap;

/// A frame that is no scale.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScaleError {
    /// Columns are missing, or of another type.
    #[error("a scale has a column `type` or `cameo` of texts and a column `value` of numbers: {0}")]
    Columns(String),
    /// A type that PLOVER does not have.
    #[error("the scale has a value for `{name}`, which is no PLOVER type; they are {known}")]
    UnknownType {
        /// The name.
        name: String,
        /// The types.
        known: String,
    },
    /// Two values for one code.
    #[error("the scale has two values for `{0}`: keep one")]
    Twice(String),
    /// No value, or none that is finite.
    #[error("the scale has no value for `{0}`: leave the row out, or write a number")]
    NoValue(String),
}

/// A value for each type of event, or for each CAMEO code.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    values: BTreeMap<String, f64>,
    column: &'static str,
}

impl Scale {
    /// A scale from a frame: `type` or `cameo`, and `value`.
    ///
    /// A CAMEO code without a row takes the value of the code above it: 1121 that of 112, and that of 11.
    ///
    /// # Errors
    /// When a column is missing, a type is unknown, or a code has no value or two.
    pub fn from_frame(frame: &DataFrame) -> Result<Self, ScaleError> {
        let missing = |error: PolarsError| ScaleError::Columns(error.to_string());
        let column = match (frame.column("type").is_ok(), frame.column("cameo").is_ok()) {
            (true, false) => "type",
            (false, true) => "cameo",
            (true, true) => return Err(ScaleError::Columns("it has both".into())),
            (false, false) => return Err(ScaleError::Columns("it has neither".into())),
        };
        let codes = texts(frame, column).map_err(missing)?;
        let numbers = frame.column("value").map_err(missing)?;
        if !numbers.dtype().is_primitive_numeric() {
            return Err(ScaleError::Columns(format!("`value` is {}", numbers.dtype())));
        }
        let numbers = numbers.cast(&DataType::Float64).map_err(missing)?;
        let numbers = numbers.f64().map_err(missing)?;
        let mut values = BTreeMap::new();
        for (code, value) in codes.iter().zip(numbers.iter()) {
            let code = code.unwrap_or("null").to_owned();
            if column == "type" && !EventType::TERMS.contains(&code.as_str()) {
                let known = EventType::TERMS.join(", ");
                return Err(ScaleError::UnknownType { name: code, known });
            }
            let Some(value) = value.filter(|value| value.is_finite()) else {
                return Err(ScaleError::NoValue(code));
            };
            if values.insert(code.clone(), value).is_some() {
                return Err(ScaleError::Twice(code));
            }
        }
        Ok(Self { values, column })
    }

    fn value(&self, code: &str) -> Option<f64> {
        if self.column == "type" {
            return self.values.get(code).copied();
        }
        (2..=code.len()).rev().find_map(|end| self.values.get(code.get(..end)?)).copied()
    }
}

/// The values of events on a scale.
pub(crate) struct Scaled<'a> {
    codes: StringChunked,
    scale: &'a Scale,
    known: PlHashMap<String, Option<f64>>,
}

impl<'a> Scaled<'a> {
    pub(crate) fn of(events: &DataFrame, scale: &'a Scale) -> PolarsResult<Self> {
        ensure(events, Table::Events, &[scale.column])?;
        let codes = texts(events, scale.column)?;
        let mut known = PlHashMap::default();
        for code in codes.iter().flatten() {
            if !known.contains_key(code) {
                known.insert(code.to_owned(), scale.value(code));
            }
        }
        Ok(Self { codes, scale, known })
    }

    pub(crate) fn value(&self, row: usize) -> Option<f64> {
        self.known.get(self.codes.downcast_as_array().get(row)?).copied().flatten()
    }
}

/// How many of the events that are counted have each type or code, and whether the scale has a value for it.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn scale_coverage(
    tables: EventTables<'_>,
    scale: &Scale,
    counting: &Counting,
) -> PolarsResult<DataFrame> {
    let scaled = Scaled::of(tables.events, scale)?;
    let counted = CountedEvents::of(tables, counting)?;
    let (arrays, mut last) = (counted.arrays(), LastArticle::default());
    let codes = scaled.codes.downcast_as_array();
    let mut counts = BTreeMap::<_, i64>::new();
    let mut told = PlHashSet::default();
    for row in 0..counted.len() {
        if arrays.event(row, &mut last).is_none() {
            continue;
        }
        let code = codes.get(row);
        if counted.story(row).is_none_or(|story| told.insert((story, code))) {
            *counts.entry(code).or_default() += 1;
        }
    }
    let value = |code: &Option<&str>| code.and_then(|code| scaled.scale.value(code));
    Columns::default()
        .text("on", counts.keys().map(|_| scale.column))
        .text_or_null("code", counts.keys().copied())
        .count("n_events", counts.values().copied())
        .real("value", counts.keys().map(value))
        .finish(SCALE_COVERAGE)
}
