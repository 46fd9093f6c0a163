//! `detente run`: codes a corpus and writes its tables.

use super::Outcome;
use super::input::FieldArguments;
use super::knowledge::KnowledgeArguments;
use super::terminal;
use crate::analytics::Format;
use crate::model::{Table, TableSet};
use crate::pipeline::Shard;
use crate::run::{Progress, Run, RunError};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
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

/// Whether an error is that Ctrl-C stopped a run.
pub(super) fn is_interrupted(error: &(dyn std::error::Error + 'static)) -> bool {
    matches!(error.downcast_ref::<RunError>(), Some(RunError::Interrupted { .. }))
}

pub(super) fn run(arguments: &RunArguments) -> Outcome {
    let pipeline = arguments.knowledge.pipeline()?;
    let run = Run {
        reading: arguments.fields.options(),
        tables: if arguments.tables.is_empty() {
            TableSet::all()
        } else {
            arguments.tables.iter().copied().collect()
        },
        format: arguments.format,
        batch: arguments.batch as usize,
        threads: arguments.threads,
        shard: arguments.shard,
        restart: arguments.restart,
        ..Run::new(arguments.paths.clone(), arguments.out.clone())
    };
    let style = ProgressStyle::with_template("{bar:24} {percent:>3}%  {msg}  {elapsed}")?;
    let bar = ProgressBar::new(0).with_style(style);
    let show = |progress: &Progress| {
        bar.set_length(progress.bytes);
        bar.set_position(progress.bytes_read);
        bar.set_message(progress.to_string());
    };
    let (progress, guesses) =
        run.start(&pipeline, stop_on_interrupt()?, show).inspect_err(|_| bar.abandon())?;
    bar.finish();
    terminal::tell_guesses(&guesses);
    let problems = arguments.out.join(Table::Problems.as_str());
    terminal::tell(&match (progress.articles, progress.problems) {
        (articles, 0) => format!("{articles} articles"),
        (0, _) => {
            let first = progress.first_problem.map_or_else(String::new, |why| format!("{why}; "));
            let table = problems.display();
            return Err(format!("no article could be read: {first}{table} has all problems").into());
        }
        (articles, met) => {
            format!("{articles} articles, and {met} problems: see {}", problems.display())
        }
    });
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
