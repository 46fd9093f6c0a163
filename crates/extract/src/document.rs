//! An article with its analysis.

use detente_model::{Analysis, Article, ByteSpan, TokenView};
use std::ops::Range;

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

    /// The surface of token `index`. Panics when there is no such token.
    pub(crate) fn word(self, index: u32) -> &'a str {
        self.token(index).text()
    }

    /// The number of tokens.
    pub(crate) fn len(self) -> u32 {
        self.analysis.tokens.len() as u32
    }

    /// The head of token `index`; `None` for a root.
    pub(crate) fn head(self, index: u32) -> Option<u32> {
        self.token(index).head().map(TokenView::index)
    }

    /// The number of the sentence of token `index`.
    pub(crate) fn sentence(self, index: u32) -> u32 {
        self.analysis.sentence_of(index) as u32
    }

    /// The tokens of the sentence of token `index`.
    pub(crate) fn sentence_tokens(self, index: u32) -> Range<u32> {
        self.token(index).sentence().tokens.clone()
    }

    /// The words of a stretch of tokens as they stand; nothing where there are none.
    pub(crate) fn phrase(self, tokens: Range<u32>) -> &'a str {
        self.analysis.span_of(tokens).map_or("", |span| self.surface(span))
    }

    /// The surface of `span`.
    #[must_use]
    pub fn surface(self, span: ByteSpan) -> &'a str {
        span.of(&self.article.text)
    }
}
