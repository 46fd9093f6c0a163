//! Adding up the events of each dyad and period.

use super::DyadOptions;
use crate::corpus::ensure;
use crate::counting::{CountedEvent, CountedEvents, EventTables, LastArticle, PairBuffer, Sides};
use crate::period::Every;
use crate::scale::Scaled;
use crate::units::Units;
use detente_model::Table;
use polars::prelude::*;
use polars_arrow::array::PrimitiveArray;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Rows that are read together.
const PART: usize = 1 << 18;
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
    pub(super) const NONE: Self =
        Self { by_quad: [0; 4], by_type: [0; 16], goldstein: 0.0, scaled: 0, scale: 0.0 };

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

/// A source and a target; units are numbered by alphabet.
pub(super) type Pair = (u32, u32);

/// All that was counted.
pub(super) struct Tally {
    pub(super) units: Vec<String>,
    /// By period, those of a period by pair.
    pub(super) periods: Vec<(i32, Vec<(Pair, Cell)>)>,
}

/// An event of one pair: small, so that many can be sorted.
#[derive(Debug, Clone, Copy)]
struct Entry {
    source: u32,
    target: u32,
    row: u32,
    goldstein: f32,
    quad: u8,
    event_type: u8,
}

const NO_TYPE: u8 = u8::MAX;

impl Entry {
    const fn pair(&self) -> Pair {
        (self.source, self.target)
    }

    /// The order of pairs as one number.
    fn order(&self) -> u64 {
        u64::from(self.source) << 32 | u64::from(self.target)
    }
}

/// The entries of some rows, sorted into periods: a panel is added up period by period.
#[derive(Default)]
struct Heaps {
    of_period: PlHashMap<i32, usize>,
    of_day: PlHashMap<Option<i32>, usize>,
    heaps: Vec<Vec<Entry>>,
}

impl Heaps {
    fn on(&mut self, day: Option<i32>, every: Every) -> &mut Vec<Entry> {
        let at = *self.of_day.entry(day).or_insert_with(|| {
            let period = day.and_then(|day| every.start(day)).unwrap_or(NO_PERIOD);
            let next = self.heaps.len();
            let at = *self.of_period.entry(period).or_insert(next);
            if at == next {
                self.heaps.push(Vec::new());
            }
            at
        });
        &mut self.heaps[at]
    }

    fn by_period(self) -> BTreeMap<i32, Vec<Entry>> {
        let mut heaps = self.heaps;
        let of_period = self.of_period.into_iter();
        of_period.map(|(period, at)| (period, std::mem::take(&mut heaps[at]))).collect()
    }
}

struct Adder<'a> {
    options: &'a DyadOptions,
    sides: &'a Sides,
    goldstein: &'a PrimitiveArray<f32>,
    units: Units<'a>,
    heaps: Heaps,
    buffer: PairBuffer,
}

impl<'a> Adder<'a> {
    /// Adds an event for those pairs for which `counts` says so.
    fn add(&mut self, event: CountedEvent, mut counts: impl FnMut(Pair) -> bool) {
        self.sides.pairs(event.row, &mut self.units, self.options.directed, &mut self.buffer);
        if self.buffer.pairs.is_empty() {
            return;
        }
        let goldstein = self.goldstein.get(event.row).unwrap_or_default();
        let heap = self.heaps.on(event.day, self.options.every);
        for &pair in self.buffer.pairs.iter().filter(|pair| counts(**pair)) {
            heap.push(Entry {
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
        heaps: Heaps::default(),
        buffer: PairBuffer::default(),
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

/// Adds up what the parts found, whose rows are in the order of the table: so sums are always the same.
fn joined(parts: Vec<Adder<'_>>, scaled: Option<&Scaled<'_>>, directed: bool) -> Tally {
    let names: Vec<Vec<String>> = parts.iter().map(|part| part.units.names()).collect();
    let mut units: Vec<String> = names.iter().flatten().cloned().collect();
    units.sort_unstable();
    units.dedup();
    let rank = |name: &String| units.binary_search(name).unwrap_or_default() as u32;
    let part = |(part, names): (Adder<'_>, &Vec<String>)| Part {
        ranks: names.iter().map(rank).collect(),
        entries: part.heaps.by_period(),
    };
    let parts: Vec<Part> = parts.into_iter().zip(&names).map(part).collect();
    let periods: BTreeSet<i32> =
        parts.iter().flat_map(|part| part.entries.keys().copied()).collect();
    let periods: Vec<i32> = periods.into_iter().collect();
    let periods = periods.into_par_iter().map(|period| {
        let mut entries = Vec::new();
        for part in &parts {
            part.rank_into(&mut entries, period, directed);
        }
        entries.sort_by_key(Entry::order);
        (period, added(&entries, scaled))
    });
    Tally { periods: periods.collect(), units }
}

/// What was found in some rows.
struct Part {
    /// For each of its units, which it is by alphabet.
    ranks: Vec<u32>,
    entries: BTreeMap<i32, Vec<Entry>>,
}

impl Part {
    fn rank_into(&self, entries: &mut Vec<Entry>, period: i32, directed: bool) {
        let of_period = self.entries.get(&period).map_or(&[][..], Vec::as_slice);
        entries.extend(of_period.iter().map(|entry| {
            let (source, target) =
                (self.ranks[entry.source as usize], self.ranks[entry.target as usize]);
            let turned = !directed && target < source;
            let (source, target) = if turned { (target, source) } else { (source, target) };
            Entry { source, target, ..*entry }
        }));
    }
}

fn added(entries: &[Entry], scaled: Option<&Scaled<'_>>) -> Vec<(Pair, Cell)> {
    let of_pairs = entries.chunk_by(|one, other| one.pair() == other.pair());
    of_pairs
        .map(|entries| {
            let mut cell = Cell::NONE;
            for entry in entries {
                let goldstein = Some(f64::from(entry.goldstein));
                let value = scaled.map_or(goldstein, |scaled| scaled.value(entry.row as usize));
                cell.add(entry, value);
            }
            (entries[0].pair(), cell)
        })
        .collect()
}
