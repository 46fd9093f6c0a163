//! Titles and noun phrases: the words that describe whom they mean.

use super::draft::{Determiner, Draft};
use super::modifiers::{left, stance};
use super::names::Names;
use super::rules::{MentionRules, Number};
use super::terms::{Term, bare_parties, term_at};
use crate::{Document, clause};
use detente_atlas::{Candidate, Reason};
use detente_model::{CountryCode, Deprel, EntityKind, MentionForm, Penn, Sector, TokenView, Upos};
use std::ops::Range;

/// A state or body named in a phrase: its tokens, its state, its sectors.
type NamedState = (Range<u32>, Option<CountryCode>, Vec<Sector>);

/// A noun phrase, and the name that it belongs to.
pub(super) struct Phrase {
    pub(super) draft: Draft,
    /// The name, as an index into [`Names::drafts`], that the phrase is a title, an apposition or a predicate of.
    pub(super) name: Option<usize>,
}

/// Finds all phrases that are headed by a noun of the table or of the atlas, in reading order.
pub(super) fn spot(doc: &Document<'_>, names: &Names, rules: &MentionRules) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    let n = doc.len();
    let mut at = 0;
    while at < n {
        let term = term_at(doc, names, rules, at);
        let Some(term) = term else {
            if let Some(draft) = bare_parties(doc, rules, at) {
                phrases.push(Phrase { draft, name: None });
            }
            at += 1;
            continue;
        };
        at = term.tokens.end.max(at + 1);
        phrases.extend(phrase(doc, names, rules, &term));
    }
    phrases
}

fn phrase(doc: &Document<'_>, names: &Names, rules: &MentionRules, term: &Term) -> Vec<Phrase> {
    let head = clause::noun_among(doc, &term.tokens);
    let token = doc.token(head);
    let left = left(doc, names, rules, &term.tokens);
    let (name, adjacent) = match term.kind {
        EntityKind::Organization => {
            let kind = EntityKind::Organization;
            named_by(doc, names, rules, left.start..term.tokens.end, head, kind)
        }
        EntityKind::Person | EntityKind::Group => {
            named_by(doc, names, rules, left.start..term.tokens.end, head, EntityKind::Person)
        }
        _ => (None, false),
    };
    // A noun that only qualifies another noun is part of that one's phrase.
    if name.is_none()
        && term.readings.is_empty()
        && matches!(
            token.deprel(),
            Deprel::Compound | Deprel::Amod | Deprel::Flat | Deprel::Goeswith | Deprel::Fixed
        )
        && doc.head(head).is_some_and(|h| h > head)
    {
        return Vec::new();
    }
    if rules.phrases.capital_or_state.contains(&term.noun)
        && left.named.is_empty()
        && !doc.word(term.tokens.start).starts_with(char::is_uppercase)
    {
        return Vec::new();
    }
    let mut tokens = left.start..term.tokens.end;
    let mut named = left.named;
    let plural = matches!(token.penn(), Penn::Nns | Penn::Nnps);
    if !adjacent {
        complement(doc, names, rules, head, plural, &mut tokens, &mut named);
    }
    if plural {
        own_state(doc, names, term, head, &mut tokens, &mut named);
    }
    let mut draft = Draft::new(
        tokens.clone(),
        head,
        doc.sentence(head),
        if name.is_some() && term.office
            || term.readings.first().is_some_and(|r| r.reason == Reason::Office)
        {
            MentionForm::Title
        } else {
            MentionForm::Nominal
        },
        term.kind,
    );
    if plural && term.kind == EntityKind::Person {
        draft.kind = EntityKind::Group;
    }
    draft.number = match (plural, draft.kind) {
        (true, _) => Number::Plural,
        (false, EntityKind::Group | EntityKind::Organization) => Number::Either,
        _ => Number::Singular,
    };
    draft.sex = term.sex;
    draft.determiner = left.determiner;
    draft.noun = term.noun.rsplit(' ').next().unwrap_or_default().to_owned();
    draft.withheld =
        draft.kind == EntityKind::Person && rules.phrases.withheld.nouns.contains(&draft.noun);
    let stands_off = stance(doc, rules, term.tokens.start);
    if !stands_off {
        draft.readings.clone_from(&term.readings);
    }
    draft.role = Some(role(doc, &(left.start..term.tokens.end), head, &named, names, rules));
    let former = left_words(doc, &tokens, head)
        .any(|w| rules.phrases.former.iter().any(|f| w.eq_ignore_ascii_case(f)));
    if former {
        draft.sectors = vec![Sector::Eli];
        draft.readings.clear();
    } else {
        draft.sectors = sectors(term, &named);
    }
    draft.country = named
        .iter()
        .find_map(|(_, country, _)| *country)
        .or_else(|| term.readings.first().filter(|_| !stands_off).and_then(|r| r.country));
    let foreign = |sectors: &[Sector]| sectors.iter().any(|s| rules.is_of_no_state(*s));
    let of_body = |r: &Candidate| r.reason == Reason::Group && foreign(&r.sectors);
    draft.of_no_state = draft.country.is_none()
        && (named.iter().any(|(_, country, sectors)| country.is_none() && foreign(sectors))
            || draft.readings.first().is_some_and(of_body));
    draft.score = 0.5;
    if let Some(counted) = left.counted {
        let word = doc.word(counted);
        let definite =
            word.eq_ignore_ascii_case("both") || draft.determiner == Determiner::Definite;
        draft.parties = rules
            .phrases
            .parties
            .count(word)
            .filter(|_| definite && rules.phrases.parties.is_noun(&draft.noun))
            .unwrap_or(0);
        if draft.parties > 0 && word.eq_ignore_ascii_case("both") {
            draft.tokens.start = draft.tokens.start.min(counted);
        }
    } else if plural
        && draft.determiner == Determiner::Definite
        && draft.country.is_none()
        && rules.phrases.parties.pair.contains(&draft.noun)
    {
        draft.parties = 2;
    }
    if draft.parties == 0 && rules.phrases.parties.only.contains(&draft.noun) {
        return Vec::new();
    }
    split_by_state(doc, draft, &named, plural)
        .into_iter()
        .map(|draft| Phrase { draft, name })
        .collect()
}

