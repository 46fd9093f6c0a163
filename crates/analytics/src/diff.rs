//! What has changed between two outputs over the same articles.

use crate::cells::write_json;
use crate::columns::Columns;
use crate::schema::DIFF;
use detente_model::Table;
use polars::prelude::*;
use std::collections::BTreeMap;

/// What identifies a row of a table.
const fn keys(table: Table) -> &'static [&'static str] {
    match table {
        Table::Articles => &["article_id"],
        Table::Entities => &["article_id", "name", "kind"],
        Table::Sentences | Table::Mentions | Table::Quotes | Table::Meetings => {
            &["article_id", "start", "end"]
        }
        Table::Events | Table::Times => &["article_id", "start", "end", "type"],
        Table::Problems => &["source", "article_id", "stage", "place", "kind"],
    }
}

/// The column that says best what a row is.
const fn label(table: Table) -> &'static str {
    match table {
        Table::Articles => "title",
        Table::Sentences => "section",
        Table::Entities => "name",
        Table::Events | Table::Times => "type",
        Table::Meetings => "format",
        Table::Mentions | Table::Quotes | Table::Problems => "kind",
    }
}

/// A row that is not the same on both sides.
#[derive(Debug, Default)]
struct Difference {
    /// Where it stands among the others: the place of its article in the new table, then in the text.
    at: (usize, Option<i64>, &'static str),
    article_id: Option<String>,
    end: Option<i64>,
    text: Option<String>,
    label: Option<String>,
    columns: Vec<String>,
    old: Option<String>,
    new: Option<String>,
    old_rule: Option<String>,
    new_rule: Option<String>,
}

/// The rows of a table that were added, removed or changed from `old` to `new`, with the cells that differ.
///
/// Rows are matched by what identifies them: the article, where they stand in it and, of events and times, their type;
/// entities by name and kind, articles by id. Rows that are alike in all this are matched in their order. Ids that
/// tables refer to each other by are not compared, columns that only one side has neither.
///
/// # Errors
/// When a frame is not the table that it should be.
pub fn diff(table: Table, old: &DataFrame, new: &DataFrame) -> PolarsResult<DataFrame> {
    let (old, new) = (Side::of(old, table)?, Side::of(new, table)?);
    let compared = compared(table, old.frame, new.frame);
    let articles = old.articles_after(&new)?;
    let mut found = Vec::new();
    for (key, &row) in &new.rows {
        match old.rows.get(key) {
            None => found.push(new.row(table, row, "added")?),
            Some(&before) => {
                let changed = changed(&compared, before, row)?;
                if !changed.is_empty() {
                    let mut difference = new.row(table, row, "changed")?;
                    difference.old = Some(old.json(before, &changed)?);
                    difference.new = Some(new.json(row, &changed)?);
                    difference.old_rule = old.text(before, "rule")?;
                    difference.columns = changed.into_iter().map(str::to_owned).collect();
                    found.push(difference);
                }
            }
        }
    }
    for (key, &row) in &old.rows {
        if !new.rows.contains_key(key) {
            let mut difference = old.row(table, row, "removed")?;
            difference.old_rule = difference.new_rule.take();
            found.push(difference);
        }
    }
    for difference in &mut found {
        let place = difference.article_id.as_deref().and_then(|id| articles.get(id));
        difference.at.0 = place.copied().unwrap_or_default();
    }
    found.sort_by(|a, b| a.at.cmp(&b.at));
    into_frame(table, &found)
}

fn into_frame(table: Table, found: &[Difference]) -> PolarsResult<DataFrame> {
    Columns::default()
        .text("table", found.iter().map(|_| table.as_str()))
        .text("change", found.iter().map(|d| d.at.2))
        .text_or_null("article_id", found.iter().map(|d| d.article_id.as_deref()))
        .count_or_null("start", found.iter().map(|d| d.at.1))
        .count_or_null("end", found.iter().map(|d| d.end))
        .text_or_null("text", found.iter().map(|d| d.text.as_deref()))
        .text_or_null("label", found.iter().map(|d| d.label.as_deref()))
        .texts("columns", found.iter().map(|d| d.columns.iter().map(String::as_str).collect()))?
        .text_or_null("old", found.iter().map(|d| d.old.as_deref()))
        .text_or_null("new", found.iter().map(|d| d.new.as_deref()))
        .text_or_null("old_rule", found.iter().map(|d| d.old_rule.as_deref()))
        .text_or_null("new_rule", found.iter().map(|d| d.new_rule.as_deref()))
        .finish(DIFF)
}

/// The columns of both sides whose cells are compared.
fn compared<'a>(
    table: Table,
    old: &'a DataFrame,
    new: &'a DataFrame,
) -> Vec<(&'a Column, &'a Column)> {
    let is_compared = |name: &str| {
        let reference = name.ends_with("_id") && name != "actor_id";
        !reference && !keys(table).contains(&name)
    };
    let columns = new.columns().iter().filter(|column| is_compared(column.name()));
    columns.filter_map(|column| Some((old.column(column.name()).ok()?, column))).collect()
}

