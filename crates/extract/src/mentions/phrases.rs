//! Titles and noun phrases: the words that describe whom they mean.

use super::draft::{Determiner, Draft};
use super::names::Names;
use super::rules::{MentionRules, Number};
use super::syntax::Syntax;
use detente_atlas::{Candidate, Reason};
use detente_model::{CountryCode, Deprel, EntityKind, MentionForm, Penn, Sector, Upos};
use std::ops::Range;

/// A noun phrase, and the name that it belongs to.
pub(super) struct Phrase {
    pub(super) draft: Draft,
    /// The name, as an index into [`Names::drafts`], that the phrase is a title, an apposition or a predicate of.
    pub(super) name: Option<usize>,
}

/// Finds all phrases that are headed by a noun of the table or of the atlas, in reading order.
pub(super) fn spot(syntax: &Syntax<'_>, names: &Names, rules: &MentionRules) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    let n = syntax.len();
    let mut at = 0;
    while at < n {
        let term = term_at(syntax, names, rules, at);
        let Some(term) = term else {
            if let Some(draft) = bare_parties(syntax, rules, at) {
                phrases.push(Phrase { draft, name: None });
            }
            at += 1;
            continue;
        };
        at = term.tokens.end.max(at + 1);
        phrases.extend(phrase(syntax, names, rules, &term));
    }
    phrases
}

/// A noun that heads a phrase, with what the table and the atlas say of it.
struct Term {
    tokens: Range<u32>,
    noun: String,
    kind: EntityKind,
    sector: Option<Sector>,
    sex: Option<super::rules::Sex>,
    office: bool,
    readings: Vec<Candidate>,
}

