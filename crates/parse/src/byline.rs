//! Bylines and credits: who wrote it.

use crate::dates::date_line;
use crate::outlets;
use crate::rules::{Loaded, any_of, toml_file, whole_lines};
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
struct File {
    lines: Vec<String>,
    credits: Vec<String>,
    ends: Vec<String>,
    separators: Vec<String>,
    roles: BTreeSet<String>,
    persons: BTreeSet<String>,
    nobody: BTreeSet<String>,
}

#[derive(Debug)]
struct Rules {
    lines: Vec<Regex>,
    credits: Vec<Regex>,
    ends: Regex,
    separators: Regex,
    roles: BTreeSet<String>,
    persons: BTreeSet<String>,
    nobody: BTreeSet<String>,
}

const FILE: &str = "bylines.toml";

fn load() -> Loaded<Rules> {
    let file: File = toml_file(FILE, include_str!("../data/bylines.toml"))?;
    Ok(Rules {
        lines: whole_lines(FILE, &file.lines)?,
        credits: whole_lines(FILE, &file.credits)?,
        ends: any_of(FILE, "", &file.ends, "")?,
        separators: any_of(FILE, "", &file.separators, "")?,
        roles: file.roles,
        persons: file.persons,
        nobody: file.nobody,
    })
}

static RULES: LazyLock<Option<Rules>> = LazyLock::new(|| load().ok());

/// The names in a byline line, or `None` when the line is none.
pub(crate) fn byline(line: &str) -> Option<Vec<String>> {
    let rules = RULES.as_ref()?;
    if line.len() > 220 {
        return None;
    }
    let line = plain(line);
    let names = rules.lines.iter().find_map(|r| r.captures(&line)?.name("name"))?.as_str();
    // A sentence that begins with "By" is none: names are capitalised, and no sentence stop follows.
    let starts_as_name = names.starts_with(|c: char| c.is_uppercase() || c == '@');
    let labelled = line.contains(':');
    let found = people(names);
    let short = found.iter().all(|n| n.split_whitespace().count() <= 6);
    let sentence = line.ends_with('.') && line.split_whitespace().count() > 6;
    ((starts_as_name || labelled) && short && !sentence && !found.is_empty()).then_some(found)
}

/// The outlet that a byline names beside the people: `By Ana Reyes, Reuters`.
pub(crate) fn outlet_of(line: &str) -> Option<&'static str> {
    static GAPS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\s*[,|•·/()\[\]:;–—]\s*|\s+-\s+|\s+(?:for|at|of|and|in|by)\s+|^(?i:by)\s+")
            .ok()
    });
    GAPS.as_ref()?.split(line).find_map(outlets::named)
}

/// Whether a word is one of those that roles are made of.
pub(crate) fn is_role_word(word: &str) -> bool {
    RULES.as_ref().is_some_and(|rules| rules.roles.contains(word.to_lowercase().as_str()))
}

/// What the line under a name says that its bearer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) outlet: Option<String>,
    /// Whether the outlet is a known one; any other may be a word of a headline, `Court Frees Reporter`.
    pub(crate) known: bool,
    pub(crate) written: String,
}

