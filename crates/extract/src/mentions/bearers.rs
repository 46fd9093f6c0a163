//! The name that a phrase is a title, an apposition or a predicate of.

use super::names::Names;
use super::rules::MentionRules;
use crate::{Document, clause};
use detente_model::{Deprel, EntityKind, Penn, TokenView, Upos};
use std::ops::Range;

/// The name of kind `kind` that a phrase describes, and whether it stands right before it.
pub(super) fn named_by(
    doc: &Document<'_>,
    names: &Names,
    rules: &MentionRules,
    tokens: Range<u32>,
    head: u32,
    kind: EntityKind,
) -> (Option<usize>, bool) {
    let end = doc.sentence_tokens(head).end;
    let mut next = tokens.end;
    let limit = (tokens.end + 7).min(end);
    while next < limit {
        if let Some(index) = names.name_at(next) {
            let name = &names.drafts[index];
            if name.kind == kind {
                let before = doc.word(next - 1);
                // "the school of Ms Jones" is not she.
                if next > tokens.end && rules.phrases.office_links.iter().any(|w| before == w) {
                    break;
                }
                // "an adviser to President Moreno" is not she: the name is that of the office beside it.
                let beside = rules.noun(&before.to_lowercase()).is_some_and(|c| c.office);
                let complements = &rules.phrases.complements;
                let crossed = (tokens.end..next - 1).any(|t| complements.contains(doc.word(t)));
                if next > tokens.end && beside && crossed {
                    break;
                }
                return (Some(index), true);
            }
            next = name.tokens.end;
            continue;
        }
        let token = doc.token(next);
        let linked =
            next > tokens.end || rules.phrases.office_links.iter().any(|w| token.text() == w);
        let part = token.upos() == Upos::Propn
            || rules.honorific(&token.text().to_lowercase()).is_some()
            || rules.phrases.office_links.iter().any(|w| token.text() == w);
        if !(linked && part || token.upos() == Upos::Propn) {
            break;
        }
        next += 1;
    }
    let token = doc.token(head);
    let name_of =
        |t: TokenView<'_>| names.name_at(t.index()).filter(|&n| names.drafts[n].kind == kind);
    if token.deprel() == Deprel::Appos
        && let Some(name) = token.head().and_then(name_of)
    {
        return (Some(name), false);
    }
    let copular = token.child(Deprel::Cop).is_some() && clause::case(token).is_none();
    let called =
        |c: &TokenView<'_>| c.deprel() == Deprel::Appos || copular && c.deprel() == Deprel::Nsubj;
    if let Some(name) = token.children().filter(called).find_map(name_of) {
        return (Some(name), false);
    }
    let singular = matches!(token.penn(), Penn::Nn | Penn::Nnp);
    let beside = (kind == EntityKind::Person && singular)
        .then(|| between_commas(doc, names, &tokens, end))
        .flatten();
    (beside, false)
}

/// The person's name that stands beside a phrase between commas, whatever the tree makes of it: `her spokesman, Jo
/// Doe, said`, `Jo Doe, a Kenyan diplomat`.
fn between_commas(
    doc: &Document<'_>,
    names: &Names,
    tokens: &Range<u32>,
    end: u32,
) -> Option<usize> {
    let comma = |i: u32| i < end && doc.word(i) == ",";
    let full_name = |i: u32| {
        names.name_at(i).filter(|&n| {
            names.drafts[n].kind == EntityKind::Person && names.drafts[n].tokens.len() > 1
        })
    };
    let after = comma(tokens.end).then(|| full_name(tokens.end + 1)).flatten();
    if let Some(n) = after
        && comma(names.drafts[n].tokens.end)
    {
        return Some(n);
    }
    let article = tokens.start.checked_sub(1)?;
    if !matches!(doc.word(article), "a" | "an" | "the") || article < 2 || !comma(article - 1) {
        return None;
    }
    full_name(article - 2)
}
