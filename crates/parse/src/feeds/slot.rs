//! Which element of a feed fills which part of an article.

use super::item::{Channel, Item, Text};
use quick_xml::escape::escape;

/// What the text of an element is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Title,
    Link,
    Id { permalink: bool },
    Published,
    Updated,
    Author,
    Outlet,
    Language,
    Content(Kind),
    Summary(Kind),
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    /// Markup as text, escaped or in CDATA.
    Html,
    /// Markup as elements.
    Xhtml,
}

/// What the element `name` of an item is for, `None` where it is for nothing or has been read from its attributes.
pub(super) fn slot(
    name: &str,
    attribute: &dyn Fn(&str) -> Option<String>,
    item: &mut Item,
) -> Option<Slot> {
    let kind = || match attribute("type").as_deref() {
        None | Some("text" | "text/plain") => Kind::Plain,
        Some("xhtml" | "application/xhtml+xml") => Kind::Xhtml,
        Some(_) if attribute("mode").as_deref() == Some("xml") => Kind::Xhtml,
        Some(_) => Kind::Html,
    };
    Some(match name {
        "title" => Slot::Title,
        "link" => match attribute("href") {
            Some(href) => {
                if attribute("rel").is_none_or(|rel| rel == "alternate") && item.url.is_none() {
                    item.url = Some(href);
                }
                return None;
            }
            None => Slot::Link,
        },
        "guid" => Slot::Id { permalink: attribute("isPermaLink").as_deref() != Some("false") },
        "id" => Slot::Id { permalink: false },
        "pubDate" | "published" | "issued" | "date" | "dc:date" | "dcterms:issued" => {
            Slot::Published
        }
        "updated" | "modified" | "dcterms:modified" => Slot::Updated,
        "author" | "dc:creator" => Slot::Author,
        "source" => Slot::Outlet,
        "dc:language" | "language" => Slot::Language,
        "content:encoded" => Slot::Content(Kind::Html),
        "content" if attribute("src").is_none() => Slot::Content(kind()),
        "body" | "xhtml:body" => Slot::Content(Kind::Xhtml),
        "description" => Slot::Summary(Kind::Html),
        "summary" => Slot::Summary(kind()),
        _ => return None,
    })
}

impl Slot {
    /// What the element `name` of the feed itself is for.
    pub(super) fn of_channel(name: &str) -> Option<Self> {
        match name {
            "title" => Some(Self::Title),
            "language" | "dc:language" => Some(Self::Language),
            // The author of an Atom feed is that of its entries.
            "author" => Some(Self::Author),
            _ => None,
        }
    }

    fn is_markup(self) -> bool {
        matches!(self, Self::Content(Kind::Xhtml) | Self::Summary(Kind::Xhtml))
    }

    /// An element opens within that of the slot.
    pub(super) fn opens(self, name: &str, text: &mut String) {
        if self.is_markup() {
            text.push('<');
            text.push_str(local(name));
            text.push('>');
        }
    }

    /// Text stands in the element of the slot, or in the element `inner` within that.
    pub(super) fn takes(self, part: &str, inner: Option<&str>, text: &mut String) {
        if self.is_markup() {
            text.push_str(&escape(part));
        } else if inner.is_none_or(|inner| self == Self::Author && inner == "name") {
            text.push_str(part);
        }
    }

    /// An element ends within that of the slot.
    pub(super) fn closes(self, name: &str, text: &mut String) {
        if self.is_markup() {
            text.push_str("</");
            text.push_str(local(name));
            text.push('>');
        }
    }

    /// The element has ended.
    pub(super) fn fill(self, text: String, item: &mut Item) {
        let written = || Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        match self {
            Self::Title => first(&mut item.title, written()),
            Self::Link => first(&mut item.url, written()),
            Self::Id { permalink } => {
                if permalink && text.trim().starts_with("http") {
                    first(&mut item.url, written());
                }
                first(&mut item.id, written());
            }
            Self::Published => first(&mut item.published, written()),
            Self::Updated => first(&mut item.updated, written()),
            Self::Author => item.authors.extend(written()),
            Self::Outlet => first(&mut item.outlet, written()),
            Self::Language => first(&mut item.language, written()),
            Self::Content(kind) => first(&mut item.content, Some(kind.text(text))),
            Self::Summary(kind) => first(&mut item.summary, Some(kind.text(text))),
        }
    }

    /// The element, one of the feed itself, has ended.
    pub(super) fn fill_channel(self, text: String, channel: &mut Channel) {
        let written = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        match self {
            Self::Title => first(&mut channel.title, written),
            Self::Language => first(&mut channel.language, written),
            Self::Author => channel.authors.extend(written),
            _ => {}
        }
    }
}

impl Kind {
    fn text(self, text: String) -> Text {
        // Most of what may be HTML is plain.
        let html = self != Self::Plain && text.contains(['<', '&']);
        Text { text, html }
    }
}

fn first<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
