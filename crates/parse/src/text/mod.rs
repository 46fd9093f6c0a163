//! Plain text and wire copy: lines, paragraphs, then what each paragraph is.

mod dateline;
mod furniture;
mod head;
mod paragraphs;
mod roles;
mod shapes;
mod signature;

use crate::options::ReadOptions;
use crate::outlets;
use crate::problems::{empty, unparsed, with_doubts};
use crate::{Parsed, byline};
use dateline::{cut_dateline, is_sure, place_alone};
use detente_model::{Article, ProblemKind, Published, Section};
use roles::Layout;
pub(crate) use shapes::ends_sentence;
pub(crate) use signature::is_name;

/// What the source says about an article beside its text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) published: Option<Published>,
    pub(crate) language: Option<String>,
    /// Blocks that were told apart by their markup; `None` leaves that to the shape of the text.
    pub(crate) blocks: Option<Vec<(Section, String)>>,
}

/// Reads the text of one article: saved web pages as text, wire copy with a dateline, or simply paragraphs.
///
/// Headline, captions, subheads and paragraphs become blocks; bylines, date lines, addresses, credits and page furniture
/// become metadata or nothing. The article is followed by a problem when it has no publication date.
#[must_use]
pub fn parse_text(text: &str, source: &str, options: &ReadOptions) -> Vec<Parsed> {
    article(text, source, Given::default(), Vec::new(), options)
}

/// The article of `text` with what is already known of it; `doubts` are reported along with it.
pub(crate) fn article(
    text: &str,
    source: &str,
    given: Given,
    doubts: Vec<detente_model::Problem>,
    options: &ReadOptions,
) -> Vec<Parsed> {
    let layout = match given.blocks {
        Some(blocks) => Layout { blocks, ..Layout::default() },
        None if text.trim().is_empty() => return vec![Parsed::Problem(empty(source))],
        None => {
            let pieces = signature::signed(paragraphs::paragraphs(text));
            roles::layout(&pieces, given.title.as_deref())
        }
    };
    let mut blocks = layout.blocks;
    if blocks.is_empty() && given.title.is_none() {
        blocks = sentences_at_least(text);
    }
    let known = given.published.or(layout.published);
    let dateline = cut_first_dateline(&mut blocks, known);
    let written = dateline.as_ref().and_then(|d| d.fully_dated);
    let published = known.or(written).or(options.default_date);
    let url = given.url.or(layout.url);
    let bylined = given.authors.is_empty();
    let mut authors = if bylined { layout.authors } else { given.authors };
    if authors.is_empty() {
        authors = layout.credited;
    }
    let signed = dateline.as_ref().and_then(|d| outlets::of_agency(d.dateline.agency.as_deref()?));
    let title = given.title.or_else(|| match blocks.first() {
        Some((Section::Title, title)) => Some(title.clone()),
        _ => None,
    });
    let mut publisher =
        outlets::publisher(given.publisher.or(layout.publisher), url.as_deref(), &authors)
            .or(signed)
            .or(layout.outlet);
    let title = title.map(|title| byline::plain(&title)).map(|title| {
        let cut = outlets::cut_outlet(&title, publisher.as_deref());
        let Some((headline, outlet)) = cut else { return title };
        publisher.get_or_insert(outlet);
        headline.to_owned()
    });
    // The outlet among the people of a byline is none of them; a list of authors says what it says.
    if bylined && authors.iter().any(|author| outlets::named(author).is_none()) {
        authors.retain(|author| outlets::named(author).is_none());
    }
    if !blocks.iter().any(|(section, _)| *section != Section::Title) {
        let only_title = blocks.is_empty();
        if only_title && title.is_none() {
            let message = "addresses, dates and page furniture only: no article text";
            return vec![Parsed::Problem(unparsed(source, ProblemKind::NoText, message))];
        }
    }
    let mut builder = Article::builder(source)
        .id(given.id)
        .url(url)
        .authors(authors)
        .publisher(publisher)
        .published(published)
        .language(given.language)
        .dateline(dateline.map(|d| d.dateline));
    if let Some(title) = &title {
        builder = builder.block(Section::Title, title);
    }
    for (section, block) in blocks.iter().filter(|(section, _)| *section != Section::Title) {
        builder = builder.block(*section, block);
    }
    with_doubts(builder.build(), doubts)
}

