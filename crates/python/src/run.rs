//! A corpus of any size to a folder of tables.

use crate::error::Error;
use crate::knowledge::Settings;
use crate::read::Reading;
use detente::run::{Progress, Run, RunError};
use detente_model::UnknownTerm;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Between two looks at Ctrl-C.
const PAUSE: Duration = Duration::from_millis(100);

/// What is written, and how.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Writing {
    tables: Option<Vec<String>>,
    format: String,
    batch: usize,
    shard: Option<String>,
    restart: bool,
    redo: bool,
}

/// How far a run has come.
#[derive(IntoPyObject)]
pub struct Told {
    articles: usize,
    new_articles: usize,
    problems: usize,
    bytes_read: u64,
    bytes: u64,
    rate: Option<f64>,
    seconds_left: Option<f64>,
    text: String,
}

impl From<&Progress> for Told {
    fn from(progress: &Progress) -> Self {
        Self {
            articles: progress.articles,
            new_articles: progress.new_articles,
            problems: progress.problems,
            bytes_read: progress.bytes_read,
            bytes: progress.bytes,
            rate: progress.rate(),
            seconds_left: progress.left().map(|left| left.as_secs_f64()),
            text: progress.to_string(),
        }
    }
}

/// The fields that parts of articles were taken from without being named.
type Guessed = Vec<(&'static str, Vec<String>)>;

/// Codes `paths` into `folder`, and calls `tell` with how far it has come. The work is done on another thread, because only
/// this one is told of Ctrl-C.
#[pyfunction]
pub fn run(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    folder: PathBuf,
    reading: Reading,
    settings: Settings,
    writing: Writing,
    tell: Py<PyAny>,
) -> PyResult<(Told, Guessed)> {
    let Writing { tables, format, batch, shard, restart, redo } = writing;
    let mut run = Run::new(paths, folder);
    if let Some(names) = tables {
        let tables = names.iter().map(|name| name.parse()).collect::<Result<_, UnknownTerm>>();
        run.tables = tables.map_err(Error::from)?;
    }
    run.reading = reading.options()?;
    run.format = format.parse().map_err(Error::from)?;
    run.shard = shard.map(|shard| shard.parse()).transpose().map_err(Error::from)?;
    (run.batch, run.threads) = (batch, settings.threads);
    (run.restart, run.redo) = (restart, redo);
    let pipeline = settings.pipeline()?;
    let stop = AtomicBool::new(false);
    let mut raised = None;
    let done = py.detach(|| {
        let (sender, receiver) = channel();
        std::thread::scope(|scope| {
            let (run, pipeline, stop) = (&run, &pipeline, &stop);
            let work = scope.spawn(move || {
                // Nobody may be left to listen: that is no reason to fail.
                run.start(pipeline, stop, |progress| drop(sender.send(Told::from(progress))))
            });
            loop {
                let told = match receiver.recv_timeout(PAUSE) {
                    Ok(told) => Some(told),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => break,
                };
                let answered = Python::attach(|py| {
                    py.check_signals()?;
                    told.map_or(Ok(()), |told| tell.call1(py, (told,)).map(drop))
                });
                if let Err(error) = answered {
                    stop.store(true, Ordering::SeqCst);
                    raised.get_or_insert(error);
                }
            }
            work.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    });
    match (raised, done) {
        (Some(error), _) => Err(error),
        (None, Ok((progress, guesses))) => {
            let guessed = guesses.iter().map(|(part, fields)| (part.as_str(), fields.to_vec()));
            Ok((Told::from(&progress), guessed.collect()))
        }
        (None, Err(error)) => Err(Error::from(error).into()),
    }
}

impl From<RunError> for Error {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Parse(error) => error.into(),
            RunError::Coding(error) => error.into(),
            RunError::Write(error) => error.into(),
            RunError::Frame(error) => error.into(),
            RunError::Journal(error) => error.into(),
            other => Self::other(other),
        }
    }
}
