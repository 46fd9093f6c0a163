//! The blocks of a page: paragraphs and subheads of the body, captions of the figures.

use super::places::PLACES;
use super::walk::{self, Block, squeezed};
use super::{body, limits};
use crate::text::{ends_sentence, is_caption, is_furniture};
use detente_model::Section;
use scraper::{ElementRef, Html, Node};
use std::collections::BTreeSet;

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
    let searchable = limits::searchable(page);
    let extracted = if searchable { body::body(html) } else { None };
    let mut found = extracted.map(|html| walk::of_extracted(&html)).unwrap_or_default();
    if searchable && !found.is_empty() {
        let whole = walk::of_page(page);
        found = unglued(found, &whole);
        let lead = lead(&found, &whole, title);
        found.splice(0..0, lead);
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

/// Of short articles, extraction may run heading and paragraphs together: a block that is several blocks of the page, one
/// after the other, is parted again as the page has it.
fn unglued(found: Blocks, page: &[Block]) -> Blocks {
    let whole: Vec<(String, &Block)> = page
        .iter()
        .map(|block| (folded(&block.text), block))
        .filter(|(letters, _)| !letters.is_empty())
        .collect();
    let known: BTreeSet<&str> = whole.iter().map(|(letters, _)| letters.as_str()).collect();
    let mut blocks = Blocks::new();
    for (section, text) in found {
        let letters = folded(&text);
        let parts = (!known.contains(letters.as_str())).then(|| parts_of(&letters, &whole));
        match parts.flatten() {
            Some(mut parts) => {
                // Unless all of it is called so, what is no text of the page is none here either.
                if !parts.iter().all(|part| part.apart) {
                    parts.retain(|part| !part.apart);
                }
                blocks.extend(parts.iter().map(|part| (part.section, part.text.clone())));
            }
            None => blocks.push((section, text)),
        }
    }
    blocks
}

/// The blocks of the page that make `letters` together, in their order; blocks between them may be left out.
fn parts_of<'b>(letters: &str, page: &[(String, &'b Block)]) -> Option<Vec<&'b Block>> {
    let starts =
        page.iter().enumerate().filter(|(_, (first, _))| letters.starts_with(first.as_str()));
    for (start, _) in starts {
        let mut rest = letters;
        let mut parts = Vec::new();
        for (next, block) in &page[start..] {
            if let Some(after) = rest.strip_prefix(next.as_str()) {
                rest = after;
                parts.push(*block);
            }
        }
        if rest.is_empty() && parts.len() > 1 {
            return Some(parts);
        }
    }
    None
}

/// Paragraphs of a lead at most.
const MAX_LEAD: usize = 3;
/// Words of a paragraph of the lead, at least.
const LEAD_WORDS: usize = 8;

/// The sentences between the headline and the first paragraph that was extracted: a summary in a container of its own.
fn lead(found: &Blocks, page: &[Block], title: Option<&str>) -> Blocks {
    let mut lead = Blocks::new();
    let Some(title) = title.map(folded) else { return lead };
    let letters: Vec<String> = page.iter().map(|block| folded(&block.text)).collect();
    // The first block may be the headline, or a label that stands elsewhere too.
    let first = found.iter().map(|(_, text)| folded(text)).find(|text| *text != title);
    let Some(first) = first.and_then(|first| letters.iter().position(|l| *l == first)) else {
        return lead;
    };
    let is_title = |at: &usize| page[*at].section == Section::Subhead && letters[*at] == title;
    let Some(headline) = (0..first).rev().find(is_title) else { return lead };
    for block in &page[headline + 1..first] {
        let text = block.text.as_str();
        let words = text.split_whitespace().count();
        let sentence = words >= LEAD_WORDS && ends_sentence(text);
        // A text that was cut short is of elsewhere.
        let cut = text.ends_with("...") || text.ends_with('…');
        let said = (sentence || (block.lead && words >= LEAD_WORDS)) && !cut;
        let repeated = page.iter().filter(|other| other.text.contains(text)).count() > 1;
        if said
            && !block.apart
            && !block.linked
            && !repeated
            && !is_caption(text)
            && !is_furniture(text)
        {
            lead.push((Section::Body, text.to_owned()));
        }
    }
    lead.truncate(MAX_LEAD);
    lead
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

/// Letters and digits only, lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
