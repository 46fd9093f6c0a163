//! What an evaluation reports.

use serde::Serialize;

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
}

impl Report {
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
