//! What of the `events` table is counted, and on which day.

use crate::corpus::{ensure, texts};
use crate::counted_articles::{CountedArticle, CountedArticles};
use crate::parties::Parties;
use crate::units::Units;
use detente_model::{EventType, Status, Table};
use polars::prelude::*;
use polars_arrow::array::{Array, PrimitiveArray, Utf8ViewArray, View};

/// What counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// A row of `events`; those of articles that are copies of others are left out.
    Events,
    /// A [story](crate::stories()): all its reports are one event of a type and a dyad, on the day of the earliest.
    Stories,
    /// A row of `events`, in copies too.
    Reports,
}

/// What day an event has whose text gives none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undated {
    /// The day (UTC) on which its article was published; none where that is unknown as well.
    Published,
    /// It is left out.
    Drop,
}

/// A name that an option does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{option} is not `{name}`, but {known}")]
pub struct UnknownChoice {
    /// The option.
    pub option: &'static str,
    /// The name.
    pub name: String,
    /// Those that it knows.
    pub known: &'static str,
}

impl std::str::FromStr for Count {
    type Err = UnknownChoice;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "events" => Ok(Self::Events),
            "stories" => Ok(Self::Stories),
            "reports" => Ok(Self::Reports),
            _ => Err(UnknownChoice {
                option: "count",
                name: name.to_owned(),
                known: "events, stories or reports",
            }),
        }
    }
}

impl std::str::FromStr for Undated {
    type Err = UnknownChoice;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "published" => Ok(Self::Published),
            "drop" => Ok(Self::Drop),
            _ => Err(UnknownChoice {
                option: "undated",
                name: name.to_owned(),
                known: "published or drop",
            }),
        }
    }
}

/// Which events are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    /// Events of other statuses are not counted.
    pub status: Vec<Status>,
    /// What counts as one.
    pub count: Count,
    /// What day an event without a date has.
    pub undated: Undated,
}

impl Default for Counting {
    /// What happened, copies left out, by day of publication where no other is known.
    fn default() -> Self {
        Self { status: vec![Status::Actual], count: Count::Events, undated: Undated::Published }
    }
}

/// The tables from which events are counted.
#[derive(Debug, Clone, Copy)]
pub struct EventTables<'a> {
    /// The `events` table, perhaps filtered.
    pub events: &'a DataFrame,
    /// The `articles` table.
    pub articles: &'a DataFrame,
    /// What [`stories`](crate::stories()) made of them; made anew where stories are counted and there is none.
    pub stories: Option<&'a DataFrame>,
}

/// An event that is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CountedEvent {
    pub(crate) row: usize,
    /// Days since 1970.
    pub(crate) day: Option<i32>,
    /// The quad class, from 0.
    pub(crate) quad: usize,
    /// The place of its type in [`EventType::TERMS`].
    pub(crate) event_type: Option<u8>,
}

/// The columns that tell which events are counted.
pub(crate) struct CountedEvents<'t> {
    status: StringChunked,
    article: StringChunked,
    event_type: StringChunked,
    quad: Int8Chunked,
    date: Int32Chunked,
    wanted: Vec<Short>,
    undated: Undated,
    articles: Option<CountedArticles<'t>>,
    /// For each row, its story; empty where stories are not counted.
    stories: Vec<u32>,
}

const NO_STORY: u32 = u32::MAX;

/// What was found for the last article: the rows of an article stand together.
#[derive(Default)]
pub(crate) struct LastArticle<'a> {
    id: Option<&'a str>,
    place: Option<usize>,
    known: CountedArticle,
}

