//! A corpus of any size to a folder of tables: batch by batch, in bounded memory, resumable.

mod journal;
mod parts;
mod progress;

pub use journal::{JournalError, is_unfinished};
pub use progress::Progress;

use crate::analytics::{Format, WriteError};
use crate::atlas::Atlas;
use crate::model::{Table, TableSet};
use crate::output::{Provenance, seal, unseal};
use crate::parse::{Articles, Guesses, ParseError, Parsed, ReadOptions, Sources};
use crate::pipeline::{BatchSize, Coding, CodingError, Pipeline, Shard};
use journal::{Journal, WrittenBatch};
use polars::prelude::PolarsError;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use xxhash_rust::xxh3::xxh3_64;

/// What is to be coded, how, and where the tables go.
///
/// [`Run::start`] writes a folder for each table and in it a file for each batch, then `croissant.json` and, last of all,
/// `MANIFEST.json`: a folder with a manifest is whole. `progress.jsonl` tells how far the run has come. Started again, it
/// reads over what is coded, checks that it is the same, and goes on after it; files that were added to the input are
/// read last, so that a run that had ended codes only those.
///
/// # Example
/// ```
/// use detente::pipeline::Pipeline;
/// use detente::run::Run;
/// use std::sync::atomic::AtomicBool;
///
/// let folder = tempfile::tempdir()?;
/// let article = folder.path().join("article.txt");
/// std::fs::write(&article, "France condemned the attack.")?;
/// let run = Run::new([article], folder.path().join("tables"));
/// let (progress, _) = run.start(&Pipeline::new()?, &AtomicBool::new(false), |_| {})?;
/// assert_eq!(progress.articles, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Run {
    /// Files, folders and patterns.
    pub paths: Vec<PathBuf>,
    /// The folder to write to; it is made where it is missing.
    pub out: PathBuf,
    /// How the input is read.
    pub reading: ReadOptions,
    /// The tables that are made, and problems, whatever is asked for: nothing is lost silently.
    pub tables: TableSet,
    /// The format of the files.
    pub format: Format,
    /// Articles to a batch.
    pub batch: usize,
    /// 0: one for each core.
    pub threads: usize,
    /// Only one part of the articles.
    pub shard: Option<Shard>,
    /// Whether to start anew in a folder that holds another run, whose files are removed.
    pub restart: bool,
    /// Whether to code again from the first batch whose input has changed since it was written; such a run is refused
    /// otherwise.
    pub redo: bool,
}

/// A run that stopped before its end. What [`Progress`] told of is on disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The input cannot be read.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// The threads cannot be started.
    #[error(transparent)]
    Coding(#[from] CodingError),
    /// The folder cannot be gone on with.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A defect of ours: a table that does not fit its columns.
    #[error(transparent)]
    Frame(#[from] PolarsError),
    /// It was asked to stop.
    #[error("{}", interrupted(*batches))]
    Interrupted {
        /// How many are written.
        batches: usize,
    },
}

fn interrupted(batches: usize) -> String {
    match batches {
        0 => "interrupted before the first batch was written; with a smaller one, less is coded again".to_owned(),
        _ => format!("interrupted after {batches} batches; started again, the run goes on where it stopped"),
    }
}

/// Bytes of text of a batch at most.
const BATCH_BYTES: usize = 64 << 20;

/// The articles of a part.
struct Input {
    articles: Articles,
    shard: Option<Shard>,
}

impl Iterator for Input {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        let shard = self.shard;
        self.articles.find(|parsed| shard.is_none_or(|shard| shard.has(parsed)))
    }
}

impl Run {
    /// Articles to a batch, unless another number is set.
    pub const BATCH: usize = 2048;

    /// A run of `paths` to all tables in the folder `out`, as Parquet, on all cores.
    #[must_use]
    pub fn new(paths: impl IntoIterator<Item = PathBuf>, out: PathBuf) -> Self {
        Self {
            paths: paths.into_iter().collect(),
            out,
            reading: ReadOptions {
                open_columns: Some(crate::analytics::open_columns),
                ..ReadOptions::default()
            },
            tables: TableSet::all(),
            format: Format::Parquet,
            batch: Self::BATCH,
            threads: 0,
            shard: None,
            restart: false,
            redo: false,
        }
    }

    /// Codes what is not coded yet. `tell` is called when the input has been looked at and after each batch, of which all
    /// is on disk by then. When `stop` is set, the batch that is under way is given up.
    ///
    /// Also returns the fields that parts of the articles were taken from without being named.
    ///
    /// # Errors
    /// As [`RunError`] says; the same call goes on where it stopped.
    pub fn start(
        &self,
        pipeline: &Pipeline,
        stop: &AtomicBool,
        mut tell: impl FnMut(&Progress),
    ) -> Result<(Progress, Guesses), RunError> {
        self.go_on(pipeline, stop, &mut tell)
    }

