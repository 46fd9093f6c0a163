//! Events by period and type.

use crate::columns::Columns;
use crate::corpus::ensure;
use crate::counting::{CountedEvent, CountedEvents, Counting, EventTables, UnknownChoice};
use crate::period::Every;
use crate::schema::TIMELINE;
use detente_model::{EventType, Table};
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const QUADS: [&str; 4] =
    ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/// What a timeline has a row for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineBy {
    /// Each type of PLOVER.
    Type,
    /// Each of the four quad classes.
    Quad,
}

impl std::str::FromStr for TimelineBy {
    type Err = UnknownChoice;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "type" => Ok(Self::Type),
            "quad" => Ok(Self::Quad),
            _ => Err(UnknownChoice { option: "by", name: name.to_owned(), known: "type or quad" }),
        }
    }
}

/// Counts events by period and type or quad class, whoever takes part. A story counts once, on the day of its earliest
/// report. Balanced, each type or class that occurs has a row in every period from the first to the last. Sorted by
/// period, quad class and type.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn timeline(
    tables: EventTables<'_>,
    every: Every,
    by: TimelineBy,
    balanced: bool,
    counting: &Counting,
) -> PolarsResult<DataFrame> {
    let counted = CountedEvents::of(tables, counting)?;
    ensure(tables.events, Table::Events, &["goldstein"])?;
    let goldstein = tables.events.column("goldstein")?.f32()?.rechunk().into_owned();
    let mut told = PlHashSet::default();
    let mut cells = BTreeMap::<_, (i64, f64)>::new();
    for event in counted.by_day() {
        if counted.story(event.row).is_some_and(|s| !told.insert((s, event.event_type))) {
            continue;
        }
        let period = event.day.and_then(|day| every.start(day));
        let cell = cells.entry((period, group(&event, by))).or_default();
        cell.0 += 1;
        cell.1 += f64::from(goldstein.downcast_as_array().get(event.row).unwrap_or_default());
    }
    let mut totals = BTreeMap::<_, i64>::new();
    for ((period, _), (n, _)) in &cells {
        *totals.entry(*period).or_default() += n;
    }
    if balanced {
        fill(&mut cells, every);
    }
    let mean = |(n, sum): &(i64, f64)| (*n > 0).then(|| sum / *n as f64);
    let share = |((period, _), (n, _)): (&(Option<i32>, Group), &(i64, f64))| {
        totals.get(period).map(|total| *n as f64 / *total as f64)
    };
    Columns::default()
        .day("period", cells.keys().map(|(period, _)| *period))
        .text("quad", cells.keys().map(|(_, group)| QUADS[group.0]))
        .text_or_null("type", cells.keys().map(|(_, group)| name(*group)))
        .count("n_events", cells.values().map(|cell| cell.0))
        .real("share", cells.iter().map(share))
        .real("goldstein_mean", cells.values().map(mean))
        .finish(TIMELINE)
}

/// The quad class, and the type where types are counted.
type Group = (usize, Option<u8>);

fn group(event: &CountedEvent, by: TimelineBy) -> Group {
    (event.quad, event.event_type.filter(|_| by == TimelineBy::Type))
}

fn name((_, event_type): Group) -> Option<&'static str> {
    EventType::TERMS.get(usize::from(event_type?)).copied()
}

fn fill(cells: &mut BTreeMap<(Option<i32>, Group), (i64, f64)>, every: Every) {
    let groups: BTreeSet<Group> = cells.keys().map(|(_, group)| *group).collect();
    let periods: BTreeSet<i32> = cells.keys().filter_map(|(period, _)| *period).collect();
    let Some(last) = periods.last().copied() else { return };
    let next = |period: &i32| every.next(*period).filter(|next| *next <= last);
    for period in std::iter::successors(periods.first().copied(), next) {
        for group in &groups {
            cells.entry((Some(period), *group)).or_default();
        }
    }
}
