//! Titles that stand alone: `the Kenyan foreign minister` of a headline is whom the article calls so elsewhere.

use super::draft::{Determiner, Draft, ReferentId};
use super::phrases::Phrase;
use super::referent::Referents;
use super::rules::Number;
use crate::word_list::Words;
use detente_model::{CountryCode, EntityKind, MentionForm, Sector};
use std::collections::HashMap;

/// How many sentences back the office of a counterpart may have been named.
const BACK: u32 = 2;

/// Gives counterparts the office of whoever was named last: "Foreign Minister A met his Peruvian counterpart, B".
pub(super) fn pass_on(phrases: &mut [Phrase], same_office: &Words) {
    let mut last: Option<(u32, String, Vec<Sector>)> = None;
    for Phrase { draft, .. } in phrases {
        let counterpart = same_office.contains(draft.noun.as_str());
        if counterpart && draft.number == Number::Singular {
            if let Some((sentence, office, sectors)) = &last
                && sentence + BACK >= draft.sentence
            {
                draft.role = Some(office.clone());
                draft.sectors.clone_from(sectors);
                draft.determiner = Determiner::Definite;
            }
        } else if draft.form == MentionForm::Title && draft.number == Number::Singular {
            let office = draft.role.clone();
            last = office.map(|office| (draft.sentence, office, draft.sectors.clone()));
        }
    }
}

/// Gives each title without a name the name that the article attaches to the same office of the same state. What the
/// article says beats what the atlas knows; where it attaches two people to the office, it says nothing.
pub(super) fn attach(names: &[Draft], phrases: &mut [Phrase], referents: &Referents) {
    let mut holders: HashMap<(CountryCode, String), Option<(ReferentId, usize)>> = HashMap::new();
    for phrase in phrases.iter() {
        let Some((name, id)) =
            phrase.name.and_then(|n| Some((n, *names.get(n)?.referents.first()?)))
        else {
            continue;
        };
        let Some(office) = office(&phrase.draft, referents.get(id).state()) else { continue };
        holders
            .entry(office)
            .and_modify(|held| *held = held.filter(|(other, _)| *other == id))
            .or_insert(Some((id, name)));
    }
    for phrase in phrases.iter_mut().filter(|p| p.name.is_none()) {
        let bare =
            !matches!(phrase.draft.determiner, Determiner::Indefinite | Determiner::Possessive);
        let Some(office) = office(&phrase.draft, None).filter(|_| bare) else { continue };
        if let Some(Some((_, name))) = holders.get(&office) {
            phrase.name = Some(*name);
        }
    }
}

/// The state and the office that one person is called by; `former` offices have no state's sector and are left out.
fn office(draft: &Draft, state: Option<CountryCode>) -> Option<(CountryCode, String)> {
    // "The foreign ministers of Peru and Chile" are two groups of one.
    let (kind, number) = match draft.number {
        Number::Either => (EntityKind::Group, Number::Either),
        _ => (EntityKind::Person, Number::Singular),
    };
    let one = draft.kind == kind
        && draft.number == number
        && !draft.withheld
        && draft.sectors.first() != Some(&Sector::Eli);
    let country = draft.country.or(state).filter(|_| one)?;
    Some((country, draft.role.clone()?))
}
