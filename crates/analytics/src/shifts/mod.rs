//! Shifts: what changed between two periods, with its uncertainty.

mod rates;

use crate::columns::Columns;
use crate::corpus::{day_of, ensure};
use crate::counting::{
    Count, CountedEvents, Counting, EventTables, PairBuffer, Sides, UnknownChoice,
};
use crate::schema::SHIFTS;
use crate::units::{By, Units};
use detente_model::{EventType, Table};
use polars::prelude::*;
use rates::{Comparison, adjusted, compare};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

const QUADS: [&str; 4] =
    ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/// What is counted for each pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftOf {
    /// All events.
    All,
    /// The four quad classes.
    Quad,
    /// The types of PLOVER.
    Type,
}

/// What rates are rates of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// Days of the period.
    Day,
    /// Articles published in the period: where more news was read, more events are found.
    Article,
}

impl std::str::FromStr for ShiftOf {
    type Err = UnknownChoice;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "all" => Ok(Self::All),
            "quad" => Ok(Self::Quad),
            "type" => Ok(Self::Type),
            _ => Err(UnknownChoice {
                option: "of",
                name: name.to_owned(),
                known: "all, quad or type",
            }),
        }
    }
}

impl std::str::FromStr for Per {
    type Err = UnknownChoice;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "day" => Ok(Self::Day),
            "article" => Ok(Self::Article),
            _ => {
                Err(UnknownChoice { option: "per", name: name.to_owned(), known: "day or article" })
            }
        }
    }
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ShiftOptions {
    /// The first period, its first and last day since 1970.
    pub before: RangeInclusive<i32>,
    /// The second period.
    pub after: RangeInclusive<i32>,
    /// The unit.
    pub by: By,
    /// What is counted for each pair.
    pub of: ShiftOf,
    /// What rates are rates of.
    pub per: Per,
    /// Whether who acts and who is acted on are told apart.
    pub directed: bool,
    /// Which events are counted.
    pub counting: Counting,
    /// How sure the intervals are, between 0 and 1.
    pub confidence: f64,
}

