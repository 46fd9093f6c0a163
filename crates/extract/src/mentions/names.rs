//! Names: what the atlas knows in the text, and what the analyser takes for a name, made one.

use super::boundaries::{bare_office, trimmed, widened};
use super::draft::{Determiner, Draft};
use super::headlines::Headlines;
use super::readings::weigh;
use super::recurrences;
use super::rules::{MentionRules, Number, Sex};
use super::{handles, lookalikes, peoples};
use crate::{Document, clause};
use detente_atlas::{Atlas, Match, Reason, Surroundings};
use detente_model::{CountryCode, Deprel, EntityKind, MentionForm, NameKind, Penn, Upos};
use std::collections::HashMap;
use std::ops::Range;

/// The names of an article, and the atlas's matches that are none: nationalities, offices, role nouns.
pub(super) struct Names {
    /// In reading order, never overlapping.
    pub(super) drafts: Vec<Draft>,
    /// In reading order, never overlapping.
    pub(super) cues: Vec<Match>,
    /// For each token, one more than the index of the name that covers it, or 0.
    name_at: Vec<u32>,
    /// For each token, one more than the index of the cue that covers it, or 0.
    cue_at: Vec<u32>,
}

impl Names {
    pub(super) fn name_at(&self, token: u32) -> Option<usize> {
        (*self.name_at.get(token as usize)? as usize).checked_sub(1)
    }

    pub(super) fn cue_at(&self, token: u32) -> Option<&Match> {
        let i = (*self.cue_at.get(token as usize)? as usize).checked_sub(1)?;
        self.cues.get(i)
    }
}

/// A stretch that may be a name, before the readings are weighed.
struct Proposal {
    tokens: Range<u32>,
    /// The state of a shorter name inside it.
    country: Option<CountryCode>,
    seen: Option<NameKind>,
    known: Option<Match>,
}

/// The least score of a place that needs no other evidence: a capital, or a town of some hundred thousand people.
const LARGE: f32 = 0.55;

impl Proposal {
    /// Whether the atlas alone proposes it, as a place.
    fn is_town(&self) -> bool {
        let place = |m: &Match| m.candidates.first().is_some_and(|c| c.kind == EntityKind::Place);
        self.seen.is_none() && self.known.as_ref().is_some_and(place)
    }

    /// The state that the name is or lies in.
    fn state(&self) -> Option<CountryCode> {
        let best = self.known.as_ref()?.candidates.first()?;
        best.country.filter(|_| {
            best.kind == EntityKind::Country
                || best.kind == EntityKind::Place && best.score >= LARGE
        })
    }
}

