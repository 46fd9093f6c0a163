//! TIMEX3 values, and the days they cover.

use super::calendar::{self, Which};
use super::capture::{Captures, Count};
use super::rules::{Pattern, Value};
use super::tense::Tense;
use super::vocabulary::{Code, Unit};
use chrono::{Datelike, NaiveDate};
use detente_model::{DatePrecision, DateRange};

/// What an expression is read against.
pub(super) struct Frame {
    /// The day of writing.
    pub(super) base: Option<NaiveDate>,
    /// The date mentioned before.
    pub(super) last: Option<DateRange>,
    pub(super) tense: Option<Tense>,
}

/// A value, and the days it covers; both missing where they hang on an unknown day of writing.
type Resolved = (Option<String>, Option<DateRange>);

/// Years that a calendar date may lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

pub(super) fn resolve(c: &Captures, pattern: &Pattern, frame: &Frame) -> Resolved {
    let which = Which::new(pattern.by, frame.tense);
    match pattern.value {
        Value::None => (None, None),
        Value::Fixed => (pattern.fixed.clone(), None),
        Value::Length => (Some(length(c, pattern)), None),
        Value::Every => (Some(every(c, pattern)), None),
        Value::Decade => c.decade.map_or((None, None), |d| {
            let first = d as i32 * 10;
            (Some(format!("{d:03}")), years(first, first + 9))
        }),
        Value::Century => c.ordinal.filter(|o| (1..100).contains(o)).map_or((None, None), |o| {
            let first = (o as i32 - 1) * 100;
            (Some(format!("{:02}", o - 1)), years(first.max(1), first + 99))
        }),
        Value::Date => whole(date(c, pattern, frame, which)),
        Value::Weekday => {
            let part = c.part.or(pattern.part);
            on_day(weekday(c, pattern, frame, which), part)
        }
        Value::Shift => shift(c, pattern, frame).unwrap_or((None, None)),
        Value::Season => season(c, frame, which).unwrap_or((None, None)),
        Value::Quarter => whole(quarter(c, pattern, frame)),
        Value::Half => half(c, pattern, frame).unwrap_or((None, None)),
        Value::Weekend => weekend(pattern, frame).unwrap_or((None, None)),
        Value::Clock => clock(c, pattern, frame).unwrap_or((None, None)),
    }
}

fn whole(range: Option<DateRange>) -> Resolved {
    (range.map(DateRange::to_iso), range)
}

fn on_day(day: Option<NaiveDate>, part: Option<Code>) -> Resolved {
    let Some(day) = day else { return (None, None) };
    let value = match part {
        Some(part) => format!("{day}T{}", letters(part)),
        None => day.to_string(),
    };
    (Some(value), Some(DateRange::day(day)))
}

fn letters(code: Code) -> String {
    code.iter().map(|&b| char::from(b)).collect()
}

fn years(first: i32, last: i32) -> Option<DateRange> {
    DateRange::between(
        NaiveDate::from_ymd_opt(first, 1, 1)?,
        NaiveDate::from_ymd_opt(last, 12, 31)?,
    )
}

fn date(c: &Captures, pattern: &Pattern, frame: &Frame, which: Which) -> Option<DateRange> {
    if let Some(day) = c.date {
        return Some(DateRange::day(day));
    }
    let (month, day) = (c.month.or(pattern.month), c.day.or(pattern.day));
    let Some(month) = month else { return DateRange::year(c.year.filter(|y| YEARS.contains(y))?) };
    let year = match c.year {
        Some(year) => year,
        None if pattern.unit.is_some() => frame.base?.year() + pattern.by.unwrap_or(0),
        None => calendar::year_of_month(month, frame.base?, which),
    };
    match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day).map(DateRange::day),
        None => DateRange::month(year, month),
    }
}

fn weekday(c: &Captures, pattern: &Pattern, frame: &Frame, which: Which) -> Option<NaiveDate> {
    let (base, weekday) = (frame.base?, c.weekday?);
    if pattern.unit.is_some() {
        let week = calendar::add_days(base, 7 * i64::from(pattern.by.unwrap_or(0)))?;
        return calendar::add_days(DateRange::week_of(week)?.start(), i64::from(weekday) - 1);
    }
    calendar::weekday(weekday, base, which)
}

