//! The pipeline with its knowledge, loaded once a process and shared by all threads.

use crate::atlas::Atlas;
use crate::error::Error;
use crate::rules::Rules;
use detente_analytics::Format;
use detente_pipeline::{Pipeline, PipelineError};
use pyo3::prelude::*;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// How articles are coded.
#[derive(Default, FromPyObject, IntoPyObject)]
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
    /// How the articles were read, as far as that was told: for the record.
    pub reading: BTreeMap<String, String>,
}

impl Settings {
    pub fn pipeline(&self) -> Result<Arc<Pipeline>, Error> {
        let pipeline = self.atlas.as_ref().map_or_else(pipeline, |a| a.get().pipeline())?;
        if self.rules.is_none() && !self.rules_only {
            return Ok(pipeline);
        }
        let mut changed = Pipeline::clone(&pipeline);
        if let Some(rules) = &self.rules {
            changed = changed.with_rules(Arc::clone(&rules.get().rules));
        }
        if self.rules_only {
            changed = changed.rules_only();
        }
        Ok(Arc::new(changed))
    }

    /// What decides what the tables hold, beside what the atlas tells.
    pub fn options(&self, format: Format) -> Map<String, Value> {
        let mut options = Map::new();
        options.insert("format".into(), format.as_str().into());
        if self.rules_only {
            options.insert("rules_only".into(), true.into());
        }
        for (name, value) in &self.reading {
            options.insert(name.clone(), value.clone().into());
        }
        options
    }

    pub fn clone_ref(&self, py: Python<'_>) -> Self {
        let atlas = self.atlas.as_ref().map(|atlas| atlas.clone_ref(py));
        let rules = self.rules.as_ref().map(|rules| rules.clone_ref(py));
        Self { atlas, rules, reading: self.reading.clone(), ..*self }
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
