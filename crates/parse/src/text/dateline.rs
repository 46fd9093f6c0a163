//! Datelines: `MOSCOW, August 5. /TASS/.`, `WASHINGTON (AP) —`, `Paris, March 3, 2015 (AFP) -`.

use crate::dates::{is_weekday, month};
use crate::outlets::agencies;
use chrono::{Datelike, Duration, NaiveDate};
use detente_model::{DateRange, Dateline, Published};
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A dateline at the head of a paragraph.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) dateline: Dateline,
    /// Where the paragraph itself begins, in bytes.
    pub(super) end: usize,
    /// The day of writing, where the dateline gives the year too.
    pub(super) fully_dated: Option<Published>,
}

static AGENCIES: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| agencies().collect());

/// A place: capitalised words with brackets, apostrophes, hyphens and slashes; commas part the region. Repeats are not
/// counted here, where each would compile the alphabet once more, but in `read`.
const PLACE: &str = r"(?P<place>(?:\p{Lu}[\p{L}'’.\-]*)(?:(?:\s|/|,\s|\s?/\s?|-)(?:\(?\p{Lu}[\p{L}'’.\-]*\)?|(?:of|the|and|de|al|el|la|le|am|on|upon|da|do|dos)(?:-\p{Lu}[\p{L}'’.\-]*)?))*(?:\s\(\p{Lu}[\p{L} .'’\-]+\))?)";
/// Words of a place at most, `and` and the like included.
const MAX_PLACE_WORDS: usize = 9;
/// The day of writing, with or without the day of the week; months are checked against `data/dates.toml`.
const DATE: &str = r"(?:(?:[A-Za-z]{3,6}day|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\.?,?\s)?(?:(?P<month>[A-Za-z]{3,9})\.?\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?|(?P<day2>[0-3]?\d)\s(?P<month2>[A-Za-z]{3,9})\.?)(?:,?\s(?P<year>(?:19|20)\d\d))?";
const DASH: &str = r"(?:[-–—]{1,2})";

static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let agency = r"(?P<agency>[\p{L}][\p{L}\d .'’&/\-]*?)";
    [
        // MOSCOW, August 5. /TASS/. — also with a person or a desk after the agency's name.
        format!(r"^{PLACE}(?:[,.]\s?(?:{DATE})?)?[.,]?\s?/{agency}/[.,:]?\s*{DASH}?\s*"),
        // KABUL, Afghanistan (Jan. 25, 2013) —
        format!(r"^{PLACE}\s\({DATE}\)\s*(?:{DASH}|:)\s*"),
        // MOSCOW, Aug 5 (Reuters) -; MOSCOW. Aug 5 (Interfax) -; WASHINGTON (AP) —; DUBAI, (Reuters):
        format!(r"^{PLACE}(?:[,.]\s?|\s)(?:{DATE})?[,.]?\s?\((?P<agency>[^()]{{2,60}})\)[.,]?\s*(?:{DASH}|:)\s*"),
        // BEIJING, Aug. 5, Xinhua --; LONDON, AFP —
        format!(r"^{PLACE},\s(?:{DATE},?\s)?(?P<known>[\p{{L}}][\p{{L}}\d .'’&/\-]*?)\s?{DASH}\s+"),
        // GENEVA, 5 August 2015 —; GENEVA, Aug. 5 -
        format!(r"^{PLACE}[,.]\s?{DATE}[.,]?\s*(?:{DASH}|:)\s+"),
        // (AP) —; /TASS/
        format!(r"^[(/](?P<known>[^()/]{{2,40}})[)/][.,]?\s*{DASH}\s*"),
        // (Geneva, March 5, 2021) –, as rights groups have it
        format!(r"^\({PLACE}(?:,\s{DATE})?\)\s*{DASH}\s+"),
        // AFP, GENEVA —; Reuters | GENEVA -
        format!(r"^(?P<known>[\p{{L}}][\p{{L}}\d .'’&\-]*?)\s?[,|/]\s?{PLACE}\s?{DASH}\s+"),
        // MOSCOW — in capitals only.
        r"^(?P<place>\p{Lu}[\p{Lu}'’.\-]+(?:[ /]\p{Lu}[\p{Lu}'’.\-]+)*(?:,\s\p{Lu}[\p{L}.]+(?:\s\p{Lu}[\p{L}.]+)?)?)\s(?:[–—]|--?)\s+".to_owned(),
        // ISLAMABAD: as papers of South Asia have it
        r"^(?P<place>\p{Lu}[\p{Lu}'’.\-]+(?:[ /]\p{Lu}[\p{Lu}'’.\-]+){0,2}):\s+".to_owned(),
    ]
    .iter()
    .filter_map(|form| Regex::new(form).ok())
    .collect()
});

