//! Titles that stand alone: `the Kenyan foreign minister` of a headline is whom the article calls so elsewhere.

use super::draft::{Determiner, Draft, ReferentId};
use super::phrases::Phrase;
use super::referent::Referents;
use super::rules::Number;
use detente_model::{CountryCode, EntityKind};
use std::collections::HashMap;

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
    use detente_model::Sector;
    let one = draft.kind == EntityKind::Person
        && draft.number == Number::Singular
        && !draft.withheld
        && draft.sectors.first() != Some(&Sector::Eli);
    let country = draft.country.or(state).filter(|_| one)?;
    Some((country, draft.role.clone()?))
}
