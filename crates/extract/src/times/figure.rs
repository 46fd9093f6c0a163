//! Numbers as they are written, and the dates that are written in numbers only.

use chrono::NaiveDate;

/// What a piece of text that begins with a digit says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// `14`, `1996`, `200,000`; with the number of its digits, 0 where they are grouped by commas.
    Whole(u32, u8),
    /// `14th`.
    Ordinal(u32),
    /// `1990s`, `'90s`: the first three digits of the years.
    Decade(u32),
    /// `7:15`, `7.15pm`.
    Clock(u32, u32),
    /// `1/2`, `3/4`, in twelfths.
    Twelfths(u32),
    /// `2015-08-05`, `5.8.2015`, `08/25/2015`.
    Day(NaiveDate),
    /// `03/12/2012`: some day of this year, but writers differ on whether day or month comes first.
    OpenDay(i32),
    /// `2015-08`.
    Month(i32, u32),
    /// `2015-16`, `2015-2018`, `2015/16`.
    Years(i32, i32),
    /// Any other, such as `3.5`.
    Other,
}

/// Years between the two of "1939-1945" at most.
const LONGEST_SPAN: u32 = 20;

/// Reads the figure at `at`: where it ends, and what it says.
pub(super) fn read(text: &str, at: usize) -> (usize, Figure) {
    let rest = &text[at..];
    let (length, figure) = numeric_day(rest)
        .or_else(|| two_years(rest))
        .or_else(|| dotted_clock(rest))
        .unwrap_or_else(|| plain(rest));
    (at + length, figure)
}

/// Length and value of the digits that `text` begins with.
fn digits(text: &str) -> (usize, u32) {
    let n = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text[..n]
        .bytes()
        .fold(0u32, |v, b| v.saturating_mul(10).saturating_add(u32::from(b - b'0')));
    (n, value)
}

/// Three numbers between the same marks, where they make a day.
fn numeric_day(text: &str) -> Option<(usize, Figure)> {
    let (first, a) = digits(text);
    let mark = text[first..].chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let rest = &text[first + 1..];
    let (second, b) = digits(rest);
    let rest = rest[second..].strip_prefix(mark)?;
    let (third, c) = digits(rest);
    let after = &rest[third..];
    let goes_on = after.starts_with(|c: char| c.is_alphabetic() && c != 'T')
        || after.strip_prefix(mark).is_some_and(|t| t.starts_with(char::is_alphanumeric));
    if goes_on || !matches!(second, 1 | 2) {
        return None;
    }
    let end = text.len() - after.len();
    let day = |year: i32, month, day| NaiveDate::from_ymd_opt(year, month, day);
    if first == 4 && matches!(third, 1 | 2) {
        return Some((end, Figure::Day(day(a as i32, b, c)?)));
    }
    let year = match third {
        4 => c as i32,
        // Two digits are a year only in the shape of a date: "1.2.10" is a section.
        2 if mark == '/' || (first, second) == (2, 2) => {
            c as i32 + if c < 50 { 2000 } else { 1900 }
        }
        _ => return None,
    };
    if !matches!(first, 1 | 2) {
        return None;
    }
    let figure = match (day(year, b, a), day(year, a, b)) {
        (Some(one), Some(other)) if one == other || mark == '.' => Figure::Day(one),
        (Some(_), Some(_)) => Figure::OpenDay(year),
        (Some(day), None) | (None, Some(day)) => Figure::Day(day),
        (None, None) => return None,
    };
    Some((end, figure))
}

/// A year and another, or the last digits of one; a year and a month in the order of ISO 8601.
fn two_years(text: &str) -> Option<(usize, Figure)> {
    let (4, first @ 1500..=2100) = digits(text) else { return None };
    let mark = text[4..].chars().next().filter(|c| matches!(c, '-' | '/' | '\u{2013}'))?;
    let rest = &text[4 + mark.len_utf8()..];
    let (length, second) = digits(rest);
    let after = &rest[length..];
    let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '-' | '/'))
        || after
            .strip_prefix(['.', ','])
            .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
    if goes_on {
        return None;
    }
    let last = match length {
        // Further apart they are no stretch that something took, but the two ends of a life.
        4 if second <= first + LONGEST_SPAN => second,
        2 if first % 100 == 99 && second == 0 => first + 1,
        2 => first - first % 100 + second,
        _ => return None,
    };
    let figure = match (first < last, mark, second) {
        (true, ..) if last <= 2100 => Figure::Years(first as i32, last as i32),
        (false, '-', 1..=12) if length == 2 => Figure::Month(first as i32, second),
        _ => return None,
    };
    Some((text.len() - after.len(), figure))
}

