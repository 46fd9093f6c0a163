//! Publication dates, in the formats that sources write them in. Never a guess: what can be read two ways is refused.

use crate::rules::{Loaded, toml_file};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use detente_model::{Published, PublishedPrecision};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A date that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a date: {reason}")]
pub struct UnreadableDate {
    /// The date as given, cut at 80 characters.
    pub text: String,
    /// Why not, and what would do.
    pub reason: &'static str,
}

#[derive(Debug, Default, Deserialize)]
struct File {
    months: BTreeMap<String, u32>,
    zones: BTreeMap<String, i64>,
    words: Words,
}

#[derive(Debug, Default, Deserialize)]
struct Words {
    weekdays: BTreeSet<String>,
    fillers: BTreeSet<String>,
    labels: BTreeSet<String>,
    absent: BTreeSet<String>,
}

fn load() -> Loaded<File> {
    toml_file("dates.toml", include_str!("../data/dates.toml"))
}

static FILE: LazyLock<File> = LazyLock::new(|| load().unwrap_or_default());

/// The number of the month that `word` names, in full or abbreviated.
pub(crate) fn month(word: &str) -> Option<u32> {
    FILE.months.get(word.trim_end_matches('.').to_lowercase().as_str()).copied()
}

/// Reads a publication date: ISO 8601, RFC 2822, the forms of datelines and date lines (`August 05, 2015`,
/// `Wednesday, July 10, 2019 9:20 AM GMT`), `05/25/2015` where one number is above 12, and seconds or milliseconds since
/// 1970. A time without a zone is taken as UTC. `Ok(None)` for what sources write where they have no date.
///
/// # Errors
/// When the text is no date, or can be read two ways.
pub fn parse_published(text: &str) -> Result<Option<Published>, UnreadableDate> {
    let text = text.trim();
    if text.is_empty() || FILE.words.absent.contains(text.to_lowercase().as_str()) {
        return Ok(None);
    }
    read(text)
        .map(Some)
        .map_err(|reason| UnreadableDate { text: text.chars().take(80).collect(), reason })
}

const UNKNOWN: &str = "write it as YYYY-MM-DD";
const IMPOSSIBLE: &str = "there is no such day";
const AMBIGUOUS: &str = "day and month can be read either way; write it as YYYY-MM-DD";

/// What the parts of a date have given so far.
#[derive(Debug, Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    clock: Option<(u32, u32, Option<u32>)>,
    minutes_east: Option<i64>,
}

fn read(text: &str) -> Result<Published, &'static str> {
    if text.len() > 120 {
        return Err(UNKNOWN);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text);
    }
    let mut parts = Parts::default();
    let mut seen_number = None;
    let spaced = text.replace(['\u{a0}', '\u{202f}', ',', '(', ')', '|', '•', '—', '–'], " ");
    for token in spaced.split_whitespace() {
        if let Some(held) = seen_number.take() {
            // `10.30 am` and `9 AM` keep their half of the day apart.
            if matches!(token.to_lowercase().trim_end_matches('.'), "am" | "a.m" | "pm" | "p.m") {
                set_clock(&mut parts, held, Some(token))?;
                continue;
            }
            number(&mut parts, held)?;
        }
        if token.bytes().all(|b| b.is_ascii_digit()) {
            seen_number = Some(token);
        } else {
            word(&mut parts, token)?;
        }
    }
    if let Some(held) = seen_number {
        number(&mut parts, held)?;
    }
    published(&parts)
}

fn word(parts: &mut Parts, token: &str) -> Result<(), &'static str> {
    let lower = token.to_lowercase();
    let bare = lower.trim_end_matches(['.', ':']);
    if let Some(month) = FILE.months.get(bare) {
        return set(&mut parts.month, *month);
    }
    if matches!(bare, "am" | "a.m" | "pm" | "p.m") {
        return half_of_day(parts, bare);
    }
    if FILE.words.weekdays.contains(bare)
        || FILE.words.fillers.contains(bare)
        || FILE.words.labels.contains(bare)
        || (bare.is_empty() || matches!(bare, "-" | "/" | "in" | "last" | "first"))
    {
        return Ok(());
    }
    if let Some(zone) = FILE.zones.get(bare) {
        return set(&mut parts.minutes_east, *zone);
    }
    if let Some(offset) = bare.strip_prefix("gmt").or_else(|| bare.strip_prefix("utc"))
        && let Some(minutes) = offset_minutes(offset)
    {
        parts.minutes_east = None;
        return set(&mut parts.minutes_east, minutes);
    }
    if parts.clock.is_some()
        && let Some(minutes) = offset_minutes(bare)
    {
        parts.minutes_east = None;
        return set(&mut parts.minutes_east, minutes);
    }
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|s| bare.strip_suffix(s));
    if let Some(day) = ordinal.and_then(|d| d.parse().ok()) {
        return set(&mut parts.day, day);
    }
    if bare.contains(':') && bare.starts_with(|c: char| c.is_ascii_digit()) && !bare.contains('t') {
        return clock(parts, bare);
    }
    for half in ["am", "pm", "a.m", "p.m"] {
        if let Some(time) =
            bare.strip_suffix(half).filter(|t| t.starts_with(|c: char| c.is_ascii_digit()))
        {
            return set_clock(parts, time, Some(half));
        }
    }
    joined(parts, bare)
}