impl<'t> CountedEvents<'t> {
    pub(crate) fn of(tables: EventTables<'t>, counting: &Counting) -> PolarsResult<Self> {
        let EventTables { events, articles, stories } = tables;
        ensure(events, Table::Events, &["article_id", "status", "type", "quad", "date_start"])?;
        ensure(articles, Table::Articles, &["article_id", "published", "duplicate_of"])?;
        let date = events.column("date_start")?.date()?.physical().rechunk().into_owned();
        let needs_day = counting.undated == Undated::Published && date.null_count() > 0;
        let needs_copies = counting.count == Count::Events;
        let stories = match (counting.count, stories) {
            (Count::Stories, Some(stories)) => stories_of(events, stories)?,
            (Count::Stories, None) => stories_of(events, &crate::stories(events, articles)?)?,
            _ => Vec::new(),
        };
        Ok(Self {
            status: texts(events, "status")?,
            article: texts(events, "article_id")?,
            event_type: texts(events, "type")?,
            quad: events.column("quad")?.i8()?.rechunk().into_owned(),
            date,
            wanted: counting.status.iter().map(|status| Short::of(status.as_str())).collect(),
            undated: counting.undated,
            articles: CountedArticles::of(articles, needs_day, needs_copies)?,
            stories,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.date.len()
    }

    pub(crate) fn arrays(&self) -> CountedArrays<'_, 't> {
        CountedArrays {
            events: self,
            status: self.status.downcast_as_array(),
            article: self.article.downcast_as_array(),
            event_type: self.event_type.downcast_as_array(),
            quad: self.quad.downcast_as_array(),
            date: self.date.downcast_as_array(),
            types: EventType::TERMS.iter().map(|name| Short::of(name)).collect(),
        }
    }

    /// All that is counted, by day, those without a day last; reports of one story each, for the caller to fold.
    pub(crate) fn by_day(&self) -> Vec<CountedEvent> {
        let (arrays, mut last) = (self.arrays(), LastArticle::default());
        let mut counted: Vec<_> =
            (0..self.len()).filter_map(|row| arrays.event(row, &mut last)).collect();
        counted.sort_by_key(|event| (event.day.is_none(), event.day));
        counted
    }

    /// The story of a row; `None` where stories are not counted, or it has none.
    pub(crate) fn story(&self, row: usize) -> Option<u32> {
        self.stories.get(row).copied().filter(|story| *story != NO_STORY)
    }

    pub(crate) fn counts_stories(&self) -> bool {
        !self.stories.is_empty()
    }
}

/// [`CountedEvents`], ready to be read row by row.
pub(crate) struct CountedArrays<'a, 't> {
    events: &'a CountedEvents<'t>,
    status: &'a Utf8ViewArray,
    article: &'a Utf8ViewArray,
    event_type: &'a Utf8ViewArray,
    quad: &'a PrimitiveArray<i8>,
    date: &'a PrimitiveArray<i32>,
    types: Vec<Short>,
}

impl<'a> CountedArrays<'a, '_> {
    /// The event of a row, where it is counted.
    #[inline]
    pub(crate) fn event(&self, row: usize, last: &mut LastArticle<'a>) -> Option<CountedEvent> {
        let status = Short::at(self.status, row)?;
        if !self.events.wanted.contains(&status) {
            return None;
        }
        let quad = usize::try_from(self.quad.get(row)?).ok()?.checked_sub(1).filter(|q| *q < 4)?;
        if let Some(articles) = &self.events.articles {
            self.look_up(articles, row, last);
            if last.known.copy {
                return None;
            }
        }
        let day = match (self.date.get(row), self.events.undated) {
            (None, Undated::Drop) => return None,
            (own, _) => own.or(last.known.published),
        };
        let event_type = Short::at(self.event_type, row);
        let event_type = event_type.and_then(|name| self.types.iter().position(|t| *t == name));
        let event_type = event_type.map(|at| at as u8);
        Some(CountedEvent { row, day, quad, event_type })
    }

    #[inline]
    fn look_up(&self, articles: &CountedArticles<'_>, row: usize, last: &mut LastArticle<'a>) {
        let id = self.article.get(row);
        if id == last.id {
            return;
        }
        let share = row as f64 / self.article.len() as f64;
        let place = id.and_then(|id| match last.place {
            Some(place) => articles.after(place, id),
            None => articles.around(share, id),
        });
        let known = place.map(|place| articles.get(place)).unwrap_or_default();
        *last = LastArticle { id, place: place.or(last.place), known };
    }
}

/// A word of a closed vocabulary as the number that stands for it in a column: words of up to twelve bytes, as all of
/// these are, lie in their views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Short(u128);

impl Short {
    fn of(word: &str) -> Self {
        Self(View::new_inline(word.as_bytes()).as_u128())
    }

    /// The word of a row; a longer one is none of a vocabulary, and equals no other.
    #[inline]
    fn at(words: &Utf8ViewArray, row: usize) -> Option<Self> {
        let valid = words.validity().is_none_or(|valid| valid.get_bit(row));
        valid.then(|| Self(words.views()[row].as_u128()))
    }
}

fn stories_of(events: &DataFrame, stories: &DataFrame) -> PolarsResult<Vec<u32>> {
    polars_ensure!(
        stories.column("event_ids").is_ok(),
        SchemaMismatch: "the table of stories has no column `event_ids`"
    );
    let lists = stories.column("event_ids")?.as_materialized_series().rechunk();
    let lists = lists.list()?.downcast_as_array();
    let all = Series::from_arrow("".into(), lists.values().clone())?;
    let all = all.str()?;
    let mut story_of: PlHashMap<&str, u32> = PlHashMap::default();
    for (story, ends) in lists.offsets().as_slice().windows(2).enumerate() {
        let ids = (ends[0]..ends[1]).filter_map(|at| all.get(at as usize));
        story_of.extend(ids.map(|id| (id, story as u32)));
    }
    let ids = texts(events, "event_id")?;
    let story = |id: Option<&str>| id.and_then(|id| story_of.get(id)).copied();
    Ok(ids.iter().map(|id| story(id).unwrap_or(NO_STORY)).collect())
}

/// The two sides of events, as pairs of units.
pub(crate) struct Sides {
    source: Parties,
    target: Parties,
}

/// Room for the units of one event.
#[derive(Default)]
pub(crate) struct PairBuffer {
    sources: Vec<u32>,
    targets: Vec<u32>,
    pub(crate) pairs: Vec<(u32, u32)>,
}

impl Sides {
    pub(crate) fn of(events: &DataFrame) -> PolarsResult<Self> {
        ensure(events, Table::Events, &["source", "target"])?;
        Ok(Self { source: Parties::of(events, "source")?, target: Parties::of(events, "target")? })
    }

    /// Finds the pairs of a source and a target, each once; without direction, the lower number first.
    #[inline]
    pub(crate) fn pairs<'a>(
        &'a self,
        row: usize,
        units: &mut Units<'a>,
        directed: bool,
        buffer: &mut PairBuffer,
    ) {
        let PairBuffer { sources, targets, pairs } = buffer;
        pairs.clear();
        sources.clear();
        targets.clear();
        sources.extend(self.source.row(row).filter_map(|party| units.number(&party)));
        if sources.is_empty() {
            return;
        }
        targets.extend(self.target.row(row).filter_map(|party| units.number(&party)));
        for &source in &*sources {
            for &target in targets.iter().filter(|target| **target != source) {
                let turn = !directed && target < source;
                pairs.push(if turn { (target, source) } else { (source, target) });
            }
        }
        if pairs.len() > 1 {
            pairs.sort_unstable();
            pairs.dedup();
        }
    }
}
