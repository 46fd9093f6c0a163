//! The body of a page: the one place where the extraction crate is called.

use std::panic::{AssertUnwindSafe, catch_unwind};
use trafilatura::{HtmlDateMode, Options, extract};

/// The article's body as simple HTML (`p`, `h2`, `li`, `blockquote` …), or `None` where none is found.
pub(super) fn body(html: &str) -> Option<String> {
    // Metadata is read elsewhere; comments are not the article.
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    // A page on which the extractor fails is a page without text, not the end of a run.
    let extracted = catch_unwind(AssertUnwindSafe(|| extract(html, &options)));
    let extracted = extracted.ok()?.ok()?;
    (!extracted.content_text.trim().is_empty()).then_some(extracted.content_html)
}
