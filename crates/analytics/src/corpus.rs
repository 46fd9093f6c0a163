//! What dyads and networks need to know of the articles and entities that rows belong to.

use polars::prelude::*;
use std::collections::BTreeMap;

const MICROS_A_DAY: i64 = 86_400_000_000;

/// An article, as far as counting needs it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ArticleFacts {
    /// Days since 1970, in UTC.
    pub(crate) published: Option<i32>,
    pub(crate) duplicate: bool,
}

/// The facts of every article of the `articles` table, by id.
pub(crate) fn article_facts(articles: &DataFrame) -> PolarsResult<BTreeMap<&str, ArticleFacts>> {
    let ids = text(articles, "article_id")?;
    let duplicate_of = text(articles, "duplicate_of")?;
    let published = articles.column("published")?.datetime()?;
    let facts = (0..articles.height()).filter_map(|i| {
        let days = published.physical().get(i).map(|micros| micros.div_euclid(MICROS_A_DAY) as i32);
        let facts = ArticleFacts { published: days, duplicate: duplicate_of.get(i).is_some() };
        Some((ids.get(i)?, facts))
    });
    Ok(facts.collect())
}

pub(crate) fn text<'a>(frame: &'a DataFrame, column: &str) -> PolarsResult<&'a StringChunked> {
    frame.column(column)?.str()
}

/// The days since 1970 of a date column.
pub(crate) fn days(frame: &DataFrame, column: &str) -> PolarsResult<Vec<Option<i32>>> {
    Ok(frame.column(column)?.date()?.physical().iter().collect())
}

/// An entity of an article, as far as networks need it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntityFacts<'a> {
    /// The atlas id, or the name where the atlas does not know the entity: the same in every article.
    pub(crate) key: &'a str,
    pub(crate) name: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) country: Option<&'a str>,
    pub(crate) sector: Option<&'a str>,
    pub(crate) anonymous: bool,
}

/// The facts of every entity of the `entities` table, by `entity_id`.
pub(crate) fn entity_facts(entities: &DataFrame) -> PolarsResult<BTreeMap<&str, EntityFacts<'_>>> {
    let ids = text(entities, "entity_id")?;
    let (actor, name) = (text(entities, "actor_id")?, text(entities, "name")?);
    let (kind, country) = (text(entities, "kind")?, text(entities, "country")?);
    let sector = text(entities, "sector")?;
    let anonymous = entities.column("anonymous")?.bool()?;
    let facts = (0..entities.height()).filter_map(|i| {
        let facts = EntityFacts {
            key: actor.get(i).or_else(|| name.get(i))?,
            name: name.get(i)?,
            kind: kind.get(i)?,
            country: country.get(i),
            sector: sector.get(i),
            anonymous: anonymous.get(i).unwrap_or(false),
        };
        Some((ids.get(i)?, facts))
    });
    Ok(facts.collect())
}
