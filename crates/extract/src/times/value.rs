//! TIMEX3 values, and the days they cover.

use super::calendar::{self, Which};
use super::capture::{Captures, Count};
use super::length;
use super::range;
use super::rules::{Pattern, Value};
use super::tense::Tense;
use super::vocabulary::Code;
use chrono::{Datelike, NaiveDate};
use detente_model::{DatePrecision, DateRange};

/// What an expression is read against.
pub(super) struct Frame {
    /// The day of writing.
    pub(super) base: Option<NaiveDate>,
    /// The date mentioned before.
    pub(super) last: Option<DateRange>,
    pub(super) tense: Option<Tense>,
    /// Whether a day of the coming weeks is meant, even in the past tense: news seldom tells of a day a year ago
    /// without its year.
    pub(super) near: bool,
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
        Value::Length => {
            (Some(length::length(c, pattern)), length::stretch(c, pattern, frame.base))
        }
        Value::Every => (Some(length::every(c, pattern)), None),
        Value::Decade => c.decade.map_or((None, None), |d| {
            let first = d as i32 * 10;
            (Some(format!("{d:03}")), years(first, first + 9))
        }),
        Value::Century => c.ordinal.filter(|o| (1..100).contains(o)).map_or((None, None), |o| {
            let first = (o as i32 - 1) * 100;
            (Some(format!("{:02}", o - 1)), years(first.max(1), first + 99))
        }),
        Value::Date => match (date(c, pattern, frame, which), c.part) {
            (Some(day), Some(part)) if c.month.is_some() => on_day(day.to_day(), Some(part)),
            (range, _) => whole(range),
        },
        Value::Range => whole(range::of(c, pattern, frame)),
        Value::Counted => whole(counted(c, pattern, frame, which)),
        Value::Easter => whole(easter(c, pattern, frame)),
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

pub(super) fn letters(code: Code) -> String {
    code.iter().map(|&b| char::from(b)).collect()
}

fn years(first: i32, last: i32) -> Option<DateRange> {
    DateRange::between(
        NaiveDate::from_ymd_opt(first, 1, 1)?,
        NaiveDate::from_ymd_opt(last, 12, 31)?,
    )
}

pub(super) fn date(
    c: &Captures,
    pattern: &Pattern,
    frame: &Frame,
    which: Which,
) -> Option<DateRange> {
    if let Some(day) = c.date {
        return Some(DateRange::day(day));
    }
    if let Some((first, last)) = c.years {
        return years(first, last);
    }
    let (month, day) = (c.month.or(pattern.month), c.day.or(pattern.day));
    let Some(month) = month else {
        return match day {
            Some(day) => day_of_month(day, pattern, frame),
            None => DateRange::year(c.year.filter(|y| YEARS.contains(y))?),
        };
    };
    let of = |year| match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day).map(DateRange::day),
        None => DateRange::month(year, month),
    };
    match c.year {
        Some(year) => of(year),
        None if pattern.unit.is_some() => of(frame.base?.year() + pattern.by.unwrap_or(0)),
        None => {
            let base = frame.base?;
            let near = frame.near && day.is_some() && which == Which::Likely(Some(Tense::Past));
            year_by_weekday(c, base)
                .or_else(|| calendar::yearly(base, which, of).filter(|d| !near || recent(*d, base)))
                .or_else(|| calendar::yearly(base, Which::Likely(None), of))
        }
    }
}

/// Whether `day` is less than eleven months ago.
fn recent(day: DateRange, base: NaiveDate) -> bool {
    (base - day.end()).num_days() < 335
}

/// "Monday, May 4": of the years around, the one in which the day is that weekday.
fn year_by_weekday(c: &Captures, base: NaiveDate) -> Option<DateRange> {
    let (weekday, month, day) = (c.weekday?, c.month?, c.day?);
    let of = |year| {
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        (day.weekday().number_from_monday() == weekday).then(|| DateRange::day(day))
    };
    calendar::yearly(base, Which::Likely(None), of)
}

/// "the 12th": of the month told by the pattern, else of the nearest month that has the day and fits the tense.
fn day_of_month(day: u32, pattern: &Pattern, frame: &Frame) -> Option<DateRange> {
    let base = frame.base?;
    let of = |by: i32| {
        let month = calendar::add_months(base.with_day(1)?, by)?;
        month.with_day(day)
    };
    if let Some(by) = pattern.by {
        return of(by).map(DateRange::day);
    }
    let mut near = (-2..=2).filter_map(of);
    let found = match frame.tense {
        Some(Tense::Ahead) => near.find(|d| *d >= base),
        Some(Tense::Past) => near.rfind(|d| *d <= base),
        None => near.min_by_key(|d| (*d - base).num_days().abs()),
    };
    found.map(DateRange::day)
}