/// Dates in one word: `2015-08-05T10:30:00Z`, `2015/08/05`, `5-Aug-2015`, `20150805T103000Z`, `25.08.2015`.
fn joined(parts: &mut Parts, token: &str) -> Result<(), &'static str> {
    let split = token
        .char_indices()
        .find(|(i, c)| *c == 't' && *i >= 8 && token[..*i].ends_with(|d: char| d.is_ascii_digit()));
    let (date, time) = match split {
        Some((at, _)) => (&token[..at], Some(&token[at + 1..])),
        None => (token, None),
    };
    if date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit()) {
        compact(parts, date)?;
    } else {
        let fields: Vec<&str> = date.split(['-', '/', '.']).collect();
        match fields.as_slice() {
            [year, month] if year.len() == 4 => {
                set(&mut parts.year, value(year)?)?;
                set(&mut parts.month, value(month)?)?;
            }
            [year, month, day] if year.len() == 4 => {
                set(&mut parts.year, value(year)?)?;
                let number = FILE.months.get(*month).copied().map_or_else(|| value(month), Ok)?;
                set(&mut parts.month, number)?;
                set(&mut parts.day, value(day)?)?;
            }
            [first, second, year] if year.len() == 4 => {
                set(&mut parts.year, value(year)?)?;
                let (day, month) = day_and_month(first, second)?;
                set(&mut parts.day, day)?;
                set(&mut parts.month, month)?;
            }
            _ => return Err(UNKNOWN),
        }
    }
    time.map_or(Ok(()), |time| clock(parts, time))
}

fn day_and_month(first: &str, second: &str) -> Result<(u32, u32), &'static str> {
    if let Some(month) = FILE.months.get(second) {
        return Ok((value(first)?, *month));
    }
    if let Some(month) = FILE.months.get(first) {
        return Ok((value(second)?, *month));
    }
    match (value::<u32>(first)?, value::<u32>(second)?) {
        (a, b) if a == b => Ok((a, b)),
        (day, month) if day > 12 && month <= 12 => Ok((day, month)),
        (month, day) if day > 12 && month <= 12 => Ok((day, month)),
        (a, b) if a <= 12 && b <= 12 => Err(AMBIGUOUS),
        _ => Err(IMPOSSIBLE),
    }
}

/// `10:30`, `10:30:05.123`, each with or without a zone after it.
fn clock(parts: &mut Parts, text: &str) -> Result<(), &'static str> {
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

fn set_clock(parts: &mut Parts, time: &str, half: Option<&str>) -> Result<(), &'static str> {
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

fn half_of_day(parts: &mut Parts, half: &str) -> Result<(), &'static str> {
    let (hour, _, _) = parts.clock.as_mut().ok_or(UNKNOWN)?;
    if *hour == 0 || *hour > 12 {
        // `14:30 PM` is written, and means what it says.
        return if *hour < 24 { Ok(()) } else { Err(UNKNOWN) };
    }
    *hour = *hour % 12 + if half.to_lowercase().starts_with('p') { 12 } else { 0 };
    Ok(())
}

/// `+03:00`, `-0500`, `+3`.
fn offset_minutes(text: &str) -> Option<i64> {
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

fn number(parts: &mut Parts, token: &str) -> Result<(), &'static str> {
    match token.len() {
        4 => set(&mut parts.year, value(token)?),
        8 => compact(parts, token),
        1 | 2 => set(&mut parts.day, value(token)?),
        _ => Err(UNKNOWN),
    }
}

fn compact(parts: &mut Parts, date: &str) -> Result<(), &'static str> {
    set(&mut parts.year, value(&date[..4])?)?;
    set(&mut parts.month, value(&date[4..6])?)?;
    set(&mut parts.day, value(&date[6..])?)
}

/// A year, a compact date, a compact date and time, or seconds or milliseconds since 1970.
fn digits(text: &str) -> Result<Published, &'static str> {
    let mut parts = Parts::default();
    match text.len() {
        4 => set(&mut parts.year, value(text)?)?,
        8 => compact(&mut parts, text)?,
        14 => {
            compact(&mut parts, &text[..8])?;
            set_clock(&mut parts, &text[8..], None)?;
        }
        9 | 10 => return since_1970(value(text)?, 1000),
        12 | 13 => return since_1970(value(text)?, 1),
        _ => return Err(UNKNOWN),
    }
    published(&parts)
}

fn since_1970(count: i64, milliseconds_each: i64) -> Result<Published, &'static str> {
    let at: DateTime<Utc> =
        DateTime::from_timestamp_millis(count * milliseconds_each).ok_or(IMPOSSIBLE)?;
    Ok(Published { at, day: at.date_naive(), precision: PublishedPrecision::Second })
}

