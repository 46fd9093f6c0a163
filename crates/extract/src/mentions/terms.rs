//! The nouns that head a mention: from the table, from the atlas, from nationalities.

use super::draft::{Determiner, Draft};
use super::names::Names;
use super::rules::{MentionRules, Number, Sex};
use super::syntax::Syntax;
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
    syntax: &Syntax<'_>,
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
            let (noun, class) = listed(syntax, rules, cue.tokens.end - 1, cue.tokens.end).map_or(
                (String::new(), None),
                |(_, noun)| {
                    let class = rules.noun(&noun);
                    (noun, class)
                },
            );
            let noun = if noun.is_empty() {
                syntax.token(syntax.head_of(&cue.tokens)).lemma().to_lowercase()
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
        return people(syntax, names, at, cue.candidates.clone());
    }
    let token = syntax.token(at);
    if !matches!(token.upos(), Upos::Noun | Upos::Propn | Upos::Adj) {
        return None;
    }
    let end = syntax.sentence_tokens(at).end;
    let (tokens, noun) = listed(syntax, rules, at, end)?;
    if tokens.len() == 1 && token.upos() == Upos::Adj {
        return None;
    }
    let class = rules.noun(&noun)?;
    if at > 0 && rules.phrases.is_set(&noun, syntax.text(at - 1)) {
        return None;
    }
    if rules.phrases.abstract_before_of.contains(&noun) && of_common_noun(syntax, tokens.end) {
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
fn of_common_noun(syntax: &Syntax<'_>, at: u32) -> bool {
    if at + 1 >= syntax.len() || !syntax.text(at).eq_ignore_ascii_case("of") {
        return false;
    }
    let mut next = at + 1;
    while next + 1 < syntax.len()
        && matches!(syntax.token(next).upos(), Upos::Det | Upos::Adj | Upos::Num)
    {
        next += 1;
    }
    syntax.token(next).upos() == Upos::Noun
}

/// The longest noun of the table that starts at token `at` and ends before `end`.
fn listed(
    syntax: &Syntax<'_>,
    rules: &MentionRules,
    at: u32,
    end: u32,
) -> Option<(Range<u32>, String)> {
    let lemma = |i: u32| {
        let lemma = syntax.token(i).lemma();
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
            let mut key = syntax.text(at).to_lowercase();
            for i in at + 1..last {
                key.push(' ');
                key.push_str(&syntax.text(i).to_lowercase());
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
fn people(syntax: &Syntax<'_>, names: &Names, at: u32, readings: Vec<Candidate>) -> Option<Term> {
    let cue = names.cue_at(at)?;
    if at + 1 != cue.tokens.end {
        return None;
    }
    let token = syntax.token(at);
    let plural = matches!(token.penn(), Penn::Nns | Penn::Nnps);
    let argument = token.deprel().is_subject()
        || matches!(token.deprel(), Deprel::Obj | Deprel::Obl | Deprel::Conj | Deprel::Nmod);
    let with_article = syntax
        .child(at, |d| d == Deprel::Det)
        .is_some_and(|d| syntax.text(d).eq_ignore_ascii_case("the"));
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

/// `the two`, `both` without a noun.
pub(super) fn bare_parties(syntax: &Syntax<'_>, rules: &MentionRules, at: u32) -> Option<Draft> {
    let token = syntax.token(at);
    if !matches!(token.upos(), Upos::Num | Upos::Pron | Upos::Det | Upos::Noun) {
        return None;
    }
    let count = rules.phrases.parties.count(token.text())?;
    let deprel = token.deprel();
    let argument =
        deprel.is_subject() || matches!(deprel, Deprel::Obj | Deprel::Obl | Deprel::NmodPoss);
    let both = token.text().eq_ignore_ascii_case("both");
    let article = token.previous().is_some_and(|p| p.text().eq_ignore_ascii_case("the"));
    let followed = syntax.children(at).iter().any(|&c| syntax.token(c).deprel() == Deprel::Nmod);
    if !argument || !(both || article) || followed {
        return None;
    }
    let mut draft =
        Draft::new(at..at + 1, at, syntax.sentence(at), MentionForm::Nominal, EntityKind::Group);
    draft.number = Number::Plural;
    draft.determiner = Determiner::Definite;
    draft.parties = count;
    Some(draft)
}