/// `7.30pm`, `7.30 p.m.`: without the meridiem it is a decimal number.
fn dotted_clock(text: &str) -> Option<(usize, Figure)> {
    let (1 | 2, hour @ 1..=12) = digits(text) else { return None };
    let rest = text[digits(text).0..].strip_prefix('.')?;
    let (2, minute @ 0..60) = digits(rest) else { return None };
    let after = rest[2..].strip_prefix(' ').unwrap_or(&rest[2..]);
    let meridiem = ["am", "pm", "a.m", "p.m"].iter().any(|m| {
        after.get(..m.len()).is_some_and(|start| start.eq_ignore_ascii_case(m))
            && !after[m.len()..].starts_with(char::is_alphanumeric)
    });
    meridiem.then_some((text.len() - rest.len() + 2, Figure::Clock(hour, minute)))
}

fn plain(text: &str) -> (usize, Figure) {
    let (mut end, mut value) = digits(text);
    let mut length = end.min(255) as u8;
    while let Some(rest) = text[end..].strip_prefix(',') {
        let (3, group) = digits(rest) else { break };
        (end, value, length) = (end + 4, value.saturating_mul(1000).saturating_add(group), 0);
    }
    let mark = text[end..].chars().next();
    let (next, second) = match mark {
        Some(mark) if mark.is_ascii() => digits(&text[end + 1..]),
        _ => (0, 0),
    };
    let past = end + 1 + next;
    match mark {
        Some(':') if next == 2 && value < 25 && second < 60 => {
            return (past, Figure::Clock(value, second));
        }
        Some('/') if next == 1 && matches!(second, 2..=4) && value < second => {
            return (past, Figure::Twelfths(value * 12 / second));
        }
        Some('.' | '/' | ':') if next > 0 => return (past, Figure::Other),
        _ => {}
    }
    let letters = &text[end..];
    let letters = &letters[..letters.find(|c: char| !c.is_alphabetic()).unwrap_or(letters.len())];
    let past = end + letters.len();
    match letters {
        "" => (end, Figure::Whole(value, length)),
        "s" if length == 4 && value.is_multiple_of(10) => (past, Figure::Decade(value / 10)),
        "s" if length == 2 && value.is_multiple_of(10) => (past, Figure::Decade(190 + value / 10)),
        "st" | "nd" | "rd" | "th" => (past, Figure::Ordinal(value)),
        "am" | "pm" | "AM" | "PM" => (end, Figure::Whole(value, length)),
        _ => (past, Figure::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Figure {
        Figure::Day(NaiveDate::from_ymd_opt(y, m, d).unwrap())
    }

    #[test]
    fn days_in_numbers() {
        for (text, figure) in [
            ("2014-06-30", day(2014, 6, 30)),
            ("2014/6/30 and", day(2014, 6, 30)),
            ("30/06/2014.", day(2014, 6, 30)),
            ("06-30-14", day(2014, 6, 30)),
            ("1.2.1998", day(1998, 2, 1)),
            ("05/05/99", day(1999, 5, 5)),
            ("01/02/1998", Figure::OpenDay(1998)),
            ("31/31/1998", Figure::Other),
            ("1.2.10", Figure::Other),
            ("2014/06/30/war", Figure::Other),
        ] {
            assert_eq!(read(text, 0).1, figure, "{text}");
        }
    }

    #[test]
    fn years_and_clocks() {
        for (text, figure) in [
            ("1987-88", Figure::Years(1987, 1988)),
            ("1999-00", Figure::Years(1999, 2000)),
            ("1987\u{2013}1993", Figure::Years(1987, 1993)),
            ("1987/88", Figure::Years(1987, 1988)),
            ("1907-1987", Figure::Whole(1907, 4)),
            ("1987-03", Figure::Month(1987, 3)),
            ("1987-year", Figure::Whole(1987, 4)),
            ("6.45pm", Figure::Clock(6, 45)),
            ("6.45 million", Figure::Other),
        ] {
            assert_eq!(read(text, 0).1, figure, "{text}");
        }
    }
}
