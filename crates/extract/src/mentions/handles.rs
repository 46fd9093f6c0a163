//! Handles of accounts: `@JohnKerry` is John Kerry, `@SecKerry` whoever of that surname holds an office on the day.

use super::rules::MentionRules;
use chrono::NaiveDate;
use detente_atlas::{Atlas, Candidate, Reason, Surroundings};

/// Whether a name is the handle of an account.
pub(super) fn is_handle(name: &str) -> bool {
    name.strip_prefix('@').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
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
    match words.split_once(' ') {
        Some((title, surname)) if rules.honorific(&title.to_lowercase()).is_some() => {
            let mut found = read(surname, &[Reason::Name, Reason::Surname]);
            // The title is the support that a surname alone lacks.
            found.iter_mut().for_each(|c| c.reason = Reason::Name);
            found
        }
        _ => read(&words, &[Reason::Name, Reason::Metonym]),
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
        assert!(is_handle("@NATO") && !is_handle("NATO") && !is_handle("@ 5"));
    }
}
