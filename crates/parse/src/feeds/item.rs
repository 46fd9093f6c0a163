//! An item of a feed to an article.

use crate::html::unescaped;
use crate::options::ReadOptions;
use crate::problems::too_large;
use crate::record::{Body, article_of};
use crate::{Parsed, Record};

/// What a feed says of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Channel {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) authors: Vec<String>,
}

/// What a feed says of one of its articles.
#[derive(Debug, Clone, Default)]
pub(super) struct Item {
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) language: Option<String>,
    pub(super) content: Option<Text>,
    pub(super) summary: Option<Text>,
}

/// A text of an item.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) html: bool,
}

impl Item {
    /// The article of the item: its content, or its summary where it has none.
    pub(super) fn article(
        self,
        channel: &Channel,
        source: &str,
        options: &ReadOptions,
    ) -> Vec<Parsed> {
        let said = |text: &Text| !text.text.trim().is_empty();
        let text = self.content.filter(said).or(self.summary.filter(said)).unwrap_or_default();
        if text.text.len() > options.max_article_bytes {
            return vec![Parsed::Problem(too_large(source, options.max_article_bytes))];
        }
        let named = if self.authors.is_empty() { &channel.authors } else { &self.authors };
        let mut authors: Vec<String> = Vec::new();
        for author in named.iter().flat_map(|author| people(author)) {
            // Items name their authors once an extension that they use.
            if !authors.contains(&author) {
                authors.push(author);
            }
        }
        let record = Record {
            text: Some(text.text),
            title: self.title.map(|title| unescaped(&title)),
            date: self.published.or(self.updated),
            // Where the others lead depends on where the feed was.
            url: self.url.filter(|url| url.starts_with("http")),
            id: self.id,
            authors,
            publisher: self.outlet.or_else(|| channel.title.clone()).map(|name| unescaped(&name)),
            language: self.language.or_else(|| channel.language.clone()).and_then(|l| tongue(&l)),
        };
        article_of(record, if text.html { Body::Fragment } else { Body::Text }, source, options)
    }
}

/// `jane@example.org (Jane Doe)`, as RSS has it, or `Jane Doe (jane@example.org)`, or names as in a byline.
fn people(author: &str) -> Vec<String> {
    if !author.contains('@') {
        return crate::byline::people(author);
    }
    let names: String = author.split(['(', ')']).filter(|part| !part.contains('@')).collect();
    crate::byline::people(&names)
}

/// `en-us` is English.
fn tongue(code: &str) -> Option<String> {
    let tongue = code.trim().split(['-', '_']).next()?.to_lowercase();
    (tongue.len() == 2).then_some(tongue)
}