pub(super) fn spot(
    doc: &Document<'_>,
    matches: Vec<Match>,
    atlas: &Atlas,
    rules: &MentionRules,
) -> Names {
    let n = doc.len() as usize;
    let mut proposals: Vec<Proposal> = Vec::new();
    let mut cues: Vec<Match> = peoples::combining(doc, atlas, rules);
    let halves: Vec<u32> = cues.iter().map(|c| c.tokens.start).collect();
    let halved = |tokens: &Range<u32>| halves.iter().any(|t| tokens.contains(t));
    for found in matches.into_iter().filter(|m| !halved(&m.tokens)) {
        let found = without_title(found, doc, rules);
        let Some(found) = whole_phrase(found, doc, atlas) else { continue };
        if is_name(&found, doc) {
            proposals.push(Proposal {
                tokens: found.tokens.clone(),
                country: None,
                seen: None,
                known: Some(found),
            });
        } else if found.candidates.first().is_some_and(|c| describes(c.reason)) {
            cues.push(found);
        }
    }
    cues.sort_by_key(|c| c.tokens.start);
    peoples::join(doc, atlas, &mut cues);
    let mut cue_at = vec![0u32; n];
    for (i, cue) in cues.iter().enumerate() {
        for t in cue.tokens.clone() {
            cue_at[t as usize] = i as u32 + 1;
        }
    }
    let country_at: HashMap<u32, u32> = proposals
        .iter()
        .filter(|p| p.known.as_ref().is_some_and(|m| m.candidates[0].kind == EntityKind::Country))
        .map(|p| (p.tokens.start, p.tokens.end))
        .collect();
    let headlines = Headlines::new(doc);
    for name in doc.analysis.names.iter().filter(|n| !halved(&n.tokens)) {
        let Some(mut tokens) = trimmed(doc, name.tokens.clone(), rules, name.kind) else {
            continue;
        };
        let mut kind = name.kind;
        if let Some(&end) = country_at.get(&tokens.start)
            && end < tokens.end
        {
            if lookalikes::is_bearer(doc, &tokens, end, kind, rules) {
                kind = NameKind::Person;
            } else if kind == NameKind::Person || rules.given_name(doc.word(end)).is_some() {
                // "ambassador to Germany Jane Doe": two names that stand side by side.
                tokens.start = end;
                kind = NameKind::Person;
            }
        }
        if kind != NameKind::Person && bare_office(doc, &tokens, rules)
            || headlines.doubts(doc, &tokens, kind)
        {
            continue;
        }
        let cue = (cue_at[tokens.start as usize] as usize).checked_sub(1).map(|i| &cues[i]);
        if let Some(cue) = cue {
            if tokens.end <= cue.tokens.end {
                // Part of an office, a body or a nationality is no name of its own, but for the state it is of.
                proposals.extend(state_inside(doc, atlas, tokens, kind));
                continue;
            }
            if kind == NameKind::Person {
                tokens.start = cue.tokens.end;
            }
        }
        proposals.push(Proposal { tokens, country: None, seen: Some(kind), known: None });
    }
    let countries: Vec<Range<u32>> =
        country_at.into_iter().map(|(start, end)| start..end).collect();
    for proposal in &mut proposals {
        if proposal.seen == Some(NameKind::Person) {
            let taken = |t: u32| {
                cue_at[t as usize] > 0 || countries.iter().any(|country| country.contains(&t))
            };
            proposal.tokens = widened(doc, proposal.tokens.clone(), taken, rules);
        }
    }
    let mut taken = vec![false; n];
    // A town of that name is no reason against the person: the readings are weighed later.
    for t in proposals.iter().filter(|p| !p.is_town()).flat_map(|p| p.tokens.clone()) {
        taken[t as usize] = true;
    }
    let seen_persons = proposals.iter().filter(|p| p.seen == Some(NameKind::Person));
    let again = recurrences::of_surnames(doc, seen_persons.map(|p| p.tokens.clone()), |t| {
        taken[t as usize] || cue_at[t as usize] > 0
    });
    proposals.extend(again.into_iter().map(|tokens| Proposal {
        tokens,
        country: None,
        seen: Some(NameKind::Person),
        known: None,
    }));
    let chosen = merge(proposals);
    let mut name_at = vec![0u32; n];
    let mut drafts = Vec::with_capacity(chosen.len());
    for proposal in chosen {
        let Some(mut draft) = draft(doc, proposal, atlas, rules) else { continue };
        if draft.kind != EntityKind::Person {
            // `Iranian` in the name of a body.
            draft.country = draft.country.or_else(|| {
                let inside = draft.tokens.clone().map(|t| cue_at[t as usize] as usize);
                inside
                    .filter_map(|i| i.checked_sub(1))
                    .filter_map(|i| cues[i].candidates.first())
                    .find(|c| c.reason == Reason::Demonym)
                    .and_then(|c| c.country)
            });
        }
        for t in draft.tokens.clone().filter(|&t| cue_at[t as usize] == 0) {
            name_at[t as usize] = drafts.len() as u32 + 1;
        }
        drafts.push(draft);
    }
    Names { drafts, cues, name_at, cue_at }
}

/// The state named inside an office or a body: `Kenya` in `Kenya's Foreign Minister`.
fn state_inside(
    doc: &Document<'_>,
    atlas: &Atlas,
    tokens: Range<u32>,
    kind: NameKind,
) -> Option<Proposal> {
    if kind == NameKind::Person || doc.token(tokens.start).upos() == Upos::Adj {
        return None;
    }
    let candidates = readings(doc, atlas, &tokens);
    let state = candidates
        .first()
        .is_some_and(|c| c.kind == EntityKind::Country && c.reason == Reason::Name);
    let known = Some(Match { tokens: tokens.clone(), candidates });
    state.then_some(Proposal { tokens, country: None, seen: Some(kind), known })
}

pub(super) fn readings(
    doc: &Document<'_>,
    atlas: &Atlas,
    tokens: &Range<u32>,
) -> Vec<detente_atlas::Candidate> {
    let surface = doc.analysis.span_of(tokens.clone()).map_or("", |s| doc.surface(s));
    atlas.resolve(surface, doc.article.day(), &Surroundings::default())
}

