//! What each paragraph is: headline, caption, subhead or body.

use super::dateline::cut_dateline;
use super::furniture::Line;
use super::paragraphs::Piece;
use super::shapes::{
    broken, caption, ends_sentence, headline, headline_with_stop, is_section, subhead, unlabelled,
};
use super::signature::{beside_metadata, is_name};
use crate::byline::{Role, plain};
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
    /// Who the publisher is if nothing better tells it: an outlet named alone, the owner of the copyright.
    pub(super) outlet: Option<String>,
    pub(super) published: Option<Published>,
}

/// A paragraph between lines of metadata.
#[derive(Debug)]
struct Paragraph {
    text: String,
    marked: bool,
    /// A byline or a date line follows.
    introduced: bool,
    /// Who took the picture stands right below.
    credited: bool,
}

/// Tells blocks apart by their shape and place; `title` is the headline when it is known from elsewhere.
pub(super) fn layout(pieces: &[Piece], title: Option<&str>) -> Layout {
    let mut layout = Layout::default();
    let mut paragraphs = gather(pieces, &mut layout);
    if let Some(title) = title {
        if paragraphs.first().is_some_and(|first| folded(&first.text) == folded(title)) {
            paragraphs.remove(0);
        }
    } else {
        while has_kicker(&paragraphs) {
            paragraphs.remove(0);
        }
        if takes_headline(&paragraphs) {
            let first = paragraphs.remove(0);
            layout.blocks.push((Section::Title, first.text));
        }
    }
    let titled = title.is_some() || !layout.blocks.is_empty();
    // Between headline and text, the name of a section is a label too.
    let head = paragraphs.iter().take_while(|p| !ends_sentence(&p.text)).count();
    if titled && head < paragraphs.len() {
        let mut at = 0;
        paragraphs.retain(|p| {
            at += 1;
            at > head || p.marked || !is_section(&p.text)
        });
    }
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
            _ if section == Section::Caption => {
                layout.blocks.push((section, unlabelled(&paragraph.text).to_owned()));
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
    let mut title = None;
    let mut title_at = 0;
    let mut updated = None;
    let mut copyright = None;
    let mut labelled = false;
    let mut over = false;
    let last_text = pieces.iter().rposition(|p| matches!(p, Piece::Text { .. })).unwrap_or(0);
    for (at, piece) in pieces.iter().enumerate() {
        let line = match piece {
            Piece::Text { text, marked } => {
                if !over {
                    paragraphs.push(Paragraph { marked: *marked, ..Paragraph::of(text) });
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
            Line::Role(role) => {
                let under_name = at > 0 && matches!(pieces[at - 1], Piece::Meta(Line::Byline(_)));
                take_role(role, under_name, &mut paragraphs, layout);
            }
            Line::Date(dated) => {
                introduce(&mut paragraphs);
                // A date line in the middle of a text dates what follows, not the article.
                if paragraphs.len() <= 4 || at > last_text {
                    let slot = if dated.updated { &mut updated } else { &mut layout.published };
                    slot.get_or_insert(dated.published);
                }
            }
            Line::Url { url, own } => {
                if *own || labelled {
                    own_url = Some(url.clone());
                } else if layout.url.is_none() && (paragraphs.len() <= 1 || at > last_text) {
                    layout.url = Some(url.clone());
                }
            }
            // Below a headline or text, `Title:` is of something else: a bill, a report.
            Line::Title(name) if title.is_some() || !paragraphs.iter().all(is_brief) => {
                if !over {
                    paragraphs.push(Paragraph::of(name));
                }
            }
            Line::Title(name) => {
                title = Some(name.clone());
                title_at = paragraphs.len();
            }
            Line::Publisher(name) => layout.publisher = Some(name.clone()),
            Line::Outlet { name, written } => {
                if paragraphs.is_empty() || at > last_text || beside_metadata(pieces, at) {
                    layout.outlet.get_or_insert_with(|| name.clone());
                } else if !over {
                    paragraphs.push(Paragraph::of(written));
                }
            }
            Line::Copyright(name) => {
                copyright.get_or_insert_with(|| name.clone());
            }
            Line::PictureCredit => {
                if let Some(last) = paragraphs.last_mut() {
                    last.credited = true;
                }
            }
            Line::Tail => over |= !paragraphs.is_empty() && at * 3 > pieces.len(),
            Line::UrlLabel | Line::Furniture | Line::Beside(_) => {}
        }
        labelled = *line == Line::UrlLabel;
    }
    layout.url = own_url.or(layout.url.take());
    layout.outlet = layout.outlet.take().or(copyright);
    layout.published = layout.published.or(updated);
    if let Some(text) = title {
        // What stands before a labelled headline is a label of the page.
        paragraphs.drain(..title_at.min(paragraphs.len()));
        // Where the headline has a label, the text may have one.
        for paragraph in &mut paragraphs {
            let text = paragraph.text.split_once(':').filter(|(label, text)| {
                ["text", "body", "content", "article", "story"]
                    .contains(&label.trim().to_lowercase().as_str())
                    && !text.trim().is_empty()
            });
            if let Some((_, text)) = text {
                paragraph.text = text.trim().to_owned();
            }
        }
        paragraphs.insert(0, Paragraph { marked: true, ..Paragraph::of(&text) });
    }
    paragraphs
}

impl Paragraph {
    fn of(text: &str) -> Self {
        Self { text: plain(text), marked: false, introduced: false, credited: false }
    }
}

/// Too short for a headline, and no sentence.
fn is_brief(paragraph: &Paragraph) -> bool {
    paragraph.text.split_whitespace().count() <= 3 && !ends_sentence(&paragraph.text)
}

fn introduce(paragraphs: &mut [Paragraph]) {
    if let Some(last) = paragraphs.last_mut() {
        last.introduced = true;
    }
}

/// A line that says what its writer is: below a byline, or below a name alone, which is a byline then.
fn take_role(
    role: &Role,
    under_byline: bool,
    paragraphs: &mut Vec<Paragraph>,
    layout: &mut Layout,
) {
    let under_name = paragraphs.len() > 1
        && layout.authors.is_empty()
        && paragraphs.last().is_some_and(|p| !p.marked && !p.introduced && is_name(&p.text));
    if under_name && let Some(name) = paragraphs.pop() {
        layout.authors = crate::byline::people(&name.text);
        introduce(paragraphs);
    } else if !under_byline && !role.known {
        paragraphs.push(Paragraph::of(&role.written));
        return;
    }
    layout.publisher = layout.publisher.take().or_else(|| role.outlet.clone());
}

/// Whether the first paragraph is the name of a section (`Africa`), or a few words in capitals over a headline that a
/// byline or date follows.
fn has_kicker(paragraphs: &[Paragraph]) -> bool {
    let [first, second, rest @ ..] = paragraphs else { return false };
    let shouted = |text: &str| !text.contains(char::is_lowercase);
    let label = shouted(&first.text)
        && first.text.split_whitespace().count() <= 3
        && !shouted(&second.text)
        && second.introduced;
    (is_section(&first.text) || label)
        && !first.introduced
        && (second.marked || headline(&second.text))
        && second.text.split_whitespace().count() >= 3
        && rest.iter().any(|p| ends_sentence(&p.text))
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
        } else if paragraph.credited || (next.is_some() && caption(text, next.filter(|_| at_head)))
        {
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
