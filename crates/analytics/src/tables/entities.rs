//! `entities`: one who or what an article speaks of, a row.

use super::view::{ArticleView, rows};
use crate::columns::Columns;
use crate::schema::columns;
use detente_model::{EntityId, Table};
use polars::prelude::{DataFrame, PolarsResult};

pub(super) fn frame(views: &[ArticleView<'_>]) -> PolarsResult<DataFrame> {
    let rows = rows(views, |c| &c.findings.entities);
    Columns::default()
        .text("article_id", rows.iter().map(|r| r.view.id()))
        .text_or_null(
            "entity_id",
            rows.iter().map(|r| r.view.entity_id(EntityId(r.position as u32))),
        )
        .text_or_null("actor_id", rows.iter().map(|r| r.item.actor_id.as_deref()))
        .text("name", rows.iter().map(|r| r.item.name.as_str()))
        .text("kind", rows.iter().map(|r| r.item.kind.as_str()))
        .text_or_null("country", rows.iter().map(|r| r.item.country.as_ref().map(|c| c.as_str())))
        .text_or_null("sector", rows.iter().map(|r| r.item.sector_code()))
        .text_or_null("role", rows.iter().map(|r| r.item.role.as_deref()))
        .text_or_null("wikidata", rows.iter().map(|r| r.item.wikidata.as_deref()))
        .code("cow", rows.iter().map(|r| r.item.cow))
        .text_or_null("cameo", rows.iter().map(|r| r.item.cameo.as_deref()))
        .flag("anonymous", rows.iter().map(|r| r.item.anonymous))
        .count("n_mentions", rows.iter().map(|r| i64::from(r.item.mentions)))
        .finish(columns(Table::Entities))
}