/// Periods that cannot be compared, or tables that cannot be counted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShiftError {
    /// A period that ends before it starts.
    #[error("the period {0} ends before it starts")]
    Reversed(&'static str),
    /// Periods with days in common.
    #[error("the two periods have days in common: counts of the same events cannot be compared")]
    Overlap,
    /// A confidence that is none.
    #[error("a confidence of {0} is not between 0 and 1")]
    Confidence(f64),
    /// No articles to divide by.
    #[error("no article was published in the period {0}: take rates per day")]
    NoArticles(&'static str),
    /// A column that is missing or of another type.
    #[error(transparent)]
    Frame(#[from] PolarsError),
}

/// Compares the counts of each pair in two periods.
///
/// Counts are taken for Poisson: given both, the second is binomial with the share of its period's days or articles. The
/// interval of the ratio is that of Clopper and Pearson for this share, and `p` twice the smaller tail (Przyborowski and
/// Wilenski 1940, <https://doi.org/10.1093/biomet/31.3-4.313>). `q` is `p` after Benjamini and Hochberg 1995
/// (<https://doi.org/10.1111/j.2517-6161.1995.tb02031.x>) over all rows. Events come in clusters, so that intervals are too
/// narrow where one affair fills a period. Pairs and types that occur in neither period have no row. Sorted by `p`, source, target
/// and `of`.
///
/// # Errors
/// When the periods cannot be compared, or a column that is needed is missing or of another type.
pub fn shifts(tables: EventTables<'_>, options: &ShiftOptions) -> Result<DataFrame, ShiftError> {
    for (name, period) in [("before", &options.before), ("after", &options.after)] {
        if period.is_empty() {
            return Err(ShiftError::Reversed(name));
        }
    }
    let (before, after) = (&options.before, &options.after);
    if before.start() <= after.end() && after.start() <= before.end() {
        return Err(ShiftError::Overlap);
    }
    if !(options.confidence > 0.0 && options.confidence < 1.0) {
        return Err(ShiftError::Confidence(options.confidence));
    }
    let exposures = exposures(tables, options)?;
    let counts = count(tables, options)?;
    let confidence = options.confidence;
    let compared: Vec<Comparison> = counts
        .values()
        .map(|[before, after]| compare([*before, *after], exposures, confidence))
        .collect();
    let adjusted = adjusted(&compared.iter().map(|c| c.p).collect::<Vec<_>>());
    let mut rows: Vec<_> = counts.iter().zip(compared).zip(adjusted).collect();
    // Of equal p, in the order of the keys, in which they are.
    rows.sort_by(|a, b| a.0.1.p.total_cmp(&b.0.1.p));
    let counts = |at: usize| rows.iter().map(move |((row, _), _)| row.1[at]);
    let rate = |at: usize| counts(at).map(move |n| Some(n as f64 / exposures[at]));
    Ok(Columns::default()
        .text("source", rows.iter().map(|((row, _), _)| row.0.0.as_str()))
        .text("target", rows.iter().map(|((row, _), _)| row.0.1.as_str()))
        .text("of", rows.iter().map(|((row, _), _)| row.0.2))
        .count("n_before", counts(0))
        .count("n_after", counts(1))
        .real("rate_before", rate(0))
        .real("rate_after", rate(1))
        .real("ratio", rows.iter().map(|((_, c), _)| c.ratio))
        .real("low", rows.iter().map(|((_, c), _)| Some(c.low)))
        .real("high", rows.iter().map(|((_, c), _)| c.high))
        .real("p", rows.iter().map(|((_, c), _)| Some(c.p)))
        .real("q", rows.iter().map(|(_, q)| Some(*q)))
        .finish(SHIFTS)?)
}

fn exposures(tables: EventTables<'_>, options: &ShiftOptions) -> Result<[f64; 2], ShiftError> {
    let periods = [("before", &options.before), ("after", &options.after)];
    if options.per == Per::Day {
        return Ok(periods.map(|(_, days)| f64::from(days.end() - days.start() + 1)));
    }
    let articles = tables.articles;
    ensure(articles, Table::Articles, &["article_id", "published", "duplicate_of"])?;
    let published = articles.column("published")?.datetime().map_err(ShiftError::Frame)?;
    let copies = articles.column("duplicate_of")?.str().map_err(ShiftError::Frame)?;
    let counts_copies = options.counting.count != Count::Events;
    let mut exposures = [0.0; 2];
    for (day, copy) in published.physical().iter().zip(copies.iter()) {
        let Some(day) = day.map(day_of).filter(|_| counts_copies || copy.is_none()) else {
            continue;
        };
        for (sum, (_, days)) in exposures.iter_mut().zip(periods) {
            *sum += f64::from(u8::from(days.contains(&day)));
        }
    }
    for (sum, (name, _)) in exposures.iter().zip(periods) {
        if *sum == 0.0 {
            return Err(ShiftError::NoArticles(name));
        }
    }
    Ok(exposures)
}

type Counts = BTreeMap<(String, String, &'static str), [i64; 2]>;

fn count(tables: EventTables<'_>, options: &ShiftOptions) -> PolarsResult<Counts> {
    let counted = CountedEvents::of(tables, &options.counting)?;
    let sides = Sides::of(tables.events)?;
    let mut units = Units::new(options.by, None);
    let (mut buffer, mut told) = (PairBuffer::default(), PlHashSet::default());
    let mut counts = BTreeMap::<_, [i64; 2]>::new();
    for event in counted.by_day() {
        let of = match options.of {
            ShiftOf::All => Some("all"),
            ShiftOf::Quad => Some(QUADS[event.quad]),
            ShiftOf::Type => event.event_type.map(|at| EventType::TERMS[usize::from(at)]),
        };
        let (Some(of), Some(day)) = (of, event.day) else { continue };
        let story = counted.story(event.row);
        sides.pairs(event.row, &mut units, options.directed, &mut buffer);
        for &pair in &buffer.pairs {
            // A story is told on the day of its earliest report, whether that lies in a period or not.
            if story.is_some_and(|story| !told.insert((story, event.event_type, pair))) {
                continue;
            }
            for (at, period) in [&options.before, &options.after].into_iter().enumerate() {
                if period.contains(&day) {
                    counts.entry((pair, of)).or_default()[at] += 1;
                }
            }
        }
    }
    let names = units.names();
    let named = counts.into_iter().map(|(((a, b), of), n)| {
        let (a, b) = (&names[a as usize], &names[b as usize]);
        let (a, b) = if !options.directed && b < a { (b, a) } else { (a, b) };
        ((a.clone(), b.clone(), of), n)
    });
    Ok(named.collect())
}
