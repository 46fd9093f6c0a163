//! What the first element of a document says it is.

/// Whether content is a feed, or a sitemap, which is refused by name; `head` is its beginning.
pub(crate) fn looks_like_feed(head: &[u8]) -> bool {
    const JSON_FEED: &[u8] = b"jsonfeed.org/version";
    if bare(head).starts_with(b"{") {
        let head = head.get(..4096).unwrap_or(head);
        return memchr::memmem::find(head, JSON_FEED).is_some();
    }
    first_element(head).is_some_and(|name| {
        let name = String::from_utf8_lossy(name);
        is_feed(&name) || is_sitemap(&name)
    })
}

/// Whether content is a web page that is written as XML.
pub(crate) fn looks_like_xhtml(head: &[u8]) -> bool {
    first_element(head).is_some_and(|name| name.eq_ignore_ascii_case(b"html"))
}

/// Whether the root element of that name is a feed's; an entry of Atom may stand by itself.
pub(super) fn is_feed(name: &str) -> bool {
    matches!(name, "rss" | "feed" | "atom:feed" | "entry" | "atom:entry" | "rdf:RDF" | "RDF")
}

pub(super) fn is_sitemap(name: &str) -> bool {
    matches!(name, "urlset" | "sitemapindex")
}

/// Content without byte order mark and leading white space.
pub(super) fn bare(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
}

/// The name of the first element, past declarations and comments.
fn first_element(head: &[u8]) -> Option<&[u8]> {
    let mut rest = bare(head);
    loop {
        let tag = rest.strip_prefix(b"<")?;
        let end: &[u8] = match tag {
            [b'?', ..] => b"?>",
            [b'!', b'-', b'-', ..] => b"-->",
            [b'!', ..] => b">",
            _ => {
                let end = tag.iter().position(|b| b.is_ascii_whitespace() || b"/>".contains(b))?;
                return tag.get(..end);
            }
        };
        let at = memchr::memmem::find(tag, end)?;
        rest = tag.get(at + end.len()..)?.trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_known_by_their_first_element() {
        for feed in [
            "<?xml version='1.0'?>\n<!-- made by hand -->\n<rss version='2.0'><channel>",
            "\u{feff}<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<rdf:RDF xmlns:rdf='x'>",
            "<?xml version='1.0'?><?xml-stylesheet href='a'?><urlset>",
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}",
        ] {
            assert!(looks_like_feed(feed.as_bytes()), "{feed}");
        }
        for other in [
            "<!DOCTYPE html><html><body>",
            "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
            "<feedback>",
            "<rss",
            "<",
            "{\"text\": \"Ministers met.\"}",
        ] {
            assert!(!looks_like_feed(other.as_bytes()), "{other}");
        }
    }
}
