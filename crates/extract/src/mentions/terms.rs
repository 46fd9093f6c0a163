//! The nouns that head a mention: from the table, from the atlas, from nationalities.

use super::draft::{Determiner, Draft};
use super::modifiers::left;
use super::names::Names;
use super::roles::Roles;
use super::rules::{MentionRules, Number, Sex};
use crate::{Document, clause};
use detente_atlas::{Candidate, Reason};
use detente_model::{Deprel, EntityKind, MentionForm, Penn, Sector, Upos};
use std::ops::Range;

/// A noun that heads a phrase, with what the table and the atlas say of it.
pub(super) struct Term {
    pub(super) tokens: Range<u32>,
    pub(super) noun: String,
    pub(super) kind: EntityKind,
    pub(super) sector: Option<Sector>,
    pub(super) sex: Option<Sex>,
    pub(super) office: bool,
    pub(super) readings: Vec<Candidate>,
}

/// The noun phrase head at token `at`, if any.
pub(super) fn term_at(
    doc: &Document<'_>,
    names: &Names,
    rules: &MentionRules,
    at: u32,
) -> Option<Term> {
    if names.name_at(at).is_some() {
        return None;
    }
    if let Some(cue) = names.cue_at(at) {
        let best = cue.candidates.first()?;
        if best.reason != Reason::Demonym {
            if cue.tokens.start != at {
                return None;
            }
            let (noun, class) = listed(doc, rules, cue.tokens.end - 1, cue.tokens.end).map_or(
                (String::new(), None),
                |(_, noun)| {
                    let class = rules.noun(&noun);
                    (noun, class)
                },
            );
            let noun = if noun.is_empty() {
                doc.token(clause::noun_among(doc, &cue.tokens)).lemma().to_lowercase()
            } else {
                noun
            };
            return Some(Term {
                tokens: cue.tokens.clone(),
                noun,
                kind: best.kind,
                sector: best.sectors.first().copied().or(class.and_then(|c| c.sector)),
                sex: class.and_then(|c| c.sex),
                office: best.reason == Reason::Office || class.is_some_and(|c| c.office),
                readings: cue.candidates.clone(),
            });
        }
        return people(doc, names, at, cue.candidates.clone());
    }
    let token = doc.token(at);
    if !matches!(token.upos(), Upos::Noun | Upos::Propn | Upos::Adj) {
        return None;
    }
    let end = doc.sentence_tokens(at).end;
    let (tokens, noun) = listed(doc, rules, at, end)?;
    if tokens.len() == 1 && token.upos() == Upos::Adj {
        return None;
    }
    let class = rules.noun(&noun)?;
    if at > 0 && rules.phrases.is_set(&noun, doc.word(at - 1)) {
        return None;
    }
    if rules.phrases.abstract_before_of.contains(&noun) && of_common_noun(doc, tokens.end) {
        return None;
    }
    Some(Term {
        tokens,
        kind: class.kind,
        sector: class.sector,
        sex: class.sex,
        office: class.office,
        noun,
        readings: Vec::new(),
    })
}

/// Whether `of` and a common noun follow from token `at` on.
fn of_common_noun(doc: &Document<'_>, at: u32) -> bool {
    if at + 1 >= doc.len() || !doc.word(at).eq_ignore_ascii_case("of") {
        return false;
    }
    let mut next = at + 1;
    while next + 1 < doc.len()
        && matches!(doc.token(next).upos(), Upos::Det | Upos::Adj | Upos::Num)
    {
        next += 1;
    }
    doc.token(next).upos() == Upos::Noun
}

/// The longest noun of the table that starts at token `at` and ends before `end`.
fn listed(
    doc: &Document<'_>,
    rules: &MentionRules,
    at: u32,
    end: u32,
) -> Option<(Range<u32>, String)> {
    let lemma = |i: u32| {
        let lemma = doc.token(i).lemma();
        if lemma.bytes().any(|b| b.is_ascii_uppercase()) {
            lemma.to_lowercase()
        } else {
            lemma.to_owned()
        }
    };
    let first = lemma(at);
    let most = rules.noun_words(&first) as u32;
    if most > 1 {
        for last in (at + 1..(at + most).min(end)).rev() {
            let mut key = doc.word(at).to_lowercase();
            for i in at + 1..last {
                key.push(' ');
                key.push_str(&doc.word(i).to_lowercase());
            }
            key.push(' ');
            key.push_str(&lemma(last));
            if rules.noun(&key).is_some() {
                return Some((at..last + 1, key));
            }
        }
    }
    rules.noun(&first)?;
    Some((at..at + 1, first))
}

