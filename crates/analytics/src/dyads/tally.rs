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

/// Rows that are read together.
const PART: usize = 1 << 16;
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

    fn add(&mut self, entry: &Entry, value: Option<f64>) {
        self.by_quad[usize::from(entry.quad)] += 1;
        if let Some(count) = self.by_type.get_mut(usize::from(entry.event_type)) {
            *count += 1;
        }
        self.goldstein += f64::from(entry.goldstein);
        if let Some(value) = value {
            self.scaled += 1;
            self.scale += value;
        }
    }
}

/// A period, a source and a target.
pub(super) type Key = (i32, u32, u32);

/// All cells, by key; units are numbered by alphabet.
pub(super) struct Tally {
    pub(super) units: Vec<String>,
    pub(super) cells: Vec<(Key, Cell)>,
}

/// An event of one pair: small, so that many can be sorted.
#[derive(Debug, Clone, Copy)]
struct Entry {
    period: i32,
    source: u32,
    target: u32,
    row: u32,
    goldstein: f32,
    quad: u8,
    event_type: u8,
}

const NO_TYPE: u8 = u8::MAX;

impl Entry {
    const fn key(&self) -> Key {
        (self.period, self.source, self.target)
    }

    /// The order of the keys, then of the rows, as one number.
    fn order(&self) -> u128 {
        // Days before 1970 are before those after.
        let period = u128::from((self.period as u32) ^ (1 << 31));
        let [source, target, row] = [self.source, self.target, self.row].map(u128::from);
        period << 96 | source << 64 | target << 32 | row
    }
}

struct Adder<'a> {
    options: &'a DyadOptions,
    sides: &'a Sides,
    goldstein: &'a PrimitiveArray<f32>,
    units: Units<'a>,
    entries: Vec<Entry>,
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

    /// Adds an event for those pairs for which `counts` says so.
    fn add(&mut self, event: CountedEvent, mut counts: impl FnMut((u32, u32)) -> bool) {
        let period = self.period(event.day);
        let goldstein = self.goldstein.get(event.row).unwrap_or_default();
        self.sides.pairs(event.row, &mut self.units, self.options.directed, &mut self.buffer);
        for &pair in &self.buffer.pairs {
            if counts(pair) {
                self.entries.push(Entry {
                    period,
                    source: pair.0,
                    target: pair.1,
                    row: event.row as u32,
                    goldstein,
                    quad: event.quad as u8,
                    event_type: event.event_type.unwrap_or(NO_TYPE),
                });
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
        units: Units::new(options.by, options.cow.as_ref()),
        entries: Vec::new(),
        buffer: PairBuffer::default(),
        last_period: None,
    };
    if options.one_a_day || counted.counts_stories() {
        let once = vec![each_once(&counted, options, adder())];
        return Ok(joined(once, scaled.as_ref(), options.directed));
    }
    let starts: Vec<usize> = (0..counted.len()).step_by(PART).collect();
    let parts = starts.into_par_iter().map(|start| {
        let rows = start..(start + PART).min(counted.len());
        all(&counted, rows, adder())
    });
    Ok(joined(parts.collect(), scaled.as_ref(), options.directed))
}

fn all<'a>(counted: &CountedEvents<'_>, rows: Range<usize>, mut adder: Adder<'a>) -> Adder<'a> {
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
    counted: &CountedEvents<'_>,
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

fn joined(parts: Vec<Adder<'_>>, scaled: Option<&Scaled<'_>>, directed: bool) -> Tally {
    let names: Vec<Vec<String>> = parts.iter().map(|part| part.units.names()).collect();
    let mut units: Vec<String> = names.iter().flatten().cloned().collect();
    units.sort_unstable();
    units.dedup();
    let rank = |name: &String| units.binary_search(name).unwrap_or_default() as u32;
    let mut entries = Vec::with_capacity(parts.iter().map(|part| part.entries.len()).sum());
    for (part, names) in parts.into_iter().zip(&names) {
        let ranks: Vec<u32> = names.iter().map(rank).collect();
        entries.extend(part.entries.into_iter().map(|mut entry| {
            let (source, target) = (ranks[entry.source as usize], ranks[entry.target as usize]);
            let turned = !directed && target < source;
            (entry.source, entry.target) = if turned { (target, source) } else { (source, target) };
            entry
        }));
    }
    // No two entries are alike in row and pair, so that the order is always the same, and so are sums.
    entries.par_sort_unstable_by_key(Entry::order);
    let mut cells: Vec<(Key, Cell)> = Vec::new();
    for entry in &entries {
        if cells.last().is_none_or(|(key, _)| *key != entry.key()) {
            cells.push((entry.key(), Cell::default()));
        }
        if let Some((_, cell)) = cells.last_mut() {
            let goldstein = Some(f64::from(entry.goldstein));
            cell.add(entry, scaled.map_or(goldstein, |scaled| scaled.value(entry.row as usize)));
        }
    }
    Tally { units, cells }
}