/// The columns in which row `before` of the old table and row `row` of the new one differ.
fn changed<'a>(
    columns: &[(&'a Column, &'a Column)],
    before: usize,
    row: usize,
) -> PolarsResult<Vec<&'a str>> {
    let mut changed = Vec::new();
    for (old, new) in columns {
        let (a, b) = (old.get(before)?, new.get(row)?);
        let same = if new.dtype().is_nested() { json(&a) == json(&b) } else { a == b };
        if !same {
            changed.push(new.name().as_str());
        }
    }
    Ok(changed)
}

/// A cell as JSON, without the ids of participants.
fn json(cell: &AnyValue<'_>) -> String {
    let mut text = String::new();
    write_json(cell, &["entity_id"], &mut text);
    text
}

/// One of the two tables, with its rows by what identifies them.
struct Side<'a> {
    frame: &'a DataFrame,
    rows: BTreeMap<(String, usize), usize>,
}

impl<'a> Side<'a> {
    fn of(frame: &'a DataFrame, table: Table) -> PolarsResult<Self> {
        let columns: Vec<_> =
            keys(table).iter().map(|name| frame.column(name)).collect::<PolarsResult<_>>()?;
        let (mut rows, mut seen) = (BTreeMap::new(), BTreeMap::<String, usize>::new());
        for row in 0..frame.height() {
            let mut key = String::new();
            for column in &columns {
                write_json(&column.get(row)?, &[], &mut key);
                key.push(' ');
            }
            let times = seen.entry(key.clone()).or_default();
            rows.insert((key, *times), row);
            *times += 1;
        }
        Ok(Self { frame, rows })
    }

    /// The place of every article of `new`, and after them of those that only this side has.
    fn articles_after(&self, new: &Self) -> PolarsResult<BTreeMap<&'a str, usize>> {
        let mut places = BTreeMap::new();
        for frame in [new.frame, self.frame] {
            for id in frame.column("article_id")?.str()?.iter().flatten() {
                let next = places.len();
                places.entry(id).or_insert(next);
            }
        }
        Ok(places)
    }

    fn row(&self, table: Table, row: usize, change: &'static str) -> PolarsResult<Difference> {
        Ok(Difference {
            at: (0, self.number(row, "start")?, change),
            article_id: self.text(row, "article_id")?,
            end: self.number(row, "end")?,
            text: match table {
                // The text of an article is no label for one of its rows.
                Table::Articles => None,
                _ => self.text(row, "text")?,
            },
            label: self.text(row, label(table))?,
            new_rule: self.text(row, "rule")?,
            ..Difference::default()
        })
    }

    /// A cell of a column that not every table has.
    fn text(&self, row: usize, column: &str) -> PolarsResult<Option<String>> {
        let Ok(column) = self.frame.column(column) else { return Ok(None) };
        Ok(column.str()?.get(row).map(str::to_owned))
    }

    fn number(&self, row: usize, column: &str) -> PolarsResult<Option<i64>> {
        let Ok(column) = self.frame.column(column) else { return Ok(None) };
        Ok(column.i64()?.get(row))
    }

    /// Some cells of a row as a JSON object.
    fn json(&self, row: usize, columns: &[&str]) -> PolarsResult<String> {
        let mut out = String::from("{");
        for (i, name) in columns.iter().enumerate() {
            let comma = if i > 0 { "," } else { "" };
            let cell = json(&self.frame.column(name)?.get(row)?);
            out.push_str(&format!("{comma}{}:{cell}", serde_json::json!(name)));
        }
        out.push('}');
        Ok(out)
    }
}
