//! Dyads, timelines, stances and shifts from tables.

use crate::arrow::{Frame, frame_from_python};
use crate::error::Error;
use chrono::NaiveDate;
use detente_analytics::{CowCodes, DyadOptions, Scale, ShiftOptions, StanceOptions, UnknownChoice};
use detente_atlas::Atlas;
use detente_model::Status;
use polars::prelude::DataFrame;
use pyo3::prelude::*;
use std::ops::RangeInclusive;

/// The tables `events` and `articles`, and stories where there are some.
pub struct EventTables {
    events: DataFrame,
    articles: DataFrame,
    stories: Option<DataFrame>,
}

type Given<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>, Option<Bound<'py, PyAny>>);

impl EventTables {
    fn of((events, articles, stories): &Given<'_>) -> PyResult<Self> {
        Ok(Self {
            events: frame_from_python(events)?,
            articles: frame_from_python(articles)?,
            stories: stories.as_ref().map(frame_from_python).transpose()?,
        })
    }

    fn borrowed(&self) -> detente_analytics::EventTables<'_> {
        detente_analytics::EventTables {
            events: &self.events,
            articles: &self.articles,
            stories: self.stories.as_ref(),
        }
    }
}

/// Which events are counted.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Counting {
    status: Vec<String>,
    count: String,
    undated: String,
}

impl Counting {
    fn options(&self) -> Result<detente_analytics::Counting, Error> {
        Ok(detente_analytics::Counting {
            status: statuses(&self.status)?,
            count: self.count.parse()?,
            undated: self.undated.parse()?,
        })
    }
}

/// What the cells of a panel are.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Panel<'py> {
    every: String,
    by: String,
    codes: String,
    directed: bool,
    balanced: bool,
    one_a_day: bool,
    scale: Option<Bound<'py, PyAny>>,
}

/// Counts the events of two tables by source, target and period.
#[pyfunction]
pub fn dyads(
    py: Python<'_>,
    tables: Given<'_>,
    counting: Counting,
    panel: Panel<'_>,
) -> PyResult<Frame> {
    let options = DyadOptions {
        every: panel.every.parse().map_err(Error::from)?,
        by: panel.by.parse().map_err(Error::from)?,
        counting: counting.options()?,
        directed: panel.directed,
        balanced: panel.balanced,
        one_a_day: panel.one_a_day,
        scale: panel.scale.as_ref().map(scale).transpose()?,
        cow: cow(&panel.codes)?,
    };
    let tables = EventTables::of(&tables)?;
    let dyads = py.detach(|| detente_analytics::dyads(tables.borrowed(), &options));
    Ok(Frame::new(dyads.map_err(Error::from)?))
}

/// Tells which types or codes of the events that are counted a scale has values for.
#[pyfunction]
pub fn scale_coverage(
    py: Python<'_>,
    tables: Given<'_>,
    counting: Counting,
    of: Bound<'_, PyAny>,
) -> PyResult<Frame> {
    let (counting, scale) = (counting.options()?, scale(&of)?);
    let tables = EventTables::of(&tables)?;
    let covered =
        py.detach(|| detente_analytics::scale_coverage(tables.borrowed(), &scale, &counting));
    Ok(Frame::new(covered.map_err(Error::from)?))
}

/// Counts events by period and type or quad class.
#[pyfunction]
pub fn timeline(
    py: Python<'_>,
    tables: Given<'_>,
    counting: Counting,
    every: &str,
    by: &str,
    balanced: bool,
) -> PyResult<Frame> {
    let (every, by) = (every.parse().map_err(Error::from)?, by.parse().map_err(Error::from)?);
    let (counting, tables) = (counting.options()?, EventTables::of(&tables)?);
    let line = py
        .detach(|| detente_analytics::timeline(tables.borrowed(), every, by, balanced, &counting));
    Ok(Frame::new(line.map_err(Error::from)?))
}

/// Tells who backs or opposes whom.
#[pyfunction]
pub fn stances(
    py: Python<'_>,
    tables: Given<'_>,
    counting: Counting,
    by: &str,
    least: usize,
    least_for_changes: usize,
) -> PyResult<Frame> {
    let (by, counting) = (by.parse().map_err(Error::from)?, counting.options()?);
    let options = StanceOptions { by, counting, least, least_for_changes };
    let tables = EventTables::of(&tables)?;
    let stances = py.detach(|| detente_analytics::stances(tables.borrowed(), &options));
    Ok(Frame::new(stances.map_err(Error::from)?))
}

/// What two periods are compared in.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Shift {
    before: (NaiveDate, NaiveDate),
    after: (NaiveDate, NaiveDate),
    by: String,
    of: String,
    per: String,
    directed: bool,
    confidence: f64,
}

/// Compares the counts of each pair in two periods.
#[pyfunction]
pub fn shifts(
    py: Python<'_>,
    tables: Given<'_>,
    counting: Counting,
    shift: Shift,
) -> PyResult<Frame> {
    let options = ShiftOptions {
        before: days(shift.before),
        after: days(shift.after),
        by: shift.by.parse().map_err(Error::from)?,
        of: shift.of.parse().map_err(Error::from)?,
        per: shift.per.parse().map_err(Error::from)?,
        directed: shift.directed,
        counting: counting.options()?,
        confidence: shift.confidence,
    };
    let tables = EventTables::of(&tables)?;
    let shifts = py.detach(|| detente_analytics::shifts(tables.borrowed(), &options));
    Ok(Frame::new(shifts.map_err(Error::from)?))
}

pub fn statuses(names: &[String]) -> Result<Vec<Status>, Error> {
    names.iter().map(|name| Ok(name.parse()?)).collect()
}

fn days((first, last): (NaiveDate, NaiveDate)) -> RangeInclusive<i32> {
    let since_1970 =
        |date: NaiveDate| date.signed_duration_since(NaiveDate::default()).num_days() as i32;
    since_1970(first)..=since_1970(last)
}

fn scale(frame: &Bound<'_, PyAny>) -> PyResult<Scale> {
    Ok(Scale::from_frame(&frame_from_python(frame)?).map_err(Error::from)?)
}

fn cow(codes: &str) -> Result<Option<CowCodes>, Error> {
    match codes {
        "iso" => Ok(None),
        "cow" => Ok(Some(CowCodes::of(Atlas::embedded()))),
        _ => Err(UnknownChoice { option: "codes", name: codes.to_owned(), known: "iso or cow" })?,
    }
}
