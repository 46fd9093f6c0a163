//! How long, and how often.

use super::calendar;
use super::capture::{Captures, Count};
use super::rules::Pattern;
use super::value::letters;
use super::vocabulary::Unit;
use chrono::NaiveDate;
use detente_model::DateRange;

/// The days of a length that ends (`by` below 0) or begins on the day of writing: "in the last two months".
pub(super) fn stretch(
    c: &Captures,
    pattern: &Pattern,
    base: Option<NaiveDate>,
) -> Option<DateRange> {
    let (base, by) = (base?, pattern.by?);
    let unit = c.unit.or(pattern.unit).map(|i| &pattern.units[usize::from(i)])?;
    let n = match c.count.or(pattern.number.map(Count::Told))? {
        Count::Told(n) => i32::try_from(n.checked_mul(unit.times)?).ok()?,
        Count::Untold => return None,
    };
    let other = match (unit.code.as_str(), unit.clock) {
        ("H", _) => calendar::add_days(base, i64::from(by) * i64::from((n + 23) / 24))?,
        (_, true) => base,
        ("D", _) => calendar::add_days(base, i64::from(by) * i64::from(n))?,
        ("W", _) => calendar::add_days(base, i64::from(by) * 7 * i64::from(n))?,
        ("M", _) => calendar::add_months(base, by.checked_mul(n)?)?,
        ("Q", _) => calendar::add_months(base, by.checked_mul(n)?.checked_mul(3)?)?,
        _ => calendar::add_months(base, by.checked_mul(n)?.checked_mul(12)?)?,
    };
    DateRange::between(base.min(other), base.max(other))
}

/// A duration, `P4Y`, `PT30M`, `PXD`.
pub(super) fn length(c: &Captures, pattern: &Pattern) -> String {
    let Some(unit) = c.unit.or(pattern.unit).map(|i| &pattern.units[usize::from(i)]) else {
        return "PXX".to_owned();
    };
    let time = if unit.clock { "T" } else { "" };
    let told = match c.count.or(pattern.number.map(Count::Told)) {
        Some(Count::Told(n)) => Some(n),
        Some(Count::Untold) => None,
        None if c.plural => None,
        None => Some(1),
    };
    let Some(n) = told else { return format!("P{time}X{}", unit.vague_code()) };
    let n = n.saturating_mul(unit.times);
    let twelfths = c.twelfths + if pattern.half { 6 } else { 0 };
    match (twelfths, smaller(unit)) {
        (0, _) | (_, None) => format!("P{time}{n}{}", unit.code),
        (part, Some((code, size))) => {
            let rest = part * size * unit.times / 12;
            let big = if n == 0 { String::new() } else { format!("{n}{}", unit.code) };
            format!("P{time}{big}{rest}{code}")
        }
    }
}

/// The unit that a fraction of `unit` is told in, and how many make one.
fn smaller(unit: &Unit) -> Option<(&'static str, u32)> {
    match (unit.code.as_str(), unit.clock) {
        ("Y", _) => Some(("M", 12)),
        ("H", _) => Some(("M", 60)),
        ("M", true) => Some(("S", 60)),
        ("D", _) => Some(("H", 24)),
        _ => None,
    }
}

/// A set: `P1D`, `XXXX-WXX-4`, `XXXX-07`.
pub(super) fn every(c: &Captures, pattern: &Pattern) -> String {
    let part = c.part.map(|p| format!("T{}", letters(p))).unwrap_or_default();
    if let Some(weekday) = c.weekday {
        return format!("XXXX-WXX-{weekday}{part}");
    }
    if let Some(month) = c.month {
        return format!("XXXX-{month:02}");
    }
    if let Some(season) = c.season {
        return format!("XXXX-{}", letters(season));
    }
    if c.part.is_some() {
        return format!("XXXX-XX-XX{part}");
    }
    length(c, pattern)
}
