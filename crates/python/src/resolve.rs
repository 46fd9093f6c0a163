//! The atlas alone.

use chrono::NaiveDate;
use detente_atlas::{Atlas, Candidate, Surroundings};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Who or what a surface means on a day, best first.
#[pyfunction]
#[pyo3(signature = (surface, on = None))]
pub fn resolve<'py>(
    py: Python<'py>,
    surface: &str,
    on: Option<NaiveDate>,
) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let candidates = py.detach(|| Atlas::embedded().resolve(surface, on, &Surroundings::default()));
    candidates.iter().map(|candidate| row(py, candidate)).collect()
}

fn row<'py>(py: Python<'py>, candidate: &Candidate) -> PyResult<Bound<'py, PyDict>> {
    let sectors: Vec<_> = candidate.sectors.iter().map(|s| s.as_str()).collect();
    let out = PyDict::new(py);
    out.set_item("actor_id", &candidate.actor_id)?;
    out.set_item("name", &candidate.name)?;
    out.set_item("kind", candidate.kind.as_str())?;
    out.set_item("country", candidate.country.as_ref().map(|c| c.as_str()))?;
    out.set_item("sector", (!sectors.is_empty()).then(|| sectors.join("+")))?;
    out.set_item("role", &candidate.role)?;
    out.set_item("wikidata", &candidate.wikidata)?;
    out.set_item("cow", candidate.cow)?;
    out.set_item("cameo", &candidate.cameo)?;
    out.set_item("valid_from", candidate.valid.from)?;
    out.set_item("valid_to", candidate.valid.to)?;
    out.set_item("stale", candidate.stale)?;
    out.set_item("score", candidate.score)?;
    Ok(out)
}
