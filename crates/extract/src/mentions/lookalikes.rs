//! What looks like the name of a state and is none.

use super::rules::MentionRules;
use crate::Document;
use detente_atlas::Match;
use detente_model::{Deprel, NameKind, Upos};
use std::collections::BTreeSet;
use std::ops::Range;

/// "Jordan Weller", "Chad Ruiz": a person with the name of a state, which ends at token `end`. "Germany Jane Doe" are two
/// names, and a given name tells the second.
pub(super) fn is_bearer(
    doc: &Document<'_>,
    tokens: &Range<u32>,
    end: u32,
    kind: NameKind,
    rules: &MentionRules,
) -> bool {
    let one_name = tokens.end - end == 1
        && doc.token(end).deprel() == Deprel::Flat
        && doc.head(end) == Some(tokens.start)
        && rules.given_name(doc.word(end)).is_none();
    let given = || rules.given_name(doc.word(tokens.start)).is_some();
    one_name && (kind == NameKind::Person || given())
}

/// The names of storms that the text tells of: "Hurricane Dorian" is nobody, nor is "Dorian" later. A name of several words
/// is that of a body: "National Hurricane Center".
pub(super) fn storms<'a>(doc: &'a Document<'_>, rules: &MentionRules) -> BTreeSet<&'a str> {
    let is_name = |t: u32| t < doc.len() && doc.token(t).upos() == Upos::Propn;
    let noun = |t: &u32| {
        let word = doc.word(*t);
        let first = word.chars().next().is_some_and(char::is_uppercase);
        first && rules.phrases.storms.contains(&word.to_lowercase())
    };
    let alone = |t: &u32| {
        let before = t.checked_sub(1).filter(|&b| is_name(b)).map(|b| doc.word(b));
        is_name(t + 1) && !is_name(t + 2) && before.is_none_or(|word| word == "Tropical")
    };
    (0..doc.len()).filter(noun).filter(alone).map(|t| doc.word(t + 1)).collect()
}

/// `US` of `US$ 1 billion`.
pub(super) fn is_money(doc: &Document<'_>, found: &Match) -> bool {
    const SIGNS: [char; 3] = ['$', '€', '£'];
    let token = doc.token(found.tokens.start);
    let rest = doc.text().get(token.span().end as usize..);
    token.text().contains(SIGNS) || rest.is_some_and(|rest| rest.starts_with(SIGNS))
}

/// `US` of `THEY TOLD US TO LEAVE`, where all is in capitals.
pub(super) fn is_shouted_pronoun(doc: &Document<'_>, found: &Match) -> bool {
    let token = doc.token(found.tokens.start);
    let shouts = || {
        let sentence = doc.surface(token.sentence().span);
        !sentence.contains(char::is_lowercase) && sentence.contains(' ')
    };
    let article = token.previous().is_some_and(|t| t.upos() == Upos::Det);
    let object = matches!(token.deprel(), Deprel::Obj | Deprel::Iobj | Deprel::Obl);
    token.text() == "US" && object && !article && shouts()
}