fn left_words<'a>(
    doc: &'a Document<'a>,
    tokens: &Range<u32>,
    head: u32,
) -> impl Iterator<Item = &'a str> {
    (tokens.start..head).map(|i| doc.word(i))
}

fn sectors(term: &Term, named: &[NamedState]) -> Vec<Sector> {
    let own = term.sector.into_iter().collect::<Vec<_>>();
    let body = named.iter().map(|(_, _, s)| s).find(|s| !s.is_empty());
    match (body, term.kind) {
        // "a State Department official" is of the department's sector, "a court reporter" is not.
        (Some(body), EntityKind::Person) if own.first().is_none_or(|s| *s == Sector::Gov) => {
            body.clone()
        }
        _ => own,
    }
}

/// `the French and German foreign ministers` are two: one mention each, both headed by the noun.
fn split_by_state(
    doc: &Document<'_>,
    draft: Draft,
    named: &[NamedState],
    plural: bool,
) -> Vec<Draft> {
    let (before, after): (Vec<_>, Vec<_>) = named
        .iter()
        .filter(|(_, country, _)| country.is_some())
        .partition(|(tokens, ..)| tokens.end <= draft.head);
    if plural && before.is_empty() && after.len() > 1 {
        return split_after(doc, &draft, &after);
    }
    let states = before;
    if !plural || states.len() < 2 {
        return vec![draft];
    }
    let last = states.len() - 1;
    states
        .iter()
        .enumerate()
        .map(|(i, (tokens, country, _))| {
            let mut part = draft.clone();
            part.country = *country;
            part.readings.clear();
            part.role = Some(one_of(doc, &draft));
            part.tokens = if i == last { tokens.start..draft.tokens.end } else { tokens.clone() };
            if part.kind == EntityKind::Group && states.len() == 2 {
                part.number = Number::Either;
            }
            part
        })
        .collect()
}