    fn go_on(
        &self,
        pipeline: &Pipeline,
        stop: &AtomicBool,
        tell: &mut dyn FnMut(&Progress),
    ) -> Result<(Progress, Guesses), RunError> {
        let out = self.out.as_path();
        let sources = Sources::find(self.paths.iter().cloned(), &self.reading)?;
        make_folder(out)?;
        let (made_by, options) = (Provenance::of(pipeline), self.options(pipeline));
        let mut journal = Journal::open(out, &made_by, &options, self.restart)?;
        if self.restart {
            unseal(out)?;
        }
        parts::check(out, &journal)?;
        if self.restart || journal.found {
            parts::remove(out, journal.batches.len())?;
        }
        let sources = sources.after(&journal.input).map_err(|e| journal.missing(&e))?;
        journal.note_input(&sources.names())?;
        let mut progress = Progress::begin(sources.bytes());
        let wanted = self.wanted();
        let size = BatchSize { articles: self.batch.max(1), bytes: BATCH_BYTES };
        let input = Input { articles: sources.read(&self.reading), shard: self.shard };
        let mut coding = Coding::new(pipeline, input, wanted, size, self.threads)?.until(stop);
        tell(&progress);
        for number in 0..journal.batches.len() {
            let batch = &journal.batches[number];
            let fingerprint = coding.pass_over(batch.items);
            if stop.load(Ordering::SeqCst) {
                return Err(RunError::Interrupted { batches: journal.batches.len() });
            }
            if fingerprint != Some(batch.fingerprint) {
                if !self.redo {
                    return Err(journal.changed(number).into());
                }
                unseal(out)?;
                journal.note_redo(number)?;
                drop(journal);
                // What was read of the batch to compare it cannot be read again but from the beginning.
                return self.go_on(pipeline, stop, tell);
            }
            let bytes_read = coding.input().articles.bytes_read();
            progress.passed_over(batch.articles, batch.problems(), bytes_read);
            tell(&progress);
        }
        progress.begin_coding();
        while let Some(batch) = coding.next() {
            unseal(out)?;
            let files = parts::write(out, journal.batches.len(), &batch, wanted, self.format)?;
            let (items, articles) = (batch.items, batch.coded.len());
            let fingerprint = batch.fingerprint;
            if let (None, Some(first)) = (&progress.first_problem, batch.problems.first()) {
                progress.first_problem = Some(first.message.clone());
            }
            let written = WrittenBatch { items, articles, fingerprint, files };
            progress.coded(articles, written.problems(), coding.input().articles.bytes_read());
            journal.note_batch(written)?;
            tell(&progress);
        }
        if stop.load(Ordering::SeqCst) {
            return Err(RunError::Interrupted { batches: journal.batches.len() });
        }
        seal(out, &made_by, &options, self.format, &journal.files())?;
        journal.note_end()?;
        debug_assert_eq!(progress.articles, journal.articles());
        Ok((progress, coding.input().articles.guesses()))
    }

    fn wanted(&self) -> TableSet {
        self.tables.with(Table::Problems)
    }

    /// What decides, beside the input and what is compiled in, what the files hold: a run is resumed with the same only.
    fn options(&self, pipeline: &Pipeline) -> Map<String, Value> {
        let tables: Vec<_> = self.wanted().iter().map(Table::as_str).collect();
        let mut options = Map::new();
        options.insert("format".into(), self.format.as_str().into());
        options.insert("tables".into(), tables.into());
        options.insert("batch".into(), self.batch.into());
        if let Some(shard) = self.shard {
            options.insert("shard".into(), shard.to_string().into());
        }
        if pipeline.is_rules_only() {
            options.insert("rules_only".into(), true.into());
        }
        if let Some(own) = pipeline.extractor().rules().fingerprint() {
            options.insert("rules".into(), format!("{own:016x}").into());
        }
        let atlas = pipeline.atlas().as_bytes();
        if !std::ptr::eq(atlas, Atlas::embedded().as_bytes()) {
            options.insert("actors".into(), format!("{:016x}", xxh3_64(atlas)).into());
        }
        let fields = &self.reading.fields;
        let reading = [
            ("input_format", self.reading.format.and_then(|f| serde_json::to_value(f).ok())),
            ("published", self.reading.default_date.map(|date| date.day.to_string().into())),
            ("text_field", fields.text.clone().map(Value::from)),
            ("title_field", fields.title.clone().map(Value::from)),
            ("date_field", fields.date.clone().map(Value::from)),
            ("id_field", fields.id.clone().map(Value::from)),
            ("url_field", fields.url.clone().map(Value::from)),
        ];
        let given = reading.into_iter().filter_map(|(name, value)| Some((name.into(), value?)));
        options.extend(given);
        options
    }
}

/// Makes a folder whose name outlasts a crash.
fn make_folder(folder: &Path) -> Result<(), WriteError> {
    if folder.is_dir() {
        return Ok(());
    }
    let failed = |source| WriteError { path: folder.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    crate::analytics::sync_folder(folder.parent().unwrap_or(folder)).map_err(failed)
}
