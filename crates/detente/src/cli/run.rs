//! `detente run`: codes a corpus and writes its tables.

use super::Outcome;
use super::input::FieldArguments;
use super::knowledge::KnowledgeArguments;
use super::progress::Progress;
use super::terminal;
use crate::analytics::{Format, OutputFile, frame, write_table};
use crate::model::{Table, TableSet};
use crate::output::{Provenance, seal, unseal};
use crate::parse::read_paths;
use crate::pipeline::{Batch, BatchSize, Coding, Shard};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Debug, clap::Args)]
pub(super) struct RunArguments {
    /// Files, folders and patterns such as "news/*.html"
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The folder to write to: a folder for each table, a file for each batch
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// parquet, csv, jsonl or arrow; CSV holds lists and structs as JSON
    #[arg(long, default_value = "parquet")]
    format: Format,
    /// Only these tables, separated by commas; no work is done for the others
    #[arg(long, value_delimiter = ',', value_name = "TABLES")]
    tables: Vec<Table>,
    /// Threads; 0 takes one for each core; the number does not change the result
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Articles to a batch
    #[arg(long, default_value_t = 2048, value_parser = clap::value_parser!(u32).range(1..))]
    batch: u32,
    /// Only one part of the articles, such as 1/4, so that several machines can share a corpus; each part needs a folder of
    /// its own, and copies are known within a part only
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Start anew in a folder that holds another run
    #[arg(long)]
    restart: bool,
    #[command(flatten)]
    fields: FieldArguments,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

/// A run that Ctrl-C stopped after a whole batch.
#[derive(Debug, thiserror::Error)]
#[error("interrupted after {batches} batches; the same command goes on where it stopped")]
pub(super) struct Interrupted {
    batches: usize,
}

pub(super) fn run(arguments: &RunArguments) -> Outcome {
    let out = arguments.out.as_path();
    let wanted = wanted(&arguments.tables);
    std::fs::create_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
    let options = options(arguments, wanted)?;
    let mut progress = Progress::open(out, options.clone(), arguments.restart)?;
    if arguments.restart {
        unseal(out)?;
        remove_parts(out)?;
    }
    let pipeline = arguments.knowledge.pipeline()?;
    let mut articles = read_paths(arguments.paths.clone(), &arguments.fields.options())?;
    let shard = arguments.shard;
    let input = articles.by_ref().filter(|parsed| shard.is_none_or(|shard| shard.has(parsed)));
    let size = BatchSize { articles: arguments.batch as usize, bytes: 64 << 20 };
    let mut coding = Coding::new(&pipeline, input, wanted, size, arguments.threads)?;
    for batch in 0..progress.batches() {
        progress.check(out, batch, coding.skip_batch())?;
    }
    let bar = ProgressBar::no_length().with_style(ProgressStyle::with_template(
        "{spinner} {human_pos} articles  {per_sec}  {elapsed}",
    )?);
    let stopped = stop_on_interrupt()?;
    for batch in coding.by_ref() {
        unseal(out)?;
        let files = write_batch(out, progress.batches(), &batch, wanted, arguments.format)?;
        progress.push(out, batch.fingerprint, files)?;
        bar.inc(batch.coded.len() as u64);
        if stopped.load(Ordering::SeqCst) {
            bar.abandon();
            return Err(Box::new(Interrupted { batches: progress.batches() }));
        }
    }
    seal(out, &Provenance::of(&pipeline), &options, arguments.format, progress.files())?;
    progress.finish(out)?;
    bar.finish();
    drop(coding);
    terminal::tell_guesses(&articles.guesses());
    Ok(())
}

fn wanted(tables: &[Table]) -> TableSet {
    if tables.is_empty() {
        return TableSet::all();
    }
    // Problems are written whatever was asked for: nothing is lost silently.
    tables.iter().copied().collect::<TableSet>().with(Table::Problems)
}

/// The options that decide what the files hold: a run is resumed with the same ones only.
fn options(
    arguments: &RunArguments,
    wanted: TableSet,
) -> Result<Map<String, Value>, Box<dyn std::error::Error>> {
    let tables: Vec<_> = wanted.iter().map(Table::as_str).collect();
    let mut options = arguments.knowledge.options()?;
    options.insert("format".into(), arguments.format.as_str().into());
    options.insert("tables".into(), tables.into());
    options.insert("batch".into(), arguments.batch.into());
    if let Some(shard) = arguments.shard {
        options.insert("shard".into(), shard.to_string().into());
    }
    if let Value::Object(fields) = serde_json::to_value(&arguments.fields)? {
        options.extend(fields);
    }
    Ok(options)
}

fn write_batch(
    out: &Path,
    number: usize,
    batch: &Batch,
    wanted: TableSet,
    format: Format,
) -> Result<Vec<OutputFile>, Box<dyn std::error::Error>> {
    let write = |table: Table| {
        let rows = frame(table, &batch.coded, &batch.problems)?;
        Ok(write_table(out, &format!("{table}/part-{number:05}"), table, &rows, format)?)
    };
    wanted.iter().map(write).collect()
}

/// Removes the files of an earlier run, so that its last parts cannot be taken for the new run's.
fn remove_parts(out: &Path) -> Outcome {
    for table in Table::ALL {
        let Ok(parts) = std::fs::read_dir(out.join(table.as_str())) else { continue };
        for part in parts {
            let path = part?.path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
            if name.starts_with("part-") {
                std::fs::remove_file(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            }
        }
    }
    Ok(())
}

/// The flag that Ctrl-C raises. A second Ctrl-C ends the program at once; the files stay whole either way.
fn stop_on_interrupt() -> Result<&'static AtomicBool, ctrlc::Error> {
    static STOPPED: AtomicBool = AtomicBool::new(false);
    let installed = ctrlc::set_handler(|| {
        if STOPPED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    });
    match installed {
        // On a second run in one process the handler is there already.
        Ok(()) | Err(ctrlc::Error::MultipleHandlers) => Ok(&STOPPED),
        Err(error) => Err(error),
    }
}