/// A match that describes must be a phrase: in `Kenya states that` and `Kenya's national anthem` it is cut back to the
/// state; `None` when nothing is left.
fn whole_phrase(mut found: Match, doc: &Document<'_>, atlas: &Atlas) -> Option<Match> {
    let best = found.candidates.first()?;
    let last = found.tokens.end - 1;
    if found.tokens.len() < 2 || !describes(best.reason) || best.reason == Reason::Demonym {
        return Some(found);
    }
    let token = doc.token(last);
    let lower = token.text().starts_with(char::is_lowercase);
    let qualifies = token.upos() == Upos::Adj && token.deprel() == Deprel::Amod;
    if !lower || !(qualifies || matches!(token.upos(), Upos::Verb | Upos::Aux)) {
        return Some(found);
    }
    while found.tokens.len() > 1 {
        found.tokens.end -= 1;
        let candidates = readings(doc, atlas, &found.tokens);
        if candidates.first().is_some_and(|c| {
            matches!(c.reason, Reason::Name | Reason::Demonym) && c.kind == EntityKind::Country
        }) {
            found.candidates = candidates;
            return Some(found);
        }
    }
    None
}

/// Takes the office off the front of a match such as `President Kamau`.
fn without_title(mut found: Match, doc: &Document<'_>, rules: &MentionRules) -> Match {
    let person = found.candidates.first().is_some_and(|c| {
        c.kind == EntityKind::Person
            && matches!(c.reason, Reason::Name | Reason::Surname | Reason::Office)
    });
    let name = found.candidates.first().map(|c| super::fold::words(&c.name)).unwrap_or_default();
    let is_part = |t: u32| {
        let words = super::fold::words(doc.word(t));
        words.iter().any(|w| name.contains(w))
    };
    if !person || found.tokens.len() < 2 || !is_part(found.tokens.end - 1) {
        return found;
    }
    let mut start = found.tokens.start;
    while start + 1 < found.tokens.end && !is_part(start) {
        start += 1;
    }
    let titled = (found.tokens.start..start)
        .any(|t| rules.noun(&doc.token(t).text().to_lowercase()).is_some_and(|c| c.office));
    if start == found.tokens.start || !titled {
        return found;
    }
    found.tokens.start = start;
    for candidate in &mut found.candidates {
        if candidate.reason == Reason::Office {
            candidate.reason = Reason::Name;
        }
    }
    found
}

/// Whether readings of this origin describe their referent rather than name it. A body may do either.
pub(super) const fn describes(reason: Reason) -> bool {
    matches!(reason, Reason::Demonym | Reason::Office | Reason::Group | Reason::Role | Reason::Body)
}

/// Whether a match names its referent, rather than describing it.
fn is_name(found: &Match, doc: &Document<'_>) -> bool {
    let Some(best) = found.candidates.first() else { return false };
    let first = doc.token(found.tokens.start);
    let capital = first.text().chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let acronym = first.text().len() > 1 && first.text().bytes().all(|b| b.is_ascii_uppercase());
    if found.tokens.len() == 1
        && (lookalikes::is_money(doc, found) || lookalikes::is_shouted_pronoun(doc, found))
    {
        return false;
    }
    match best.reason {
        reason if describes(reason) && reason != Reason::Body => false,
        Reason::Body => found.tokens.clone().all(|t| {
            let t = doc.token(t);
            matches!(t.upos(), Upos::Adp | Upos::Part | Upos::Det | Upos::Cconj | Upos::Punct)
                || t.text().starts_with(char::is_uppercase)
        }),
        // A single word that is also an everyday one needs the tagger's word for it.
        _ if found.tokens.len() == 1 && best.kind != EntityKind::Country => {
            capital && first.upos() == Upos::Propn
                || acronym && best.kind == EntityKind::Organization
        }
        _ => capital || found.tokens.len() > 1 && best.kind != EntityKind::Person,
    }
}

