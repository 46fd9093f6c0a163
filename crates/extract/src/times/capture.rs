//! What the words of one expression say.

use super::vocabulary::Code;
use chrono::NaiveDate;

/// A number of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    Told(u32),
    /// `several`, `a few`.
    Untold,
}

/// The date on the left of "to" or a dash.
#[derive(Debug, Clone, Copy)]
pub(super) struct From {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) weekday: Option<u32>,
    /// Whether "and" joins it: then the next day follows.
    pub(super) and: bool,
}

/// What an expression says, as far as its words go.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Captures {
    pub(super) count: Option<Count>,
    /// A fraction on top of the number, in twelfths.
    pub(super) twelfths: u32,
    pub(super) ordinal: Option<u32>,
    pub(super) unit: Option<u8>,
    pub(super) plural: bool,
    pub(super) weekday: Option<u32>,
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) date: Option<NaiveDate>,
    pub(super) from: Option<From>,
    /// The first and the last of several years.
    pub(super) years: Option<(i32, i32)>,
    pub(super) part: Option<Code>,
    pub(super) season: Option<Code>,
    /// The first digits of the years of a decade: 199.
    pub(super) decade: Option<u32>,
    /// Hour and minute.
    pub(super) clock: Option<(u32, u32)>,
    /// Hours to add for the afternoon.
    pub(super) meridiem: Option<u32>,
}
