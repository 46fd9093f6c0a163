//! Where acts took place.

use crate::reading::read;
use detente_model::EventType;

/// The state in which the first event of this type took place.
fn place(text: &str, event_type: EventType) -> Option<String> {
    let found = read(text);
    let event = found.events.iter().find(|e| e.event_type == event_type);
    let event = event.unwrap_or_else(|| panic!("no {event_type} in {:?}", found.events));
    event.place.as_ref()?.country.map(|c| c.to_string())
}

#[test]
fn what_opens_a_sentence_is_where_its_acts_were() {
    let text = "In Arequipa, soldiers arrested a senator and seized two trucks.";
    assert_eq!(place(text, EventType::Coerce).as_deref(), Some("PER"));
}

#[test]
fn those_whom_it_struck_tell_where_an_attack_was() {
    for text in [
        "Nine people were killed in an attack on a market in Sucre, Bolivia.",
        "Gunmen attacked a convoy taking food to villages in Bolivia.",
    ] {
        assert_eq!(place(text, EventType::Assault).as_deref(), Some("BOL"), "{text}");
    }
}

#[test]
fn what_is_said_of_a_place_was_not_said_there() {
    let text = "Peru rejected the presence of foreign troops in Bolivia.";
    assert_eq!(place(text, EventType::Reject), None);
}

#[test]
fn a_capital_in_a_dateline_does_nothing() {
    let text = "BAMAKO, March 4 (Wire) - A nurse was freed by kidnappers on Friday, a priest said.";
    let found = read(text);
    let acts = found.events.iter().flat_map(|e| e.source.iter().chain(&e.target));
    let names: Vec<&str> =
        acts.filter_map(|p| found.entity(p.entity)).map(|e| e.name.as_str()).collect();
    assert!(!names.iter().any(|n| n.contains("Mali") || n.contains("Bamako")), "{names:?}");
    let nurse = found.entities.iter().find(|e| e.name.contains("nurse")).unwrap();
    assert_eq!(nurse.country.map(|c| c.to_string()).as_deref(), Some("MLI"));
}