/// `the governments of Kenya and Ghana` are two, with one span: `governments (Kenya)`, `governments (Ghana)`.
fn split_after(doc: &Document<'_>, draft: &Draft, states: &[&NamedState]) -> Vec<Draft> {
    let words = |tokens: Range<u32>| {
        let span = doc.analysis.span_of(tokens);
        span.map_or("", |s| doc.surface(s))
    };
    let parts = states.iter().map(|(tokens, country, _)| {
        let mut part = draft.clone();
        part.country = *country;
        part.readings.clear();
        part.role = Some(one_of(doc, draft));
        part.number = Number::Either;
        part.label = Some(format!(
            "{} ({})",
            words(draft.tokens.start..draft.head + 1),
            words(tokens.clone())
        ));
        part
    });
    parts.collect()
}

/// What one of several is called: `foreign minister` of `foreign ministers`.
fn one_of(doc: &Document<'_>, draft: &Draft) -> String {
    let role = draft.role.as_deref().unwrap_or_default();
    let (plural, one) = (doc.word(draft.head).to_lowercase(), doc.token(draft.head).lemma());
    role.replace(&plural, one)
}

/// The office or calling in lower case, without the states and bodies named in it and without words of rank.
fn role(
    doc: &Document<'_>,
    tokens: &Range<u32>,
    head: u32,
    named: &[NamedState],
    names: &Names,
    rules: &MentionRules,
) -> String {
    let mut role = String::new();
    for i in tokens.clone() {
        let token = doc.token(i);
        let ranks = &rules.phrases.ranks;
        let rank = i < head && ranks.iter().any(|r| token.text().eq_ignore_ascii_case(r));
        let number = i < head && token.upos() == Upos::Num;
        let lower = token.text().to_lowercase();
        // Of an office that the atlas knows with its state, the state is the word with the capital: `Kenyan official`.
        let state = i < head
            && (names.name_at(i).is_some()
                || names.cue_at(i).is_some_and(|c| c.candidates[0].country.is_some()))
            && token.text().starts_with(char::is_uppercase)
            && !rules.phrases.portfolios.contains(&lower)
            && rules.noun(&lower).is_none();
        if named.iter().any(|(range, ..)| range.contains(&i))
            || token.penn() == Penn::Pos
            || rank
            || number
            || state
        {
            continue;
        }
        if !role.is_empty() && doc.token(i - 1).span().end < token.span().start {
            role.push(' ');
        }
        role.push_str(&lower);
    }
    role
}

/// Extends a phrase over `of Iran`, `to Germany`.
fn complement(
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
fn own_state(
    doc: &Document<'_>,
    names: &Names,
    term: &Term,
    head: u32,
    tokens: &mut Range<u32>,
    named: &mut Vec<NamedState>,
) {
    let Some(own) = term.readings.first().and_then(|r| r.country) else { return };
    if head + 1 < term.tokens.end {
        let last = term.tokens.end - 1;
        let state = names.name_at(last).map_or(last..last + 1, |n| names.drafts[n].tokens.clone());
        let before = named.len();
        joined_states(doc, names, head, tokens, named);
        if named.len() > before {
            named.insert(before, (state, Some(own), Vec::new()));
        }
    } else if named.iter().any(|(_, country, _)| country.is_some_and(|c| c != own)) {
        let first = term.tokens.start;
        // "Turkish Cypriot leaders" are of one state.
        if !matches!(doc.word(first - 1), "and" | "or" | "," | "&") {
            return;
        }
        named.push((first..first + 1, Some(own), Vec::new()));
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

/// The name of kind `kind` that a phrase describes, and whether it stands right before it.
fn named_by(
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