/// The dateline that `paragraph` begins with; `published` gives the year that the dateline leaves out.
pub(super) fn cut_dateline(paragraph: &str, published: Option<NaiveDate>) -> Option<Found> {
    let cut = paragraph.char_indices().nth(180).map_or(paragraph.len(), |(at, _)| at);
    let head = paragraph.get(..cut)?;
    FORMS.iter().find_map(|form| {
        let captures = form.captures(head)?;
        let found = read(&captures, published)?;
        // `NATO — the alliance of 32 states — met`: a sentence that goes on in lower case has no dateline; and after
        // `MONTHLY REPORT — JANUARY` comes no sentence.
        let bare = found.dateline.agency.is_none() && found.dateline.date.is_none();
        let rest = paragraph.get(found.end..)?;
        let sentence = !rest.starts_with(char::is_lowercase) && rest.contains(char::is_lowercase);
        (!bare || sentence).then_some(found)
    })
}

fn read(captures: &Captures<'_>, published: Option<NaiveDate>) -> Option<Found> {
    let part = |name: &str| captures.name(name).map(|m| m.as_str().trim());
    let agency = match (part("agency"), part("known")) {
        (Some(written), _) => Some(agency(written)?),
        // Without a place before the brackets or without brackets, only a known agency is one: `WASHINGTON, D.C. -`
        // names none.
        (None, Some(written)) => Some((*AGENCIES.get(written)?).to_owned()),
        (None, None) => None,
    };
    let mut place = part("place").map(|p| p.trim_end_matches([',', '.']).trim().to_owned());
    let shouted = |place: &String| !place.contains(char::is_lowercase);
    if place.as_ref().is_some_and(|p| p.split_whitespace().count() > MAX_PLACE_WORDS) {
        return None;
    }
    // `Full text (annex):` has the shape too: either the place is in capitals, or there is a day, or the agency is known.
    if place.as_ref().is_some_and(|p| !shouted(p))
        && part("day").or_else(|| part("day2")).is_none()
        && agency.as_ref().is_some_and(|name| !is_known(name))
    {
        return None;
    }
    let mut date = None;
    let mut fully_dated = None;
    if let Some(day) = part("day").or_else(|| part("day2")) {
        let month = month(part("month").or_else(|| part("month2"))?)?;
        let day: u32 = day.parse().ok()?;
        let year = part("year").and_then(|y| y.parse::<i32>().ok());
        let written = match (year, published) {
            (Some(year), _) => Some(NaiveDate::from_ymd_opt(year, month, day)?),
            (None, Some(published)) => nearest(published, month, day),
            (None, None) => None,
        };
        date = written.map(DateRange::day);
        fully_dated = year.and(written).map(Published::on);
    } else if captures.name("place").is_some()
        && agency.is_none()
        && place.as_deref().is_some_and(|p| too_plain(p) || is_label(p))
    {
        return None;
    }
    // A lone `(AP)` gives no place; a place that is an agency's name is none.
    if place.as_deref().is_some_and(|p| AGENCIES.contains_key(p)) {
        place = None;
    }
    let whole = captures.get(0)?;
    Some(Found {
        dateline: Dateline { text: whole.as_str().trim().to_owned(), place, date, agency },
        end: whole.end(),
        fully_dated,
    })
}

/// Whether a paragraph begins with a word in capitals and a colon, as what speakers of a transcript say does.
pub(super) fn has_speaker(paragraph: &str) -> bool {
    let label = paragraph.split_once(':').map_or("", |(label, _)| label);
    (3..40).contains(&label.len()) && !label.contains(char::is_lowercase)
}

