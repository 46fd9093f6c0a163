//! Names: what the atlas knows in the text, and what the analyser takes for a name, made one.

use super::boundaries::{bare_office, trimmed, widened};
use super::draft::{Determiner, Draft};
use super::headlines::Headlines;
use super::matches::{describes, is_name, whole_phrase, without_title};
use super::proposals::{LARGE, Proposal, merge, state_inside};
use super::readings::weigh;
use super::recurrences;
use super::roles::Roles;
use super::rules::{MentionRules, Number, Sex};
use super::{handles, lookalikes, peoples};
use crate::{Document, clause};
use detente_atlas::{Atlas, Match, Reason};
use detente_model::{Deprel, EntityKind, MentionForm, NameKind, Penn, Upos};
use std::collections::{BTreeSet, HashMap};
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

/// Whether a word is, or ends, the title of a person: `Sec.`, `Minister`, `Pakistani PM`.
fn is_title(
    doc: &Document<'_>,
    token: u32,
    cues: &[Match],
    cue_at: &[u32],
    rules: &MentionRules,
) -> bool {
    let word = doc.word(token).to_lowercase();
    let cue = (cue_at[token as usize] as usize).checked_sub(1).and_then(|i| cues.get(i));
    let office = cue.and_then(|c| c.candidates.first()).is_some_and(|c| c.reason == Reason::Office);
    office || rules.honorific(&word).is_some() || rules.noun(&word).is_some_and(|c| c.office)
}

pub(super) fn spot(
    doc: &Document<'_>,
    matches: Vec<Match>,
    atlas: &Atlas,
    rules: &MentionRules,
    roles: &Roles,
) -> Names {
    let n = doc.len() as usize;
    let mut proposals: Vec<Proposal> = Vec::new();
    let mut cues: Vec<Match> = peoples::combining(doc, atlas, rules);
    let halves: BTreeSet<u32> = cues.iter().map(|c| c.tokens.start).collect();
    let halved = |tokens: &Range<u32>| halves.range(tokens.clone()).next().is_some();
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
    // Of the names that the analyser misses, those of parties to acts: "BGB reinforced its outposts", "Sec. Lund met PM Otieno".
    let party = |t: &u32| roles.is_party(*t) && doc.token(*t).upos() == Upos::Propn;
    let mut proposed = vec![false; n];
    for t in proposals.iter().flat_map(|p| p.tokens.clone()) {
        proposed[t as usize] = true;
    }
    let named = |t: &u32| cue_at[*t as usize] > 0 || proposed[*t as usize];
    let missed: Vec<Proposal> = (0..doc.len())
        .filter(party)
        .filter(|t| !named(t))
        .filter_map(|t| {
            let mut before = (0..t).rev().filter(|b| doc.word(*b) != ".");
            let titled = before.next().is_some_and(|b| is_title(doc, b, &cues, &cue_at, rules));
            let upper =
                doc.word(t).len() > 1 && doc.word(t).bytes().all(|b| b.is_ascii_uppercase());
            let seen = match (titled, upper) {
                (true, _) => NameKind::Person,
                (false, true) => NameKind::Organization,
                (false, false) => return None,
            };
            Some(Proposal { tokens: t..t + 1, country: None, seen: Some(seen), known: None })
        })
        .collect();
    proposals.extend(missed);
    // Of the accounts that the analyser takes for no name, those of known persons and bodies are mentions.
    let handles = (0..doc.len()).filter(|&t| handles::is_handle(doc.word(t), rules));
    proposals.extend(handles.map(|t| Proposal {
        tokens: t..t + 1,
        country: None,
        seen: None,
        known: None,
    }));
    let mut taken = vec![false; n];
    for t in country_at.into_iter().flat_map(|(start, end)| start..end) {
        taken[t as usize] = true;
    }
    for proposal in &mut proposals {
        if proposal.seen == Some(NameKind::Person) {
            let taken = |t: u32| cue_at[t as usize] > 0 || taken[t as usize];
            proposal.tokens = widened(doc, proposal.tokens.clone(), taken, rules);
        }
    }
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
    let storms = lookalikes::storms(doc, rules);
    proposals.retain(|p| !storms.contains(doc.word(p.tokens.end - 1)));
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

fn draft(
    doc: &Document<'_>,
    proposal: Proposal,
    atlas: &Atlas,
    rules: &MentionRules,
) -> Option<Draft> {
    let Proposal { tokens, country: proposal_country, mut seen, known } = proposal;
    let head = clause::noun_among(doc, &tokens);
    let mut readings = known.map(|m| m.candidates).unwrap_or_default();
    let handle = handles::is_handle(doc.word(tokens.start), rules);
    if handle {
        let name = doc.word(tokens.start);
        readings = handles::readings(atlas, name, doc.article.day(), rules);
        // Of whose account it is the atlas knows more than the analyser.
        seen = seen.filter(|_| readings.is_empty());
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
