//! Lines that are a date, or hold one among a few other words.

use super::parse_published;
use super::words::{FILE, is_date_word};
use detente_model::{Published, PublishedPrecision};
use regex::Regex;
use std::sync::LazyLock;

/// The date of a date line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) published: Published,
    /// Whether the line calls it the date of an update only.
    pub(crate) updated: bool,
}

/// How long ago something was published, or how long it takes to read: said beside dates, and no part of them.
static AGES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let number =
        r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|(?:a )?few|several)";
    let unit = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|mos?|years?|yrs?|[smhdwy])";
    Regex::new(&format!(
        r"(?i)\(?\b(?:(?:about|over|almost|more than)\s+)?{number}\s?{unit}\s+ago\b\)?|\b\d{{1,3}}[\s-]min(?:ute)?s?[\s-]read\b"
    ))
    .ok()
});

/// The labels of dates, the longest first.
static LABELS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let mut labels: Vec<&str> =
        FILE.words.labels.iter().chain(&FILE.words.updates).map(String::as_str).collect();
    labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
    let joined = labels.iter().map(|l| regex::escape(l)).collect::<Vec<_>>().join("|");
    Regex::new(&format!(r"(?i)\b(?P<label>{joined})\b(?:\s+(?:on|at))?\s*[:–—-]?\s*")).ok()
});

/// A year that the hour was run into when the page was copied: `March 5, 20219:14 AM`.
static RUN_IN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b((?:19|20)\d\d)(\d{1,2}:\d\d)").ok());

/// `line` without the ages that it tells, and with a space between year and hour.
pub(crate) fn without_age(line: &str) -> String {
    let Some((ages, run_in)) = AGES.as_ref().zip(RUN_IN.as_ref()) else { return line.to_owned() };
    run_in.replace_all(&ages.replace_all(line, " "), "$1 $2").into_owned()
}

/// Reads a line that is nothing but a date, with or without labels before it.
pub(crate) fn date_line(line: &str) -> Option<Published> {
    dated_line(line).map(|dated| dated.published)
}

/// Reads a line that is nothing but a date or several, with or without labels: of `Updated 6 Aug 2015, published 5 Aug
/// 2015`, the day of publication.
pub(crate) fn dated_line(line: &str) -> Option<Dated> {
    if line.len() > 140 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let line = without_age(line);
    let line = line.trim().trim_matches(['*', '_', '|', '[', ']']).trim();
    let labels = LABELS.as_ref()?;
    let mut found: Option<Dated> = None;
    let mut take = |value: &str, updated: bool| {
        let Some(published) = one_date(value) else {
            // Beside a date, `Published 10:30` has the hour only; any other word makes it a sentence.
            return value.split_whitespace().all(is_date_word);
        };
        if found.is_none_or(|before| before.updated && !updated) {
            found = Some(Dated { published, updated });
        }
        true
    };
    let mut start = 0;
    let mut updated = false;
    for captures in labels.captures_iter(line) {
        let (Some(whole), Some(label)) = (captures.get(0), captures.name("label")) else {
            continue;
        };
        if !take(line.get(start..whole.start())?, updated) {
            return None;
        }
        start = whole.end();
        updated = FILE.words.updates.contains(label.as_str().to_lowercase().as_str());
    }
    if !take(line.get(start..)?, updated) {
        return None;
    }
    found
}

/// A date, and after a bar or a semicolon whatever else.
fn one_date(value: &str) -> Option<Published> {
    let marks = ['.', '/', '-', '–', '—', '|', '·', '•', ',', ';', '(', ')', ' '];
    let value = value.trim_matches(marks);
    let before_bar = value.find(['|', ';', '·', '•']).map(|at| value[..at].trim_matches(marks));
    let read = |text: &str| parse_published(text).ok().flatten();
    let read = read(value).or_else(|| read(before_bar?))?;
    // A lone number is no date line.
    (read.precision != PublishedPrecision::Year && !value.bytes().all(|b| b.is_ascii_digit()))
        .then_some(read)
}

/// A day with its year among other words: what stands before it, the date, and what stands after it.
pub(crate) fn date_within(line: &str) -> Option<(&str, Dated, &str)> {
    if line.len() > 140 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let base = line.as_ptr() as usize;
    let words: Vec<(usize, &str)> =
        line.split_whitespace().map(|word| (word.as_ptr() as usize - base, word)).collect();
    for (at, (start, _)) in words.iter().enumerate().filter(|(_, (_, word))| is_date_word(word)) {
        let run = words[at..].iter().take_while(|(_, word)| is_date_word(word));
        let Some((last, word)) = run.last() else { continue };
        let end = last + word.len();
        let dated = line.get(*start..end).and_then(dated_line);
        let exact = dated.filter(|d| {
            !matches!(d.published.precision, PublishedPrecision::Year | PublishedPrecision::Month)
        });
        if let Some(dated) = exact {
            return Some((line.get(..*start)?, dated, line.get(end..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines_may_have_a_label() {
        for line in [
            "August 05, 2015",
            "Published: 5 August 2015",
            "Posted on August 5, 2015 at 10:30",
            "Published August 5, 2015, updated August 6, 2015",
            "Updated: August 6, 2015 | Published: August 5, 2015",
            "First published on Wed 5 Aug 2015 10.30 BST",
            "Published 10:30 AM EDT, Wed August 5, 2015",
            "August 5, 20159:30 AM Updated 3 years ago",
            "August 5, 2015 / 10:30 PM / 3 years ago",
            "5 Aug 2015 • 4 min read",
            "05.08.2015 10:30 (GMT+2)",
            "Aug 5, 2015, 10:30 IST",
        ] {
            assert_eq!(date_line(line).unwrap().day.to_string(), "2015-08-05", "{line}");
        }
        for line in [
            "In August 2015 they met.",
            "2015",
            "The deal of 5 August 2015",
            "Updated rules were published 5 August 2015",
        ] {
            assert!(date_line(line).is_none(), "{line}");
        }
    }

    #[test]
    fn an_update_is_told_from_publication() {
        assert!(dated_line("Last updated: 6 August 2015").unwrap().updated);
        assert!(!dated_line("Updated 6 August 2015, posted 5 August 2015").unwrap().updated);
    }

    #[test]
    fn dates_are_found_among_words() {
        let (before, dated, after) =
            date_within("World, Wed August 5, 2015 10:30 (UTC +03:00) Lisbon").unwrap();
        assert_eq!((before, after), ("World, ", " Lisbon"));
        assert_eq!(dated.published.at.to_rfc3339(), "2015-08-05T07:30:00+00:00");
        assert!(date_within("They met in August 2015").is_none());
        assert!(date_within("At 10 ministers met").is_none());
    }
}
