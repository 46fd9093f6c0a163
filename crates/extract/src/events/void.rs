//! What a rule says that can never act, or that contradicts itself: it is refused, with what to do.

use super::file::RawRule;
use super::rule::Bare;
use crate::word_list::{Terms, Words};

/// The roles that are no prepositions.
pub(super) const ROLES: [&str; 5] = ["none", "subject", "object", "iobj", "content"];

/// Words of a noun that triggers a rule, at most: "confidence-building measure talks".
const NOUN_WORDS: usize = 4;

/// Refuses a rule that has anything of the kind.
pub(super) fn refuse(rule: &RawRule) -> Result<(), String> {
    let pairs: [(&str, &Words, &Words); 6] = [
        ("subject", &rule.subject, &rule.not_subject),
        ("object", &rule.object, &rule.not_object),
        ("about", &rule.about, &rule.not_about),
        ("argument", &rule.argument, &rule.not_argument),
        ("modifier", &rule.modifier, &rule.not_modifier),
        ("light", &rule.light, &rule.not_light),
    ];
    for (key, wanted, refused) in pairs {
        if let Some(word) = wanted.intersection(refused).next() {
            return Err(format!("`{word}` is under `{key}` and under `not_{key}`: delete one"));
        }
    }
    let of_nouns = [
        ("light", !rule.light.is_empty()),
        ("not_light", !rule.not_light.is_empty()),
        ("governed_by", !rule.governed_by.is_empty()),
        ("bare", rule.bare != Bare::default()),
    ];
    if rule.nouns.is_empty()
        && let Some((key, _)) = of_nouns.iter().find(|(_, given)| *given)
    {
        return Err(format!("`{key}` is for nouns, and the rule has none: delete it"));
    }
    if rule.needs_content && rule.verbs.is_empty() && rule.adjectives.is_empty() {
        let message =
            "`needs_content` is for verbs and adjectives, and the rule has none: delete it";
        return Err(message.to_owned());
    }
    if let Some(noun) = rule.nouns.iter().find(|n| n.split_whitespace().count() > NOUN_WORDS) {
        return Err(format!(
            "`{noun}` has more than {NOUN_WORDS} words: a noun has {NOUN_WORDS} at most"
        ));
    }
    Ok(())
}

/// Refuses places of parties that are none; `known` says which words are prepositions.
pub(super) fn refuse_roles(
    key: &str,
    roles: &Terms,
    known: impl Fn(&str) -> bool,
) -> Result<(), String> {
    if roles.iter().any(|role| role == "none") && roles.len() > 1 {
        return Err(format!("{key}: `none` stands alone: delete it or the others"));
    }
    match roles.iter().find(|role| !ROLES.contains(&role.as_str()) && !known(role)) {
        Some(role) => Err(format!(
            "{key}: `{role}` is neither {} nor a preposition of the class `preposition`",
            ROLES.map(|role| format!("`{role}`")).join(", ")
        )),
        None => Ok(()),
    }
}
