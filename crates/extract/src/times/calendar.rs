//! Calendar arithmetic: the occurrence of a month, day or weekday that is meant.

use super::tense::Tense;
use chrono::{Datelike, Days, Months, NaiveDate};

/// Which one is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Last,
    This,
    Next,
    /// Tense decides, and nearness where it is silent.
    Likely(Option<Tense>),
}

impl Which {
    pub(super) const fn new(by: Option<i32>, tense: Option<Tense>) -> Self {
        match by {
            None => Self::Likely(tense),
            Some(0) => Self::This,
            Some(by) => {
                if by < 0 {
                    Self::Last
                } else {
                    Self::Next
                }
            }
        }
    }
}

/// Months within which the nearest occurrence is taken, whatever the tense says: news looks little further ahead, and
/// a clause in the past tense may name a day to come ("set the vote for May").
const NEAR_MONTHS: i32 = 4;

/// The year of the `month` that is meant, seen from `base`.
pub(super) fn year_of_month(month: u32, base: NaiveDate, which: Which) -> i32 {
    let ahead = (month as i32 - base.month() as i32).rem_euclid(12);
    let coming = base.year() + i32::from(month < base.month());
    match which {
        Which::This => base.year(),
        Which::Last => coming - 1,
        Which::Next => coming + i32::from(ahead == 0),
        Which::Likely(tense) => {
            let behind = (12 - ahead) % 12;
            let near = ahead.min(behind) <= NEAR_MONTHS;
            let forward = match tense {
                Some(Tense::Ahead) if !near || ahead <= behind + 2 => true,
                Some(Tense::Past) if !near => false,
                _ => ahead < behind,
            };
            if ahead == 0 || forward { coming } else { coming - 1 }
        }
    }
}

/// The day with ISO weekday number `weekday` that is meant, seen from `base`.
pub(super) fn weekday(weekday: u32, base: NaiveDate, which: Which) -> Option<NaiveDate> {
    let today = base.weekday().number_from_monday();
    let ahead = (weekday + 7 - today) % 7;
    let behind = (7 - ahead) % 7;
    let forward = |days: u32| base.checked_add_days(Days::new(u64::from(days)));
    let back = |days: u32| base.checked_sub_days(Days::new(u64::from(days)));
    match which {
        Which::Last => back(if behind == 0 { 7 } else { behind }),
        Which::Next => forward(if ahead == 0 { 7 } else { ahead }),
        Which::This if weekday >= today => forward(ahead),
        Which::Likely(Some(Tense::Ahead)) => forward(ahead),
        Which::This | Which::Likely(_) => back(behind),
    }
}

/// `base` moved by whole months.
pub(super) fn add_months(base: NaiveDate, months: i32) -> Option<NaiveDate> {
    if months < 0 {
        base.checked_sub_months(Months::new(months.unsigned_abs()))
    } else {
        base.checked_add_months(Months::new(months.unsigned_abs()))
    }
}

/// `base` moved by days.
pub(super) fn add_days(base: NaiveDate, days: i64) -> Option<NaiveDate> {
    if days < 0 {
        base.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        base.checked_add_days(Days::new(days.unsigned_abs()))
    }
}
