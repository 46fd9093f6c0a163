//! Markup to blocks: paragraphs and subheads in the order of the page.

use super::places::PLACES;
use detente_model::Section;
use ego_tree::NodeRef;
use scraper::{Html, Node, node::Element};

/// A block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) section: Section,
    pub(super) text: String,
    /// The text's letters and digits, in lower case.
    pub(super) letters: String,
    /// Whether it stands in a part of the page that is not its text: navigation, a form, a figure.
    pub(super) apart: bool,
    /// Whether an element around it is called a summary or the like.
    pub(super) lead: bool,
    /// Whether most of it is links.
    pub(super) linked: bool,
}

/// Elements that are no part of the text around them.
const APART: [&str; 13] = [
    "nav",
    "aside",
    "footer",
    "form",
    "button",
    "figure",
    "figcaption",
    "select",
    "iframe",
    "svg",
    "template",
    "dialog",
    "head",
];

/// The blocks of a whole page, with those of its figures, forms and navigation.
pub(super) fn of_page(page: &Html) -> Vec<Block> {
    let mut walk = Walk { whole: true, ..Walk::default() };
    walk.gather(*page.root_element(), Section::Body, Place::default());
    walk.close(Section::Body, Place::default());
    walk.blocks
}

/// The blocks of extracted HTML.
pub(super) fn of_extracted(html: &str) -> Vec<(Section, String)> {
    of_fragment(&Html::parse_fragment(html))
}

/// The blocks of HTML that is an article and nothing else.
pub(super) fn of_fragment(fragment: &Html) -> Vec<(Section, String)> {
    let mut walk = Walk::default();
    walk.gather(*fragment.root_element(), Section::Body, Place::default());
    walk.close(Section::Body, Place::default());
    walk.blocks.into_iter().map(|block| (block.section, block.text)).collect()
}

/// What the elements around a text say of it.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    apart: bool,
    lead: bool,
    link: bool,
}

impl Place {
    fn within(self, node: NodeRef<'_, Node>, element: &Element) -> Self {
        let name = element.name();
        let article = |name: &str| matches!(name, "html" | "body" | "main" | "article" | "h1");
        let called = |names: &[String]| {
            let values = ["class", "id"].into_iter().filter_map(|a| element.attr(a));
            values.map(str::to_lowercase).any(|v| names.iter().any(|n| v.contains(n)))
                && !node
                    .descendants()
                    .any(|inner| inner.value().as_element().is_some_and(|e| article(e.name())))
        };
        Self {
            apart: self.apart || APART.contains(&name) || called(&PLACES.apart_names),
            lead: self.lead || called(&PLACES.lead_names),
            link: self.link || name == "a",
        }
    }
}

#[derive(Debug, Default)]
struct Walk {
    /// Whether it is a page as it came, whose figures are walked too, or what was extracted of one.
    whole: bool,
    /// The text of the block that has not ended yet, and how much of it is links, in bytes.
    open: String,
    linked: usize,
    blocks: Vec<Block>,
}

impl Walk {
    /// Walks `node`; text gathers in `open` until a block begins or ends.
    fn gather(&mut self, node: NodeRef<'_, Node>, section: Section, place: Place) {
        for child in node.children() {
            let element = match child.value() {
                Node::Text(text) => {
                    self.open.push_str(text);
                    self.linked += if place.link { text.len() } else { 0 };
                    continue;
                }
                Node::Element(element) => element,
                _ => continue,
            };
            // What parts of extracted HTML are called no longer counts.
            let inner = if self.whole { place.within(child, element) } else { place };
            match element.name() {
                "script" | "style" | "noscript" => {}
                "figcaption" | "figure" if !self.whole => {}
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    self.close(section, place);
                    self.gather(child, Section::Subhead, inner);
                    self.close(Section::Subhead, inner);
                }
                "p" | "div" | "section" | "article" | "li" | "ul" | "ol" | "blockquote" | "pre"
                | "table" | "tr" | "dl" | "dt" | "dd" | "main" | "body" | "html" | "header"
                | "nav" | "aside" | "footer" | "form" | "figure" | "figcaption" | "head"
                | "title" | "dialog" => {
                    self.close(section, place);
                    self.gather(child, section, inner);
                    self.close(section, inner);
                }
                "td" | "th" => {
                    self.gather(child, section, inner);
                    self.open.push(' ');
                }
                "br" => self.open.push('\n'),
                _ => self.gather(child, section, inner),
            }
        }
    }

    /// Ends the open block; two line breaks in it part paragraphs, one is a space.
    fn close(&mut self, section: Section, place: Place) {
        let text = std::mem::take(&mut self.open);
        let linked = std::mem::take(&mut self.linked) * 2 > text.trim().len();
        if text.trim().is_empty() {
            return;
        }
        let parts = text.replace("\r\n", "\n");
        let parts = parts.split("\n\n").map(squeezed).filter(|part| !part.is_empty());
        let block = |text: String| Block {
            section,
            letters: folded(&text),
            text,
            apart: place.apart,
            lead: place.lead,
            linked,
        };
        self.blocks.extend(parts.map(block));
    }
}

/// With single spaces for white space.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits only, lower case.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_walked_in_its_order() {
        let page = Html::parse_document(
            "<nav><a>Home</a></nav><h1>Talks</h1><p>They <b>met</b>.<p><a>More</a>: a<ul><li>One<li>Two</ul>",
        );
        let shown: Vec<_> =
            of_page(&page).into_iter().map(|b| (b.section, b.text, b.apart, b.linked)).collect();
        let block = |section, text: &str, apart, linked| (section, text.to_owned(), apart, linked);
        assert_eq!(
            shown,
            [
                block(Section::Body, "Home", true, true),
                block(Section::Subhead, "Talks", false, false),
                block(Section::Body, "They met.", false, false),
                block(Section::Body, "More: a", false, true),
                block(Section::Body, "One", false, false),
                block(Section::Body, "Two", false, false),
            ]
        );
    }
}
