//! Where a name of the analyser begins and ends.

use super::rules::MentionRules;
use crate::Document;
use detente_model::{Deprel, NameKind, Penn, Upos};
use std::ops::Range;

/// A name of the analyser without determiner, possessive, honorific and office; `None` when nothing is left.
pub(super) fn trimmed(
    doc: &Document<'_>,
    mut tokens: Range<u32>,
    rules: &MentionRules,
    kind: NameKind,
) -> Option<Range<u32>> {
    if kind == NameKind::Person
        && let Some(of) = tokens.clone().find(|&t| doc.token(t).upos() == Upos::Adp)
    {
        tokens.end = of;
    }
    // "Immigration Service of" is half a name.
    if tokens.len() > 1 && doc.token(tokens.end - 1).upos() == Upos::Adp {
        let sentence = doc.sentence_tokens(tokens.start);
        let part = |&t: &u32| doc.token(t).upos() == Upos::Propn || doc.word(t) == "-";
        tokens.end += (tokens.end..sentence.end).take_while(part).count() as u32;
        if doc.token(tokens.end - 1).upos() == Upos::Adp {
            tokens.end -= 1;
        }
    }
    while tokens.start < tokens.end {
        let last = doc.token(tokens.end - 1);
        if tokens.len() > 1
            && last.upos() == Upos::Noun
            && last.text().starts_with(char::is_lowercase)
        {
            tokens.end -= 1;
            continue;
        }
        if last.penn() == Penn::Pos
            || last.upos() == Upos::Punct && last.text() != "." && last.text() != ")"
        {
            tokens.end -= 1;
        } else {
            break;
        }
    }
    while tokens.start < tokens.end {
        let first = doc.token(tokens.start);
        let lower = first.text().to_lowercase();
        let strip = first.upos() == Upos::Det && lower == "the"
            || first.upos() == Upos::Punct
            || kind == NameKind::Person
                && tokens.len() > 1
                && (rules.honorific(&lower).is_some()
                    || rules.noun(&lower).is_some_and(|c| c.office));
        if !strip {
            break;
        }
        tokens.start += 1;
    }
    (tokens.start < tokens.end).then_some(tokens)
}

/// A person's name with the capitalised words that doc makes part of it.
pub(super) fn widened(
    doc: &Document<'_>,
    mut tokens: Range<u32>,
    taken: impl Fn(u32) -> bool,
    rules: &MentionRules,
) -> Range<u32> {
    let sentence = doc.sentence_tokens(tokens.start);
    let belongs = |t: u32, name: &Range<u32>| {
        let token = doc.token(t);
        let joined = token.deprel() == Deprel::Flat
            && doc.head(t).is_some_and(|h| name.contains(&h))
            || name
                .clone()
                .any(|n| doc.head(n) == Some(t) && doc.token(n).deprel() == Deprel::Flat);
        let lower = || token.text().to_lowercase();
        token.upos() == Upos::Propn
            && !taken(t)
            && joined
            && rules.honorific(&lower()).is_none()
            && rules.noun(&lower()).is_none()
    };
    while tokens.start > sentence.start && belongs(tokens.start - 1, &tokens) {
        tokens.start -= 1;
    }
    while tokens.end < sentence.end && belongs(tokens.end, &tokens) {
        tokens.end += 1;
    }
    tokens
}

/// Whether a name of the analyser is an office without its holder: `Foreign Minister`.
pub(super) fn bare_office(doc: &Document<'_>, tokens: &Range<u32>, rules: &MentionRules) -> bool {
    let lower = |t: u32| doc.word(t).to_lowercase();
    let office = |t: u32| rules.noun(&lower(t)).is_some_and(|c| c.office);
    let Some(last) = tokens.clone().next_back() else { return false };
    tokens.len() > 1
        && office(last)
        && (tokens.start..last).all(|t| office(t) || rules.phrases.portfolios.contains(&lower(t)))
}
