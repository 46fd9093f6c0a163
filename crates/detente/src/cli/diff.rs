//! `detente diff`: what has changed between two outputs.

use super::{Outcome, frames, terminal};
use crate::analytics::{diff, read_table};
use crate::model::Table;
use crate::output::Made;
use polars::prelude::{DataFrame, PolarsResult};
use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

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

/// What became of a table.
struct Changed {
    table: Table,
    old: usize,
    new: usize,
    found: DataFrame,
}

pub(super) fn diff_outputs(arguments: &DiffArguments) -> Outcome {
    let DiffArguments { old, new, tables } = arguments;
    let tables = if tables.is_empty() { Table::ALL } else { tables.as_slice() };
    let mut compared = Vec::new();
    for &table in tables {
        let (Some(old), Some(new)) = (read_table(old, table)?, read_table(new, table)?) else {
            continue;
        };
        let found = diff(table, &old, &new)?;
        compared.push(Changed { table, old: old.height(), new: new.height(), found });
    }
    if compared.is_empty() {
        return Err(Box::new(NothingInCommon { old: old.clone(), new: new.clone() }));
    }
    let mut out = std::io::stdout().lock();
    tell_makers(&mut out, old, new)?;
    summarise(&mut out, &compared)?;
    for Changed { table, found, .. } in compared.iter().filter(|c| c.found.height() > 0) {
        writeln!(out, "{}", table.as_str().to_uppercase())?;
        terminal::table(&mut out, SHOWN, rows(found)?)?;
    }
    Ok(())
}

/// Tells in what the makers of two outputs differ, as far as their manifests say.
fn tell_makers(out: &mut impl Write, old: &Path, new: &Path) -> Outcome {
    let made: Vec<_> = [old, new]
        .into_iter()
        .filter_map(|folder| {
            Made::read(folder).inspect_err(|error| terminal::tell(&error.to_string())).ok()
        })
        .collect();
    let [old, new] = &made[..] else { return Ok(()) };
    let value = |value: Option<&Value>| value.map_or_else(|| "–".to_owned(), hash_or_value);
    let mut rows = Vec::new();
    if old.version != new.version {
        rows.push(vec!["version".to_owned(), old.version.clone(), new.version.clone()]);
    }
    let differences = old.differences(new).into_iter();
    rows.extend(differences.map(|(name, old, new)| vec![name.to_owned(), value(old), value(new)]));
    if rows.is_empty() {
        writeln!(out, "MADE BY the same version, rules, models, atlas and options\n")?;
        return Ok(());
    }
    terminal::table(out, &["MADE BY", "old", "new"], rows)
}

/// The first digits of a hash: enough to tell one from another.
fn hash_or_value(value: &Value) -> String {
    const DIGITS: usize = 12;
    match value.as_str() {
        Some(hash) if hash.len() == 64 => hash.chars().take(DIGITS).chain(['…']).collect(),
        _ => short(value),
    }
}

/// Counts by table, and of events by type and rule.
fn summarise(out: &mut impl Write, compared: &[Changed]) -> Outcome {
    let mut tables = Vec::new();
    let mut events = BTreeMap::<_, [usize; 3]>::new();
    for Changed { table, old, new, found } in compared {
        let mut counts = [0; 3];
        let (changes, labels) = (found.column("change")?.str()?, found.column("label")?.str()?);
        for (i, rule) in rules(found)?.into_iter().enumerate() {
            let at = CHANGES.iter().position(|change| changes.get(i) == Some(change));
            let Some(at) = at else { continue };
            counts[at] += 1;
            if *table == Table::Events {
                let label = labels.get(i).unwrap_or_default().to_owned();
                events.entry((label, rule)).or_default()[at] += 1;
            }
        }
        let mut row = vec![table.to_string()];
        row.extend(counts.into_iter().chain([*old, *new]).map(|count| count.to_string()));
        tables.push(row);
    }
    terminal::table(out, &["TABLE", "added", "removed", "changed", "rows before", "now"], tables)?;
    if events.is_empty() {
        return Ok(());
    }
    let mut events: Vec<_> = events.into_iter().collect();
    events.sort_by_key(|(_, counts)| Reverse(counts.iter().sum::<usize>()));
    let events = events.into_iter().map(|((label, rule), counts)| {
        let mut row = vec![label, rule];
        row.extend(counts.map(|count| count.to_string()));
        row
    });
    terminal::table(out, &["EVENT TYPE", "rule", "added", "removed", "changed"], events)
}

const CHANGES: [&str; 3] = ["added", "removed", "changed"];

fn rows(found: &DataFrame) -> Result<Vec<Vec<String>>, Box<dyn std::error::Error>> {
    let (old, new) = (found.column("old")?.str()?, found.column("new")?.str()?);
    let mut rows = frames::rows(found, TAKEN)?;
    for (i, (row, rule)) in rows.iter_mut().zip(rules(found)?).enumerate() {
        row.push(differences(old.get(i), new.get(i))?);
        row.push(rule);
    }
    Ok(rows)
}

/// The rule of each row, or both where they differ.
fn rules(found: &DataFrame) -> PolarsResult<Vec<String>> {
    let (old, new) = (found.column("old_rule")?.str()?, found.column("new_rule")?.str()?);
    let both = old.iter().zip(new.iter()).map(|rules| match rules {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (old, new) => new.or(old).unwrap_or("–").to_owned(),
    });
    Ok(both.collect())
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
