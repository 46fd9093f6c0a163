//! Adding up the events of each dyad and period.

use super::DyadOptions;
use crate::corpus::ensure;
use crate::counting::{CountedEvent, CountedEvents, EventTables, LastArticle, PairBuffer, Sides};
use crate::scale::Scaled;
use crate::units::Units;
use detente_model::Table;
use polars::prelude::*;
use polars_arrow::array::PrimitiveArray;
use rayon::prelude::*;
use std::ops::Range;

/// Rows that are added up together. The parts do not depend on the number of threads, so that sums do not either.
const PART: usize = 1 << 20;
/// The period of what has no day: before all others.
pub(super) const NO_PERIOD: i32 = i32::MIN;

/// The events of one dyad and period.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) by_quad: [u32; 4],
    pub(super) by_type: [u32; 16],
    pub(super) goldstein: f64,
    pub(super) scaled: u32,
    pub(super) scale: f64,
}

impl Cell {
    pub(super) fn n(&self) -> u32 {
        self.by_quad.iter().sum()
    }

    fn add(&mut self, other: &Self) {
        self.by_quad.iter_mut().zip(other.by_quad).for_each(|(sum, n)| *sum += n);
        self.by_type.iter_mut().zip(other.by_type).for_each(|(sum, n)| *sum += n);
        self.goldstein += other.goldstein;
        self.scaled += other.scaled;
        self.scale += other.scale;
    }
}

/// A period, a source and a target.
pub(super) type Key = (i32, u32, u32);

/// All cells, by key; units are numbered by alphabet.
pub(super) struct Tally {
    pub(super) units: Vec<String>,
    pub(super) cells: Vec<(Key, Cell)>,
}

#[derive(Default)]
struct Cells {
    places: PlHashMap<Key, u32>,
    cells: Vec<(Key, Cell)>,
}

impl Cells {
    fn at(&mut self, key: Key) -> &mut Cell {
        let next = self.cells.len();
        let place = *self.places.entry(key).or_insert(next as u32) as usize;
        if place == next {
            self.cells.push((key, Cell::default()));
        }
        &mut self.cells[place].1
    }
}

struct Adder<'a> {
    options: &'a DyadOptions,
    sides: &'a Sides,
    goldstein: &'a PrimitiveArray<f32>,
    scaled: Option<&'a Scaled<'a>>,
    units: Units<'a>,
    cells: Cells,
    buffer: PairBuffer,
    last_period: Option<(i32, i32)>,
}

impl<'a> Adder<'a> {
    fn period(&mut self, day: Option<i32>) -> i32 {
        let Some(day) = day else { return NO_PERIOD };
        match self.last_period {
            Some((last, period)) if last == day => period,
            _ => {
                let period = self.options.every.start(day).unwrap_or(NO_PERIOD);
                self.last_period = Some((day, period));
                period
            }
        }
    }

    /// Adds an event to the cells of those pairs for which `counts` says so.
    fn add(&mut self, event: CountedEvent, mut counts: impl FnMut((u32, u32)) -> bool) {
        let period = self.period(event.day);
        let goldstein = f64::from(self.goldstein.get(event.row).unwrap_or_default());
        let value = self.scaled.map(|scaled| scaled.value(event.row));
        self.sides.pairs(event.row, &mut self.units, self.options.directed, &mut self.buffer);
        for &pair in &self.buffer.pairs {
            if !counts(pair) {
                continue;
            }
            let cell = self.cells.at((period, pair.0, pair.1));
            cell.by_quad[event.quad] += 1;
            if let Some(event_type) = event.event_type {
                cell.by_type[usize::from(event_type)] += 1;
            }
            cell.goldstein += goldstein;
            if let Some(value) = value.unwrap_or(Some(goldstein)) {
                cell.scaled += 1;
                cell.scale += value;
            }
        }
    }
}

pub(super) fn tally(tables: EventTables<'_>, options: &DyadOptions) -> PolarsResult<Tally> {
    let counted = CountedEvents::of(tables, &options.counting)?;
    let sides = Sides::of(tables.events)?;
    ensure(tables.events, Table::Events, &["goldstein"])?;
    let goldstein = tables.events.column("goldstein")?.f32()?.rechunk().into_owned();
    let scaled =
        options.scale.as_ref().map(|scale| Scaled::of(tables.events, scale)).transpose()?;
    let adder = || Adder {
        options,
        sides: &sides,
        goldstein: goldstein.downcast_as_array(),
        scaled: scaled.as_ref(),
        units: Units::new(options.by, options.cow.as_ref()),
        cells: Cells::default(),
        buffer: PairBuffer::default(),
        last_period: None,
    };
    if options.one_a_day || counted.counts_stories() {
        return Ok(joined(vec![each_once(&counted, options, adder())], options.directed));
    }
    let starts: Vec<usize> = (0..counted.len()).step_by(PART).collect();
    let parts = starts.into_par_iter().map(|start| {
        let rows = start..(start + PART).min(counted.len());
        all(&counted, rows, adder())
    });
    Ok(joined(parts.collect(), options.directed))
}

fn all<'a>(counted: &CountedEvents, rows: Range<usize>, mut adder: Adder<'a>) -> Adder<'a> {
    let (arrays, mut last) = (counted.arrays(), LastArticle::default());
    for row in rows {
        if let Some(event) = arrays.event(row, &mut last) {
            adder.add(event, |_| true);
        }
    }
    adder
}

/// One event of a type and dyad for each story, or for each day, or both.
fn each_once<'a>(
    counted: &CountedEvents,
    options: &DyadOptions,
    mut adder: Adder<'a>,
) -> Adder<'a> {
    let mut told = PlHashSet::default();
    let mut days = PlHashSet::default();
    for event in counted.by_day() {
        let story = counted.story(event.row);
        adder.add(event, |pair| {
            let new = story.is_none_or(|story| told.insert((story, event.event_type, pair)));
            let of_day = event.day.filter(|_| options.one_a_day && new);
            new && of_day.is_none_or(|day| days.insert((day, event.event_type, pair)))
        });
    }
    adder
}

fn joined(parts: Vec<Adder<'_>>, directed: bool) -> Tally {
    let names: Vec<Vec<String>> = parts.iter().map(|part| part.units.names()).collect();
    let mut units: Vec<String> = names.iter().flatten().cloned().collect();
    units.sort_unstable();
    units.dedup();
    let rank = |name: &String| units.binary_search(name).unwrap_or_default() as u32;
    let mut whole = Cells::default();
    for (part, names) in parts.into_iter().zip(&names) {
        let ranks: Vec<u32> = names.iter().map(rank).collect();
        for ((period, first, second), cell) in part.cells.cells {
            let (mut source, mut target) = (ranks[first as usize], ranks[second as usize]);
            if !directed && target < source {
                std::mem::swap(&mut source, &mut target);
            }
            whole.at((period, source, target)).add(&cell);
        }
    }
    let mut cells = whole.cells;
    cells.sort_unstable_by_key(|(key, _)| *key);
    Tally { units, cells }
}
