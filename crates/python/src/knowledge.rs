//! The pipeline with its knowledge, loaded once a process and shared by all threads.

use crate::atlas::Atlas;
use crate::error::Error;
use detente_pipeline::{Pipeline, PipelineError};
use pyo3::prelude::*;
use std::sync::{Arc, OnceLock};

/// How articles are coded.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Settings {
    /// 0: one for each core.
    pub threads: usize,
    /// Who is meant is told from this one, where it is given.
    pub atlas: Option<Py<Atlas>>,
    /// Events are coded without the network.
    pub rules_only: bool,
}

impl Settings {
    pub fn pipeline(&self) -> Result<Arc<Pipeline>, Error> {
        let pipeline = self.atlas.as_ref().map_or_else(pipeline, |a| a.get().pipeline())?;
        let plain = || Arc::new(Pipeline::clone(&pipeline).rules_only());
        Ok(if self.rules_only { plain() } else { pipeline })
    }

    pub fn clone_ref(&self, py: Python<'_>) -> Self {
        let atlas = self.atlas.as_ref().map(|atlas| atlas.clone_ref(py));
        Self { atlas, ..*self }
    }
}

pub fn pipeline() -> Result<Arc<Pipeline>, Error> {
    static PIPELINE: OnceLock<Result<Arc<Pipeline>, PipelineError>> = OnceLock::new();
    PIPELINE
        .get_or_init(|| Pipeline::new().map(Arc::new))
        .as_ref()
        .map(Arc::clone)
        .map_err(Error::from)
}
