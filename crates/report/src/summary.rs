//! The line under the title.

use crate::payload::Payload;
use chrono::{Duration, NaiveDate};

/// What the page holds, in words.
pub(crate) fn of(payload: &Payload<'_>) -> String {
    let read = &payload.read;
    let day = |days: i64| {
        let day = NaiveDate::default().checked_add_signed(Duration::try_days(days)?)?;
        Some(day.to_string())
    };
    let span = read.days.and_then(|(first, last)| Some((day(first)?, day(last)?)));
    let span = span.map(|(first, last)| format!(", published {first} to {last}"));
    let found = [
        counted(payload.events.len(), "event"),
        counted(payload.meetings.len(), "meeting"),
        counted(payload.quotes.len(), "quote"),
    ];
    let copies = match read.copies {
        0 => String::new(),
        1 => " Left out: 1 copy of an earlier article.".to_owned(),
        n => format!(" Left out: {} copies of earlier articles.", grouped(n)),
    };
    let articles = counted(read.n, "article");
    format!("{articles}{}: {}.{copies}", span.unwrap_or_default(), found.join(", "))
}

fn counted(n: usize, thing: &str) -> String {
    format!("{} {thing}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// The number with its thousands apart.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(counted(1, "event"), "1 event");
        assert_eq!(counted(0, "event"), "0 events");
        assert_eq!(counted(999, "event"), "999 events");
        assert_eq!(counted(1_234_567, "event"), "1,234,567 events");
    }
}
