//! Web pages: metadata from JSON-LD, meta elements and markup; the body by extraction.

mod align;
mod blocks;
mod body;
mod encoding;
mod json_ld;
mod limits;
mod metadata;
mod notices;
mod places;
mod title;
mod walk;

pub(crate) use encoding::declared_encoding;
pub(crate) use json_ld::unescaped;

use crate::Parsed;
use crate::options::ReadOptions;
use crate::problems::{empty, unparsed};
use crate::text::{self, Given};
use detente_model::{Problem, ProblemKind, Section};
use metadata::Metadata;

/// Reads the article of a web page.
///
/// Title, date, authors and publisher come from the page's JSON-LD, then its meta elements, then its markup; the body
/// comes from boilerplate removal, captions from the figures of the article. A page without article text, or nested too
/// deeply to be a page, is a problem.
#[must_use]
pub fn parse_html(html: &str, source: &str, options: &ReadOptions) -> Vec<Parsed> {
    article(html, source, Given::default(), Vec::new(), options)
}

/// The article of a page with what is already known of it; `doubts` are reported along with it.
pub(crate) fn article(
    html: &str,
    source: &str,
    given: Given,
    mut doubts: Vec<Problem>,
    options: &ReadOptions,
) -> Vec<Parsed> {
    if html.trim().is_empty() {
        return vec![Parsed::Problem(empty(source))];
    }
    if let Err(excess) = limits::check(html) {
        return vec![Parsed::Problem(unparsed(source, ProblemKind::Malformed, excess))];
    }
    let mut page = scraper::Html::parse_document(html);
    let cleared = notices::remove(&mut page).then(|| page.html());
    let html = cleared.as_deref().unwrap_or(html);
    let mut metadata = Metadata::of(&page);
    let title = given.title.or(metadata.title);
    let body = metadata.article_body.as_deref();
    let (mut blocks, head) = blocks::of_page(html, &page, title.as_deref(), body);
    let silent = metadata.authors.is_empty() || metadata.published.is_none();
    if let (Some(title), true) = (&title, silent && !head.is_empty()) {
        // Where the markup names nobody, the lines below the headline may.
        let said = text::head(title, &head, &blocks);
        metadata.published = metadata.published.or(said.published);
        metadata.publisher = metadata.publisher.or(said.publisher);
        if metadata.authors.is_empty() {
            metadata.authors = said.authors;
        }
        let left = said.blocks.unwrap_or_default();
        blocks.retain(|(section, text)| {
            let signs = head.contains(text) && !left.iter().any(|(_, other)| other == text);
            *section != Section::Body || !signs
        });
    }
    if !blocks.iter().any(|(section, _)| *section == Section::Body) {
        let message =
            "no article text on the page: it may be a list of links, a video page or a paywall";
        return vec![Parsed::Problem(unparsed(source, ProblemKind::NoText, message))];
    }
    if given.published.is_none() && metadata.published.is_none() {
        doubts.extend(metadata.unreadable_date.map(|reason| {
            let problem = unparsed(source, ProblemKind::BadDate, reason);
            Problem { place: Some("date".to_owned()), ..problem }
        }));
    }
    let known = Given {
        id: given.id,
        url: given.url.or(metadata.url),
        title,
        authors: if given.authors.is_empty() { metadata.authors } else { given.authors },
        publisher: given.publisher.or(metadata.publisher),
        published: given.published.or(metadata.published),
        language: given.language.or(metadata.language),
        blocks: Some(blocks),
    };
    text::article("", source, known, doubts, options)
}

/// The article whose body is a piece of HTML without a page around it, as feeds have it.
pub(crate) fn fragment(
    html: &str,
    source: &str,
    given: Given,
    mut doubts: Vec<Problem>,
    options: &ReadOptions,
) -> Vec<Parsed> {
    let page = limits::check(html).map(|()| scraper::Html::parse_fragment(html));
    let page = match page {
        Ok(page) if limits::searchable(&page) => page,
        Ok(_) => {
            let excess = "nested too deeply, or of too many elements: not an article";
            return vec![Parsed::Problem(unparsed(source, ProblemKind::Malformed, excess))];
        }
        Err(excess) => {
            return vec![Parsed::Problem(unparsed(source, ProblemKind::Malformed, excess))];
        }
    };
    let mut blocks = walk::of_fragment(&page);
    blocks.retain(|(section, text)| *section == Section::Subhead || !text::is_furniture(text));
    if blocks.is_empty() {
        let message = "no text but links, pictures or page furniture";
        let problem = unparsed(source, ProblemKind::NoText, message);
        if given.title.is_none() {
            return vec![Parsed::Problem(problem)];
        }
        // A headline alone is little, but it can be coded.
        doubts.push(problem);
    }
    text::article("", source, Given { blocks: Some(blocks), ..given }, doubts, options)
}

#[cfg(test)]
mod tests;
