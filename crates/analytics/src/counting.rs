//! What of the `events` table is counted, and on which day.

use crate::corpus::{day_of, ensure, text, texts};
use crate::parties::Parties;
use crate::units::Units;
use detente_model::{EventType, Status, Table};
use polars::prelude::*;
use polars_arrow::array::{PrimitiveArray, Utf8ViewArray};

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
    wanted: Vec<&'static str>,
    undated: Undated,
    copies: PlHashSet<&'t str>,
    /// Empty where every event has a date of its own.
    published: PlHashMap<&'t str, i32>,
    /// For each row, its story; empty where stories are not counted.
    stories: Vec<u32>,
}

const NO_STORY: u32 = u32::MAX;

/// What was found for the last article: the rows of an article stand together.
#[derive(Default)]
pub(crate) struct LastArticle<'a> {
    id: Option<&'a str>,
    copy: bool,
    published: Option<i32>,
}

impl<'t> CountedEvents<'t> {
    pub(crate) fn of(tables: EventTables<'t>, counting: &Counting) -> PolarsResult<Self> {
        let EventTables { events, articles, stories } = tables;
        ensure(events, Table::Events, &["article_id", "status", "type", "quad", "date_start"])?;
        ensure(articles, Table::Articles, &["article_id", "published", "duplicate_of"])?;
        let date = events.column("date_start")?.date()?.physical().rechunk().into_owned();
        let ids = text(articles, "article_id")?;
        let mut copies = PlHashSet::default();
        if counting.count == Count::Events {
            let of = text(articles, "duplicate_of")?;
            let marked = ids.iter().zip(of.iter()).filter(|(_, of)| of.is_some());
            copies.extend(marked.filter_map(|(id, _)| id));
        }
        let mut published = PlHashMap::default();
        if counting.undated == Undated::Published && date.null_count() > 0 {
            let instants = articles.column("published")?.datetime()?;
            let days = instants.physical().iter().map(|micros| micros.map(day_of));
            let known = ids.iter().zip(days).filter_map(|(id, day)| Some((id?, day?)));
            published.extend(known);
        }
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
            wanted: counting.status.iter().map(|status| status.as_str()).collect(),
            undated: counting.undated,
            copies,
            published,
            stories,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.date.len()
    }

    pub(crate) fn arrays(&self) -> CountedArrays<'_> {
        CountedArrays {
            events: self,
            status: self.status.downcast_as_array(),
            article: self.article.downcast_as_array(),
            event_type: self.event_type.downcast_as_array(),
            quad: self.quad.downcast_as_array(),
            date: self.date.downcast_as_array(),
            needs_article: !self.copies.is_empty() || !self.published.is_empty(),
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
pub(crate) struct CountedArrays<'a> {
    events: &'a CountedEvents<'a>,
    status: &'a Utf8ViewArray,
    article: &'a Utf8ViewArray,
    event_type: &'a Utf8ViewArray,
    quad: &'a PrimitiveArray<i8>,
    date: &'a PrimitiveArray<i32>,
    needs_article: bool,
}

impl<'a> CountedArrays<'a> {
    /// The event of a row, where it is counted.
    #[inline]
    pub(crate) fn event(&self, row: usize, last: &mut LastArticle<'a>) -> Option<CountedEvent> {
        let status = self.status.get(row)?;
        if !self.events.wanted.contains(&status) {
            return None;
        }
        let quad = usize::try_from(self.quad.get(row)?).ok()?.checked_sub(1).filter(|q| *q < 4)?;
        if self.needs_article {
            self.look_up(row, last);
            if last.copy {
                return None;
            }
        }
        let day = match (self.date.get(row), self.events.undated) {
            (None, Undated::Drop) => return None,
            (own, _) => own.or(last.published),
        };
        let event_type = self.event_type.get(row).and_then(number_of_type);
        Some(CountedEvent { row, day, quad, event_type })
    }

    fn look_up(&self, row: usize, last: &mut LastArticle<'a>) {
        let id = self.article.get(row);
        if id == last.id {
            return;
        }
        let (copies, published) = (&self.events.copies, &self.events.published);
        *last = LastArticle {
            id,
            copy: id.is_some_and(|id| copies.contains(id)),
            published: id.and_then(|id| published.get(id)).copied(),
        };
    }
}

fn number_of_type(name: &str) -> Option<u8> {
    EventType::TERMS.iter().position(|term| *term == name).map(|at| at as u8)
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