fn shift(c: &Captures, pattern: &Pattern, frame: &Frame) -> Option<Resolved> {
    let unit =
        &pattern.units[usize::from(c.unit.or(pattern.unit).or_else(|| default_unit(pattern))?)];
    let from_text = frame.last.filter(|_| pattern.from_text).map(DateRange::start);
    let base = from_text.or(frame.base)?;
    let n = match c.count {
        Some(Count::Told(n)) => i32::try_from(n).ok()?.checked_mul(pattern.by.unwrap_or(1))?,
        _ => pattern.by.unwrap_or(0),
    };
    if unit.clock {
        return Some(on_day(Some(base), None));
    }
    Some(match (unit.code.as_str(), unit.times) {
        ("D", _) => on_day(calendar::add_days(base, i64::from(n)), c.part.or(pattern.part)),
        ("W", _) => whole(calendar::add_days(base, i64::from(n) * 7).and_then(DateRange::week_of)),
        ("Q", _) => {
            let day = calendar::add_months(base, n.checked_mul(3)?)?;
            whole(DateRange::quarter(day.year(), day.month0() / 3 + 1))
        }
        ("Y", 1) => whole(DateRange::year(base.year().checked_add(n)?)),
        ("Y", times) if c.count.is_some() => {
            whole(DateRange::year(base.year().checked_add(n.checked_mul(times as i32)?)?))
        }
        ("Y", times) => {
            let first = base.year().div_euclid(times as i32).checked_add(n)?;
            let digits = if times == 10 { format!("{first:03}") } else { format!("{first:02}") };
            let start = first.checked_mul(times as i32)?;
            (Some(digits), years(start.max(1), start + times as i32 - 1))
        }
        _ => {
            let day = calendar::add_months(base, n)?;
            whole(DateRange::month(day.year(), day.month()))
        }
    })
}

/// An expression without a unit, such as "the year-ago period", means years.
fn default_unit(pattern: &Pattern) -> Option<u8> {
    pattern.units.iter().position(|u| u.code == "Y" && u.times == 1).map(|i| i as u8)
}

/// The month in the middle of each season, on the northern half of the earth.
fn middle(season: Code) -> u32 {
    match &season {
        b"SP" => 4,
        b"SU" => 7,
        b"FA" => 10,
        _ => 1,
    }
}

fn season(c: &Captures, frame: &Frame, which: Which) -> Option<Resolved> {
    let season = c.season?;
    let month = middle(season);
    let year = match c.year {
        Some(year) => year,
        None => calendar::year_of_month(month, frame.base?, which),
    };
    let start = calendar::add_months(NaiveDate::from_ymd_opt(year, month, 1)?, -1)?;
    let end = calendar::add_days(calendar::add_months(start, 3)?, -1)?;
    Some((Some(format!("{year:04}-{}", letters(season))), DateRange::between(start, end)))
}

fn quarter(c: &Captures, pattern: &Pattern, frame: &Frame) -> Option<DateRange> {
    let quarter = c.ordinal?;
    let year = match c.year {
        Some(year) => year,
        None => {
            let base = frame.base?;
            let ahead = quarter > base.month0() / 3 + 1 && frame.tense == Some(Tense::Past);
            base.year() + pattern.by.unwrap_or(-i32::from(ahead))
        }
    };
    DateRange::quarter(year, quarter)
}

fn half(c: &Captures, pattern: &Pattern, frame: &Frame) -> Option<Resolved> {
    let half = pattern.number.or(c.ordinal)?;
    let year = c.year.or_else(|| frame.base.map(|b| b.year()))?;
    let start = NaiveDate::from_ymd_opt(year, if half == 1 { 1 } else { 7 }, 1)?;
    let end = calendar::add_days(calendar::add_months(start, 6)?, -1)?;
    Some((Some(format!("{year:04}-H{half}")), DateRange::between(start, end)))
}

fn weekend(pattern: &Pattern, frame: &Frame) -> Option<Resolved> {
    let base = frame.base?;
    let early = base.weekday().num_days_from_monday() < 4;
    let back = pattern.by == Some(-1)
        || (pattern.by == Some(0) && early && frame.tense == Some(Tense::Past));
    let ahead = pattern.by == Some(1);
    let day = calendar::add_days(base, 7 * (i64::from(ahead) - i64::from(back)))?;
    let monday = DateRange::week_of(day)?.start();
    let range = DateRange::between(calendar::add_days(monday, 5)?, calendar::add_days(monday, 6)?)?;
    Some((Some(format!("{}-WE", monday.format("%G-W%V"))), Some(range)))
}

fn clock(c: &Captures, pattern: &Pattern, frame: &Frame) -> Option<Resolved> {
    let (hour, minute) = c.clock.or(pattern.number.map(|h| (h, 0)))?;
    let hour = match c.meridiem {
        Some(add) => hour % 12 + add,
        None => hour,
    };
    let which = Which::new(None, frame.tense);
    let day = match (c.weekday, c.month) {
        (Some(_), _) => weekday(c, pattern, frame, which),
        (None, Some(_)) => date(c, pattern, frame, which).and_then(DateRange::to_day),
        (None, None) => {
            let last =
                frame.last.filter(|l| l.precision() == DatePrecision::Day).map(DateRange::start);
            let base = if pattern.by.is_some() { frame.base } else { last.or(frame.base) };
            calendar::add_days(base?, i64::from(pattern.by.unwrap_or(0)))
        }
    }?;
    Some((Some(format!("{day}T{hour:02}:{minute:02}")), Some(DateRange::day(day))))
}

/// A duration, `P4Y`, `PT30M`, `PXD`.
fn length(c: &Captures, pattern: &Pattern) -> String {
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
fn every(c: &Captures, pattern: &Pattern) -> String {
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
