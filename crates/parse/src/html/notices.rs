//! Notices laid over a page: cookies, consent, dialogs.

use super::places::PLACES;
use scraper::{ElementRef, Html};

/// Words of a paragraph that says something.
const PARAGRAPH_WORDS: usize = 5;

/// Takes the notices out of the page: they may be longer than the article, and would be taken for it. Returns whether
/// there were any. A page of which nothing would be left is left as it is.
pub(super) fn remove(page: &mut Html) -> bool {
    let found: Vec<_> =
        PLACES.notices(page).filter(|e| !holds_article(*e)).map(|e| e.id()).collect();
    if found.is_empty() {
        return false;
    }
    let within = |element: ElementRef<'_>| {
        element.ancestors().any(|above| found.contains(&above.id()))
            || found.contains(&element.id())
    };
    let text_stays = PLACES.paragraphs(page).any(|paragraph| {
        paragraph.text().flat_map(str::split_whitespace).count() >= PARAGRAPH_WORDS
            && !within(paragraph)
    });
    if !text_stays {
        return false;
    }
    for id in found {
        if let Some(mut node) = page.tree.get_mut(id) {
            node.detach();
        }
    }
    true
}

/// Whether the element is, or is around, what an article stands in: `body` itself may have `cookie` among its classes.
fn holds_article(element: ElementRef<'_>) -> bool {
    let article = |e: ElementRef<'_>| {
        matches!(e.value().name(), "html" | "body" | "main" | "article" | "h1")
            || e.value().attr("itemprop") == Some("articleBody")
    };
    article(element) || element.descendent_elements().any(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(html: &str) -> String {
        let mut page = Html::parse_document(html);
        remove(&mut page);
        page.root_element().text().collect()
    }

    #[test]
    fn notices_are_taken_out() {
        let article = "<p>Ministers met in the harbour of Oslo.</p>";
        for notice in [
            "<div id='CookieBanner'><p>N</p></div>",
            "<section class='c-consent__box'><p>N</p></section>",
            "<aside aria-label='Cookie notice'>N</aside>",
            "<div role='dialog'>N</div>",
            "<dialog open>N</dialog>",
        ] {
            assert_eq!(
                left(&format!("{notice}{article}")),
                "Ministers met in the harbour of Oslo."
            );
        }
    }

    #[test]
    fn what_holds_the_article_stays() {
        for html in [
            "<body class='cookie-consent-given'><p>Ministers met in the harbour of Oslo.</p>",
            "<div role='dialog'><p>Ministers met in the harbour of Oslo.</p></div>",
            "<div class='cookies-on'><article><p>Ministers met in the harbour.</p></article></div><p>a b c d e</p>",
        ] {
            assert!(left(html).contains("Ministers"), "{html}");
        }
    }
}
