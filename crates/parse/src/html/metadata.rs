//! Title, date, authors and publisher of a page: JSON-LD, then meta elements, then the markup.

use super::blocks::text_of;
use super::json_ld::{Linked, linked, unescaped};
use super::places::PLACES;
use super::title::{Candidates, headline, site_of};
use super::walk::squeezed;
use crate::byline::people;
use crate::dates::{Dated, dated_line, parse_published};
use crate::outlets;
use detente_model::Published;
use regex::Regex;
use scraper::{ElementRef, Html};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a page says about its article.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) published: Option<Published>,
    /// Why a date that was there could not be read.
    pub(super) unreadable_date: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// The body as JSON-LD gives it; often cut short.
    pub(super) article_body: Option<String>,
}

/// Meta elements by name in lower case; the first of a name counts.
type Metas = BTreeMap<String, Vec<String>>;

/// Visible elements looked at for a date at most.
const MAX_DATE_ELEMENTS: usize = 40;

impl Metadata {
    pub(super) fn of(page: &Html) -> Self {
        let linked = linked(page);
        let metas = metas(page);
        let meta =
            |names: &[String]| names.iter().find_map(|name| metas.get(name)?.first().cloned());
        let stated = linked.publisher.clone().or_else(|| meta(&PLACES.publisher));
        let candidates = Candidates {
            headings: PLACES
                .headlines(page)
                .map(|e| squeezed(&text_of(e)))
                .filter(|t| !t.is_empty())
                .collect(),
            linked: linked.headline.clone().map(|t| squeezed(&t)),
            meta: meta(&PLACES.title).map(|t| squeezed(&unescaped(&t))),
            title: PLACES.title_element(page).map(|e| squeezed(&text_of(e))),
        };
        let url = PLACES
            .canonical(page)
            .map(str::to_owned)
            .or_else(|| meta(&PLACES.url))
            .or_else(|| linked.url.clone())
            .filter(|u| u.starts_with("http"));
        let (published, unreadable_date) = published(page, &linked, &metas, url.as_deref());
        let title = headline(&candidates, stated.as_deref());
        let of_address = || url.as_deref().and_then(outlets::of_url).map(str::to_owned);
        let publisher =
            stated.or_else(of_address).or_else(|| site_of(&candidates, title.as_deref()?));
        Self {
            title,
            published,
            unreadable_date,
            authors: authors(page, &linked, &metas, publisher.as_deref()),
            publisher: publisher.map(|p| squeezed(&p)),
            url,
            language: language(page).or_else(|| linked.language.as_deref().and_then(two_letters)),
            article_body: linked.body,
        }
    }
}

fn metas(page: &Html) -> Metas {
    let mut metas = Metas::new();
    for element in PLACES.metas(page) {
        let value = element.value();
        let Some(content) = value.attr("content").map(str::trim).filter(|c| !c.is_empty()) else {
            continue;
        };
        for attribute in ["property", "name", "itemprop"] {
            if let Some(name) = value.attr(attribute) {
                metas.entry(name.trim().to_ascii_lowercase()).or_default().push(content.to_owned());
            }
        }
    }
    metas
}

/// The first date that can be read, most reliable place first; and why another could not.
fn published(
    page: &Html,
    linked: &Linked,
    metas: &Metas,
    url: Option<&str>,
) -> (Option<Published>, Option<String>) {
    let mut unreadable = None;
    let stated =
        linked.date.iter().chain(PLACES.date.iter().filter_map(|name| metas.get(name)).flatten());
    for text in stated {
        match parse_published(text) {
            Ok(Some(published)) => return (Some(published), None),
            Ok(None) => {}
            Err(error) => {
                unreadable.get_or_insert(error.to_string());
            }
        }
    }
    let mut updated = None;
    let shown = PLACES.dates(page).take(MAX_DATE_ELEMENTS).find_map(|element| {
        let found = shown_date(element)?;
        if found.updated {
            updated.get_or_insert(found.published);
        }
        (!found.updated).then_some(found.published)
    });
    let found = shown.or_else(|| in_address(url?)).or(updated);
    (found, unreadable)
}

/// The date of a visible element: of its attributes, or else of its text.
fn shown_date(element: ElementRef<'_>) -> Option<Dated> {
    let value = element.value();
    let attribute =
        ["datetime", "content", "data-datetime", "title"].iter().find_map(|a| value.attr(a));
    let text = squeezed(&text_of(element));
    let called = ["class", "itemprop", "id"].iter().filter_map(|a| value.attr(a));
    let is_update = |name: &str| name.contains("updat") || name.contains("modif");
    let updated =
        called.map(str::to_lowercase).any(|name| is_update(&name) && !name.contains("publi"))
            || is_update(&text.to_lowercase()) && !text.to_lowercase().contains("publi");
    match attribute.and_then(|text| parse_published(text).ok().flatten()) {
        Some(published) => Some(Dated { published, updated }),
        None => dated_line(&text).map(|dated| Dated { updated: updated || dated.updated, ..dated }),
    }
}

/// `…/2015/08/05/…` of an address.
fn in_address(url: &str) -> Option<Published> {
    static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"[/-]((?:19|20)\d\d)[/-](\d\d|[a-z]{3})[/-](\d\d)(?:[/-]|$)").ok()
    });
    let found = DAY.as_ref()?.captures(url)?;
    parse_published(&format!("{}-{}-{}", &found[1], &found[2], &found[3])).ok().flatten()
}

fn authors(page: &Html, linked: &Linked, metas: &Metas, publisher: Option<&str>) -> Vec<String> {
    // The outlet as author says nothing when a person is named elsewhere.
    let outlet = |name: &String| publisher.is_some_and(|p| p.eq_ignore_ascii_case(name));
    let mut fallback = Vec::new();
    let stated = std::iter::once(linked.authors.clone())
        .chain(PLACES.author.iter().filter_map(|name| metas.get(name).cloned()));
    for texts in stated {
        let names = distinct(texts.iter().flat_map(|text| people(&unescaped(text))));
        if !names.is_empty() && !names.iter().all(outlet) {
            return names;
        }
        if fallback.is_empty() {
            fallback = names;
        }
    }
    for elements in PLACES.authors(page) {
        let texts = elements.into_iter().take(6).map(name_in).filter(|t| t.len() < 200);
        let names = distinct(texts.flat_map(|text| people(&text)).filter(|name| is_name(name)));
        if !names.is_empty() {
            return names;
        }
    }
    fallback
}

/// What an author's element shows, or has for machines only.
fn name_in(element: ElementRef<'_>) -> String {
    let text = squeezed(&text_of(element));
    let hidden = || element.value().attr("content").map(squeezed).unwrap_or_default();
    if text.is_empty() { hidden() } else { text }
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if !kept.iter().any(|k| k.to_lowercase() == name.to_lowercase()) {
            kept.push(name);
        }
    }
    kept
}

/// Visible elements hold anything: a name is two to five capitalised words.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && !text.chars().any(|c| c.is_ascii_digit() || matches!(c, ':' | '@' | '?' | '!'))
        && words.iter().filter(|w| w.starts_with(char::is_uppercase)).count() * 2 > words.len()
}

fn language(page: &Html) -> Option<String> {
    two_letters(page.root_element().value().attr("lang")?)
}

fn two_letters(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next()?.trim().to_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}