/// A paragraph that is nothing but a place in capitals, as some agencies set it above their text.
pub(super) fn place_alone(paragraph: &str) -> Option<Dateline> {
    static PLACE_ALONE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!("^{PLACE}$")).ok());
    let place = PLACE_ALONE.as_ref()?.captures(paragraph)?.name("place")?.as_str();
    let shouted = !place.contains(char::is_lowercase);
    (shouted && !too_plain(place) && place.split_whitespace().count() <= 4).then(|| Dateline {
        text: paragraph.to_owned(),
        place: Some(place.to_owned()),
        date: None,
        agency: None,
    })
}

/// Whether the dateline says enough to be one below the first paragraph too: an agency, or a place in capitals and a day.
pub(super) fn is_sure(dateline: &Dateline) -> bool {
    let shouted = dateline.place.as_deref().is_some_and(|p| !p.contains(char::is_lowercase));
    dateline.agency.as_deref().is_some_and(|name| shouted || is_known(name))
        || (shouted && dateline.date.is_some())
}

/// Capitals before a dash that are an abbreviation rather than a place: `NATO — the alliance …` stays text.
fn too_plain(place: &str) -> bool {
    place.chars().filter(|c| c.is_alphabetic()).count() < 4
}

/// Words in capitals before a dash or a colon that name no place.
fn is_label(place: &str) -> bool {
    #[rustfmt::skip]
    const LABELS: [&str; 42] = [
        "ABOVE", "ALERT", "ANALYSIS", "ANSWER", "BACKGROUND", "BREAKING", "CHANGE",
        "CLARIFICATION", "COMMENT", "CORRECTION", "EDITOR", "EDITORIAL", "EXCLUSIVE", "EXPLAINER",
        "FACT", "FACTBOX", "FLASH", "GRAPHIC", "HEADLINE", "ICYMI", "INTERVIEW", "LIVE",
        "MINISTER", "MODERATOR", "NEWS", "NOTE", "OPINION", "PHOTO", "PHOTOS", "PRESIDENT",
        "QUESTION", "QUOTE", "READ", "SECRETARY", "SUMMARY", "TIME", "TIMELINE", "UPDATE",
        "URGENT", "VIDEO", "WARNING", "WATCH",
    ];
    place.split_whitespace().any(|word| LABELS.contains(&word.trim_end_matches(['.', '\''])))
}

/// The agency as it is usually called. Unknown names are taken as written when they look like a name: the shape of the
/// dateline has already shown what it is.
fn agency(written: &str) -> Option<String> {
    let first = written.split(['/', ',']).next()?.trim();
    if let Some(name) = AGENCIES.get(first) {
        return Some((*name).to_owned());
    }
    // `TASS Correspondent Irina Skalina`: the agency is the longest known beginning.
    let known =
        first.char_indices().filter(|(_, c)| *c == ' ' || *c == '-').map(|(at, _)| &first[..at]);
    if let Some(name) = known.filter_map(|start| AGENCIES.get(start)).next_back() {
        return Some((*name).to_owned());
    }
    let words = first.split_whitespace().count();
    let named = first.starts_with(char::is_alphabetic)
        && !is_weekday(first)
        && first
            .split_whitespace()
            .all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    // Sixteen letters hold every agency name without a space; `(Conservative)` after a name is longer or no dateline.
    (named && words <= 4 && first.chars().count() <= 30).then(|| first.to_owned())
}

/// Whether an agency's usual name is in the table.
fn is_known(name: &str) -> bool {
    AGENCIES.values().any(|known| *known == name)
}

