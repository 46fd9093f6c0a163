//! The names of the tasks.

use crate::{GoldError, Report, tasks};
use detente_pipeline::Pipeline;
use std::path::Path;
use std::time::Instant;

/// What is scored. The gold schemas and metrics are described in the module of each task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(
    missing_docs,
    reason = "the names say it; each task's module documents its gold and its metrics"
)]
pub enum Task {
    Articles,
    Parse,
    Clauses,
    Ner,
    Linking,
    Geo,
    Time,
    Quotes,
    Coref,
    Actors,
    Events,
    EventTypes,
    Factuality,
    Duplicates,
}

/// A name that is not a task.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no task `{0}`; the tasks are {known}", known = Task::ALL.map(Task::as_str).join(", "))]
pub struct UnknownTask(pub String);

impl Task {
    /// Every task.
    pub const ALL: [Self; 14] = [
        Self::Articles,
        Self::Parse,
        Self::Clauses,
        Self::Ner,
        Self::Linking,
        Self::Geo,
        Self::Time,
        Self::Quotes,
        Self::Coref,
        Self::Actors,
        Self::Events,
        Self::EventTypes,
        Self::Factuality,
        Self::Duplicates,
    ];

    /// The name, as the command line takes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Parse => "parse",
            Self::Clauses => "clauses",
            Self::Ner => "ner",
            Self::Linking => "linking",
            Self::Geo => "geo",
            Self::Time => "time",
            Self::Quotes => "quotes",
            Self::Coref => "coref",
            Self::Actors => "actors",
            Self::Events => "events",
            Self::EventTypes => "event-types",
            Self::Factuality => "factuality",
            Self::Duplicates => "duplicates",
        }
    }

    /// Runs the pipeline over the gold's texts and scores what it finds.
    ///
    /// # Errors
    /// When the gold cannot be read or does not fit the task's schema.
    pub fn score(self, gold: &Path, pipeline: &Pipeline) -> Result<Report, GoldError> {
        let started = Instant::now();
        let mut report = match self {
            Self::Articles => tasks::articles::score(gold, pipeline),
            Self::Parse => tasks::parse::score(gold, pipeline),
            Self::Clauses => tasks::clauses::score(gold, pipeline),
            Self::Ner => tasks::ner::score(gold, pipeline),
            Self::Linking => tasks::linking::score(gold, pipeline),
            Self::Geo => tasks::geo::score(gold, pipeline),
            Self::Time => tasks::time::score(gold, pipeline),
            Self::Quotes => tasks::quotes::score(gold, pipeline),
            Self::Coref => tasks::coref::score(gold, pipeline),
            Self::Actors => tasks::actors::score(gold, pipeline),
            Self::Events => tasks::events::score(gold, pipeline),
            Self::EventTypes => tasks::event_types::score(gold, pipeline),
            Self::Factuality => tasks::factuality::score(gold, pipeline),
            Self::Duplicates => tasks::duplicates::score(gold),
        }?;
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }
}

impl std::str::FromStr for Task {
    type Err = UnknownTask;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|t| t.as_str() == name)
            .ok_or_else(|| UnknownTask(name.to_owned()))
    }
}
