//! JSON Feed (<https://www.jsonfeed.org/version/1.1/>).

use super::item::{Channel, Item, Text};
use crate::Parsed;
use crate::options::ReadOptions;
use crate::problems::{damaged, too_large, unparsed};
use crate::read::Input;
use detente_model::{Problem, ProblemKind};
use serde::Deserialize;
use serde_json::Value;
use std::io::Read;

#[derive(Deserialize)]
struct JsonFeed {
    title: Option<String>,
    language: Option<String>,
    #[serde(default)]
    authors: Vec<Author>,
    author: Option<Author>,
    items: Vec<Value>,
}

#[derive(Deserialize)]
struct Author {
    name: Option<String>,
}

#[derive(Deserialize)]
struct JsonItem {
    /// A string; numbers are found too.
    id: Option<Value>,
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
    #[serde(default)]
    authors: Vec<Author>,
    author: Option<Author>,
    language: Option<String>,
}

/// The articles of a feed, which is read as a whole.
pub(super) fn articles(input: Input, source: &str, options: &ReadOptions) -> Vec<Parsed> {
    let limit = options.max_article_bytes;
    let mut bytes = Vec::new();
    if let Err(error) = input.take(limit as u64 + 1).read_to_end(&mut bytes) {
        return vec![Parsed::Problem(damaged(source, &error))];
    }
    if bytes.len() > limit {
        return vec![Parsed::Problem(too_large(source, limit))];
    }
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let feed: JsonFeed = match serde_json::from_slice(bare) {
        Ok(feed) => feed,
        Err(error) => {
            let message = format!("not a JSON feed: {error}");
            return vec![Parsed::Problem(unparsed(source, ProblemKind::Malformed, message))];
        }
    };
    let channel = Channel {
        title: feed.title,
        language: feed.language,
        authors: names(feed.authors, feed.author),
    };
    let items = feed.items.into_iter().enumerate().flat_map(|(at, item)| {
        let number = at + 1;
        match serde_json::from_value::<JsonItem>(item) {
            Ok(item) => item.item().article(&channel, &format!("{source}:{number}"), options),
            Err(error) => {
                let message = format!("not an item of a JSON feed: {error}");
                let problem = unparsed(source, ProblemKind::Malformed, message);
                vec![Parsed::Problem(Problem { place: Some(format!("item {number}")), ..problem })]
            }
        }
    });
    items.collect()
}

impl JsonItem {
    fn item(self) -> Item {
        let id = self.id.and_then(|id| match id {
            Value::String(id) => Some(id),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        });
        let text = |html: bool| move |text: String| Text { text, html };
        Item {
            url: self.url.or(self.external_url),
            id,
            title: self.title,
            published: self.date_published,
            updated: self.date_modified,
            authors: names(self.authors, self.author),
            outlet: None,
            language: self.language,
            content: self.content_html.map(text(true)).or(self.content_text.map(text(false))),
            summary: self.summary.map(text(false)),
        }
    }
}

/// Version 1 of the format had one author, 1.1 has several.
fn names(authors: Vec<Author>, author: Option<Author>) -> Vec<String> {
    authors.into_iter().chain(author).filter_map(|author| author.name).collect()
}
