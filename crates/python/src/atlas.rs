//! The atlas: its tables, what names mean, and the pipeline that reads with it.

use crate::arrow::Frame;
use crate::error::Error;
use crate::knowledge;
use chrono::NaiveDate;
use detente_analytics::{actors, holdings, names, places, readings};
use detente_atlas::{Atlas as Knowledge, Surroundings, parse_actors};
use detente_pipeline::Pipeline;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::sync::{Arc, OnceLock};

#[pyclass(frozen, module = "detente._detente")]
pub struct Atlas {
    atlas: Knowledge,
    /// Made when the first article is read with it; the one of the process where the atlas is the embedded one.
    pipeline: OnceLock<Arc<Pipeline>>,
    embedded: bool,
}

impl Atlas {
    pub fn pipeline(&self) -> Result<Arc<Pipeline>, Error> {
        if self.embedded {
            return knowledge::pipeline();
        }
        if let Some(made) = self.pipeline.get() {
            return Ok(Arc::clone(made));
        }
        let made = Pipeline::with_atlas(self.atlas.clone()).map_err(|e| Error::from(&e))?;
        Ok(Arc::clone(self.pipeline.get_or_init(|| Arc::new(made))))
    }
}

#[pymethods]
impl Atlas {
    /// The embedded atlas, or one from the bytes of its file.
    #[new]
    #[pyo3(signature = (bytes = None))]
    fn new(bytes: Option<Vec<u8>>) -> PyResult<Self> {
        let embedded = bytes.is_none();
        let atlas = match bytes {
            Some(bytes) => Knowledge::from_bytes(bytes).map_err(Error::from)?,
            None => Knowledge::embedded().clone(),
        };
        Ok(Self { atlas, pipeline: OnceLock::new(), embedded })
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> (Option<Bound<'py, PyBytes>>,) {
        ((!self.embedded).then(|| PyBytes::new(py, self.atlas.as_bytes())),)
    }

    /// This atlas with the actors of a table in CSV or TSV; `source` is how errors call it.
    fn with_actors(&self, py: Python<'_>, table: Vec<u8>, source: &str) -> PyResult<Self> {
        let atlas = py
            .detach(|| self.atlas.with_actors(&parse_actors(&table, source)?))
            .map_err(Error::from)?;
        Ok(Self { atlas, pipeline: OnceLock::new(), embedded: false })
    }

    /// Who or what a surface means on a day, best first.
    #[pyo3(signature = (surface, on = None))]
    fn resolve(&self, py: Python<'_>, surface: &str, on: Option<NaiveDate>) -> PyResult<Frame> {
        let found = py.detach(|| self.atlas.resolve(surface, on, &Surroundings::default()));
        Ok(Frame::new(readings(&found).map_err(Error::from)?))
    }

    /// The holders of the offices of a state or an organisation.
    #[pyo3(signature = (owner, on = None))]
    fn offices(&self, owner: &str, on: Option<NaiveDate>) -> PyResult<Frame> {
        let held = self.atlas.offices(owner, on).map_err(Error::from)?;
        Ok(Frame::new(holdings(held.into_iter()).map_err(Error::from)?))
    }

    fn actors(&self, py: Python<'_>) -> PyResult<Frame> {
        Ok(Frame::new(py.detach(|| actors(&self.atlas)).map_err(Error::from)?))
    }

    fn holdings(&self, py: Python<'_>) -> PyResult<Frame> {
        Ok(Frame::new(py.detach(|| holdings(self.atlas.holdings())).map_err(Error::from)?))
    }

    fn names(&self, py: Python<'_>) -> PyResult<Frame> {
        Ok(Frame::new(py.detach(|| names(&self.atlas)).map_err(Error::from)?))
    }

    fn places(&self, py: Python<'_>) -> PyResult<Frame> {
        Ok(Frame::new(py.detach(|| places(&self.atlas)).map_err(Error::from)?))
    }
}