/// "the first Sunday of June", "the first week of May", "the second day of next month".
fn counted(c: &Captures, pattern: &Pattern, frame: &Frame, which: Which) -> Option<DateRange> {
    let n = c.ordinal.or(pattern.number);
    let item = |within: DateRange| -> Option<DateRange> {
        if let Some(weekday) = c.weekday.or(pattern.weekday) {
            return calendar::counted_weekday(weekday, n, within).map(DateRange::day);
        }
        let unit = &pattern.units[usize::from(c.unit?)];
        let length = match unit.code.as_str() {
            "D" => 1,
            "W" => 7 * i64::from(unit.times),
            "Q" => {
                let quarter = n.unwrap_or(4).min(4);
                return DateRange::quarter(within.end().year(), quarter);
            }
            "M" if !unit.clock => {
                let month = match n {
                    Some(n) => calendar::add_months(within.start(), i32::try_from(n).ok()? - 1)?,
                    None => within.end(),
                };
                return DateRange::month(month.year(), month.month());
            }
            _ => return None,
        };
        let first = match n {
            Some(n) => calendar::add_days(within.start(), length * (i64::from(n) - 1))?,
            None => calendar::add_days(within.end(), 1 - length)?,
        };
        let last = calendar::add_days(first, length - 1)?;
        DateRange::between(first, last).filter(|r| r.end() <= within.end())
    };
    let Some(month) = c.month.or(pattern.month) else {
        let year = match (c.year, pattern.unit) {
            (Some(year), _) => return item(DateRange::year(year)?),
            (None, unit) => &pattern.units[usize::from(unit?)].code == "Y",
        };
        let (base, by) = (frame.base?, pattern.by.unwrap_or(0));
        let month = calendar::add_months(base.with_day(1)?, by)?;
        let within = if year {
            DateRange::year(base.year() + by)
        } else {
            DateRange::month(month.year(), month.month())
        };
        return item(within?);
    };
    let of = |year| item(DateRange::month(year, month)?);
    match c.year {
        Some(year) => of(year),
        None if pattern.unit.is_some() => of(frame.base?.year() + pattern.by.unwrap_or(0)),
        None => calendar::yearly(frame.base?, which, of),
    }
}

/// Easter, or a day that is told from it: `by` days later.
fn easter(c: &Captures, pattern: &Pattern, frame: &Frame) -> Option<DateRange> {
    let by = i64::from(pattern.by.unwrap_or(0));
    let of = |year| calendar::add_days(calendar::easter(year)?, by).map(DateRange::day);
    match c.year {
        Some(year) => of(year),
        None => calendar::yearly(frame.base?, Which::Likely(frame.tense), of),
    }
}

pub(super) fn weekday(
    c: &Captures,
    pattern: &Pattern,
    frame: &Frame,
    which: Which,
) -> Option<NaiveDate> {
    let from_text = frame.last.filter(|_| pattern.from_text).map(DateRange::end);
    let (base, weekday) = (from_text.or(frame.base)?, c.weekday?);
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
        ("W", _) => whole(
            calendar::add_days(base, i64::from(n) * 7 * i64::from(unit.times))
                .and_then(DateRange::week_of),
        ),
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
    let of = |year| {
        let start = calendar::add_months(NaiveDate::from_ymd_opt(year, month, 1)?, -1)?;
        DateRange::between(start, calendar::add_days(calendar::add_months(start, 3)?, -1)?)
    };
    if let Some((first, last)) = c.years {
        // Winter in the north and summer in the south lie on both sides of New Year.
        let range = match &season {
            b"WI" | b"SU" => DateRange::between(
                NaiveDate::from_ymd_opt(first, 12, 1)?,
                calendar::add_days(NaiveDate::from_ymd_opt(last, 3, 1)?, -1)?,
            ),
            _ => DateRange::between(of(first)?.start(), of(last)?.end()),
        }?;
        let value = if &season == b"WI" { format!("{last:04}-WI") } else { range.to_iso() };
        return Some((Some(value), Some(range)));
    }
    let range = match c.year {
        Some(year) => of(year),
        None => calendar::yearly(frame.base?, which, of),
    }?;
    let year = range.end().year();
    Some((Some(format!("{year:04}-{}", letters(season))), Some(range)))
}

fn quarter(c: &Captures, pattern: &Pattern, frame: &Frame) -> Option<DateRange> {
    let told = match c.count {
        Some(Count::Told(n)) => Some(n),
        _ => None,
    };
    let quarter = c.ordinal.or(told)?;
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
    let past = match pattern.by {
        None => frame.tense != Some(Tense::Ahead),
        Some(_) => frame.tense == Some(Tense::Past),
    };
    let back = pattern.by == Some(-1) || (pattern.by != Some(1) && early && past);
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
    if c.date.is_none() && c.month.is_none() && c.year.is_some() {
        return Some(whole(date(c, pattern, frame, which)));
    }
    let day = match (c.weekday, c.month.or(c.date.map(|d| d.month()))) {
        (Some(_), None) => weekday(c, pattern, frame, which),
        (_, Some(_)) => date(c, pattern, frame, which).and_then(DateRange::to_day),
        (None, None) => {
            let last =
                frame.last.filter(|l| l.precision() == DatePrecision::Day).map(DateRange::start);
            let base = if pattern.by.is_some() { frame.base } else { last.or(frame.base) };
            calendar::add_days(base?, i64::from(pattern.by.unwrap_or(0)))
        }
    }?;
    Some((Some(format!("{day}T{hour:02}:{minute:02}")), Some(DateRange::day(day))))
}