/// A nationality that stands for its people: `the Russians`, `the French`.
fn people(doc: &Document<'_>, names: &Names, at: u32, readings: Vec<Candidate>) -> Option<Term> {
    let cue = names.cue_at(at)?;
    if at + 1 != cue.tokens.end {
        return None;
    }
    let token = doc.token(at);
    let plural = matches!(token.penn(), Penn::Nns | Penn::Nnps);
    let argument = token.deprel().is_subject()
        || matches!(token.deprel(), Deprel::Obj | Deprel::Obl | Deprel::Conj | Deprel::Nmod);
    let with_article =
        token.child(Deprel::Det).is_some_and(|d| d.text().eq_ignore_ascii_case("the"));
    let singular_noun =
        matches!(token.upos(), Upos::Noun | Upos::Propn) && argument && !with_article;
    if !(plural || argument && with_article || singular_noun) {
        return None;
    }
    Some(Term {
        tokens: at..at + 1,
        noun: token.text().to_lowercase(),
        kind: if singular_noun && !plural { EntityKind::Person } else { EntityKind::Group },
        sector: None,
        sex: None,
        office: false,
        readings: readings
            .into_iter()
            .map(|r| Candidate { kind: EntityKind::Group, ..r })
            .collect(),
    })
}

/// A word that no table knows and that an act is done by or to: `Commandos stormed the depot`, `his captors let him go`, `two were
/// arrested`.
pub(super) fn party_at(
    doc: &Document<'_>,
    names: &Names,
    rules: &MentionRules,
    roles: &Roles,
    at: u32,
) -> Option<Term> {
    if !roles.is_party(at) || roles.names_act(at) {
        return None;
    }
    let token = doc.token(at);
    let noun = match (token.upos(), token.penn()) {
        (Upos::Noun, _) | (Upos::Propn, Penn::Nnps) => token.lemma().to_lowercase(),
        // "those who fled", "some were beaten", but not "who".
        (Upos::Num, _) | (Upos::Pron | Upos::Det, Penn::Dt) => String::new(),
        _ => return None,
    };
    // "two of his aides", "dozens of fighters" are aides and fighters.
    let part = token.children().any(|c| {
        let of = clause::case(c).is_some_and(|w| w.lemma() == "of");
        of && c.deprel() == Deprel::Nmod && (noun.is_empty() || of_common_noun(doc, at + 1))
    });
    // "an Israeli drone", "its troops": whose they are acts through them. What the table has and is no mention here is none: "a state
    // of emergency".
    let owned = || {
        token.child(Deprel::NmodPoss).is_some()
            || !left(doc, names, rules, &(at..at + 1)).named.is_empty()
    };
    let known = roles.acts(at) && owned()
        || names.name_at(at).is_some()
        || names.cue_at(at).is_some()
        || rules.noun(&noun).is_some()
        || rules.pronoun(&token.text().to_ascii_lowercase()).is_some();
    (!part && !known).then(|| Term {
        tokens: at..at + 1,
        noun,
        kind: EntityKind::Group,
        sector: None,
        sex: None,
        office: false,
        readings: Vec::new(),
    })
}

/// `the two`, `both` without a noun.
pub(super) fn bare_parties(doc: &Document<'_>, rules: &MentionRules, at: u32) -> Option<Draft> {
    let token = doc.token(at);
    if !matches!(token.upos(), Upos::Num | Upos::Pron | Upos::Det | Upos::Noun) {
        return None;
    }
    let count = rules.phrases.parties.count(token.text())?;
    let deprel = token.deprel();
    let argument =
        deprel.is_subject() || matches!(deprel, Deprel::Obj | Deprel::Obl | Deprel::NmodPoss);
    let both = token.text().eq_ignore_ascii_case("both");
    let article = token.previous().is_some_and(|p| p.text().eq_ignore_ascii_case("the"));
    let followed = token.child(Deprel::Nmod).is_some();
    if !argument || !(both || article) || followed {
        return None;
    }
    let mut draft =
        Draft::new(at..at + 1, at, doc.sentence(at), MentionForm::Nominal, EntityKind::Group);
    draft.number = Number::Plural;
    draft.determiner = Determiner::Definite;
    draft.parties = count;
    Some(draft)
}
