//! What networks need to know of articles and entities.

use crate::corpus::{ArticleFacts, article_facts, ensure, text};
use crate::units::{By, main_sector};
use detente_model::Table;
use polars::prelude::*;
use std::borrow::Cow;

pub(super) struct Facts<'a> {
    pub(super) articles: PlHashMap<&'a str, ArticleFacts>,
    entities: PlHashMap<&'a str, Node<'a>>,
}

/// The node that an entity belongs to.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    /// The same in every article.
    pub(super) key: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    pub(super) kind: &'a str,
    pub(super) country: Option<&'a str>,
    pub(super) sector: Option<&'a str>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(
        articles: &'a DataFrame,
        entities: &'a DataFrame,
        by: By,
    ) -> PolarsResult<Self> {
        ensure(articles, Table::Articles, &["article_id", "published", "duplicate_of"])?;
        let needed = ["entity_id", "actor_id", "name", "kind", "country", "sector", "anonymous"];
        ensure(entities, Table::Entities, &needed)?;
        let ids = text(entities, "entity_id")?;
        let (actor, name) = (text(entities, "actor_id")?, text(entities, "name")?);
        let (kind, country) = (text(entities, "kind")?, text(entities, "country")?);
        let sector = text(entities, "sector")?;
        let anonymous = entities.column("anonymous")?.bool()?;
        let node = |i: usize| {
            let (country, sector) = (country.get(i), sector.get(i));
            Some(match by {
                By::Entity if anonymous.get(i).unwrap_or(false) => return None,
                By::Entity => Node {
                    key: actor.get(i).or_else(|| name.get(i))?.into(),
                    name: name.get(i)?.into(),
                    kind: kind.get(i)?,
                    country,
                    sector,
                },
                By::Country => {
                    let country = country?;
                    let (key, name) = (country.into(), country.into());
                    Node { key, name, kind: "country", country: Some(country), sector: None }
                }
                By::Sector => {
                    let sector = main_sector(sector?);
                    let key: Cow<'_, str> = match country {
                        Some(country) => format!("{country}{sector}").into(),
                        None => sector.into(),
                    };
                    Node { name: key.clone(), key, kind: "group", country, sector: Some(sector) }
                }
            })
        };
        let nodes = (0..entities.height()).filter_map(|i| Some((ids.get(i)?, node(i)?)));
        Ok(Self { articles: article_facts(articles)?, entities: nodes.collect() })
    }

    /// The node of an entity; `None` when it is anonymous, or has no country or sector where those are wanted.
    pub(super) fn node(&self, entity_id: &str) -> Option<&Node<'a>> {
        self.entities.get(entity_id)
    }
}