/// Reads `Staff Writer`, `Harbour Post Correspondent`, `Diplomatic Editor, Harbour Post`, `Special to The Harbour Post`.
pub(crate) fn role(line: &str) -> Option<Role> {
    let rules = RULES.as_ref()?;
    let line = line.trim_matches(['*', '_', '(', ')', ' ', ',']);
    let words: Vec<&str> = line.split_whitespace().collect();
    if !(1..=8).contains(&words.len()) || line.ends_with(['.', '?', '!', ':']) {
        return None;
    }
    let bare = |word: &str| word.trim_matches([',', ';']).to_lowercase();
    let is_role = |word: &&&str| rules.roles.contains(&bare(word));
    let person = |words: &[&str]| words.iter().any(|word| rules.persons.contains(&bare(word)));
    let found = |outlet: &[&str]| {
        let name = outlet.join(" ");
        let name = name.trim_matches([',', ' ']);
        let known = outlets::named(name);
        let named = name.starts_with(char::is_uppercase) && words.len() <= 6;
        (known.is_some() || named || name.is_empty()).then(|| Role {
            outlet: known.or(Some(name)).filter(|n| !n.is_empty()).map(str::to_owned),
            known: known.is_some(),
            written: line.to_owned(),
        })
    };
    let before = words.len() - words.iter().rev().take_while(is_role).count();
    if before < words.len() && person(&words[before..]) {
        // Of `BBC News correspondent`, `News` may be of the role or of the outlet.
        let known = (before..words.len())
            .rev()
            .filter(|end| person(&words[*end..]))
            .find(|end| outlets::named(&words[..*end].join(" ")).is_some());
        return found(&words[..known.unwrap_or(before)]);
    }
    let after = words.iter().take_while(is_role).count();
    let comma = after > 0 && words[after - 1].ends_with(',');
    let links = ["to", "for", "at", "of", "with"];
    let linked = words.get(after).is_some_and(|word| links.contains(word));
    let special = linked && after == 1 && bare(words[0]) == "special";
    (after > 0 && (comma || linked) && (special || person(&words[..after])))
        .then(|| found(&words[after + usize::from(linked)..]))?
        .filter(|role| role.outlet.is_some())
}

/// The reporters of a credit line at the end of wire copy, or `None` when the line is none.
pub(crate) fn credit(line: &str) -> Option<Vec<String>> {
    let rules = RULES.as_ref()?;
    if line.len() > 600 {
        return None;
    }
    let captures = rules.credits.iter().find_map(|r| r.captures(line))?;
    let Some(names) = captures.name("name") else { return Some(Vec::new()) };
    // "Reporting by the committee took two years": names are capitalised.
    names.as_str().starts_with(char::is_uppercase).then(|| people(names.as_str()))
}

/// The names in what follows "By", or in the author field of a page or record.
pub(crate) fn people(text: &str) -> Vec<String> {
    let Some(rules) = RULES.as_ref() else { return Vec::new() };
    let text = plain(text);
    let text = text.trim();
    if text.starts_with("http") || text.starts_with("www.") {
        return Vec::new();
    }
    let without_by = match text.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => &text[3..],
        _ => text,
    };
    let end = rules
        .ends
        .find(without_by)
        .filter(|m| m.start() > 0)
        .map_or(without_by.len(), |m| m.start());
    let text = &without_by[..end];
    let mut people: Vec<String> = Vec::new();
    let mut from = 0;
    let gaps = rules.separators.find_iter(text).map(|gap| gap.range());
    for gap in gaps.chain(std::iter::once(text.len()..text.len())) {
        let part = text.get(from..gap.start).unwrap_or_default();
        // `Ana Reyes, Lisbon` and `Ana Reyes, Harbour Post`: the last of several people comes after `and`.
        let place = from > 0
            && gap.end == text.len()
            && text[..from].trim_end().ends_with(',')
            && (!part.trim().contains(' ') || outlets::looks_like(part.trim()))
            && people.first().is_some_and(|first| first.contains(' '));
        from = gap.end;
        let name = part.trim().trim_matches([',', ';', ':', '-', '–', '—', '|', '"', '*']).trim();
        let lower = name.to_lowercase();
        let role = || lower.split_whitespace().any(|w| rules.roles.contains(w));
        // Pages list who took their pictures among their authors.
        let picture =
            lower.trim_start_matches('(').starts_with("image:") || lower.contains("getty images");
        let is_name = !picture
            && name.chars().any(char::is_alphabetic)
            && name.chars().count() <= 80
            && !rules.nobody.contains(lower.as_str())
            && !(people.is_empty() && lower.starts_with("http"))
            && date_line(name).is_none()
            && (people.is_empty() || !(place || role() || outlets::named(name).is_some()));
        if is_name && !people.iter().any(|p| p.to_lowercase() == lower) {
            people.push(cased(name));
        }
    }
    people
}

