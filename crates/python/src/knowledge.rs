//! The pipeline with its knowledge, loaded once a process and shared by all threads.

use crate::error::Error;
use detente_pipeline::{Pipeline, PipelineError};
use std::sync::{Arc, OnceLock};

pub fn pipeline() -> Result<Arc<Pipeline>, Error> {
    static PIPELINE: OnceLock<Result<Arc<Pipeline>, PipelineError>> = OnceLock::new();
    PIPELINE
        .get_or_init(|| Pipeline::new().map(Arc::new))
        .as_ref()
        .map(Arc::clone)
        .map_err(Error::from)
}
