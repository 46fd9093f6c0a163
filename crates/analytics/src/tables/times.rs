//! `times`: a time expression a row.

use super::view::{ArticleView, rows};
use crate::columns::Columns;
use crate::schema::columns;
use detente_model::Table;
use polars::prelude::{DataFrame, PolarsResult};

pub(super) fn frame(views: &[ArticleView<'_>]) -> PolarsResult<DataFrame> {
    let rows = rows(views, |c| &c.findings.times);
    Columns::default()
        .text("article_id", rows.iter().map(|r| r.view.id()))
        .count("sentence", rows.iter().map(|r| i64::from(r.item.sentence)))
        .count("start", rows.iter().map(|r| r.view.start(r.item.span)))
        .count("end", rows.iter().map(|r| r.view.end(r.item.span)))
        .text("text", rows.iter().map(|r| r.view.surface(r.item.span)))
        .text("type", rows.iter().map(|r| r.item.kind.as_str()))
        .text_or_null("value", rows.iter().map(|r| r.item.value.as_deref()))
        .date("date_start", rows.iter().map(|r| Some(r.item.range?.start())))
        .date("date_end", rows.iter().map(|r| Some(r.item.range?.end())))
        .finish(columns(Table::Times))
}