/// `JOHN SMITH` as `John Smith`; agencies and short names stay as they are.
fn cased(name: &str) -> String {
    let shouted = name.contains(' ') && !name.chars().any(char::is_lowercase);
    if !shouted {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let words = name.split_whitespace().map(|word| {
        if word.len() <= 2 || word.contains('.') {
            return word.to_owned();
        }
        let mut start = true;
        word.chars()
            .flat_map(|c| {
                let kept = if start { c.to_string() } else { c.to_lowercase().collect() };
                start = !c.is_alphanumeric();
                kept.chars().collect::<Vec<_>>()
            })
            .collect()
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Without the marks of Markdown: `[name](link)` is its name, `**name**` too.
pub(crate) fn plain(line: &str) -> String {
    static LINK: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"!?\[([^\[\]]*)\]\([^()\s]*\)").ok());
    let line = match LINK.as_ref() {
        Some(link) if line.contains("](") => link.replace_all(line, "$1").into_owned(),
        _ => line.to_owned(),
    };
    if line.contains("**") || line.contains("__") {
        line.replace("**", "").replace("__", "")
    } else {
        line
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn the_bylines_load() {
        load().unwrap();
    }

    #[test]
    fn bylines_give_names() {
        for (line, names) in [
            ("By [The Harbour Post](#)", vec!["The Harbour Post"]),
            ("By Ana Reyes and Tom Okafor in Lisbon", vec!["Ana Reyes", "Tom Okafor"]),
            ("BY ANA REYES, STAFF WRITER", vec!["Ana Reyes"]),
            ("By Ana Reyes, Tom Okafor and Li Wei", vec!["Ana Reyes", "Tom Okafor", "Li Wei"]),
            ("Author: Ana Reyes | The Harbour Post", vec!["Ana Reyes"]),
            ("By Ana Reyes - March 5, 2020", vec!["Ana Reyes"]),
        ] {
            assert_eq!(byline(line).unwrap(), names, "{line}");
        }
    }

    #[test]
    fn places_roles_and_outlets_are_no_people() {
        for line in ["By Ana Reyes, Lisbon", "By Ana Reyes, Reuters", "By Ana Reyes, Harbour Post"]
        {
            assert_eq!(byline(line).unwrap(), ["Ana Reyes"], "{line}");
        }
        assert_eq!(byline("By Ana Reyes and Okafor").unwrap(), ["Ana Reyes", "Okafor"]);
        assert_eq!(outlet_of("By Ana Reyes for Reuters"), Some("Reuters"));
        assert_eq!(outlet_of("By Ana Reyes | BBC News"), Some("BBC News"));
        assert_eq!(outlet_of("By Ana Reyes in Lisbon"), None);
    }

    #[test]
    fn roles_are_told_from_headlines() {
        for (line, outlet, known) in [
            ("Staff Writer", None, false),
            ("AP Diplomatic Writer", Some("Associated Press"), true),
            ("BBC News correspondent", Some("BBC News"), true),
            ("Harbour Post Staff Writer", Some("Harbour Post"), false),
            ("Foreign Affairs Editor, Harbour Post", Some("Harbour Post"), false),
            ("Special to The Guardian", Some("The Guardian"), true),
        ] {
            let role = role(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((role.outlet.as_deref(), role.known), (outlet, known), "{line}");
        }
        for line in
            ["Foreign Affairs", "Talks end", "Staff walk out of the talks", "A reporter left."]
        {
            assert_eq!(role(line), None, "{line}");
        }
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By the end of the week, ministers had left.",
            "By Monday the two sides had agreed on a text that both could sign.",
            "Bystanders cheered.",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }

    #[test]
    fn credits_give_the_reporters() {
        let line = "(Reporting by Ana Reyes and Tom Okafor; Editing by Li Wei)";
        assert_eq!(credit(line).unwrap(), ["Ana Reyes", "Tom Okafor"]);
        assert_eq!(
            credit("Reporting by the committee took two years, the minister said on Monday."),
            None
        );
    }
}
