//! The tables, one a file.

mod articles;
mod entities;
mod events;
mod ids;
mod meetings;
mod mentions;
mod problems;
mod quotes;
mod sentences;
mod times;
mod tokens;
mod view;

pub use tokens::tokens;

use detente_model::{CodedArticle, Problem, Table};
use polars::prelude::{DataFrame, PolarsResult};
use view::ArticleView;

/// One table over some coded articles, in their order. `problems` are those of reading; what went wrong in an article
/// is added from its findings.
///
/// # Errors
/// Only on a defect of this crate: the columns do not fit [`schema`](crate::schema).
pub fn frame(
    table: Table,
    coded: &[CodedArticle],
    problems: &[Problem],
) -> PolarsResult<DataFrame> {
    let views: Vec<_> = coded.iter().map(ArticleView::new).collect();
    match table {
        Table::Articles => articles::frame(&views),
        Table::Sentences => sentences::frame(&views),
        Table::Mentions => mentions::frame(&views),
        Table::Entities => entities::frame(&views),
        Table::Quotes => quotes::frame(&views),
        Table::Events => events::frame(&views),
        Table::Meetings => meetings::frame(&views),
        Table::Times => times::frame(&views),
        Table::Problems => problems::frame(coded, problems),
    }
}
