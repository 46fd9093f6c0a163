//! What dyads and networks need to know of the articles and entities that rows belong to.

use crate::schema::schema;
use detente_model::Table;
use polars::prelude::*;

const MICROS_A_DAY: i64 = 86_400_000_000;

/// An article, as far as counting needs it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ArticleFacts {
    /// Days since 1970, in UTC.
    pub(crate) published: Option<i32>,
    pub(crate) duplicate: bool,
}

/// The facts of every article of the `articles` table, by id.
pub(crate) fn article_facts(articles: &DataFrame) -> PolarsResult<PlHashMap<&str, ArticleFacts>> {
    let ids = text(articles, "article_id")?;
    let duplicate_of = text(articles, "duplicate_of")?;
    let published = articles.column("published")?.datetime()?;
    let facts = (0..articles.height()).filter_map(|i| {
        let days = published.physical().get(i).map(day_of);
        let facts = ArticleFacts { published: days, duplicate: duplicate_of.get(i).is_some() };
        Some((ids.get(i)?, facts))
    });
    Ok(facts.collect())
}

/// The day since 1970 of an instant in microseconds.
pub(crate) fn day_of(micros: i64) -> i32 {
    micros.div_euclid(MICROS_A_DAY) as i32
}

/// Whether a frame has columns of a table, of the right types.
pub(crate) fn ensure(frame: &DataFrame, table: Table, columns: &[&str]) -> PolarsResult<()> {
    let wanted = schema(table);
    for name in columns {
        let Ok(column) = frame.column(name) else {
            polars_bail!(SchemaMismatch: "the table of {table} has no column `{name}`");
        };
        let (Some(wanted), found) = (wanted.get(name), column.dtype()) else { continue };
        let fits = match (wanted, found) {
            (DataType::List(_), DataType::List(inner)) => {
                matches!(wanted, DataType::List(own) if own == inner || matches!(**inner, DataType::Struct(_)))
            }
            // A day and an hour are the same moment by any clock.
            (DataType::Datetime(own, Some(_)), DataType::Datetime(unit, Some(_))) => own == unit,
            (wanted, found) => wanted == found,
        };
        polars_ensure!(
            fits,
            SchemaMismatch: "column `{name}` of {table} is {found} where {wanted} is wanted"
        );
    }
    Ok(())
}

/// A column of texts in one piece.
pub(crate) fn texts(frame: &DataFrame, column: &str) -> PolarsResult<StringChunked> {
    Ok(frame.column(column)?.str()?.rechunk().into_owned())
}

pub(crate) fn text<'a>(frame: &'a DataFrame, column: &str) -> PolarsResult<&'a StringChunked> {
    frame.column(column)?.str()
}

/// The days since 1970 of a date column.
pub(crate) fn days(frame: &DataFrame, column: &str) -> PolarsResult<Vec<Option<i32>>> {
    Ok(frame.column(column)?.date()?.physical().iter().collect())
}
