//! The rows of a panel, and its columns.

use super::tally::{Cell, Key, NO_PERIOD, Tally};
use super::{DyadError, DyadOptions};
use crate::columns::Columns;
use crate::period::{Every, date_of};
use crate::schema::{COW_DYADS, DYADS, fields};
use chrono::Datelike;
use detente_model::EventType;
use polars::prelude::*;
use std::collections::BTreeSet;

/// The most rows of a balanced panel: some 13 GB.
const MOST: u128 = 40_000_000;

/// The rows: those that were counted, or every pair of units in every period.
pub(super) fn rows(tally: &Tally, options: &DyadOptions) -> Result<Vec<(Key, Cell)>, DyadError> {
    if !options.balanced {
        return Ok(tally.cells.clone());
    }
    let dated = tally.cells.iter().filter(|(key, _)| key.0 != NO_PERIOD);
    let units: BTreeSet<u32> = dated.clone().flat_map(|(key, _)| [key.1, key.2]).collect();
    let units: Vec<u32> = units.into_iter().collect();
    let (first, last) = (dated.clone().map(|c| c.0.0).min(), dated.clone().map(|c| c.0.0).max());
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    let next = |period: &i32| options.every.next(*period).filter(|next| *next <= last);
    let periods: Vec<i32> = std::iter::successors(Some(first), next).collect();
    let n = units.len() as u128;
    let pairs = if options.directed { n * (n - 1) } else { n * (n - 1) / 2 };
    let rows = pairs * periods.len() as u128;
    if rows > MOST {
        let (units, periods) = (units.len(), periods.len());
        return Err(DyadError::TooManyRows { rows, units, periods, most: MOST });
    }
    let mut panel = Vec::with_capacity(rows as usize);
    // Both are in the order of their keys.
    let mut counted = dated.peekable();
    for &period in &periods {
        for (at, &source) in units.iter().enumerate() {
            let targets = if options.directed { &units[..] } else { &units[at + 1..] };
            for &target in targets.iter().filter(|target| **target != source) {
                let key = (period, source, target);
                let cell = counted.next_if(|(counted, _)| *counted == key);
                panel.push((key, cell.map(|(_, cell)| *cell).unwrap_or_default()));
            }
        }
    }
    Ok(panel)
}

pub(super) fn frame(
    tally: &Tally,
    rows: &[(Key, Cell)],
    options: &DyadOptions,
) -> PolarsResult<DataFrame> {
    let unit = |number: u32| tally.units[number as usize].as_str();
    let period = |key: &Key| Some(key.0).filter(|period| *period != NO_PERIOD);
    if options.cow.is_none() {
        let columns = Columns::default()
            .day("period", rows.iter().map(|(key, _)| period(key)))
            .text("source", rows.iter().map(|(key, _)| unit(key.1)))
            .text("target", rows.iter().map(|(key, _)| unit(key.2)));
        return counts(columns, rows).finish(DYADS);
    }
    let code = |number: u32| unit(number).parse().ok();
    let date = |key: &Key| date_of(period(key)?);
    let month = |key: &Key| date(key).map(|date| date.month() as i32);
    let mut columns = Columns::default()
        .code("ccode1", rows.iter().map(|(key, _)| code(key.1)))
        .code("ccode2", rows.iter().map(|(key, _)| code(key.2)))
        .code("year", rows.iter().map(|(key, _)| Some(date(key)?.year())));
    if options.every == Every::Month {
        columns = columns.code("month", rows.iter().map(|(key, _)| month(key)));
        return counts(columns, rows).finish(COW_DYADS);
    }
    let frame = counts(columns, rows).into_frame()?;
    let wanted: Vec<_> = fields(COW_DYADS).into_iter().filter(|f| f.name() != "month").collect();
    let wanted: Schema = wanted.into_iter().collect();
    polars_ensure!(**frame.schema() == wanted, SchemaMismatch: "detente made other columns than its schema has");
    Ok(frame)
}

fn counts(columns: Columns, rows: &[(Key, Cell)]) -> Columns {
    const QUADS: [&str; 4] =
        ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];
    let cells = || rows.iter().map(|(_, cell)| cell);
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
