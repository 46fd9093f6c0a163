//! Stories from tables.

use crate::arrow::{Frame, frame_from_python};
use crate::error::Error;
use pyo3::prelude::*;

/// Folds the events of two tables into stories.
#[pyfunction]
pub fn stories(
    py: Python<'_>,
    events: &Bound<'_, PyAny>,
    articles: &Bound<'_, PyAny>,
) -> PyResult<Frame> {
    let (events, articles) = (frame_from_python(events)?, frame_from_python(articles)?);
    let stories = py.detach(|| detente_analytics::stories(&events, &articles));
    Ok(Frame::new(stories.map_err(Error::from)?))
}
