//! What counting asks of the articles of events.

use crate::corpus::{day_of, text, texts};
use polars::prelude::*;
use std::ops::Range;
use std::sync::OnceLock;

/// So many articles may lie between those of two events that follow one another, of which none has events.
const AHEAD: usize = 8;
/// So far from where it is expected may the article of the first row of a part be.
const NEAR: usize = 1 << 12;

/// Whether an article is a copy, and the day since 1970 on which it was published, where these are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CountedArticle {
    pub(crate) copy: bool,
    pub(crate) published: Option<i32>,
}

/// The articles of a table. Events mostly stand in their order, so that each article is found after the last.
pub(crate) struct CountedArticles<'t> {
    by_name: &'t StringChunked,
    ids: StringChunked,
    facts: Vec<CountedArticle>,
    places: OnceLock<PlHashMap<&'t str, usize>>,
}

impl<'t> CountedArticles<'t> {
    /// None where neither is asked for, or there is nothing to know.
    pub(crate) fn of(
        articles: &'t DataFrame,
        days: bool,
        copies: bool,
    ) -> PolarsResult<Option<Self>> {
        let of = text(articles, "duplicate_of")?;
        let copies = copies && of.null_count() < of.len();
        if !days && !copies {
            return Ok(None);
        }
        let published = articles.column("published")?.datetime()?;
        let facts = of.iter().zip(published.physical().iter()).map(|(of, micros)| CountedArticle {
            copy: copies && of.is_some(),
            published: micros.map(day_of).filter(|_| days),
        });
        let (by_name, ids) = (text(articles, "article_id")?, texts(articles, "article_id")?);
        Ok(Some(Self { by_name, ids, facts: facts.collect(), places: OnceLock::new() }))
    }

    pub(crate) fn get(&self, place: usize) -> CountedArticle {
        self.facts[place]
    }

    /// The place of the article after `last`.
    pub(crate) fn after(&self, last: usize, id: &str) -> Option<usize> {
        self.among(last..last + AHEAD, id).or_else(|| self.anywhere(id))
    }

    /// The place of an article that is expected after this share of all.
    pub(crate) fn around(&self, share: f64, id: &str) -> Option<usize> {
        let expected = (share * self.facts.len() as f64) as usize;
        let near = self.among(expected.saturating_sub(NEAR)..expected + NEAR, id);
        near.or_else(|| self.anywhere(id))
    }

    fn among(&self, mut places: Range<usize>, id: &str) -> Option<usize> {
        let ids = self.ids.downcast_as_array();
        places.end = places.end.min(ids.len());
        places.find(|place| ids.get(*place) == Some(id))
    }

    fn anywhere(&self, id: &str) -> Option<usize> {
        let places = || {
            let mut places = PlHashMap::with_capacity(self.facts.len());
            let known = self.by_name.iter().enumerate();
            places.extend(known.filter_map(|(place, id)| Some((id?, place))));
            places
        };
        self.places.get_or_init(places).get(id).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_found_in_their_order_and_out_of_it() {
        let ids: Vec<String> = (0..20_000).map(|n| format!("article-{n:06}")).collect();
        let copy = |n: usize| n.is_multiple_of(3).then_some("article-000001");
        let published: Vec<Option<i64>> = (0..20_000).map(|n| Some(n * 86_400_000_000)).collect();
        let published = Int64Chunked::from_slice_options("published".into(), &published)
            .into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC));
        let articles = DataFrame::new_infer_height(vec![
            Column::new("article_id".into(), &ids),
            Column::new("duplicate_of".into(), (0..20_000).map(copy).collect::<Vec<_>>()),
            published.into_column(),
        ])
        .unwrap();
        assert!(CountedArticles::of(&articles, false, false).unwrap().is_none());
        let known = CountedArticles::of(&articles, true, true).unwrap().unwrap();
        assert_eq!(known.around(0.5, &ids[10_003]), Some(10_003));
        assert_eq!(known.after(10_003, &ids[10_006]), Some(10_006));
        assert!(known.places.get().is_none());
        for far in [0, 9_000, 19_999] {
            assert_eq!(known.after(10_003, &ids[far]), Some(far));
        }
        assert_eq!(known.around(0.5, "article-x"), None);
        assert_eq!((known.get(6).copy, known.get(6).published), (true, Some(6)));
        assert_eq!((known.get(7).copy, known.get(7).published), (false, Some(7)));
        let days_alone = CountedArticles::of(&articles, true, false).unwrap().unwrap();
        assert!(!days_alone.get(6).copy);
    }
}
