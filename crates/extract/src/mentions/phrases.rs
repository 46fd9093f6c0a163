//! Titles and noun phrases: the words that describe whom they mean.

use super::bearers::named_by;
use super::draft::{Determiner, Draft};
use super::joined_states::{NamedState, complement, own_state, split_by_state};
use super::modifiers::{left, stance};
use super::names::Names;
use super::roles::Roles;
use super::rules::{MentionRules, Number};
use super::terms::{Term, bare_parties, party_at, term_at};
use crate::{Document, clause};
use detente_atlas::{Candidate, Reason};
use detente_model::{Deprel, EntityKind, MentionForm, Penn, Sector, Upos};
use std::ops::Range;

/// A noun phrase, and the name that it belongs to.
pub(super) struct Phrase {
    pub(super) draft: Draft,
    /// The name, as an index into [`Names::drafts`], that the phrase is a title, an apposition or a predicate of.
    pub(super) name: Option<usize>,
}

/// Finds all phrases that are headed by a noun of the table or of the atlas, or by a party to an act, in reading order.
pub(super) fn spot(
    doc: &Document<'_>,
    names: &Names,
    rules: &MentionRules,
    roles: &Roles,
) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    let n = doc.len();
    let mut at = 0;
    while at < n {
        let term = term_at(doc, names, rules, at);
        if term.is_none()
            && let Some(draft) = bare_parties(doc, rules, at)
        {
            phrases.push(Phrase { draft, name: None });
            at += 1;
            continue;
        }
        let Some(term) = term.or_else(|| party_at(doc, names, rules, roles, at)) else {
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
    let owned = token.children().any(|c| c.deprel() == Deprel::NmodPoss);
    if owned && rules.is_abstract(doc, head) {
        return Vec::new();
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
    // "Two were arrested" are not the two of the paragraph before.
    let open = term.noun.is_empty();
    draft.determiner = if open { Determiner::Indefinite } else { left.determiner };
    draft.counted = left.counted.is_some_and(|c| !rules.phrases.parties.pairs(doc.word(c)));
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
    // "NATO forces", `group:NATO:forces`, are of no state, whatever forces are.
    let owned = |r: &Candidate| r.actor_id.matches(':').count() == 2;
    let of_body = |r: &Candidate| r.reason == Reason::Group && (foreign(&r.sectors) || owned(r));
    draft.of_no_state = draft.country.is_none()
        && (named.iter().any(|(_, country, sectors)| country.is_none() && foreign(sectors))
            || draft.readings.first().is_some_and(of_body));
    draft.score = 0.5;
    if let Some(counted) = left.counted {
        let word = doc.word(counted);
        let definite =
            rules.phrases.parties.pairs(word) || draft.determiner == Determiner::Definite;
        draft.parties = rules
            .phrases
            .parties
            .count(word)
            .filter(|_| {
                let people = term.kind == EntityKind::Person && term.sector == Some(Sector::Gov);
                definite && (people || rules.phrases.parties.is_noun(&draft.noun))
            })
            .unwrap_or(0);
        if draft.parties > 0 && rules.phrases.parties.pairs(word) {
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
    split_by_state(doc, draft, &named, plural, rules)
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
