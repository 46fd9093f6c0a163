//! Dyads: who acts on whom, period by period.

mod panel;
mod tally;

use crate::counting::{Counting, EventTables};
use crate::period::Every;
use crate::scale::Scale;
use crate::units::{By, CowCodes};
use polars::prelude::*;

/// How events are counted.
#[derive(Debug, Clone, PartialEq)]
pub struct DyadOptions {
    /// The period.
    pub every: Every,
    /// The unit.
    pub by: By,
    /// Which events are counted.
    pub counting: Counting,
    /// Whether who acts and who is acted on are told apart; else the first of the two by alphabet is the source.
    pub directed: bool,
    /// Whether there is a row, of zeros perhaps, for each pair of the units that occur and each period between the
    /// first and the last.
    pub balanced: bool,
    /// Whether only the first event of a type counts for a dyad and day.
    pub one_a_day: bool,
    /// What the events are worth; none takes the scale of PLOVER.
    pub scale: Option<Scale>,
    /// Gives `ccode1`, `ccode2`, `year` and, of months, `month` for period, source and target.
    pub cow: Option<CowCodes>,
}

impl Default for DyadOptions {
    /// By country and month, what happened, copies left out.
    fn default() -> Self {
        Self {
            every: Every::Month,
            by: By::Country,
            counting: Counting::default(),
            directed: true,
            balanced: false,
            one_a_day: false,
            scale: None,
            cow: None,
        }
    }
}

/// Options of dyads that cannot be had together, or tables that cannot be counted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DyadError {
    /// Codes of states for what is no state.
    #[error("Correlates of War codes are those of states: count by country")]
    CowUnit,
    /// Codes with a period that their data sets do not have.
    #[error("with Correlates of War codes the period is a month (1mo) or a year (1y)")]
    CowPeriod,
    /// More rows than memory has room for.
    #[error(
        "the balanced panel would have {rows} rows ({units} units, {periods} periods): take longer periods, count by \
         country, or filter the events first; up to {most} rows are made"
    )]
    TooManyRows {
        /// Its rows.
        rows: u128,
        /// The units that occur.
        units: usize,
        /// The periods from the first to the last.
        periods: usize,
        /// The rows that there may be.
        most: u128,
    },
    /// A column that is missing or of another type.
    #[error(transparent)]
    Frame(#[from] PolarsError),
}

/// Counts the events of the `events` table by source, target and period.
///
/// An event counts once for each ordered pair of a source and a target; a unit with itself is no dyad. Its period is
/// that of `date_start`, or as [`Undated`](crate::Undated) says where the event has no date; null without any day. Of a
/// story, the report with the earliest day counts, once for each type and dyad. Rows are sorted by period, source and
/// target. A balanced panel leaves out what has no day.
///
/// # Errors
/// When options contradict each other, or a column that is needed is missing or of another type.
pub fn dyads(tables: EventTables<'_>, options: &DyadOptions) -> Result<DataFrame, DyadError> {
    if options.cow.is_some() {
        if options.by != By::Country {
            return Err(DyadError::CowUnit);
        }
        if !matches!(options.every, Every::Month | Every::Year) {
            return Err(DyadError::CowPeriod);
        }
    }
    panel::frame(&tally::tally(tables, options)?, options)
}
