//! The pipeline with its knowledge, loaded once a process and shared by all threads.

use crate::atlas::Atlas;
use crate::error::Error;
use crate::rules::Rules;
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
    /// An analyst's rules in place of ours.
    pub rules: Option<Py<Rules>>,
    /// Events are coded without the network.
    pub rules_only: bool,
}

impl Settings {
    pub fn pipeline(&self) -> Result<Arc<Pipeline>, Error> {
        let pipeline = self.atlas.as_ref().map_or_else(pipeline, |a| a.get().pipeline())?;
        if self.rules.is_none() && !self.rules_only {
            return Ok(pipeline);
        }
        let mut changed = Pipeline::clone(&pipeline);
        if let Some(rules) = &self.rules {
            changed = changed.with_rules(Arc::clone(&rules.get().0));
        }
        if self.rules_only {
            changed = changed.rules_only();
        }
        Ok(Arc::new(changed))
    }

    pub fn clone_ref(&self, py: Python<'_>) -> Self {
        let atlas = self.atlas.as_ref().map(|atlas| atlas.clone_ref(py));
        let rules = self.rules.as_ref().map(|rules| rules.clone_ref(py));
        Self { atlas, rules, ..*self }
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
