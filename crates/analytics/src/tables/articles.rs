//! `articles`: an article a row.

use super::view::ArticleView;
use crate::columns::Columns;
use crate::schema::columns;
use detente_model::{Article, Section, Table};
use polars::prelude::{DataFrame, PolarsResult};

pub(super) fn frame(views: &[ArticleView<'_>]) -> PolarsResult<DataFrame> {
    let articles = || views.iter().map(|v| &v.coded.article);
    let duplicate_of = |v: &ArticleView<'_>| v.coded.duplicate_of.as_ref().map(|id| id.to_string());
    Columns::default()
        .text("article_id", views.iter().map(ArticleView::id))
        .text("source", articles().map(|a| a.source.as_str()))
        .text_or_null("url", articles().map(|a| a.url.as_deref()))
        .text_or_null("title", articles().map(|a| a.title.as_deref()))
        .texts("authors", articles().map(|a| a.authors.iter().map(String::as_str).collect()))?
        .text_or_null("publisher", articles().map(|a| a.publisher.as_deref()))
        .instant("published", articles().map(|a| a.published.map(|p| p.at)))
        .text_or_null("published_precision", articles().map(precision))
        .text_or_null("dateline", articles().map(|a| a.dateline.as_ref().map(|d| d.text.as_str())))
        .text_or_null("language", articles().map(|a| a.language.as_deref()))
        .texts("captions", articles().map(|a| a.section(Section::Caption).collect()))?
        .text("text", articles().map(|a| a.text.as_str()))
        .text_or_null("duplicate_of", views.iter().map(duplicate_of))
        .text_or_null(
            "story",
            views.iter().map(|v| duplicate_of(v).or_else(|| Some(v.id().to_owned()))),
        )
        .finish(columns(Table::Articles))
}

fn precision(article: &Article) -> Option<&'static str> {
    article.published.map(|p| p.precision.as_str())
}