/// What the lines between the headline and the text of a page say of the article, and the blocks that say nothing of it.
pub(crate) fn head(title: &str, lines: &[String], blocks: &[(Section, String)]) -> Given {
    let body =
        blocks.iter().filter(|(section, text)| *section == Section::Body && !lines.contains(text));
    let body = body.take(4).map(|(_, text)| text.as_str());
    let lines = std::iter::once(title).chain(lines.iter().map(String::as_str)).chain(body);
    let text = lines.collect::<Vec<_>>().join("\n\n");
    let pieces = signature::signed(paragraphs::paragraphs(&text));
    let said = roles::layout(&pieces, Some(title));
    Given {
        authors: said.authors,
        publisher: said.publisher.or(said.outlet),
        published: said.published,
        blocks: Some(said.blocks),
        ..Given::default()
    }
}

/// Words of a line that says something, at least.
const SENTENCE_WORDS: usize = 8;

/// The lines of a text of which nothing else is left: in a post of one line, `Follow the talks at …` is what it says, and
/// no furniture around an article.
fn sentences_at_least(text: &str) -> Vec<(Section, String)> {
    text.lines()
        .map(str::trim)
        .filter(|line| line.split_whitespace().count() >= SENTENCE_WORDS)
        .map(|line| (Section::Body, line.to_owned()))
        .collect()
}

/// Whether a block of a page is a byline, a date line, a credit, an address or furniture.
pub(crate) fn is_furniture(block: &str) -> bool {
    head::facts(block).is_some()
}

/// Whether a paragraph begins with a dateline.
pub(crate) fn has_dateline(paragraph: &str) -> bool {
    cut_dateline(paragraph, None).is_some()
}

/// Whether a block has the signs of a caption.
pub(crate) fn is_caption(block: &str) -> bool {
    shapes::caption(block, None)
}

/// Paragraphs that may stand before the dateline: a summary, a caption that does not look like one.
const BEFORE_DATELINE: usize = 3;

/// Cuts the dateline off the first paragraph, or off one of the next when it is a sure one; or takes it from the line of
/// its own above the first paragraph.
fn cut_first_dateline(
    blocks: &mut Vec<(Section, String)>,
    published: Option<Published>,
) -> Option<dateline::Found> {
    let day = published.map(|p| p.day);
    let first = blocks.iter().position(|(section, _)| *section == Section::Body)?;
    // Where several paragraphs begin so, `LISBON:` is a speaker of a transcript; in a post, it is a label.
    let speakers = blocks.iter().filter(|(_, text)| dateline::has_speaker(text)).count() > 1;
    let labelled = speakers || blocks.len() == 1;
    let bodies = blocks.iter_mut().filter(|(section, _)| *section == Section::Body);
    for (at, (_, paragraph)) in bodies.take(1 + BEFORE_DATELINE).enumerate() {
        let Some(found) = cut_dateline(paragraph, day) else { continue };
        if found.dateline.text.ends_with(':') && labelled {
            continue;
        }
        let rest = paragraph.get(found.end..)?.trim_start();
        if rest.chars().any(char::is_alphanumeric) && (at == 0 || is_sure(&found.dateline)) {
            *paragraph = rest.to_owned();
            let above = blocks.iter_mut().filter(|(section, _)| *section == Section::Body).take(at);
            for (section, text) in above {
                if shapes::caption(text, None) {
                    *section = Section::Caption;
                }
            }
            return Some(found);
        }
    }
    let (section, line) = blocks.get(first.checked_sub(1)?)?;
    let alone = place_alone(line).filter(|_| *section == Section::Subhead)?;
    // Of an article that is dated, what stands there is a place sooner than a body or a topic.
    if published.is_none() || shapes::is_section(line) {
        return None;
    }
    blocks.remove(first - 1);
    Some(dateline::Found { dateline: alone, end: 0, fully_dated: None })
}
