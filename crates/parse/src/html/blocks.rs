//! The blocks of a page: paragraphs and subheads of the body, captions of the figures.

use super::align::{Blocks, below_headline, between, head_lines, lead, unglued};
use super::places::PLACES;
use super::walk::{self, folded, squeezed};
use super::{body, limits};
use crate::text::is_furniture;
use detente_model::Section;
use scraper::{ElementRef, Html, Node};

/// Captions taken at most; a gallery is no article.
const MAX_CAPTIONS: usize = 12;
/// Code points of a caption at most.
const MAX_CAPTION: usize = 600;

/// The blocks of the article, and the lines between headline and text that are none of them; `article_body` is the body as
/// the page's metadata gives it.
pub(super) fn of_page(
    html: &str,
    page: &Html,
    title: Option<&str>,
    article_body: Option<&str>,
) -> (Blocks, Vec<String>) {
    let searchable = limits::searchable(page);
    let extracted = if searchable { body::body(html) } else { None };
    let mut found = extracted.map(|html| walk::of_extracted(&html)).unwrap_or_default();
    let mut head = Vec::new();
    let title = title.map(folded);
    if searchable && !found.is_empty() {
        let whole = walk::of_page(page);
        found = unglued(found, &whole);
        if let Some(title) = &title {
            found = below_headline(found, &whole, title);
            let between = between(&found, &whole, title);
            head = head_lines(between);
            let lead = lead(between, &whole, &found);
            found.splice(0..0, lead);
        }
    }
    let length = |blocks: &Blocks| blocks.iter().map(|(_, text)| text.len()).sum::<usize>();
    // The metadata's copy is often cut at a paywall, so it only steps in where next to nothing was extracted.
    if let Some(given) = article_body
        && length(&found) * 3 < given.len()
    {
        found = given.lines().filter_map(|line| block(Section::Body, line)).collect();
    }
    if found.is_empty() {
        found = paragraphs(page);
    }
    let is_title = |text: &str| title.as_ref().is_some_and(|t| folded(text) == *t);
    if found.first().is_some_and(|(_, text)| is_title(text)) {
        found.remove(0);
    }
    found.retain(|(section, text)| *section == Section::Subhead || !is_furniture(text));
    // A subhead with nothing under it is a label of the page.
    while found.last().is_some_and(|(section, _)| *section == Section::Subhead) {
        found.pop();
    }
    let mut blocks = captions(page, &found);
    blocks.extend(found);
    (blocks, head)
}

fn block(section: Section, text: &str) -> Option<(Section, String)> {
    let text = squeezed(text);
    (!text.is_empty()).then_some((section, text))
}

/// The plain paragraphs of a page on which extraction found nothing: those of at least ten words.
fn paragraphs(page: &Html) -> Blocks {
    let texts = PLACES.paragraphs(page).map(text_of);
    texts
        .filter(|text| text.split_whitespace().count() >= 10)
        .filter_map(|text| block(Section::Body, &text))
        .collect()
}

fn captions(page: &Html, body: &Blocks) -> Blocks {
    let mut captions = Blocks::new();
    for element in PLACES.captions(page) {
        let Some((_, text)) = block(Section::Caption, &text_of(element)) else { continue };
        let known = body.iter().chain(&captions).any(|(_, other)| other.contains(&text));
        let words = text.split_whitespace().count();
        if !known && words >= 3 && text.chars().count() <= MAX_CAPTION && !is_furniture(&text) {
            captions.push((Section::Caption, text));
        }
        if captions.len() == MAX_CAPTIONS {
            break;
        }
    }
    captions
}

/// The text of an element, white space as in the source, scripts and styles left out.
pub(super) fn text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        let hidden = || {
            node.parent()
                .and_then(|p| p.value().as_element().map(|e| e.name()))
                .is_some_and(|name| matches!(name, "script" | "style" | "noscript" | "svg"))
        };
        match node.value() {
            Node::Text(part) if !hidden() => text.push_str(part),
            Node::Element(e) if matches!(e.name(), "br" | "p" | "div" | "li") => text.push(' '),
            _ => {}
        }
    }
    text
}
