//! Surnames that come again: what the analyser misses of a person whose full name the article gives.

use crate::Document;
use std::collections::BTreeSet;
use std::ops::Range;

/// Shorter surnames are too often words of other kinds.
const SHORTEST: usize = 4;

/// The tokens that repeat, capitals and all, the last word of one of the full names in `persons`, and stand alone: no
/// capitalised word beside them that could make them another name. Tokens for which `taken` holds are left out.
pub(super) fn of_surnames(
    doc: &Document<'_>,
    persons: impl Iterator<Item = Range<u32>>,
    taken: impl Fn(u32) -> bool,
) -> Vec<Range<u32>> {
    let surnames: BTreeSet<&str> = persons
        .filter(|tokens| tokens.len() > 1)
        .map(|tokens| doc.word(tokens.end - 1))
        .filter(|name| name.chars().count() >= SHORTEST && is_capitalised(name))
        .collect();
    if surnames.is_empty() {
        return Vec::new();
    }
    (0..doc.len())
        .filter(|&t| !taken(t) && surnames.contains(doc.word(t)) && stands_alone(doc, t))
        .map(|t| t..t + 1)
        .collect()
}

fn stands_alone(doc: &Document<'_>, t: u32) -> bool {
    let sentence = doc.sentence_tokens(t);
    let named = |at: Option<u32>| {
        at.filter(|at| sentence.contains(at)).is_some_and(|at| is_capitalised(doc.word(at)))
    };
    // The word that opens a sentence is capitalised whatever it is.
    let before = t.checked_sub(1).filter(|&at| at > sentence.start);
    !named(before) && !named(Some(t + 1))
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
}
