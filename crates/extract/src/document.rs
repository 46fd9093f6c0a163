//! An article with its analysis.

use detente_model::{Analysis, Article, ByteSpan, TokenView};

/// An article with its analysis: what every finder reads.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its analysis.
    pub analysis: &'a Analysis,
}

impl<'a> Document<'a> {
    /// Puts the two together.
    #[must_use]
    pub const fn new(article: &'a Article, analysis: &'a Analysis) -> Self {
        Self { article, analysis }
    }

    /// The text.
    #[must_use]
    pub fn text(self) -> &'a str {
        &self.article.text
    }

    /// Token `index`. Panics when there is no such token.
    #[must_use]
    pub fn token(self, index: u32) -> TokenView<'a> {
        self.analysis.token(&self.article.text, index)
    }

    /// The surface of `span`.
    #[must_use]
    pub fn surface(self, span: ByteSpan) -> &'a str {
        span.of(&self.article.text)
    }
}
