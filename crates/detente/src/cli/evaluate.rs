//! `detente evaluate`: scores against a hand-coded sample.

use super::knowledge::KnowledgeArguments;
use super::{Outcome, terminal};
use crate::evaluate::{Report, Task};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct EvaluateArguments {
    /// What to score: articles, parse, clauses, ner, linking, geo, time, quotes, coref, actors, events, event-types, factuality, duplicates.
    task: Task,
    /// The gold: a JSONL, CoNLL-U or BIO file (.gz too), or for `articles` a folder.
    gold: PathBuf,
    /// Print one JSON object instead of a table.
    #[arg(long)]
    json: bool,
    /// Write what was predicted to this file, in the gold's own schema.
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

pub(super) fn evaluate(arguments: &EvaluateArguments) -> Outcome {
    let report = arguments.task.score(&arguments.gold, &arguments.knowledge.pipeline()?)?;
    if let Some(path) = &arguments.predictions {
        write_predictions(path, &report)?;
    }
    let mut out = std::io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
    } else {
        for_people(&mut out, &report)?;
    }
    Ok(())
}

fn write_predictions(path: &Path, report: &Report) -> Outcome {
    let named = |e: std::io::Error| format!("{}: {e}", path.display());
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).map_err(named)?);
    for prediction in &report.predictions {
        writeln!(file, "{prediction}").map_err(named)?;
    }
    file.flush().map_err(named)?;
    Ok(())
}

fn for_people(out: &mut impl Write, report: &Report) -> Outcome {
    writeln!(
        out,
        "{} on {}: {} records, {:.1} s",
        report.task, report.gold, report.records, report.seconds
    )?;
    let rows = report.metrics.iter().map(|(name, value)| {
        vec![name.clone(), value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))]
    });
    terminal::table(out, &["metric", "value"], rows)?;
    if !report.worst.is_empty() {
        writeln!(out, "worst records")?;
        let rows = report.worst.iter().take(10).map(|(id, what)| vec![id.clone(), what.clone()]);
        terminal::table(out, &["id", "what went wrong"], rows)?;
    }
    Ok(())
}