fn term_at(syntax: &Syntax<'_>, names: &Names, rules: &MentionRules, at: u32) -> Option<Term> {
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
fn bare_parties(syntax: &Syntax<'_>, rules: &MentionRules, at: u32) -> Option<Draft> {
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

/// What stands to the left of a noun.
struct Left {
    start: u32,
    determiner: Determiner,
    /// States and bodies named in the phrase: the tokens, the state, the sectors.
    named: Vec<(Range<u32>, Option<CountryCode>, Vec<Sector>)>,
    counted: Option<u32>,
}

fn left(syntax: &Syntax<'_>, names: &Names, rules: &MentionRules, term: &Range<u32>) -> Left {
    let sentence = syntax.sentence_tokens(term.start);
    let mut found =
        Left { start: term.start, determiner: Determiner::None, named: Vec::new(), counted: None };
    let inside = |i: u32, start: u32| syntax.head(i).is_some_and(|h| h >= start && h < term.end);
    let mut i = term.start;
    while i > sentence.start {
        let before = i - 1;
        let token = syntax.token(before);
        if let Some(index) = names.name_at(before) {
            let name = &names.drafts[index];
            let next = name.tokens.start;
            if !inside(name.head, i)
                && !name.tokens.contains(&syntax.head(name.head).unwrap_or(u32::MAX))
            {
                break;
            }
            // "the Obama administration" is a phrase, "Obama's aides" two.
            let person = name.kind == EntityKind::Person
                && syntax.token(name.head).deprel() != Deprel::Compound;
            if person || syntax.token(name.head).deprel() == Deprel::Nsubj {
                break;
            }
            let reading = name.readings.first();
            let sectors = match name.kind {
                EntityKind::Organization => reading.map(|r| r.sectors.clone()).unwrap_or_default(),
                _ => Vec::new(),
            };
            found.named.push((name.tokens.clone(), reading.and_then(|r| r.country), sectors));
            found.start = next;
            i = next;
            continue;
        }
        if let Some(cue) = names.cue_at(before).filter(|c| c.tokens.end <= term.start) {
            let best = &cue.candidates[0];
            if best.reason == Reason::Demonym {
                if !stance(syntax, rules, cue.tokens.start) {
                    found.named.push((cue.tokens.clone(), best.country, Vec::new()));
                }
                found.start = cue.tokens.start;
                i = cue.tokens.start;
                continue;
            }
        }
        let modifies = match token.upos() {
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adv => inside(before, i),
            Upos::Verb => inside(before, i) && token.deprel() == Deprel::Amod,
            Upos::Num => {
                found.counted = Some(before);
                inside(before, i)
            }
            Upos::Part => token.penn() == Penn::Pos,
            Upos::Punct => token.text() == "-" || token.text() == "–",
            Upos::Cconj => {
                inside(before, i)
                    || names.cue_at(before + 1).is_some()
                        && before > sentence.start
                        && names.cue_at(before - 1).is_some()
            }
            Upos::Adp | Upos::X => {
                // The first half of a split compound: `pro` of `pro-Russian`.
                rules.phrases.stances.iter().any(|s| token.text().eq_ignore_ascii_case(s))
                    && syntax.text(before + 1) == "-"
            }
            Upos::Det | Upos::Pron => {
                found.determiner = determiner(syntax, rules, before);
                if token.text().eq_ignore_ascii_case("both") {
                    found.counted = Some(before);
                }
                false
            }
            _ => false,
        };
        if !modifies {
            break;
        }
        found.start = before;
        i = before;
    }
    while found.start < term.start
        && matches!(syntax.token(found.start).upos(), Upos::Punct | Upos::Part | Upos::Cconj)
    {
        found.start += 1;
    }
    found.named.reverse();
    found
}

fn determiner(syntax: &Syntax<'_>, rules: &MentionRules, at: u32) -> Determiner {
    let token = syntax.token(at);
    let listed = |list: &[String]| list.iter().any(|w| token.text().eq_ignore_ascii_case(w));
    if token.penn() == Penn::PrpPoss || token.deprel() == Deprel::NmodPoss {
        Determiner::Possessive
    } else if listed(&rules.phrases.definite) {
        Determiner::Definite
    } else if listed(&rules.phrases.indefinite) {
        Determiner::Indefinite
    } else {
        Determiner::None
    }
}

/// Whether the nationality at `at` says whom one backs: `pro-Russian`.
fn stance(syntax: &Syntax<'_>, rules: &MentionRules, at: u32) -> bool {
    let text = syntax.text(at);
    let is_stance = |w: &str| rules.phrases.stances.iter().any(|s| w.eq_ignore_ascii_case(s));
    text.split_once('-').is_some_and(|(first, _)| is_stance(first))
        || at >= 2 && syntax.text(at - 1) == "-" && is_stance(syntax.text(at - 2))
        || at >= 1
            && is_stance(syntax.text(at - 1).trim_end_matches('-'))
            && syntax.text(at - 1).ends_with('-')
}

fn phrase(syntax: &Syntax<'_>, names: &Names, rules: &MentionRules, term: &Term) -> Vec<Phrase> {
    let head = syntax.head_of(&term.tokens);
    let token = syntax.token(head);
    let left = left(syntax, names, rules, &term.tokens);
    let (name, adjacent) = match term.kind {
        EntityKind::Organization => {
            let kind = EntityKind::Organization;
            named_by(syntax, names, rules, left.start..term.tokens.end, head, kind)
        }
        EntityKind::Person | EntityKind::Group => {
            named_by(syntax, names, rules, left.start..term.tokens.end, head, EntityKind::Person)
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
        && syntax.head(head).is_some_and(|h| h > head)
    {
        return Vec::new();
    }
    let mut tokens = left.start..term.tokens.end;
    let mut named = left.named;
    if !adjacent {
        complement(syntax, names, rules, head, &mut tokens, &mut named);
    }
    let plural = matches!(token.penn(), Penn::Nns | Penn::Nnps);
    let mut draft = Draft::new(
        tokens.clone(),
        head,
        syntax.sentence(head),
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
    if !stance(syntax, rules, term.tokens.start) {
        draft.readings.clone_from(&term.readings);
    }
    draft.role = Some(role(syntax, &(left.start..term.tokens.end), &named));
    let former = left_words(syntax, &tokens, head)
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
        .or_else(|| draft.readings.first().and_then(|r| r.country));
    draft.score = 0.5;
    if let Some(counted) = left.counted {
        let word = syntax.text(counted);
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
    }
    if draft.parties == 0 && rules.phrases.parties.only.contains(&draft.noun) {
        return Vec::new();
    }
    split_by_state(draft, &named, plural).into_iter().map(|draft| Phrase { draft, name }).collect()
}

fn left_words<'a>(
    syntax: &'a Syntax<'a>,
    tokens: &Range<u32>,
    head: u32,
) -> impl Iterator<Item = &'a str> {
    (tokens.start..head).map(|i| syntax.text(i))
}

fn sectors(term: &Term, named: &[(Range<u32>, Option<CountryCode>, Vec<Sector>)]) -> Vec<Sector> {
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
    draft: Draft,
    named: &[(Range<u32>, Option<CountryCode>, Vec<Sector>)],
    plural: bool,
) -> Vec<Draft> {
    let states: Vec<_> = named
        .iter()
        .filter(|(tokens, country, _)| country.is_some() && tokens.end <= draft.head)
        .collect();
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
            part.tokens = if i == last { tokens.start..draft.tokens.end } else { tokens.clone() };
            if part.kind == EntityKind::Group && states.len() == 2 {
                part.number = Number::Either;
            }
            part
        })
        .collect()
}

/// The office or calling in lower case, without the states and bodies named in it.
fn role(
    syntax: &Syntax<'_>,
    tokens: &Range<u32>,
    named: &[(Range<u32>, Option<CountryCode>, Vec<Sector>)],
) -> String {
    let mut role = String::new();
    for i in tokens.clone() {
        let token = syntax.token(i);
        if named.iter().any(|(range, ..)| range.contains(&i)) || token.penn() == Penn::Pos {
            continue;
        }
        if !role.is_empty() && syntax.token(i - 1).span().end < token.span().start {
            role.push(' ');
        }
        role.push_str(&token.text().to_lowercase());
    }
    role
}

/// Extends a phrase over `of Iran`, `to Germany`.
fn complement(
    syntax: &Syntax<'_>,
    names: &Names,
    rules: &MentionRules,
    head: u32,
    tokens: &mut Range<u32>,
    named: &mut Vec<(Range<u32>, Option<CountryCode>, Vec<Sector>)>,
) {
    let next = tokens.end;
    if next >= syntax.sentence_tokens(head).end
        || !rules.phrases.complements.iter().any(|c| syntax.text(next).eq_ignore_ascii_case(c))
    {
        return;
    }
    let mut start = next + 1;
    if start < syntax.len() && syntax.token(start).upos() == Upos::Det {
        start += 1;
    }
    let Some(index) = names.name_at(start) else { return };
    let name = &names.drafts[index];
    if name.tokens.start != start || name.kind == EntityKind::Person {
        return;
    }
    let reading = name.readings.first();
    // "ambassador to Germany" is not Germany's.
    let own = !syntax.text(next).eq_ignore_ascii_case("to");
    tokens.end = name.tokens.end;
    let country = reading.and_then(|r| r.country).filter(|_| own);
    let sectors = match name.kind {
        EntityKind::Organization => reading.map(|r| r.sectors.clone()).unwrap_or_default(),
        _ => Vec::new(),
    };
    named.push((name.tokens.clone(), country, sectors));
}

/// The name of kind `kind` that a phrase describes, and whether it stands right before it.
fn named_by(
    syntax: &Syntax<'_>,
    names: &Names,
    rules: &MentionRules,
    tokens: Range<u32>,
    head: u32,
    kind: EntityKind,
) -> (Option<usize>, bool) {
    let end = syntax.sentence_tokens(head).end;
    let mut next = tokens.end;
    let limit = (tokens.end + 7).min(end);
    while next < limit {
        if let Some(index) = names.name_at(next) {
            let name = &names.drafts[index];
            if name.kind == kind {
                let before = syntax.text(next - 1);
                // "the school of Ms Jones" is not she.
                if next > tokens.end && rules.phrases.office_links.iter().any(|w| before == w) {
                    break;
                }
                return (Some(index), true);
            }
            next = name.tokens.end;
            continue;
        }
        let token = syntax.token(next);
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
    let token = syntax.token(head);
    let name_of = |i: u32| names.name_at(i).filter(|&n| names.drafts[n].kind == kind);
    if token.deprel() == Deprel::Appos
        && let Some(name) = syntax.head(head).and_then(name_of)
    {
        return (Some(name), false);
    }
    let below = syntax.children(head).iter().copied();
    for child in below {
        let deprel = syntax.token(child).deprel();
        let copular = deprel == Deprel::Nsubj
            && syntax.child(head, |d| d == Deprel::Cop).is_some()
            && syntax.child(head, |d| d == Deprel::Case).is_none();
        if (deprel == Deprel::Appos || copular)
            && let Some(name) = name_of(child)
        {
            return (Some(name), false);
        }
    }
    (None, false)
}
