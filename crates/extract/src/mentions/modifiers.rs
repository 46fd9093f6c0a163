//! What stands before a noun and qualifies it: determiners, adjectives, nationalities, states, bodies, numbers.

use super::draft::Determiner;
use super::names::Names;
use super::rules::MentionRules;
use crate::Document;
use crate::word_list::Words;
use detente_atlas::Reason;
use detente_model::{CountryCode, Deprel, EntityKind, Penn, Sector, Upos};
use std::ops::Range;

/// What stands to the left of a noun.
pub(super) struct Left {
    pub(super) start: u32,
    pub(super) determiner: Determiner,
    /// States and bodies named in the phrase: the tokens, the state, the sectors.
    pub(super) named: Vec<(Range<u32>, Option<CountryCode>, Vec<Sector>)>,
    pub(super) counted: Option<u32>,
}

pub(super) fn left(
    doc: &Document<'_>,
    names: &Names,
    rules: &MentionRules,
    term: &Range<u32>,
) -> Left {
    let sentence = doc.sentence_tokens(term.start);
    let mut found =
        Left { start: term.start, determiner: Determiner::None, named: Vec::new(), counted: None };
    let inside = |i: u32, start: u32| doc.head(i).is_some_and(|h| h >= start && h < term.end);
    let mut i = term.start;
    while i > sentence.start {
        let before = i - 1;
        let token = doc.token(before);
        if let Some(index) = names.name_at(before) {
            let name = &names.drafts[index];
            let next = name.tokens.start;
            if !inside(name.head, i)
                && !name.tokens.contains(&doc.head(name.head).unwrap_or(u32::MAX))
            {
                break;
            }
            // "the Obama administration" is a phrase, "Obama's aides" two.
            let person = name.kind == EntityKind::Person
                && doc.token(name.head).deprel() != Deprel::Compound;
            if person || doc.token(name.head).deprel() == Deprel::Nsubj {
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
                if !stance(doc, rules, cue.tokens.start) {
                    found.named.push((cue.tokens.clone(), best.country, Vec::new()));
                }
                found.start = cue.tokens.start;
                i = cue.tokens.start;
                continue;
            }
        }
        let modifies = match token.upos() {
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adv => inside(before, i),
            Upos::Verb => {
                inside(before, i)
                    && token.deprel() == Deprel::Amod
                    && (token.penn() != Penn::Vbg || determined(doc, before))
            }
            Upos::Num => {
                found.counted = Some(before);
                inside(before, i)
            }
            Upos::Part => token.penn() == Penn::Pos,
            // A dash between spaces parts two phrases.
            Upos::Punct => {
                matches!(token.text(), "-" | "–")
                    && token.span().end == doc.token(before + 1).span().start
                    || token.text() == "," && between_states(names, before, &sentence)
            }
            Upos::Cconj => inside(before, i) || between_states(names, before, &sentence),
            Upos::Adp | Upos::X => {
                // The first half of a split compound: `pro` of `pro-Russian`.
                rules.phrases.stances.iter().any(|s| token.text().eq_ignore_ascii_case(s))
                    && doc.word(before + 1) == "-"
            }
            Upos::Det | Upos::Pron => {
                found.determiner = determiner(doc, rules, before);
                if rules.phrases.parties.pairs(token.text()) {
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
    let loose = |i: u32| {
        matches!(doc.token(i).upos(), Upos::Punct | Upos::Part | Upos::Cconj) || is_bound(doc, i)
    };
    while found.start < term.start && loose(found.start) {
        found.start += 1;
    }
    found.named.reverse();
    found
}

/// `least` of `at least 30 people`, who are 30 people.
fn is_bound(doc: &Document<'_>, at: u32) -> bool {
    let token = doc.token(at);
    matches!(token.penn(), Penn::Jjs | Penn::Rbs)
        && token.previous().is_some_and(|t| t.text().eq_ignore_ascii_case("at"))
}

/// `Greek, Cypriot foreign ministers`: what parts two states that qualify one noun.
fn between_states(names: &Names, at: u32, sentence: &Range<u32>) -> bool {
    at > sentence.start && names.cue_at(at + 1).is_some() && names.cue_at(at - 1).is_some()
}

/// Whether a word that opens or qualifies a noun phrase stands right before token `at`. Without one, a participle in
/// `-ing` governs the noun more often than it qualifies it: `killing civilians`.
fn determined(doc: &Document<'_>, at: u32) -> bool {
    doc.token(at).previous().is_some_and(|t| {
        matches!(t.upos(), Upos::Det | Upos::Adj | Upos::Num) || t.penn() == Penn::PrpPoss
    })
}

fn determiner(doc: &Document<'_>, rules: &MentionRules, at: u32) -> Determiner {
    let token = doc.token(at);
    let listed = |list: &Words| list.iter().any(|w| token.text().eq_ignore_ascii_case(w));
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
pub(super) fn stance(doc: &Document<'_>, rules: &MentionRules, at: u32) -> bool {
    let text = doc.word(at);
    let is_stance = |w: &str| rules.phrases.stances.iter().any(|s| w.eq_ignore_ascii_case(s));
    text.split_once('-').is_some_and(|(first, _)| is_stance(first))
        || at >= 2 && doc.word(at - 1) == "-" && is_stance(doc.word(at - 2))
        || at >= 1
            && is_stance(doc.word(at - 1).trim_end_matches('-'))
            && doc.word(at - 1).ends_with('-')
}
