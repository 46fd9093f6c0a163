//! The columns of a table, as a table.

use super::column::{ColumnSpecs, Kind, column};
use super::{
    ACTORS, COW_DYADS, DIFF, DYADS, EDGES, HOLDINGS, NAMES, NODES, PARTICIPANT, PLACES, READINGS,
    SCALE_COVERAGE, SHIFTS, STANCES, STATEMENTS, STORIES, TIMELINE, TOKENS, WHO_MET_WHOM, columns,
};
use crate::columns::Columns;
use detente_model::Table;
use polars::prelude::{DataFrame, PolarsError};

/// What is described beside the tables of a corpus.
const OTHERS: &[(&str, ColumnSpecs)] = &[
    ("participant", PARTICIPANT),
    ("tokens", TOKENS),
    ("dyads", DYADS),
    ("cow_dyads", COW_DYADS),
    ("scale_coverage", SCALE_COVERAGE),
    ("timeline", TIMELINE),
    ("who_met_whom", WHO_MET_WHOM),
    ("statements", STATEMENTS),
    ("stances", STANCES),
    ("shifts", SHIFTS),
    ("stories", STORIES),
    ("nodes", NODES),
    ("edges", EDGES),
    ("diff", DIFF),
    ("actors", ACTORS),
    ("holdings", HOLDINGS),
    ("names", NAMES),
    ("places", PLACES),
    ("readings", READINGS),
    ("schema", SCHEMA),
];

const SCHEMA: ColumnSpecs = &[
    column("column", Kind::Text, "The name of the column."),
    column("dtype", Kind::Text, "Its type, as polars calls it."),
    column("nullable", Kind::Flag, "Whether it may be null, which means unknown."),
    column("unit", Kind::Text, "What its numbers count, or its codes are codes of.").or_null(),
    column("values", Kind::Texts, "Every value that it can have; empty where there is no list."),
    column("about", Kind::Text, "What it says."),
];

/// Columns that cannot be told.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// A name that is no table's.
    #[error("there is no table `{name}`; the tables are {known}")]
    UnknownTable {
        /// The name.
        name: String,
        /// The tables that there are.
        known: String,
    },
    /// A defect of this crate.
    #[error(transparent)]
    Frame(#[from] PolarsError),
}

/// The columns of a table, as a table: `column`, `dtype`, `nullable`, `unit`, `values` and `about`, a sentence.
///
/// The tables are those of a corpus; `dyads`, `cow_dyads`, `scale_coverage`, `timeline`, `who_met_whom`, `statements`,
/// `stances`, `shifts`, `stories`, `nodes` and `edges` of networks, `diff`; those of the atlas (`actors`,
/// `holdings`, `names`, `places`, `readings`); `tokens`; `participant`, the fields of those who take part in events and
/// meetings; and `schema`, which is this one.
///
/// # Errors
/// When there is no such table.
///
/// ```
/// let events = detente_analytics::describe("events")?;
/// assert_eq!(events.column("column")?.str()?.get(0), Some("article_id"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn describe(table: &str) -> Result<DataFrame, SchemaError> {
    let (_, specs) = tables()
        .find(|(name, _)| *name == table)
        .ok_or_else(|| SchemaError::UnknownTable { name: table.to_owned(), known: known() })?;
    let columns = Columns::default()
        .text("column", specs.iter().map(|c| c.name))
        .text("dtype", specs.iter().map(|c| c.kind.as_str()))
        .flag("nullable", specs.iter().map(|c| c.nullable))
        .text_or_null("unit", specs.iter().map(|c| c.unit))
        .texts("values", specs.iter().map(|c| c.terms.to_vec()))?
        .text("about", specs.iter().map(|c| c.about));
    Ok(columns.finish(SCHEMA)?)
}

fn tables() -> impl Iterator<Item = (&'static str, ColumnSpecs)> {
    let own = Table::ALL.iter().map(|&table| (table.as_str(), columns(table)));
    own.chain(OTHERS.iter().copied())
}

fn known() -> String {
    tables().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_sentence_of_its_own() {
        for (table, specs) in tables() {
            for spec in specs {
                let about = spec.about;
                assert!(about.len() > 8 && about.ends_with('.'), "{table}.{}: {about}", spec.name);
                let same = specs.iter().filter(|other| other.about == about).count();
                assert_eq!(same, 1, "{table}.{}: {about}", spec.name);
            }
        }
    }

    #[test]
    fn lists_are_never_null() {
        for (table, specs) in tables() {
            let lists = specs.iter().filter(|c| {
                matches!(c.kind, Kind::Texts | Kind::Participants | Kind::Dates | Kind::Reals)
            });
            assert!(lists.into_iter().all(|c| !c.nullable), "{table}");
        }
    }

    #[test]
    fn the_tables_of_a_corpus_come_first_and_a_stranger_is_told_all() {
        let message = describe("evnts").unwrap_err().to_string();
        assert!(message.contains("`evnts`; the tables are articles, sentences,"), "{message}");
        assert!(message.ends_with("readings, schema"), "{message}");
    }
}