/// The day nearest to publication: copy of 31 December is published on 1 January of the next year.
fn nearest(published: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    (published.year() - 1..=published.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|d| (*d - published).abs())
        .filter(|d| (*d - published).abs() < Duration::days(184))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_compiles() {
        assert_eq!(FORMS.len(), 10);
    }

    #[test]
    fn wire_datelines_are_cut() {
        let published = NaiveDate::from_ymd_opt(2015, 8, 6);
        for (text, place, day, agency) in [
            (
                "MOSCOW, August 5. /TASS/. Talks began.",
                Some("MOSCOW"),
                Some("2015-08-05"),
                Some("TASS"),
            ),
            (
                "ST. PETERSBURG, August 5 /TASS/ Talks began.",
                Some("ST. PETERSBURG"),
                Some("2015-08-05"),
                Some("TASS"),
            ),
            (
                "NOVAYA GUTA (Belarus), August 5. /TASS Correspondent Vera Ilina/. Talks began.",
                Some("NOVAYA GUTA (Belarus)"),
                Some("2015-08-05"),
                Some("TASS"),
            ),
            ("WASHINGTON (AP) — Talks began.", Some("WASHINGTON"), None, Some("AP")),
            (
                "MOSCOW, Aug 5 (Reuters) - Talks began.",
                Some("MOSCOW"),
                Some("2015-08-05"),
                Some("Reuters"),
            ),
            (
                "Paris, March 3, 2015 (AFP) - Talks began.",
                Some("Paris"),
                Some("2015-03-03"),
                Some("AFP"),
            ),
            (
                "BEIJING, Aug. 5 (Xinhua) -- Talks began.",
                Some("BEIJING"),
                Some("2015-08-05"),
                Some("Xinhua"),
            ),
            (
                "MOSCOW. Aug 5 (Interfax) - Talks began.",
                Some("MOSCOW"),
                Some("2015-08-05"),
                Some("Interfax"),
            ),
            (
                "LONDON/PARIS, Aug 5 (Reuters) - Talks began.",
                Some("LONDON/PARIS"),
                Some("2015-08-05"),
                Some("Reuters"),
            ),
            (
                "UNITED NATIONS, Dec 31 (Reuters) - Talks began.",
                Some("UNITED NATIONS"),
                None,
                Some("Reuters"),
            ),
            (
                "KABUL, Afghanistan (AP) — Talks began.",
                Some("KABUL, Afghanistan"),
                None,
                Some("AP"),
            ),
            (
                "KABUL, Afghanistan (Jan. 25, 2013) – Talks began.",
                Some("KABUL, Afghanistan"),
                Some("2013-01-25"),
                None,
            ),
            ("GENEVA, 5 August 2015 — Talks began.", Some("GENEVA"), Some("2015-08-05"), None),
            ("BRUSSELS — Talks began.", Some("BRUSSELS"), None, None),
            ("WASHINGTON, D.C. - Talks began.", Some("WASHINGTON, D.C"), None, None),
            ("(Reuters) - Talks began.", None, None, Some("Reuters")),
            (
                "WASHINGTON (Tuesday, Dec. 11, 2007) -- Talks began.",
                Some("WASHINGTON"),
                Some("2007-12-11"),
                None,
            ),
            ("OSLO (Nordlys) — Talks began.", Some("OSLO"), None, Some("Nordlys")),
            ("OSLO / BERGEN (AA) - Talks began.", Some("OSLO / BERGEN"), None, Some("AA")),
            ("(Oslo, March 3, 2015) – Talks began.", Some("Oslo"), Some("2015-03-03"), None),
            ("(Oslo) – Talks began.", Some("Oslo"), None, None),
            ("AFP, OSLO — Talks began.", Some("OSLO"), None, Some("AFP")),
            ("NEW DELHI: Talks began.", Some("NEW DELHI"), None, None),
        ] {
            let found = cut_dateline(text, published).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(&text[found.end..], "Talks began.", "{text}");
            assert_eq!(found.dateline.place.as_deref(), place, "{text}");
            assert_eq!(found.dateline.agency.as_deref(), agency, "{text}");
            if let Some(day) = day {
                assert_eq!(
                    found.dateline.date.map(|d| d.start().to_string()).as_deref(),
                    Some(day),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "Russia and France agreed on Monday (AP) to meet.",
            "The minister (Labour) - a former judge - resigned.",
            "NATO — the alliance of 32 states — met in Brussels.",
            "Solheim, March 5 (of all days) - said nothing.",
            "Talks began.",
            "UPDATE: Talks began.",
            "SECRETARY SOLHEIM: Good morning.",
            "Full text (annex): Talks began.",
            "Full Text (2/2): Talks began.",
            "Map (PDF): Talks began.",
            "MONTHLY REPORT - JANUARY",
            "Kerry and Lavrov met. /more/",
        ] {
            assert!(cut_dateline(text, None).is_none(), "{text}");
        }
    }

    #[test]
    fn the_year_is_that_nearest_to_publication() {
        let published = NaiveDate::from_ymd_opt(2016, 1, 1);
        let found = cut_dateline("MOSCOW, December 31. /TASS/. Talks.", published).unwrap();
        assert_eq!(found.dateline.date.unwrap().start().to_string(), "2015-12-31");
    }
}
