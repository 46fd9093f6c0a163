//! `mentions`: a name, title, noun or pronoun that refers, a row.

use super::view::{ArticleView, rows};
use crate::columns::Columns;
use crate::schema::columns;
use detente_model::Table;
use polars::prelude::{DataFrame, PolarsResult};

pub(super) fn frame(views: &[ArticleView<'_>]) -> PolarsResult<DataFrame> {
    let rows = rows(views, |c| &c.findings.mentions);
    Columns::default()
        .text("article_id", rows.iter().map(|r| r.view.id()))
        .count("sentence", rows.iter().map(|r| i64::from(r.item.sentence)))
        .count("start", rows.iter().map(|r| r.view.start(r.item.span)))
        .count("end", rows.iter().map(|r| r.view.end(r.item.span)))
        .text("text", rows.iter().map(|r| r.view.surface(r.item.span)))
        .text("form", rows.iter().map(|r| r.item.form.as_str()))
        .text("kind", rows.iter().map(|r| r.item.kind.as_str()))
        .text_or_null(
            "entity_id",
            rows.iter().map(|r| r.item.entity.and_then(|id| r.view.entity_id(id))),
        )
        .score("score", rows.iter().map(|r| r.item.score))
        .finish(columns(Table::Mentions))
}
