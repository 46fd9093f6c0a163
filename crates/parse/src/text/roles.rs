//! What each paragraph is: headline, caption, subhead or body.

use super::dateline::cut_dateline;
use super::furniture::Line;
use super::paragraphs::Piece;
use super::shapes::{broken, caption, ends_sentence, headline, headline_with_stop, subhead};
use crate::byline::plain;
use detente_model::{Published, Section};

/// An article's blocks, and what its lines of metadata say.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) blocks: Vec<(Section, String)>,
    pub(super) url: Option<String>,
    pub(super) authors: Vec<String>,
    /// Names in the credit at the end.
    pub(super) credited: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<Published>,
}

/// A paragraph between lines of metadata.
#[derive(Debug)]
struct Paragraph {
    text: String,
    marked: bool,
    /// A byline or a date line follows.
    introduced: bool,
}

/// Tells blocks apart by their shape and place; `title` is the headline when it is known from elsewhere.
pub(super) fn layout(pieces: &[Piece], title: Option<&str>) -> Layout {
    let mut layout = Layout::default();
    let mut paragraphs = gather(pieces, &mut layout);
    if let Some(title) = title {
        if paragraphs.first().is_some_and(|first| folded(&first.text) == folded(title)) {
            paragraphs.remove(0);
        }
    } else if takes_headline(&paragraphs) {
        let first = paragraphs.remove(0);
        layout.blocks.push((Section::Title, first.text));
    }
    let titled = title.is_some() || !layout.blocks.is_empty();
    let sections = sections(&paragraphs, titled);
    let mut join = false;
    for (paragraph, section) in paragraphs.into_iter().zip(sections) {
        let previous = layout.blocks.last_mut().filter(|_| join && section == Section::Body);
        match previous {
            Some((Section::Body, before)) if broken(before, &paragraph.text) => {
                if !before.ends_with('-') {
                    before.push(' ');
                }
                before.push_str(&paragraph.text);
            }
            _ => layout.blocks.push((section, paragraph.text)),
        }
        join = section == Section::Body && !paragraph.marked;
    }
    layout
}

/// Sorts metadata from paragraphs.
fn gather(pieces: &[Piece], layout: &mut Layout) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut own_url = None;
    let mut labelled = false;
    let mut over = false;
    let last_text = pieces.iter().rposition(|p| matches!(p, Piece::Text { .. })).unwrap_or(0);
    for (at, piece) in pieces.iter().enumerate() {
        let line = match piece {
            Piece::Text { text, marked } => {
                if !over {
                    paragraphs.push(Paragraph {
                        text: plain(text),
                        marked: *marked,
                        introduced: false,
                    });
                }
                labelled = false;
                continue;
            }
            Piece::Meta(line) => line,
        };
        match line {
            Line::Byline(names) => {
                introduce(&mut paragraphs);
                if layout.authors.is_empty() {
                    layout.authors.clone_from(names);
                }
            }
            Line::Credit(names) => layout.credited.extend(names.iter().cloned()),
            Line::Date(published) => {
                introduce(&mut paragraphs);
                // A date line in the middle of a text dates what follows, not the article.
                if layout.published.is_none() && (paragraphs.len() <= 4 || at > last_text) {
                    layout.published = Some(*published);
                }
            }
            Line::Url { url, own } => {
                if *own || labelled {
                    own_url = Some(url.clone());
                } else if layout.url.is_none() && (paragraphs.len() <= 1 || at > last_text) {
                    layout.url = Some(url.clone());
                }
            }
            Line::Publisher(name) => layout.publisher = Some(name.clone()),
            Line::Tail => over |= !paragraphs.is_empty() && at * 3 > pieces.len(),
            Line::UrlLabel | Line::Furniture => {}
        }
        labelled = *line == Line::UrlLabel;
    }
    layout.url = own_url.or(layout.url.take());
    paragraphs
}

fn introduce(paragraphs: &mut [Paragraph]) {
    if let Some(last) = paragraphs.last_mut() {
        last.introduced = true;
    }
}

fn takes_headline(paragraphs: &[Paragraph]) -> bool {
    let [first, rest @ ..] = paragraphs else { return false };
    let Some(second) = rest.first() else { return false };
    let shaped = first.marked
        || headline(&first.text)
        || (first.introduced && headline_with_stop(&first.text));
    shaped
        && cut_dateline(&first.text, None).is_none()
        && !second.text.starts_with(char::is_lowercase)
        && rest.iter().any(|p| ends_sentence(&p.text))
}

fn sections(paragraphs: &[Paragraph], titled: bool) -> Vec<Section> {
    let mut sections = Vec::with_capacity(paragraphs.len());
    let mut at_head = titled;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(at + 1).map(|p| p.text.as_str());
        let before = at.checked_sub(1).and_then(|b| paragraphs.get(b)).map(|p| p.text.as_str());
        let text = paragraph.text.as_str();
        let section = if paragraph.marked {
            Section::Subhead
        } else if next.is_some() && caption(text, next.filter(|_| at_head)) {
            Section::Caption
        } else if subhead(text) && stands_between(before, text, next) {
            Section::Subhead
        } else {
            Section::Body
        };
        at_head &= section != Section::Body;
        sections.push(section);
    }
    sections
}

/// A subhead stands after a finished paragraph and before a longer one.
fn stands_between(before: Option<&str>, text: &str, next: Option<&str>) -> bool {
    before.is_none_or(ends_sentence)
        && next.is_some_and(|next| {
            next.len() > text.len()
                && !next.starts_with(char::is_lowercase)
                && !subhead(next)
                && !next.starts_with(['•', '*', '-', '–'])
        })
}

/// Letters and digits only, lower case: headlines are repeated with other quotes and spaces.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