fn value<T: std::str::FromStr>(digits: &str) -> Result<T, &'static str> {
    if digits.len() > 18 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(UNKNOWN);
    }
    digits.parse().map_err(|_| UNKNOWN)
}

/// A part that is given twice makes the whole unreadable.
fn set<T>(slot: &mut Option<T>, value: T) -> Result<(), &'static str> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(UNKNOWN),
    }
}

fn published(parts: &Parts) -> Result<Published, &'static str> {
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

/// Reads a line of the article's head that is nothing but a date, with or without a label before it.
pub(crate) fn date_line(line: &str) -> Option<Published> {
    let line = line.trim().trim_matches(['*', '_', '|']).trim();
    if line.len() > 90 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = match line.split_once(':') {
        Some((label, rest)) if FILE.words.labels.contains(label.trim().to_lowercase().as_str()) => {
            rest.trim()
        }
        _ => line,
    };
    // `Published 5 Aug 2015, updated 6 Aug 2015`: the first counts.
    let lower = value.to_ascii_lowercase();
    let first = ["updated", "last updated", "modified", "| ", "; "]
        .iter()
        .filter_map(|second| lower.find(second).filter(|at| *at > 5))
        .min()
        .map_or(value, |at| &value[..at]);
    let read = parse_published(first.trim().trim_end_matches(['.', '/', '-', '|', ',', '(', ' ']))
        .ok()
        .flatten()?;
    // A lone number is no date line.
    (read.precision != PublishedPrecision::Year && !value.bytes().all(|b| b.is_ascii_digit()))
        .then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> String {
        parse_published(text).unwrap().unwrap().day.to_string()
    }

    #[test]
    fn the_dates_load() {
        load().unwrap();
    }

    #[test]
    fn days_are_read_in_every_common_form() {
        for text in [
            "2015-08-05",
            "20150805",
            "2015/08/05",
            "August 05, 2015",
            "5 Aug 2015",
            "Aug. 5, 2015",
            "Wednesday, August 5, 2015",
            "5th of August 2015",
            "August 5, 2015 Wednesday",
            "5-Aug-2015",
            "2015-08-05 10:30:00",
            "Wed, 05 Aug 2015 10:30:00 +0300",
            "2015-08-05T23:30:00-05:00",
            "2015-08-05T10:30:00.123Z",
            "August 5, 2015 Wednesday 9:20 AM GMT",
            "1438732800",
            "1438732800000",
            "20150805T103000Z",
            "20150805103000",
            "5 August 2015 at 10.30am",
            "Aug 5, 2015 | 10:30 PM EDT",
        ] {
            assert_eq!(day(text), "2015-08-05", "{text}");
        }
    }

    #[test]
    fn zones_move_the_instant_and_keep_the_day() {
        let read = parse_published("2015-08-05T23:30:00-05:00").unwrap().unwrap();
        assert_eq!(read.at.to_rfc3339(), "2015-08-06T04:30:00+00:00");
        assert_eq!(read.day.to_string(), "2015-08-05");
        let noon = parse_published("5 Aug 2015 12:05 am MSK").unwrap().unwrap();
        assert_eq!(noon.at.to_rfc3339(), "2015-08-04T21:05:00+00:00");
    }

    #[test]
    fn precision_is_what_the_source_gave() {
        use PublishedPrecision as P;
        for (text, precision) in [
            ("2015", P::Year),
            ("2015-08", P::Month),
            ("August 2015", P::Month),
            ("5 Aug 2015", P::Day),
            ("5 Aug 2015 10:30", P::Minute),
            ("2015-08-05T10:30:00Z", P::Second),
        ] {
            assert_eq!(parse_published(text).unwrap().unwrap().precision, precision, "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for text in [
            "05/08/2015",
            "5.8.2015",
            "32 Aug 2015",
            "2015-02-30",
            "yesterday",
            "Aug 5",
            "2015-08-05 25:00",
            "5 6 2015",
            "about 2015",
        ] {
            assert!(parse_published(text).is_err(), "{text}");
        }
        assert_eq!(day("25/08/2015"), "2015-08-25");
        assert_eq!(day("08/25/2015"), "2015-08-25");
        assert_eq!(day("07/07/2015"), "2015-07-07");
    }

    #[test]
    fn absent_dates_are_absent() {
        for text in ["", "None", "null", " NaN "] {
            assert_eq!(parse_published(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn date_lines_may_have_a_label() {
        for line in [
            "August 05, 2015",
            "Published: 5 August 2015",
            "Posted on August 5, 2015 at 10:30",
            "Published August 5, 2015, updated August 6, 2015",
        ] {
            assert_eq!(date_line(line).unwrap().day.to_string(), "2015-08-05", "{line}");
        }
        for line in ["In August 2015 they met.", "2015", "The deal of 5 August 2015"] {
            assert!(date_line(line).is_none(), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = parse_published(&text);
            let _ = date_line(&text);
        }

        #[test]
        fn anything_like_a_date_is_read_or_refused(text in "[0-9apmtz:/. +-]{0,30}") {
            let _ = parse_published(&text);
        }
    }
}
