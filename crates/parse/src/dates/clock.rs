//! The time of day and its zone.

use super::parts::{Parts, UNKNOWN, set, value};
use super::words::FILE;

/// `10:30`, `10:30:05.123`, each with or without a zone after it.
pub(super) fn clock(parts: &mut Parts, text: &str) -> Result<(), &'static str> {
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (time, rest) = text.split_at(end);
    set_clock(parts, time, None)?;
    match rest.trim_end_matches('.') {
        "" => Ok(()),
        half @ ("am" | "pm" | "a.m" | "p.m") => half_of_day(parts, half),
        zone => {
            let known = FILE.zones.get(zone).copied().or_else(|| offset_minutes(zone));
            set(&mut parts.minutes_east, known.ok_or(UNKNOWN)?)
        }
    }
}

pub(super) fn set_clock(
    parts: &mut Parts,
    time: &str,
    half: Option<&str>,
) -> Result<(), &'static str> {
    let time = time.trim_end_matches('.');
    let fields: Vec<&str> = if time.contains(':') || half.is_none() {
        time.split(':').collect()
    } else {
        time.split('.').collect()
    };
    let read = match fields.as_slice() {
        [hour] if half.is_some() => (value(hour)?, 0, None),
        // `103000` and `1030` of compact ISO dates.
        [all] if all.len() == 6 => (value(&all[..2])?, value(&all[2..4])?, Some(value(&all[4..])?)),
        [all] if all.len() == 4 => (value(&all[..2])?, value(&all[2..])?, None),
        [hour, minute] => (value(hour)?, value(minute)?, None),
        [hour, minute, second] => {
            let second = second.split('.').next().unwrap_or(second);
            (value(hour)?, value(minute)?, Some(value(second)?))
        }
        _ => return Err(UNKNOWN),
    };
    set(&mut parts.clock, read)?;
    half.map_or(Ok(()), |half| half_of_day(parts, half))
}

pub(super) fn half_of_day(parts: &mut Parts, half: &str) -> Result<(), &'static str> {
    let (hour, _, _) = parts.clock.as_mut().ok_or(UNKNOWN)?;
    if *hour == 0 || *hour > 12 {
        // `14:30 PM` is written, and means what it says.
        return if *hour < 24 { Ok(()) } else { Err(UNKNOWN) };
    }
    *hour = *hour % 12 + if half.to_lowercase().starts_with('p') { 12 } else { 0 };
    Ok(())
}

/// `+03:00`, `-0500`, `+3`.
pub(super) fn offset_minutes(text: &str) -> Option<i64> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let digits: String = text.chars().skip(1).filter(|c| *c != ':').collect();
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let all: i64 = digits.parse().ok()?;
    let minutes = if digits.len() <= 2 { all * 60 } else { all / 100 * 60 + all % 100 };
    (minutes <= 14 * 60).then_some(sign * minutes)
}
