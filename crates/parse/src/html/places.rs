//! Where pages keep metadata: the selectors and names of `data/metadata.toml`.

use crate::rules::{Loaded, toml_file};
use scraper::{ElementRef, Html, Selector};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    article_types: Vec<String>,
    date: Vec<String>,
    author: Vec<String>,
    title: Vec<String>,
    publisher: Vec<String>,
    url: Vec<String>,
    author_elements: Vec<String>,
    date_elements: Vec<String>,
    headline_elements: Vec<String>,
    caption_elements: Vec<String>,
    notice_elements: Vec<String>,
    apart_names: Vec<String>,
    lead_names: Vec<String>,
}

/// The names and compiled selectors.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) article_types: Vec<String>,
    pub(super) date: Vec<String>,
    pub(super) author: Vec<String>,
    pub(super) title: Vec<String>,
    pub(super) publisher: Vec<String>,
    pub(super) url: Vec<String>,
    pub(super) apart_names: Vec<String>,
    pub(super) lead_names: Vec<String>,
    author_elements: Vec<Selector>,
    date_elements: Vec<Selector>,
    headline_elements: Vec<Selector>,
    caption_elements: Vec<Selector>,
    notice_elements: Vec<Selector>,
    meta: Vec<Selector>,
    json_ld: Vec<Selector>,
    title_element: Vec<Selector>,
    canonical: Vec<Selector>,
    paragraph: Vec<Selector>,
}

fn load() -> Loaded<Places> {
    let file: File = toml_file("metadata.toml", include_str!("../../data/metadata.toml"))?;
    let of =
        |list: &[String]| list.iter().filter_map(|s| Selector::parse(s).ok()).collect::<Vec<_>>();
    let one = |css: &str| Selector::parse(css).into_iter().collect::<Vec<_>>();
    Ok(Places {
        author_elements: of(&file.author_elements),
        date_elements: of(&file.date_elements),
        headline_elements: of(&file.headline_elements),
        caption_elements: of(&file.caption_elements),
        notice_elements: of(&file.notice_elements),
        meta: one("meta[content]"),
        json_ld: one("script[type*='ld+json']"),
        title_element: one("title"),
        canonical: one("link[rel~=canonical]"),
        paragraph: one("p"),
        article_types: file.article_types,
        date: file.date,
        author: file.author,
        title: file.title,
        publisher: file.publisher,
        url: file.url,
        apart_names: file.apart_names,
        lead_names: file.lead_names,
    })
}

pub(super) static PLACES: LazyLock<Places> = LazyLock::new(|| load().unwrap_or_default());

impl Places {
    pub(super) fn paragraphs<'p>(&'p self, page: &'p Html) -> impl Iterator<Item = ElementRef<'p>> {
        each(&self.paragraph, page)
    }

    pub(super) fn notices<'p>(&'p self, page: &'p Html) -> impl Iterator<Item = ElementRef<'p>> {
        each(&self.notice_elements, page)
    }

    pub(super) fn captions<'p>(&'p self, page: &'p Html) -> impl Iterator<Item = ElementRef<'p>> {
        each(&self.caption_elements, page)
    }

    pub(super) fn authors<'p>(
        &'p self,
        page: &'p Html,
    ) -> impl Iterator<Item = Vec<ElementRef<'p>>> {
        self.author_elements.iter().map(|s| page.select(s).collect())
    }

    pub(super) fn dates<'p>(&'p self, page: &'p Html) -> impl Iterator<Item = ElementRef<'p>> {
        each(&self.date_elements, page)
    }

    pub(super) fn headlines<'p>(&'p self, page: &'p Html) -> impl Iterator<Item = ElementRef<'p>> {
        each(&self.headline_elements, page)
    }

    pub(super) fn metas<'p>(&'p self, page: &'p Html) -> impl Iterator<Item = ElementRef<'p>> {
        each(&self.meta, page)
    }

    pub(super) fn json_ld<'p>(&'p self, page: &'p Html) -> impl Iterator<Item = ElementRef<'p>> {
        each(&self.json_ld, page)
    }

    pub(super) fn title_element<'p>(&'p self, page: &'p Html) -> Option<ElementRef<'p>> {
        each(&self.title_element, page).next()
    }

    pub(super) fn canonical<'p>(&'p self, page: &'p Html) -> Option<&'p str> {
        each(&self.canonical, page).find_map(|e| e.value().attr("href"))
    }
}

/// What each selector in turn finds.
fn each<'p>(selectors: &'p [Selector], page: &'p Html) -> impl Iterator<Item = ElementRef<'p>> {
    selectors.iter().flat_map(|selector| page.select(selector))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_load_and_every_selector_parses() {
        let places = load().unwrap();
        let file: File =
            toml_file("metadata.toml", include_str!("../../data/metadata.toml")).unwrap();
        assert_eq!(places.author_elements.len(), file.author_elements.len());
        assert_eq!(places.date_elements.len(), file.date_elements.len());
        assert_eq!(places.headline_elements.len(), file.headline_elements.len());
        assert_eq!(places.caption_elements.len(), file.caption_elements.len());
        assert_eq!(places.notice_elements.len(), file.notice_elements.len());
    }
}
