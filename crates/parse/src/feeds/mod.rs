//! Feeds: RSS, Atom, RDF and JSON Feed, an article an item.

mod item;
mod json_feed;
mod root;
mod slot;
mod xml_feed;

use crate::collections::Stream;
use crate::options::ReadOptions;
use crate::read::Input;
pub(crate) use root::{looks_like_feed, looks_like_xhtml};

/// The articles of a feed. Those of XML are read as they are asked for; a JSON feed is read as a whole, within the size of
/// one article.
pub(crate) fn articles(mut input: Input, source: &str, options: &ReadOptions) -> Stream {
    if input.fill_buf().is_ok_and(|head| root::bare(head).starts_with(b"{")) {
        Box::new(json_feed::articles(input, source, options).into_iter())
    } else {
        Box::new(xml_feed::XmlFeed::new(input, source, options))
    }
}
