//! Lines at the head of an article that tell several things: `By Ana Reyes | Harbour Post | 5 August 2015`.

use super::furniture::{Line, classify};
use crate::byline::outlet_of;
use crate::dates::{date_within, without_age};
use crate::outlets;
use regex::Regex;
use std::sync::LazyLock;

/// Longer lines tell one thing, in bytes.
const LONGEST: usize = 180;

/// Marks between the parts of such a line.
static MARKS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\s*[|•·]\s*|\s+[/»–—-]\s+|\s{2,}|\t").ok());

/// Labels that begin a part of their own.
static LABELS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\s(?i:source|editors?|authors?|byline|reporters?|writers?|publisher|photographer|translator|published|posted|updated|last updated|date)\s*:",
    )
    .ok()
});

/// What a line says beside text, all of it; `None` when it is text.
pub(super) fn facts(line: &str) -> Option<Vec<Line>> {
    let whole = classify(line);
    if let Some(Line::Url { .. } | Line::UrlLabel | Line::Tail) = whole {
        return whole.map(|line| vec![line]);
    }
    several(line).or_else(|| {
        let whole = whole?;
        let outlet = matches!(whole, Line::Byline(_)).then(|| outlet_of(line)).flatten();
        let outlet = outlet.map(|name| Line::Publisher(name.to_owned()));
        Some(std::iter::once(whole).chain(outlet).collect())
    })
}

/// The facts of a line of several parts, each of which is a fact or a few words beside one.
fn several(line: &str) -> Option<Vec<Line>> {
    if line.len() > LONGEST {
        return None;
    }
    let line = without_age(line);
    let parts = parts(line.trim())?;
    if parts.len() < 2 {
        return None;
    }
    let mut lines = Vec::new();
    let mut sure = false;
    for part in parts {
        match classify(part) {
            Some(Line::Outlet { name, .. }) => lines.push(Line::Publisher(name)),
            // What one is may stand beside a name, a headline may not.
            Some(Line::Role(role)) => lines.extend(role.outlet.map(Line::Publisher)),
            Some(Line::Title(_) | Line::Tail) => return None,
            Some(fact) => {
                sure |= !matches!(fact, Line::Furniture | Line::Url { .. });
                lines.extend(
                    outlet_of(part)
                        .filter(|_| matches!(fact, Line::Byline(_)))
                        .map(|name| Line::Publisher(name.to_owned())),
                );
                lines.push(fact);
            }
            None if is_beside(part) => lines.push(Line::Beside(part.to_owned())),
            None => return None,
        }
    }
    // An agency and a place: `AFP, GENEVA`; in small letters, it is for what stands beside the line to say.
    if let ([Line::Publisher(name), Line::Beside(place)], false) = (&lines[..], sure)
        && line.contains(',')
    {
        let (name, written) = (name.clone(), line.to_string());
        let shouted = !place.contains(char::is_lowercase);
        return Some(if shouted { lines } else { vec![Line::Outlet { name, written }] });
    }
    let furniture = lines.iter().all(|l| *l == Line::Furniture);
    (sure || furniture).then_some(lines)
}

/// Cuts a line at marks, before labels, around a date, and around a known outlet before or after a comma.
fn parts(line: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    for piece in MARKS.as_ref()?.split(line) {
        let mut start = 0;
        let cuts: Vec<usize> = LABELS.as_ref()?.find_iter(piece).map(|m| m.start()).collect();
        for end in cuts.into_iter().chain(std::iter::once(piece.len())) {
            let part = piece.get(start..end)?;
            start = end;
            match date_within(part) {
                Some((before, _, after)) => {
                    let from = before.len();
                    let to = part.len() - after.len();
                    parts.extend([before, part.get(from..to)?, after]);
                }
                None => match part.split_once(',') {
                    Some((one, other))
                        if outlets::named(one).is_some() || outlets::named(other).is_some() =>
                    {
                        parts.extend([one, other]);
                    }
                    _ => parts.push(part),
                },
            }
        }
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '–' | '—' | '/');
    let trimmed = parts.into_iter().map(|part| part.trim_matches(ends));
    Some(trimmed.filter(|part| part.chars().any(char::is_alphanumeric)).collect())
}

/// A place or a section of the paper: up to four words with capitals, and no sentence.
fn is_beside(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let small = ["and", "of", "the", "&", "de", "in", "on", "at", "from"];
    let label = ["Published", "Posted", "Filed", "Updated"].iter().any(|l| part.starts_with(l));
    (1..=4 + usize::from(label)).contains(&words.len())
        && !part.ends_with(['.', '!', '?', ':'])
        && !part.contains(['"', '“', ':'])
        && words.first().is_some_and(|w| w.starts_with(char::is_uppercase))
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                || (small[..5].contains(word) || label && small.contains(word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the facts of a line are, in short.
    fn shown(line: &str) -> Vec<String> {
        let facts = facts(line).into_iter().flatten();
        facts
            .map(|fact| match fact {
                Line::Byline(names) => format!("by {}", names.join(" & ")),
                Line::Date(dated) => dated.published.day.to_string(),
                Line::Publisher(name) => format!("in {name}"),
                Line::Beside(words) => format!("({words})"),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_line_may_tell_several_things() {
        for (line, facts) in [
            (
                "By Ana Reyes | BBC News | August 5, 2015",
                vec!["by Ana Reyes", "in BBC News", "2015-08-05"],
            ),
            (
                "By Ana Reyes, Reuters - 5 Aug 2015",
                vec!["by Ana Reyes", "in Reuters", "2015-08-05"],
            ),
            ("Lisbon, 5 August 2015", vec!["(Lisbon)", "2015-08-05"]),
            ("August 5, 2015, Lisbon", vec!["2015-08-05", "(Lisbon)"]),
            ("World News 5 August 2015 10:30 (UTC +03:00)", vec!["(World News)", "2015-08-05"]),
            ("Source: TASS   Editor: Vera Ilina", vec!["in TASS", "Furniture"]),
            ("Source: TASS Editor: Vera Ilina", vec!["in TASS", "Furniture"]),
            ("AFP, LISBON", vec!["in Agence France-Presse", "(LISBON)"]),
            ("August 5, 2015 By Ana Reyes", vec!["2015-08-05", "by Ana Reyes"]),
            ("5 Aug 2015 | Ana Reyes | Lisbon", vec!["2015-08-05", "(Ana Reyes)", "(Lisbon)"]),
            ("Aug 5, 2015 | 10:30 PM EDT", vec!["2015-08-05"]),
            ("Published in Europe on August 5, 2015", vec!["(Published in Europe)", "2015-08-05"]),
        ] {
            assert_eq!(shown(line), facts, "{line}");
        }
    }

    #[test]
    fn sentences_and_headlines_are_text() {
        for line in [
            "Ministers met in Lisbon on August 5, 2015",
            "Talks end - Reuters",
            "Talks end | BBC News",
            "— Ana Reyes (@anareyes) August 5, 2015",
            "MINISTER ON BILL WRITTEN BY SEN. SOLHEIM",
            "Quota: what happens on 5 August 2015",
            "Reuters, which first told of the talks, named no source.",
        ] {
            assert_eq!(facts(line), None, "{line}");
        }
    }
}
