//! Which of the atlas's readings of a name suits its place in the sentence: a government, or the town it sits in.

use super::rules::MentionRules;
use crate::word_list::Words;
use crate::{Document, clause, dateline};
use detente_atlas::Reason;
use detente_model::{Deprel, EntityKind, NameKind, Upos};

/// Puts first the reading that suits the analyser's kind and the place in the sentence. Readings that contradict the
/// analyser's person are dropped, unless they are states.
pub(super) fn weigh(
    doc: &Document<'_>,
    head: u32,
    seen: Option<NameKind>,
    readings: &mut Vec<detente_atlas::Candidate>,
    rules: &MentionRules,
) {
    let located =
        |r: &detente_atlas::Candidate| matches!(r.kind, EntityKind::Place | EntityKind::Country);
    if readings.iter().any(located) && dateline::is_dateline(doc, head) {
        readings.retain(located);
        return;
    }
    if seen == Some(NameKind::Person) {
        // A seat of government beats the analyser's guess, unless the atlas knows a person of that name.
        let person = readings.iter().any(|r| r.kind == EntityKind::Person);
        let seat = readings.iter().any(|r| r.reason == Reason::Metonym);
        readings.retain(|r| {
            matches!(r.kind, EntityKind::Person | EntityKind::Country) || seat && !person
        });
    }
    if seen == Some(NameKind::Location) && clause::relation(doc.token(head)).0 == Deprel::Compound {
        // "Trump village", "Lincoln airport": called after whoever bears the name.
        readings.retain(|r| r.reason != Reason::Surname);
    }
    if readings.len() < 2 {
        return;
    }
    let place = stands_for_place(doc, head, rules);
    let acts = acts(doc, head, rules);
    readings.sort_by(|a, b| {
        let value = |r: &detente_atlas::Candidate| {
            let suits = match seen {
                Some(NameKind::Person) => r.kind == EntityKind::Person,
                Some(NameKind::Organization) => {
                    matches!(r.kind, EntityKind::Organization | EntityKind::Group)
                }
                Some(NameKind::Location) => {
                    matches!(r.kind, EntityKind::Place | EntityKind::Country)
                }
                None => false,
            };
            let metonym = r.reason == Reason::Metonym;
            let spot = r.reason == Reason::Place;
            r.score
                + if suits { 0.3 } else { 0.0 }
                + if metonym && !acts { -0.6 } else { 0.0 }
                + if metonym && acts { 0.4 } else { 0.0 }
                + if spot && acts && !place { -0.2 } else { 0.0 }
        };
        value(b).total_cmp(&value(a))
    });
}

/// Whether token `head` stands where a place is wanted: `in Tehran`, `arrived at the Kremlin`.
pub(crate) fn stands_for_place(doc: &Document<'_>, head: u32, rules: &MentionRules) -> bool {
    let head = doc.token(head);
    let local = clause::case(head).is_some_and(|c| is_listed(&rules.phrases.locative, c.text()));
    local && matches!(clause::relation(head).0, Deprel::Obl | Deprel::Nmod | Deprel::Root)
}

/// Whether token `head` does what governments do, or has it done to it.
fn acts(doc: &Document<'_>, head: u32, rules: &MentionRules) -> bool {
    let head = doc.token(head);
    let (deprel, governor) = clause::relation(head);
    let governs = governor.is_some_and(|g| rules.phrases.governing.contains(g.lemma()));
    let does = governor
        .is_some_and(|g| g.upos() == Upos::Verb && !rules.phrases.lying.contains(g.lemma()));
    let party =
        clause::case(head).is_some_and(|c| is_listed(&rules.phrases.participating, c.text()));
    deprel == Deprel::Nsubj && does
        || (deprel.is_subject() || deprel == Deprel::Obj) && governs
        || matches!(deprel, Deprel::Obl | Deprel::OblAgent | Deprel::Nmod) && party
}

fn is_listed(list: &Words, word: &str) -> bool {
    list.iter().any(|w| word.eq_ignore_ascii_case(w))
}
