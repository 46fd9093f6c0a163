//! The pipeline with its knowledge, loaded once a process and shared by all threads.

use crate::error::Error;
use detente_pipeline::{Pipeline, PipelineError};
use std::sync::OnceLock;

pub fn pipeline() -> Result<&'static Pipeline, Error> {
    static PIPELINE: OnceLock<Result<Pipeline, PipelineError>> = OnceLock::new();
    PIPELINE.get_or_init(Pipeline::new).as_ref().map_err(Error::from)
}
