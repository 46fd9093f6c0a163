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
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

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
    /// Code again from the first batch whose input has changed since it was written
    #[arg(long)]
    redo: bool,
    #[command(flatten)]
    fields: FieldArguments,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

/// The exit status where a signal stopped a run.
pub(super) fn interrupted_by(error: &(dyn std::error::Error + 'static)) -> Option<u8> {
    match error.downcast_ref::<RunError>() {
        Some(RunError::Interrupted { .. }) => Some(Stop::status()),
        _ => None,
    }
}

/// The options that help where a run is refused.
pub(super) fn advice(error: &(dyn std::error::Error + 'static)) -> &'static str {
    match error.downcast_ref::<RunError>() {
        Some(RunError::Journal(error)) if error.can_redo() => {
            " (--redo codes again from that batch on, --restart starts anew)"
        }
        Some(RunError::Journal(error)) if error.can_restart() => " (--restart starts anew)",
        _ => "",
    }
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
        redo: arguments.redo,
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
        run.start(&pipeline, &Stop::on_signals()?.asked, show).inspect_err(|_| bar.abandon())?;
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

/// What Ctrl-C sets, and SIGTERM, which the schedulers of clusters send. A second signal ends the program at once; the
/// files stay whole either way.
#[derive(Debug, Default)]
struct Stop {
    asked: Arc<AtomicBool>,
    /// The exit status: 128 and the number of the signal, as shells have it.
    status: Arc<AtomicUsize>,
}

static STOP: OnceLock<Stop> = OnceLock::new();

impl Stop {
    fn on_signals() -> std::io::Result<&'static Self> {
        if STOP.get().is_none() {
            let stop = Self::default();
            for signal in [SIGINT, SIGTERM] {
                let status = 128 + signal;
                flag::register_conditional_shutdown(signal, status, Arc::clone(&stop.asked))?;
                flag::register_usize(signal, Arc::clone(&stop.status), status as usize)?;
                flag::register(signal, Arc::clone(&stop.asked))?;
            }
            // The handlers of another thread that was first do as well.
            let _ = STOP.set(stop);
        }
        Ok(STOP.get_or_init(Self::default))
    }

    fn status() -> u8 {
        let status = STOP.get().map(|stop| stop.status.load(Ordering::SeqCst));
        status.and_then(|status| u8::try_from(status).ok()).unwrap_or(1)
    }
}
