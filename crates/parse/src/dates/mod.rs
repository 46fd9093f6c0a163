//! Publication dates, in the formats that sources write them in. Never a guess: what can be read two ways is refused.

mod clock;
mod line;
mod parts;
mod words;

pub(crate) use line::{Dated, date_line, date_within, dated_line, without_age};
pub(crate) use words::{is_weekday, month};

use chrono::{DateTime, Utc};
use clock::{clock, half_of_day, offset_minutes, set_clock};
use detente_model::{Published, PublishedPrecision};
use parts::{AMBIGUOUS, IMPOSSIBLE, Parts, UNKNOWN, published, set, value};
use words::FILE;

/// A date that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a date: {reason}")]
pub struct UnreadableDate {
    /// The date as given, cut at 80 characters.
    pub text: String,
    /// Why not, and what would do.
    pub reason: &'static str,
}

/// Reads a publication date: ISO 8601, RFC 2822, the forms of datelines and date lines (`August 05, 2015`,
/// `Wednesday, July 10, 2019 9:20 AM GMT`), `25.05.2015`, `05/25/2015` where one number is above 12, and seconds or
/// milliseconds since 1970. A time without a zone is taken as UTC. `Ok(None)` for what sources write where they have no date.
///
/// # Errors
/// When the text is no date, or can be read two ways.
pub fn parse_published(text: &str) -> Result<Option<Published>, UnreadableDate> {
    let text = text.trim();
    if text.is_empty() || FILE.words.absent.contains(text.to_lowercase().as_str()) {
        return Ok(None);
    }
    read(text)
        .or_else(|reason| of_mail(text).ok_or(reason))
        .map(Some)
        .map_err(|reason| UnreadableDate { text: text.chars().take(80).collect(), reason })
}

/// The dates of mail and RSS (RFC 822), whose years may have two digits: "Wed, 05 Aug 15 10:30 GMT".
fn of_mail(text: &str) -> Option<Published> {
    let instant = DateTime::parse_from_rfc2822(text).ok()?;
    let precision = PublishedPrecision::Second;
    Some(Published { at: instant.to_utc(), day: instant.date_naive(), precision })
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
        || FILE.words.updates.contains(bare)
        || (bare.is_empty() || matches!(bare, "-" | "/" | "in" | "last" | "first"))
    {
        return Ok(());
    }
    if let Some(zone) = FILE.zones.get(bare) {
        // `+04:00 UTC` has named its distance from it already.
        let told = *zone == 0 && parts.minutes_east.is_some();
        return if told { Ok(()) } else { set(&mut parts.minutes_east, *zone) };
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
    // `10.30`, as British papers write the hour.
    if let Some((hour, minute)) = bare.split_once('.')
        && (1..=2).contains(&hour.len())
        && minute.len() == 2
        && parts.clock.is_none()
        && minute.bytes().chain(hour.bytes()).all(|b| b.is_ascii_digit())
    {
        return clock(parts, &format!("{hour}:{minute}"));
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
                let (day, month) = match (value::<u32>(first), value::<u32>(second)) {
                    // With full stops, the day comes first: nobody writes `05.25.2015`.
                    (Ok(day), Ok(month)) if date.contains('.') && month <= 12 => (day, month),
                    _ => day_and_month(first, second)?,
                };
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> String {
        parse_published(text).unwrap().unwrap().day.to_string()
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
            "5.8.2015",
            "05.08.2015, 10:30",
            "Wed 5 Aug 2015 10.30 BST",
            "5 August 2015 10:30 (UTC +04:00)",
            "5 August 2015 10:30 (+04:00 GMT)",
            "10:30 IST, 5 August 2015",
            "5 August 2015 10:30 Moscow time",
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
        let mail = parse_published("Wed, 05 Aug 15 23:30 EST").unwrap().unwrap();
        assert_eq!(mail.at.to_rfc3339(), "2015-08-06T04:30:00+00:00");
        assert_eq!(mail.day.to_string(), "2015-08-05");
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
            "05-08-2015",
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
