//! What an evaluation reports.

use serde::Serialize;
use std::path::Path;

/// The scores of one task on one gold file.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The task.
    pub task: String,
    /// The gold file.
    pub gold: String,
    /// Gold records scored.
    pub records: usize,
    /// Metric by name, in the order they are reported; percentages but where the metric's definition says otherwise.
    /// `None` where the gold holds nothing to measure it on.
    #[serde(serialize_with = "as_map")]
    pub metrics: Vec<(String, Option<f64>)>,
    /// Wall-clock seconds.
    pub seconds: f64,
    /// The worst records, worst first: id and what went wrong, for people.
    #[serde(skip)]
    pub worst: Vec<(String, String)>,
    /// What was predicted, a record for each gold record, in the gold's own schema.
    #[serde(skip)]
    pub predictions: Vec<serde_json::Value>,
}

impl Report {
    pub(crate) fn new(task: &str, gold: &Path, records: usize) -> Self {
        Self {
            task: task.to_owned(),
            gold: gold.display().to_string(),
            records,
            metrics: Vec::new(),
            seconds: 0.0,
            worst: Vec::new(),
            predictions: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, name: &str, value: impl Into<Option<f64>>) {
        self.metrics.push((name.to_owned(), value.into()));
    }

    /// The value of metric `name`, if it was measured.
    #[must_use]
    pub fn metric(&self, name: &str) -> Option<f64> {
        self.metrics.iter().find(|(n, _)| n == name).and_then(|(_, value)| *value)
    }
}

fn as_map<S: serde::Serializer>(
    metrics: &[(String, Option<f64>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(metrics.iter().map(|(name, value)| (name, value)))
}
