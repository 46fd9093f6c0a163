//! The blocks of a page: paragraphs and subheads of the body, captions of the figures.

use super::places::PLACES;
use super::{body, limits};
use crate::text::is_furniture;
use detente_model::Section;
use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Node};

type Blocks = Vec<(Section, String)>;

/// Captions taken at most; a gallery is no article.
const MAX_CAPTIONS: usize = 12;
/// Code points of a caption at most.
const MAX_CAPTION: usize = 600;

/// The blocks of the article; `article_body` is the body as the page's metadata gives it.
pub(super) fn of_page(
    html: &str,
    page: &Html,
    title: Option<&str>,
    article_body: Option<&str>,
) -> Blocks {
    let extracted = if limits::searchable(page) { body::body(html) } else { None };
    let mut found = extracted.map(|html| of_body(&html)).unwrap_or_default();
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
    let title = title.map(folded);
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
    blocks
}

/// The blocks of extracted HTML.
fn of_body(html: &str) -> Blocks {
    let fragment = Html::parse_fragment(html);
    let mut blocks = Blocks::new();
    let mut open = String::new();
    gather(*fragment.root_element(), Section::Body, &mut open, &mut blocks);
    close(Section::Body, &mut open, &mut blocks);
    blocks
}

/// Walks `node`; text gathers in `open` until a block begins or ends.
fn gather(node: NodeRef<'_, Node>, section: Section, open: &mut String, blocks: &mut Blocks) {
    for child in node.children() {
        match child.value() {
            Node::Text(text) => open.push_str(text),
            Node::Element(element) => match element.name() {
                "script" | "style" | "figcaption" | "figure" | "noscript" => {}
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    close(section, open, blocks);
                    gather(child, Section::Subhead, open, blocks);
                    close(Section::Subhead, open, blocks);
                }
                "p" | "div" | "section" | "article" | "li" | "ul" | "ol" | "blockquote" | "pre"
                | "table" | "tr" | "dl" | "dt" | "dd" | "main" | "body" | "html" => {
                    close(section, open, blocks);
                    gather(child, section, open, blocks);
                    close(section, open, blocks);
                }
                "td" | "th" => {
                    gather(child, section, open, blocks);
                    open.push(' ');
                }
                "br" => open.push('\n'),
                _ => gather(child, section, open, blocks),
            },
            _ => {}
        }
    }
}

/// Ends the open block; two line breaks in it part paragraphs, one is a space.
fn close(section: Section, open: &mut String, blocks: &mut Blocks) {
    let text = std::mem::take(open);
    if text.trim().is_empty() {
        return;
    }
    for part in text.replace("\r\n", "\n").split("\n\n") {
        blocks.extend(block(section, part));
    }
}

fn block(section: Section, text: &str) -> Option<(Section, String)> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some((section, text))
}

/// The plain paragraphs of a page on which extraction found nothing: those of at least ten words.
fn paragraphs(page: &Html) -> Blocks {
    let Some(selector) = PLACES.paragraph() else { return Blocks::new() };
    let texts = page.select(selector).map(text_of);
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

/// Letters and digits only, lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
