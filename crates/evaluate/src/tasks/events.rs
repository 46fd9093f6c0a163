//! The task `events`.

use crate::{GoldError, Report};
use detente_pipeline::Pipeline;
use std::path::Path;

pub(crate) fn score(gold: &Path, _pipeline: &Pipeline) -> Result<Report, GoldError> {
    Ok(Report::new("events", gold, 0))
}
