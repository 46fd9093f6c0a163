//! The parts of a date, gathered until they make one.

use chrono::{Duration, NaiveDate, NaiveTime};
use detente_model::{Published, PublishedPrecision};

pub(super) const UNKNOWN: &str = "write it as YYYY-MM-DD";
pub(super) const IMPOSSIBLE: &str = "there is no such day";
pub(super) const AMBIGUOUS: &str = "day and month can be read either way; write it as YYYY-MM-DD";

/// What the parts of a date have given so far.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) clock: Option<(u32, u32, Option<u32>)>,
    pub(super) minutes_east: Option<i64>,
}

/// A number of plain digits.
pub(super) fn value<T: std::str::FromStr>(digits: &str) -> Result<T, &'static str> {
    if digits.len() > 18 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(UNKNOWN);
    }
    digits.parse().map_err(|_| UNKNOWN)
}

/// A part that is given twice makes the whole unreadable.
pub(super) fn set<T>(slot: &mut Option<T>, value: T) -> Result<(), &'static str> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(UNKNOWN),
    }
}

/// The day or instant that the parts make together.
pub(super) fn published(parts: &Parts) -> Result<Published, &'static str> {
    let year = parts.year.filter(|y| (1000..2200).contains(y)).ok_or(UNKNOWN)?;
    let precision = match (parts.month, parts.day, parts.clock) {
        (None, None, None) => PublishedPrecision::Year,
        (Some(_), None, None) => PublishedPrecision::Month,
        (Some(_), Some(_), None) => PublishedPrecision::Day,
        (Some(_), Some(_), Some((_, _, None))) => PublishedPrecision::Minute,
        (Some(_), Some(_), Some(_)) => PublishedPrecision::Second,
        _ => return Err(UNKNOWN),
    };
    let day = NaiveDate::from_ymd_opt(year, parts.month.unwrap_or(1), parts.day.unwrap_or(1))
        .ok_or(IMPOSSIBLE)?;
    let Some((hour, minute, second)) = parts.clock else {
        return Ok(Published { precision, ..Published::on(day) });
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0))
        .ok_or("there is no such time")?;
    let at = day.and_time(time).and_utc() - Duration::minutes(parts.minutes_east.unwrap_or(0));
    Ok(Published { at, day, precision })
}
