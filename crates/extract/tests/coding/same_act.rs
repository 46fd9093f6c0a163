//! Acts that a text tells of more than once, and who only tells of them.

use crate::reading::{countries, read};
use detente_model::{Event, EventType, Findings};

/// All acts of one type, as source and target states.
fn acts(text: &str, event_type: EventType) -> Vec<(Vec<String>, Vec<String>)> {
    let found = read(text);
    let sides = |e: &Event| (countries(&found, &e.source), countries(&found, &e.target));
    found.events.iter().filter(|e| e.event_type == event_type).map(sides).collect()
}

fn states<const N: usize>(codes: [&str; N]) -> Vec<String> {
    codes.map(str::to_owned).to_vec()
}

#[test]
fn what_a_clause_names_twice_is_one_act() {
    for text in [
        "Six Chadian soldiers were killed in an ambush by Sudanese troops.",
        "An airstrike by Sudanese jets killed six Chadian soldiers.",
    ] {
        let one = vec![(states(["SDN"]), states(["TCD"]))];
        assert_eq!(acts(text, EventType::Assault), one, "{text}");
    }
}

#[test]
fn a_bare_noun_is_the_act_told_before() {
    let text = "Sudanese jets bombed a Chadian village on Monday. The attack killed six people.";
    let all = acts(text, EventType::Assault);
    assert!(all.len() == 2 && all.iter().all(|(source, _)| *source == ["SDN"]), "{all:?}");
}

#[test]
fn whoever_confirms_an_attack_did_not_do_it() {
    let text = "Sudanese jets bombed the Chadian town of Adre. The Libyan coast guard confirmed the attack.";
    let all = acts(text, EventType::Assault);
    assert!(all.iter().all(|(source, _)| *source == ["SDN"]), "{all:?}");
}

#[test]
fn the_place_or_group_attacked_is_no_attacker() {
    let text = "The army of Chad says that a Chadian soldier was killed during an attack on the Arica air base in Chile.";
    for (source, _) in acts(text, EventType::Assault) {
        assert!(!source.contains(&"CHL".to_owned()), "{source:?}");
    }
}

#[test]
fn whoever_an_attack_is_attributed_to_did_it_and_is_accused() {
    let text = "Kenyan police attribute the bombing to Somali rebels.";
    assert_eq!(acts(text, EventType::Accuse), [(states(["KEN"]), states(["SOM"]))]);
    assert_eq!(acts(text, EventType::Assault), [(states(["SOM"]), states([]))]);
}

#[test]
fn an_arrest_is_its_owners_to_suffer() {
    let text = "Chilean Finance Minister Luis Rojas was silent. Peru released a statement about Rojas's arrest.";
    let suffered = acts(text, EventType::Coerce);
    assert!(suffered.iter().all(|(source, _)| !source.contains(&"CHL".to_owned())), "{suffered:?}");
    assert!(suffered.iter().any(|(_, target)| *target == ["CHL"]), "{suffered:?}");
}

/// Whom the first act of this type is done to or by, by name.
fn names(found: &Findings, event_type: EventType) -> Vec<&str> {
    let event = found.events.iter().find(|e| e.event_type == event_type);
    let sides = event.into_iter().flat_map(|e| e.source.iter().chain(&e.target));
    sides.filter_map(|p| found.entity(p.entity)).map(|e| e.name.as_str()).collect()
}

#[test]
fn the_unnamed_are_called_what_the_text_calls_them() {
    let named = |text: &str, event_type| -> Vec<String> {
        names(&read(text), event_type).into_iter().map(str::to_owned).collect()
    };
    let text = "Peruvian troops arrested leaders of both parties on Monday.";
    assert_eq!(named(text, EventType::Coerce), ["Peruvian troops", "leaders of both parties"]);
    let text = "The prime ministers of Malta and Italy signed an accord on Monday in Rome.";
    let who = named(text, EventType::Support);
    assert!(who.contains(&"prime minister of Malta".to_owned()), "{who:?}");
}
