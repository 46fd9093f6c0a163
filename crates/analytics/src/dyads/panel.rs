//! The rows of a panel, and its columns.

use super::tally::{Cell, NO_PERIOD, Pair, Tally};
use super::{DyadError, DyadOptions};
use crate::columns::Columns;
use crate::period::{Every, date_of};
use crate::schema::{COW_DYADS, DYADS, fields};
use chrono::Datelike;
use detente_model::EventType;
use polars::prelude::*;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The most rows of a balanced panel: some 13 GB.
const MOST: u128 = 40_000_000;
/// Rows that are made into columns together, a chunk of each: few enough that their cells stay near the processor.
const BLOCK: usize = 1 << 15;

/// A period, a pair, and what was counted of the two.
type Row<'a> = (i32, Pair, &'a Cell);

/// The panel, made block by block.
pub(super) fn frame(tally: &Tally, options: &DyadOptions) -> Result<DataFrame, DyadError> {
    let blocks: PolarsResult<Vec<DataFrame>> = if options.balanced {
        let (periods, units) = extent(tally, options)?;
        let of_period = |period| block(tally, &balanced(tally, period, &units, options), options);
        periods.into_par_iter().map(of_period).collect()
    } else {
        let rows = tally.periods.iter().flat_map(|(period, cells)| of(*period, cells));
        let rows: Vec<Row<'_>> = rows.collect();
        rows.par_chunks(BLOCK).map(|rows| block(tally, rows, options)).collect()
    };
    let mut panel = block(tally, &[], options)?;
    for block in blocks? {
        panel.vstack_mut_owned(block)?;
    }
    Ok(panel)
}

fn of<'a>(period: i32, cells: &'a [(Pair, Cell)]) -> impl Iterator<Item = Row<'a>> {
    cells.iter().map(move |(pair, cell)| (period, *pair, cell))
}

/// The periods from the first to the last, and the units that occur in them.
fn extent(tally: &Tally, options: &DyadOptions) -> Result<(Vec<i32>, Vec<u32>), DyadError> {
    let dated = || tally.periods.iter().filter(|(period, _)| *period != NO_PERIOD);
    let pairs = dated().flat_map(|(_, cells)| cells).map(|(pair, _)| *pair);
    let units: BTreeSet<u32> = pairs.flat_map(|(source, target)| [source, target]).collect();
    let (first, last) = (dated().next(), dated().next_back());
    let (Some((first, _)), Some((last, _))) = (first, last) else { return Ok((vec![], vec![])) };
    let next = |period: &i32| options.every.next(*period).filter(|next| next <= last);
    let periods: Vec<i32> = std::iter::successors(Some(*first), next).collect();
    let n = units.len() as u128;
    let pairs = if options.directed { n * (n - 1) } else { n * (n - 1) / 2 };
    let rows = pairs * periods.len() as u128;
    if rows > MOST {
        let (units, periods) = (units.len(), periods.len());
        return Err(DyadError::TooManyRows { rows, units, periods, most: MOST });
    }
    Ok((periods, units.into_iter().collect()))
}

/// A row for each pair of `units` in a period.
fn balanced<'a>(
    tally: &'a Tally,
    period: i32,
    units: &[u32],
    options: &DyadOptions,
) -> Vec<Row<'a>> {
    let counted = tally.periods.binary_search_by_key(&period, |(period, _)| *period);
    let cells = counted.map_or(&[][..], |at| &tally.periods[at].1);
    // Both are in the order of pairs.
    let mut counted = of(period, cells).peekable();
    let mut rows = Vec::new();
    for (at, &source) in units.iter().enumerate() {
        let targets = if options.directed { units } else { &units[at + 1..] };
        for &target in targets.iter().filter(|target| **target != source) {
            let pair = (source, target);
            let row = counted.next_if(|(_, counted, _)| *counted == pair);
            rows.push(row.unwrap_or((period, pair, &Cell::NONE)));
        }
    }
    rows
}

fn block(tally: &Tally, rows: &[Row<'_>], options: &DyadOptions) -> PolarsResult<DataFrame> {
    let unit = |number: u32| tally.units[number as usize].as_str();
    let period = |row: &Row<'_>| Some(row.0).filter(|period| *period != NO_PERIOD);
    let sources = || rows.iter().map(|row| row.1.0);
    let targets = || rows.iter().map(|row| row.1.1);
    if options.cow.is_none() {
        let columns = Columns::default()
            .day("period", rows.iter().map(period))
            .text("source", sources().map(unit))
            .text("target", targets().map(unit));
        return counts(columns, rows).finish(DYADS);
    }
    let code = |number: u32| unit(number).parse().ok();
    let date = |row: &Row<'_>| date_of(period(row)?);
    let month = |row: &Row<'_>| date(row).map(|date| date.month() as i32);
    let mut columns = Columns::default()
        .code("ccode1", sources().map(code))
        .code("ccode2", targets().map(code))
        .code("year", rows.iter().map(|row| Some(date(row)?.year())));
    if options.every == Every::Month {
        columns = columns.code("month", rows.iter().map(month));
        return counts(columns, rows).finish(COW_DYADS);
    }
    let frame = counts(columns, rows).into_frame()?;
    let wanted: Vec<_> = fields(COW_DYADS).into_iter().filter(|f| f.name() != "month").collect();
    let wanted: Schema = wanted.into_iter().collect();
    polars_ensure!(**frame.schema() == wanted, SchemaMismatch: "detente made other columns than its schema has");
    Ok(frame)
}

fn counts(columns: Columns, rows: &[Row<'_>]) -> Columns {
    const QUADS: [&str; 4] =
        ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];
    let cells = || rows.iter().map(|(_, _, cell)| *cell);
    let of = |part: f64, whole: u32| (whole > 0).then(|| part / f64::from(whole));
    let mut columns = columns.count("n_events", cells().map(|cell| i64::from(cell.n())));
    for (at, quad) in QUADS.iter().enumerate() {
        let name = format!("n_{quad}");
        columns = columns.count(&name, cells().map(move |cell| i64::from(cell.by_quad[at])));
    }
    columns = columns
        .real("goldstein_mean", cells().map(|cell| of(cell.goldstein, cell.n())))
        .real("goldstein_sum", cells().map(|cell| Some(cell.goldstein)))
        .real("scale_mean", cells().map(|cell| of(cell.scale, cell.scaled)))
        .real("scale_coverage", cells().map(|cell| of(f64::from(cell.scaled), cell.n())));
    for (at, quad) in QUADS.iter().enumerate() {
        let share = move |cell: &Cell| of(f64::from(cell.by_quad[at]), cell.n());
        columns = columns.real(&format!("share_{quad}"), cells().map(share));
    }
    for (at, event_type) in EventType::TERMS.iter().enumerate() {
        let name = format!("n_{}", event_type.to_lowercase());
        columns = columns.count(&name, cells().map(move |cell| i64::from(cell.by_type[at])));
    }
    columns
}
