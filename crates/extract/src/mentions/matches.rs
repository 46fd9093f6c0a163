//! What the atlas knows in the text: names, and words that describe.

use super::proposals::LARGE;
use super::rules::MentionRules;
use super::{fold, lookalikes};
use crate::{Document, dateline};
use detente_atlas::{Atlas, Match, Reason, Surroundings};
use detente_model::{Deprel, EntityKind, Upos};
use std::ops::Range;

pub(super) fn readings(
    doc: &Document<'_>,
    atlas: &Atlas,
    tokens: &Range<u32>,
) -> Vec<detente_atlas::Candidate> {
    let surface = doc.phrase(tokens.clone());
    atlas.resolve(surface, doc.article.day(), &Surroundings::default())
}

/// A match that describes must be a phrase: in `Kenya states that` and `Kenya's national anthem` it is cut back to the
/// state; `None` when nothing is left.
pub(super) fn whole_phrase(mut found: Match, doc: &Document<'_>, atlas: &Atlas) -> Option<Match> {
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
pub(super) fn without_title(mut found: Match, doc: &Document<'_>, rules: &MentionRules) -> Match {
    let person = found.candidates.first().is_some_and(|c| {
        c.kind == EntityKind::Person
            && matches!(c.reason, Reason::Name | Reason::Surname | Reason::Office)
    });
    let name = found.candidates.first().map(|c| fold::words(&c.name)).unwrap_or_default();
    let is_part = |t: u32| {
        let words = fold::words(doc.word(t));
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

/// The most letters of an acronym.
const ACRONYM: usize = 5;

/// Whether a match names its referent, rather than describing it.
pub(super) fn is_name(found: &Match, doc: &Document<'_>) -> bool {
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
        // "CAIR" is no small town that is called so.
        Reason::Place
            if found.tokens.len() == 1
                && acronym
                && first.text().len() <= ACRONYM
                && best.score < LARGE
                && !dateline::is_dateline(doc, found.tokens.start) =>
        {
            false
        }
        _ if found.tokens.len() == 1 && best.kind != EntityKind::Country => {
            capital && first.upos() == Upos::Propn
                || acronym && best.kind == EntityKind::Organization
        }
        _ => capital || found.tokens.len() > 1 && best.kind != EntityKind::Person,
    }
}
