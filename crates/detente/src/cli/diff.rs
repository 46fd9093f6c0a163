//! `detente diff`: what has changed between two outputs.

use super::{Outcome, frames, terminal};
use crate::analytics::{diff, read_table};
use crate::model::Table;
use polars::prelude::DataFrame;
use serde_json::{Map, Value};
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct DiffArguments {
    /// The output folder of before, in Parquet or Arrow
    old: PathBuf,
    /// The output folder of now
    new: PathBuf,
    /// Only these tables, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "TABLES")]
    tables: Vec<Table>,
}

/// Two outputs that cannot be compared.
#[derive(Debug, thiserror::Error)]
#[error("{old} and {new} have no table in common", old = old.display(), new = new.display())]
struct NothingInCommon {
    old: PathBuf,
    new: PathBuf,
}

const TAKEN: &[&str] = &["change", "article_id", "start", "text", "label"];
const SHOWN: &[&str] = &["change", "article_id", "start", "text", "label", "what differs", "rule"];

pub(super) fn diff_outputs(arguments: &DiffArguments) -> Outcome {
    let DiffArguments { old, new, tables } = arguments;
    let tables = if tables.is_empty() { Table::ALL } else { tables.as_slice() };
    let mut out = std::io::stdout().lock();
    let mut compared = false;
    for &table in tables {
        let (Some(old), Some(new)) = (read_table(old, table)?, read_table(new, table)?) else {
            continue;
        };
        compared = true;
        let found = diff(table, &old, &new)?;
        let changes = found.column("change")?.str()?;
        let count = |wanted| changes.iter().flatten().filter(|&change| change == wanted).count();
        writeln!(
            out,
            "{}: {} added, {} removed, {} changed of {} rows, now {}",
            table.as_str().to_uppercase(),
            count("added"),
            count("removed"),
            count("changed"),
            old.height(),
            new.height()
        )?;
        if found.height() > 0 {
            terminal::table(&mut out, SHOWN, rows(&found)?)?;
        }
    }
    if compared {
        return Ok(());
    }
    Err(Box::new(NothingInCommon { old: old.clone(), new: new.clone() }))
}

fn rows(found: &DataFrame) -> Result<Vec<Vec<String>>, Box<dyn std::error::Error>> {
    let (old, new) = (found.column("old")?.str()?, found.column("new")?.str()?);
    let (old_rule, new_rule) = (found.column("old_rule")?.str()?, found.column("new_rule")?.str()?);
    let mut rows = frames::rows(found, TAKEN)?;
    for (i, row) in rows.iter_mut().enumerate() {
        row.push(differences(old.get(i), new.get(i))?);
        row.push(match (old_rule.get(i), new_rule.get(i)) {
            (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
            (old, new) => new.or(old).unwrap_or("–").to_owned(),
        });
    }
    Ok(rows)
}

/// What differs between two objects with the same fields, a line each.
fn differences(old: Option<&str>, new: Option<&str>) -> serde_json::Result<String> {
    let (Some(old), Some(new)) = (old, new) else { return Ok("–".to_owned()) };
    let old: Map<String, Value> = serde_json::from_str(old)?;
    let new: Map<String, Value> = serde_json::from_str(new)?;
    let line = |(name, value): (&String, &Value)| {
        format!("{name}: {} → {}", short(value), new.get(name).map_or_else(String::new, short))
    };
    Ok(old.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// A cell in few words: of those who take part, the names.
fn short(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(items) if items.is_empty() => "–".to_owned(),
        Value::Array(items) => items.iter().map(short).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields.get("name").map_or_else(String::new, short),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_in_few_words() {
        let old = r#"{"score":0.5,"place":null,"target":[{"name":"Norway","start":1},{"name":"Iceland","start":9}]}"#;
        let new = r#"{"score":0.25,"place":"Oslo","target":[]}"#;
        let told = differences(Some(old), Some(new)).unwrap();
        let mut lines: Vec<_> = told.lines().collect();
        lines.sort_unstable();
        assert_eq!(lines, ["place: – → Oslo", "score: 0.5 → 0.25", "target: Norway, Iceland → –"]);
        assert_eq!(differences(None, None).unwrap(), "–");
    }
}
