//! The states that a phrase names, one or several: `the French and German foreign ministers`, `governments of Kenya and Ghana`.

use super::draft::Draft;
use super::names::Names;
use super::rules::{MentionRules, Number};
use super::terms::Term;
use crate::Document;
use detente_atlas::of_whom;
use detente_model::{CountryCode, EntityKind, Sector, Upos};
use std::ops::Range;

/// A state or body named in a phrase: its tokens, its state, its sectors.
pub(super) type NamedState = (Range<u32>, Option<CountryCode>, Vec<Sector>);

/// Extends a phrase over `of Iran`, `to Germany`.
pub(super) fn complement(
    doc: &Document<'_>,
    names: &Names,
    rules: &MentionRules,
    head: u32,
    plural: bool,
    tokens: &mut Range<u32>,
    named: &mut Vec<NamedState>,
) {
    let next = tokens.end;
    if next >= doc.sentence_tokens(head).end
        || !rules.phrases.complements.iter().any(|c| doc.word(next).eq_ignore_ascii_case(c))
    {
        return;
    }
    let mut start = next + 1;
    if start < doc.len() && doc.token(start).upos() == Upos::Det {
        start += 1;
    }
    let Some(index) = names.name_at(start) else { return };
    let name = &names.drafts[index];
    if name.tokens.start != start || name.kind == EntityKind::Person {
        return;
    }
    let reading = name.readings.first();
    // "ambassador to Germany" is not Germany's.
    let own = !doc.word(next).eq_ignore_ascii_case("to");
    tokens.end = name.tokens.end;
    let country = reading.and_then(|r| r.country).filter(|_| own);
    let sectors = match name.kind {
        EntityKind::Organization => reading.map(|r| r.sectors.clone()).unwrap_or_default(),
        _ => Vec::new(),
    };
    named.push((name.tokens.clone(), country, sectors));
    if plural && country.is_some() {
        joined_states(doc, names, head, tokens, named);
    }
}

/// The state that a term of the atlas names itself, where others are joined to it: `Indian and Chinese troops`, `foreign
/// ministers of Kenya and Uganda`.
pub(super) fn own_state(
    doc: &Document<'_>,
    names: &Names,
    term: &Term,
    head: u32,
    tokens: &mut Range<u32>,
    named: &mut Vec<NamedState>,
) {
    let Some(own) = term.readings.first().and_then(|r| r.country) else { return };
    let capital = |t: &u32| doc.word(*t).starts_with(char::is_uppercase);
    if head + 1 < term.tokens.end {
        let last = term.tokens.end - 1;
        let own_name = names.name_at(last).map(|n| names.drafts[n].tokens.clone());
        // "ministers of the United Kingdom, Germany and France"
        let words = || (head + 1..=last).rev().take_while(capital).count() as u32;
        let state = own_name.unwrap_or_else(|| last + 1 - words().max(1)..last + 1);
        let before = named.len();
        joined_states(doc, names, head, tokens, named);
        if named.len() > before {
            named.insert(before, (state, Some(own), Vec::new()));
        }
    } else if named.iter().any(|(_, country, _)| country.is_some_and(|c| c != own)) {
        let first = term.tokens.start;
        // "Turkish Cypriot leaders" are of one state.
        let joins = |before: u32| matches!(doc.word(before), "and" | "or" | "," | "&");
        if !first.checked_sub(1).is_some_and(joins) {
            return;
        }
        let more = (first + 1..head).take_while(capital).count() as u32;
        named.push((first..first + 1 + more, Some(own), Vec::new()));
    }
}

/// Extends a phrase over the states joined to the one that it ends with.
fn joined_states(
    doc: &Document<'_>,
    names: &Names,
    head: u32,
    tokens: &mut Range<u32>,
    named: &mut Vec<NamedState>,
) {
    let end = doc.sentence_tokens(head).end;
    while tokens.end + 1 < end {
        if !matches!(doc.word(tokens.end), "and" | "," | "&") {
            break;
        }
        let Some(next) = names.name_at(tokens.end + 1).map(|n| &names.drafts[n]) else { break };
        let Some(reading) = next.readings.first().filter(|r| r.kind == EntityKind::Country) else {
            break;
        };
        named.push((next.tokens.clone(), reading.country, Vec::new()));
        tokens.end = next.tokens.end;
    }
}

/// `the French and German foreign ministers` are two: one mention each, both headed by the noun.
pub(super) fn split_by_state(
    doc: &Document<'_>,
    draft: Draft,
    named: &[NamedState],
    plural: bool,
    rules: &MentionRules,
) -> Vec<Draft> {
    let (before, after): (Vec<_>, Vec<_>) = named
        .iter()
        .filter(|(_, country, _)| country.is_some())
        .partition(|(tokens, ..)| tokens.end <= draft.head);
    if plural && before.is_empty() && after.len() > 1 {
        return split_after(doc, &draft, &after, rules);
    }
    let states = before;
    if !plural || states.len() < 2 {
        return vec![draft];
    }
    let last = states.len() - 1;
    // "Thai" of "Thai and Cambodian commanders" are Thai commanders.
    let shared = doc.phrase(states[last].0.end..draft.tokens.end);
    let office = office_of_one(doc, &draft, shared, rules);
    states
        .iter()
        .enumerate()
        .map(|(i, (tokens, country, _))| {
            let mut part = draft.clone();
            part.country = *country;
            part.readings.clear();
            part.role = Some(one_of(doc, &draft));
            part.tokens = if i == last { tokens.start..draft.tokens.end } else { tokens.clone() };
            let words = office.as_deref().unwrap_or(shared);
            let labelled = i != last || office.is_some();
            part.label = labelled.then(|| format!("{} {words}", doc.phrase(tokens.clone())));
            if part.kind == EntityKind::Group && states.len() == 2 {
                part.number = Number::Either;
            }
            part
        })
        .collect()
}

/// `the governments of Kenya and Ghana` are two, with one span: `governments of Kenya`, `governments of Ghana`.
fn split_after(
    doc: &Document<'_>,
    draft: &Draft,
    states: &[&NamedState],
    rules: &MentionRules,
) -> Vec<Draft> {
    let shared = doc.phrase(draft.tokens.start..draft.head + 1);
    let office = office_of_one(doc, draft, shared, rules);
    let parts = states.iter().map(|(tokens, country, _)| {
        let mut part = draft.clone();
        part.country = *country;
        part.readings.clear();
        part.role = Some(one_of(doc, draft));
        part.number = Number::Either;
        let words = office.as_deref().unwrap_or(shared);
        part.label = Some(of_whom(words, doc.phrase(tokens.clone())));
        part
    });
    parts.collect()
}

/// `prime minister` of `the prime ministers of Malta and Italy`, who are one of each state; `words` are the shared ones.
fn office_of_one(
    doc: &Document<'_>,
    draft: &Draft,
    words: &str,
    rules: &MentionRules,
) -> Option<String> {
    let office = in_singular(doc, draft, &words.to_lowercase());
    Some(office).filter(|office| rules.phrases.is_one_a_state(office))
}

/// What one of several is called: `foreign minister` of `foreign ministers`.
fn one_of(doc: &Document<'_>, draft: &Draft) -> String {
    in_singular(doc, draft, draft.role.as_deref().unwrap_or_default())
}

fn in_singular(doc: &Document<'_>, draft: &Draft, words: &str) -> String {
    let (plural, one) = (doc.word(draft.head).to_lowercase(), doc.token(draft.head).lemma());
    words.replace(&plural, one)
}
