//! A state that shares its name with a region of another: `Georgia`.

use super::draft::Draft;
use super::names::Names;
use super::rules::MentionRules;
use crate::Document;
use detente_atlas::{Atlas, Candidate, Reason, Toponym};
use detente_model::{CountryCode, EntityKind};
use std::collections::BTreeMap;

/// How far before `of` an office may stand: "Senator Jane Lee of Georgia".
const REACH: u32 = 4;

/// How sure the atlas is of a region at least: "the governor of Puerto Rico" is of no town of that name.
const REGION: f32 = 0.6;

/// Takes such a name for the region wherever it stands, when something says so once and nothing else in the article is of
/// the state.
pub(super) fn settle(doc: &Document<'_>, names: &mut Names, atlas: &Atlas, rules: &MentionRules) {
    let mut regions: BTreeMap<CountryCode, Candidate> = BTreeMap::new();
    for (at, draft) in names.drafts.iter().enumerate() {
        let Some((state, region)) = homonyms(draft) else { continue };
        let told = follows_town(doc, &names.drafts, at, region, atlas)
            || is_called_a_state(doc, draft)
            || has_office(doc, draft, rules);
        if told {
            regions.insert(state, region.clone());
        }
    }
    let other = |state: CountryCode| {
        let of_state = |c: &Candidate| c.country == Some(state);
        let adjective = names.cues.iter().any(|cue| cue.candidates.first().is_some_and(of_state));
        let inside = |d: &Draft| homonyms(d).is_none() && d.readings.first().is_some_and(of_state);
        adjective || names.drafts.iter().any(inside)
    };
    regions.retain(|&state, _| !other(state));
    for draft in &mut names.drafts {
        let region = homonyms(draft).and_then(|(state, _)| regions.get(&state)).cloned();
        if let Some(region) = region {
            draft.kind = EntityKind::Place;
            draft.score = region.score;
            draft.readings = vec![region];
        }
    }
}

/// The state that a name means, and the region of another that it may mean as well.
fn homonyms(draft: &Draft) -> Option<(CountryCode, &Candidate)> {
    let state = draft.readings.first().filter(|r| r.kind == EntityKind::Country)?.country?;
    let elsewhere = |r: &&Candidate| {
        r.reason == Reason::Place && r.score >= REGION && r.country.is_some_and(|c| c != state)
    };
    Some((state, draft.readings.iter().find(elsewhere)?))
}

/// "Atlanta, Georgia": the town lies in the region.
fn follows_town(
    doc: &Document<'_>,
    drafts: &[Draft],
    at: usize,
    region: &Candidate,
    atlas: &Atlas,
) -> bool {
    let Some(town) = at.checked_sub(1).and_then(|i| drafts.get(i)) else { return false };
    let comma = town.tokens.end + 1 == drafts[at].tokens.start && doc.word(town.tokens.end) == ",";
    if !comma || town.kind != EntityKind::Place {
        return false;
    }
    let surface = |draft: &Draft| doc.phrase(draft.tokens.clone());
    let after = format!(", {}", surface(&drafts[at]));
    let town = Toponym { surface: surface(town), after: &after };
    let meant = atlas.resolve_places(&[town], doc.article.day());
    meant.first().and_then(|m| m.first()).is_some_and(|m| m.country == region.country)
}

/// "the state of Georgia".
fn is_called_a_state(doc: &Document<'_>, draft: &Draft) -> bool {
    let before = |n: u32| draft.tokens.start.checked_sub(n).map_or("", |t| doc.word(t));
    before(1).eq_ignore_ascii_case("of") && before(2).eq_ignore_ascii_case("state")
}

/// "Georgia governor", "Georgia's senators", "Senator Lee of Georgia": an office that regions have and states have not.
fn has_office(doc: &Document<'_>, draft: &Draft, rules: &MentionRules) -> bool {
    let office = |t: u32| {
        let lemma = doc.token(t).lemma().to_lowercase();
        rules.phrases.regional_offices.contains(&lemma)
    };
    let sentence = doc.sentence_tokens(draft.tokens.start);
    let mut next = draft.tokens.end;
    if next < sentence.end && matches!(doc.word(next), "'s" | "’s") {
        next += 1;
    }
    let of = draft.tokens.start > sentence.start && doc.word(draft.tokens.start - 1) == "of";
    let first = draft.tokens.start.saturating_sub(1 + REACH).max(sentence.start);
    next < sentence.end && office(next) || of && (first..draft.tokens.start).any(office)
}
