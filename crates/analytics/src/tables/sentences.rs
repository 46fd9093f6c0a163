//! `sentences`: a sentence a row.

use super::view::{ArticleView, rows};
use crate::columns::Columns;
use crate::schema::columns;
use detente_model::Table;
use polars::prelude::{DataFrame, PolarsResult};

pub(super) fn frame(views: &[ArticleView<'_>]) -> PolarsResult<DataFrame> {
    let rows = rows(views, |c| &c.analysis.sentences);
    Columns::default()
        .text("article_id", rows.iter().map(|r| r.view.id()))
        .count("sentence", rows.iter().map(|r| r.position as i64))
        .text("section", rows.iter().map(|r| r.item.section.as_str()))
        .count("start", rows.iter().map(|r| r.view.start(r.item.span)))
        .count("end", rows.iter().map(|r| r.view.end(r.item.span)))
        .text("text", rows.iter().map(|r| r.view.surface(r.item.span)))
        .count("n_tokens", rows.iter().map(|r| r.item.tokens.len() as i64))
        .finish(columns(Table::Sentences))
}