/// Settles overlaps: equal stretches are one, else the longer wins, and the atlas's before the analyser's.
fn merge(mut proposals: Vec<Proposal>) -> Vec<Proposal> {
    proposals.sort_by_key(|p| (p.tokens.start, std::cmp::Reverse(p.tokens.end), p.known.is_none()));
    let mut chosen: Vec<Proposal> = Vec::with_capacity(proposals.len());
    for proposal in proposals {
        match chosen.last_mut() {
            Some(last) if proposal.tokens.start < last.tokens.end => {
                if last.tokens == proposal.tokens {
                    last.seen = last.seen.or(proposal.seen);
                    last.known = last.known.take().or(proposal.known);
                } else if proposal.tokens.len() > last.tokens.len() {
                    let country = last.state();
                    *last = proposal;
                    last.country = country;
                } else if last.known.is_none() && proposal.known.is_some() {
                    last.country = last.country.or(proposal.state());
                } else if last.seen.is_none() {
                    last.seen = proposal.seen;
                }
            }
            _ => chosen.push(proposal),
        }
    }
    chosen
}

fn draft(
    doc: &Document<'_>,
    proposal: Proposal,
    atlas: &Atlas,
    rules: &MentionRules,
) -> Option<Draft> {
    let Proposal { tokens, country: proposal_country, seen, known } = proposal;
    let head = clause::noun_among(doc, &tokens);
    let mut readings = known.map(|m| m.candidates).unwrap_or_default();
    let handle = handles::is_handle(doc.word(tokens.start));
    if handle {
        let name = doc.word(tokens.start);
        readings = handles::readings(atlas, name, doc.article.day());
    } else if !tokens.clone().any(|t| doc.word(t).contains(char::is_alphanumeric)) {
        return None;
    }
    if seen.is_none() {
        // A town that the analyser takes for no name is one only when it is large.
        readings.retain(|r| r.reason != Reason::Place || r.score >= LARGE);
    }
    let honorific = preceding_honorific(doc, &tokens, rules);
    if seen == Some(NameKind::Person) && tokens.len() == 1 && honorific.is_some() {
        // "Mr. Jordan" is no state.
        readings.retain(|r| r.kind == EntityKind::Person);
    }
    weigh(doc, head, seen, &mut readings, rules);
    let kind = match (readings.first().map(|r| r.kind), seen) {
        (Some(kind), _) => kind,
        (None, Some(NameKind::Person)) => EntityKind::Person,
        (None, Some(NameKind::Organization)) => EntityKind::Organization,
        (None, Some(NameKind::Location)) => EntityKind::Place,
        (None, None) => return None,
    };
    let mut draft = Draft::new(tokens.clone(), head, doc.sentence(head), MentionForm::Name, kind);
    if kind == EntityKind::Person {
        draft.sex = sex(doc, &tokens, rules);
    }
    draft.sectors.extend(honorific.into_iter().flatten());
    if kind != EntityKind::Person
        && doc.token(head).penn() == Penn::Nnps
        && doc.token(head).deprel() != Deprel::Compound
    {
        draft.number = Number::Either;
    }
    draft.country = proposal_country.filter(|_| kind != EntityKind::Person);
    if kind == EntityKind::Organization {
        // `Ministry`, `Court`, `Party` in the name of a body that the atlas lacks.
        draft.sectors.extend(tokens.clone().rev().find_map(|t| {
            let class = rules.noun(&doc.word(t).to_lowercase())?;
            class.sector.filter(|_| class.kind == EntityKind::Organization)
        }));
    }
    draft.determiner = Determiner::Definite;
    draft.of_no_state = handle;
    draft.readings = readings;
    draft.score = draft.readings.first().map_or(0.5, |r| r.score);
    Some(draft)
}

fn preceding_honorific(
    doc: &Document<'_>,
    tokens: &Range<u32>,
    rules: &MentionRules,
) -> Option<Vec<detente_model::Sector>> {
    let before = doc.token(tokens.start).previous()?;
    let class = rules.honorific(&before.text().to_lowercase())?;
    Some(class.sector.into_iter().collect())
}

/// The sex that a form of address or the given name tells.
fn sex(doc: &Document<'_>, tokens: &Range<u32>, rules: &MentionRules) -> Option<Sex> {
    let addressed = doc.token(tokens.start).previous().and_then(|t| {
        let lower = t.text().to_lowercase();
        rules
            .honorific(&lower)
            .and_then(|h| h.sex)
            .or_else(|| rules.noun(&lower).and_then(|c| c.sex))
    });
    // A single word may be a surname that others bear as a given name: see `naming`.
    addressed.or_else(|| rules.given_name(doc.word(tokens.start)).filter(|_| tokens.len() > 1))
}
