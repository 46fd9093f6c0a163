//! Handles of accounts: `@JohnKerry` is John Kerry, `@SecKerry` whoever of that surname holds an office on the day.

use super::rules::MentionRules;
use chrono::NaiveDate;
use detente_atlas::{Atlas, Candidate, Reason, Surroundings};
use detente_model::{EntityKind, Sector};

/// Whether a name is the handle of an account, or made like one: `SecKerry` of `#SecKerry`.
pub(super) fn is_handle(name: &str, rules: &MentionRules) -> bool {
    let account = name.strip_prefix('@').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let title = || titled(&words(name), rules).is_some_and(|(sector, _)| sector.is_some());
    account || has_capital_inside(name) && title()
}

fn has_capital_inside(name: &str) -> bool {
    name.as_bytes().windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())
}

/// The sector of the title that begins words of a handle, and the words after it.
fn titled<'w>(words: &'w str, rules: &MentionRules) -> Option<(Option<Sector>, &'w str)> {
    let (title, rest) = words.split_once(' ')?;
    Some((rules.honorific(&title.to_lowercase())?.sector, rest))
}

/// Whom a handle names with the words that it is made of.
pub(super) fn readings(
    atlas: &Atlas,
    handle: &str,
    on: Option<NaiveDate>,
    rules: &MentionRules,
) -> Vec<Candidate> {
    let words = words(handle);
    let read = |name: &str, reasons: &[Reason]| {
        let mut found = atlas.resolve(name, on, &Surroundings::default());
        found.retain(|c| reasons.contains(&c.reason));
        found
    };
    if let Some((sector, surname)) = titled(&words, rules) {
        let names = &[Reason::Name, Reason::Surname];
        let mut found = match sector {
            Some(Sector::Leg) => read(&format!("senator {surname}"), names),
            _ => read(surname, names),
        };
        // The title is the support that a surname alone lacks.
        found.iter_mut().for_each(|c| c.reason = Reason::Name);
        return found;
    }
    let whole = read(&words, &[Reason::Name, Reason::Metonym]);
    if !whole.is_empty() {
        return whole;
    }
    let parts: Vec<&str> = words.split(' ').collect();
    match parts.as_slice() {
        // `@AbeShinzo`: where the family name goes first.
        [family, given] => {
            let person = |c: &Candidate| c.kind == EntityKind::Person;
            let found = read(&format!("{given} {family}"), &[Reason::Name]);
            found.into_iter().filter(person).collect()
        }
        // `@StateDeptSpox`: who speaks for a body.
        [body @ .., _] if body.len() > 1 => {
            let body = read(&body.join(" "), &[Reason::Name, Reason::Body, Reason::Metonym]);
            body.into_iter().filter(|c| c.kind == EntityKind::Organization).collect()
        }
        _ => whole,
    }
}

/// `John Kerry` of `@JohnKerry`.
fn words(handle: &str) -> String {
    let mut out = String::new();
    let mut after_lower = false;
    for c in handle.chars().filter(|c| *c != '@') {
        if c == '_' || after_lower && c.is_uppercase() {
            out.push(' ');
        }
        if c != '_' {
            out.push(c);
        }
        after_lower = c.is_lowercase();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_dashes_part_words() {
        assert_eq!(words("@JohnKerry"), "John Kerry");
        assert_eq!(words("@state_dept"), "state dept");
        assert_eq!(words("@NATO"), "NATO");
    }

    #[test]
    fn a_handle_has_a_mark_or_a_title_with_a_capital_inside() {
        let rules = crate::Rules::embedded().unwrap();
        let is_handle = |name| is_handle(name, &rules.mentions);
        assert!(is_handle("@NATO") && !is_handle("NATO") && !is_handle("@ 5"));
        assert!(is_handle("SecKerry") && !is_handle("McKerry") && !is_handle("MrKerry"));
    }
}
