//! `problems`: something that went wrong, a row.

use crate::columns::Columns;
use crate::schema::columns;
use detente_model::{CodedArticle, Problem, Table};
use polars::prelude::{DataFrame, PolarsResult};

pub(super) fn frame(coded: &[CodedArticle], problems: &[Problem]) -> PolarsResult<DataFrame> {
    let rows: Vec<_> =
        problems.iter().chain(coded.iter().flat_map(|c| &c.findings.problems)).collect();
    Columns::default()
        .text("source", rows.iter().map(|p| p.source.as_str()))
        .text_or_null("article_id", rows.iter().map(|p| p.article.as_ref().map(|id| id.as_str())))
        .text("stage", rows.iter().map(|p| p.stage.as_str()))
        .text_or_null("place", rows.iter().map(|p| p.place.as_deref()))
        .text("kind", rows.iter().map(|p| p.kind.as_str()))
        .text("message", rows.iter().map(|p| p.message.as_str()))
        .finish(columns(Table::Problems))
}
