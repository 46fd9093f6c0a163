//! Bounds on pages, so that none takes long or overruns the stack.

/// Elements nested deeper than this are no page: the deepest of the news pages seen are some 60 deep. Extraction recurses
/// into elements, and the time to build the tree grows with the square of the depth.
const MAX_DEPTH: usize = 400;
/// Tags at most: ten times those of the longest live blogs.
const MAX_TAGS: usize = 300_000;
/// Elements and texts that are searched for the article at most: the search takes some 20 µs for each. Of larger pages,
/// such as logs and tables saved as HTML, the plain paragraphs are taken.
const MAX_NODES: usize = 60_000;

/// Elements whose end tag may be left out or that have none: they do not deepen the tree.
const SHALLOW: [&str; 32] = [
    "p", "li", "br", "img", "meta", "link", "input", "hr", "td", "tr", "th", "dt", "dd", "option",
    "source", "area", "base", "col", "embed", "param", "track", "wbr", "path", "circle", "rect",
    "line", "use", "polygon", "tbody", "thead", "html", "body",
];

/// Whether the page keeps within the bounds; else what is wrong with it.
pub(super) fn check(html: &str) -> Result<(), String> {
    let bytes = html.as_bytes();
    let (mut depth, mut tags) = (0usize, 0usize);
    for at in memchr::memchr_iter(b'<', bytes) {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let (closing, name) = match rest {
            [b'/', name @ ..] => (true, name),
            name => (false, name),
        };
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        tags += 1;
        let end = name
            .iter()
            .take(12)
            .position(|b| !b.is_ascii_alphanumeric())
            .unwrap_or(name.len().min(12));
        let name = &name[..end];
        if SHALLOW.iter().any(|s| s.as_bytes().eq_ignore_ascii_case(name)) {
            continue;
        }
        depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        // Unclosed elements and markup within scripts count too: the estimate is given room for them.
        if depth > MAX_DEPTH * 5 || tags > MAX_TAGS {
            return Err(format!(
                "nested deeper than {} elements, or more than {MAX_TAGS} tags: not a page",
                MAX_DEPTH * 5
            ));
        }
    }
    Ok(())
}

/// Whether the tree that was built can be searched for its article: shallow enough to recurse into, and of at most
/// `MAX_NODES` nodes.
pub(super) fn searchable(page: &scraper::Html) -> bool {
    let (mut depth, mut nodes) = (0usize, 0usize);
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(_) => {
                depth += 1;
                nodes += 1;
            }
            ego_tree::iter::Edge::Close(_) => depth = depth.saturating_sub(1),
        }
        if depth > MAX_DEPTH || nodes > MAX_NODES {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towers_of_elements_are_refused() {
        assert!(check(&"<div>".repeat(100_000)).is_err());
        assert!(check(&"<br>".repeat(1_000)).is_ok());
        assert!(!searchable(&scraper::Html::parse_document(&"<div>".repeat(1_000))));
        assert!(searchable(&scraper::Html::parse_document(&"<p>Talks</p>".repeat(1_000))));
        assert!(!searchable(&scraper::Html::parse_document(&"<p>Talks</p>".repeat(40_000))));
    }
}
