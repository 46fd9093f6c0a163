//! Stances: who backs or opposes whom, and when that changed.

mod changes;

use crate::columns::Columns;
use crate::corpus::{ensure, texts};
use crate::counting::{CountedEvents, Counting, EventTables, PairBuffer, Sides};
use crate::schema::STANCES;
use crate::units::{By, Units};
use changes::Days;
use detente_model::{EventType, Table};
use polars::prelude::*;
use std::collections::BTreeMap;

/// Types that take no side: one asks and one talks with friend and foe.
const NO_SIDE: [&str; 2] = ["CONSULT", "REQUEST"];
/// The quad classes, from 0, that are cooperation.
const COOPERATION: std::ops::Range<usize> = 0..2;

/// How stances are taken from events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StanceOptions {
    /// The unit.
    pub by: By,
    /// Which events are counted.
    pub counting: Counting,
    /// The events that a score takes.
    pub least: usize,
    /// The events that it takes to look for changes.
    pub least_for_changes: usize,
}

impl Default for StanceOptions {
    /// By country; 3 events for a score, 10 for changes.
    fn default() -> Self {
        let counting = Counting::default();
        Self { by: By::Country, counting, least: 3, least_for_changes: 10 }
    }
}

/// Whether `source` backs or opposes `target`, from the events of the two.
///
/// An event of cooperation backs, one of conflict opposes; CONSULT and REQUEST take no side and are left out. The score is
/// the difference of the two counts divided by their sum. Changes are those that the optimal segmentation of the events
/// by day has: each segment a binomial with a share of its own, 3 ln n for each change and three events a segment at least
/// (PELT: Killick, Fearnhead and Eckley 2012, <https://doi.org/10.1080/01621459.2012.737745>; the penalty is that of
/// Zhang and Siegmund 2007, <https://doi.org/10.1111/j.1541-0420.2006.00662.x>, without its term on the lengths). Events
/// without a day count for the score alone. Sorted by source and target.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn stances(tables: EventTables<'_>, options: &StanceOptions) -> PolarsResult<DataFrame> {
    let counted = CountedEvents::of(tables, &options.counting)?;
    let sides = Sides::of(tables.events)?;
    ensure(tables.events, Table::Events, &["event_id"])?;
    let ids = texts(tables.events, "event_id")?;
    let mut units = Units::new(options.by, None);
    let (mut buffer, mut told) = (PairBuffer::default(), PlHashSet::default());
    let mut stances: BTreeMap<(u32, u32), Stance<'_>> = BTreeMap::new();
    for event in counted.by_day() {
        let event_type = event.event_type.map(|at| EventType::TERMS[usize::from(at)]);
        if event_type.is_none_or(|name| NO_SIDE.contains(&name)) {
            continue;
        }
        let story = counted.story(event.row);
        sides.pairs(event.row, &mut units, true, &mut buffer);
        for &pair in &buffer.pairs {
            if story.is_some_and(|story| !told.insert((story, event.event_type, pair))) {
                continue;
            }
            let backs = COOPERATION.contains(&event.quad);
            stances.entry(pair).or_default().add(event.day, backs, ids.get(event.row));
        }
    }
    let names = units.names();
    let named = |(a, b): (u32, u32)| (names[a as usize].as_str(), names[b as usize].as_str());
    let mut rows: Vec<_> = stances.iter().map(|(pair, stance)| (named(*pair), stance)).collect();
    rows.sort_by_key(|(pair, _)| *pair);
    frame(&rows, options)
}

#[derive(Default)]
struct Stance<'a> {
    /// Those with a day.
    days: Days,
    backing: i64,
    opposing: i64,
    ids: Vec<&'a str>,
}

impl<'a> Stance<'a> {
    fn add(&mut self, day: Option<i32>, backs: bool, id: Option<&'a str>) {
        self.backing += i64::from(backs);
        self.opposing += i64::from(!backs);
        self.ids.extend(id);
        if let Some(day) = day {
            self.days.push(day, backs);
        }
    }

    fn n(&self) -> i64 {
        self.backing + self.opposing
    }

    fn score(&self) -> f64 {
        (self.backing - self.opposing) as f64 / self.n() as f64
    }
}

fn frame(rows: &[((&str, &str), &Stance<'_>)], options: &StanceOptions) -> PolarsResult<DataFrame> {
    let stances = || rows.iter().map(|(_, stance)| *stance);
    let segments: Vec<_> = stances()
        .map(|stance| match stance.days.n() >= options.least_for_changes.max(1) {
            true => stance.days.segments(),
            false => Vec::new(),
        })
        .collect();
    let enough = |stance: &Stance<'_>| stance.n() as usize >= options.least;
    let score = |stance: &Stance<'_>| enough(stance).then(|| stance.score());
    Columns::default()
        .text("source", rows.iter().map(|(pair, _)| pair.0))
        .text("target", rows.iter().map(|(pair, _)| pair.1))
        .count("n", stances().map(Stance::n))
        .count("n_backing", stances().map(|stance| stance.backing))
        .count("n_opposing", stances().map(|stance| stance.opposing))
        .real("score", stances().map(score))
        .day("first", stances().map(|stance| stance.days.first()))
        .day("last", stances().map(|stance| stance.days.last()))
        .days("changes", segments.iter().map(|s| s.iter().skip(1).map(|s| s.from).collect()))?
        .reals("scores", segments.iter().map(|s| s.iter().map(|s| s.score).collect()))?
        .texts("event_ids", stances().map(|stance| stance.ids.clone()))?
        .finish(STANCES)
}
