//! Dyads from tables.

use crate::arrow::{Frame, frame_from_python};
use crate::error::Error;
use detente_analytics::DyadOptions;
use detente_model::Status;
use pyo3::prelude::*;

/// Counts the events of two tables by source, target and period.
#[pyfunction]
pub fn dyads(
    py: Python<'_>,
    events: &Bound<'_, PyAny>,
    articles: &Bound<'_, PyAny>,
    every: &str,
    by: &str,
    status: Vec<String>,
    duplicates: bool,
) -> PyResult<Frame> {
    let options = DyadOptions {
        every: every.parse().map_err(Error::from)?,
        by: by.parse().map_err(Error::from)?,
        status: statuses(&status)?,
        duplicates,
    };
    let (events, articles) = (frame_from_python(events)?, frame_from_python(articles)?);
    let dyads = py.detach(|| detente_analytics::dyads(&events, &articles, &options));
    Ok(Frame::new(dyads.map_err(Error::from)?))
}

pub fn statuses(names: &[String]) -> Result<Vec<Status>, Error> {
    names.iter().map(|name| Ok(name.parse()?)).collect()
}
