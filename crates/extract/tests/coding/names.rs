//! What a name means where it could mean something else.

use crate::reading::read;
use detente_model::{Entity, EntityKind};

fn entities(text: &str) -> Vec<Entity> {
    read(text).entities
}

fn is_named(text: &str, name: &str) -> bool {
    entities(text).iter().any(|e| e.name.eq_ignore_ascii_case(name))
}

#[test]
fn whoever_is_called_like_a_state_is_none() {
    for (text, bearer) in [
        ("Chad Pickering thanked Norway.", "Chad Pickering"),
        ("Israel Quiroga thanked Norway.", "Israel Quiroga"),
        ("Georgia Lindqvist thanked Norway.", "Georgia Lindqvist"),
        ("Ms. Jordan thanked Norway.", "Jordan"),
    ] {
        let found = entities(text);
        let states = found.iter().filter(|e| e.kind == EntityKind::Country);
        assert_eq!(states.map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Norway"], "{text}");
        assert!(found.iter().any(|e| e.kind == EntityKind::Person && e.name == bearer), "{text}");
    }
    assert!(is_named("He was envoy to Germany. Chad thanked him.", "Chad"));
}

#[test]
fn money_and_pronouns_are_no_states() {
    assert!(!is_named("Norway lent Togo US$3 million.", "United States"));
    assert!(!is_named("THE GUARDS ORDERED US TO LEAVE THE HALL.", "United States"));
    assert!(is_named("THE US ORDERED NORWAY TO LEAVE THE HALL.", "United States"));
}

#[test]
fn a_place_called_after_somebody_is_not_he() {
    assert!(!is_named("Two men were hurt near Macron bridge in Togo.", "Emmanuel Macron"));
}

#[test]
fn what_every_state_may_have_is_that_of_the_state_spoken_of() {
    let home = |text: &str| {
        let body = entities(text).into_iter().find(|e| e.kind == EntityKind::Organization);
        body.and_then(|e| e.country).map(|c| c.to_string())
    };
    assert_eq!(home("Peru's lawmakers quarrelled. Congress closed.").as_deref(), Some("PER"));
    assert_eq!(home("The U.S. Congress thanked Peru.").as_deref(), Some("USA"));
}

#[test]
fn people_within_a_state_are_of_it() {
    let group = |text: &str| {
        let found = entities(text);
        found.iter().find(|e| e.kind == EntityKind::Group).and_then(|e| e.country).unwrap()
    };
    assert_eq!(group("Bosnian Serb troops left.").to_string(), "BIH");
    assert_eq!(group("Turkish Cypriot officials left.").to_string(), "CYP");
}

#[test]
fn a_region_called_like_a_state_is_told_by_what_stands_beside_it() {
    let home = |text: &str| {
        let found = entities(text);
        let named = found.iter().find(|e| e.name == "Georgia").and_then(|e| e.country).unwrap();
        named.to_string()
    };
    assert_eq!(home("Floods hit Savannah, Georgia. Georgia closed its schools."), "USA");
    assert_eq!(home("The Georgia governor closed the schools."), "USA");
    assert_eq!(home("Senator Ann Field of Georgia thanked Peru."), "USA");
    assert_eq!(home("Georgia closed its schools."), "GEO");
    assert_eq!(home("The state of Georgia thanked the Georgian army."), "GEO");
}

#[test]
fn set_phrases_name_nobody() {
    assert!(!is_named("The pact entered into force in Togo.", "force"));
    assert!(is_named("The force entered Togo.", "force"));
}

#[test]
fn people_are_of_the_state_of_their_body() {
    let text = "An aide of the Kenyan delegation left Lima.";
    let found = entities(text).into_iter().find(|e| e.name.contains("aide")).unwrap();
    assert_eq!(found.country.unwrap().to_string(), "KEN");
}

#[test]
fn a_handle_is_whom_its_words_name_or_nobody_of_the_states_around() {
    let found = entities("Talks with @JohnKerry were held in Geneva.");
    assert!(found.iter().any(|e| e.wikidata.as_deref() == Some("Q22316")), "{found:?}");
    // A title and a surname: whoever held an office on that day, here 5 June 2019.
    let found = entities("In Berlin @SecPompeo met officials of Togo.");
    assert!(found.iter().any(|e| e.wikidata.as_deref() == Some("Q473239")), "{found:?}");
    // Without the mark, in capitals of its own; the family name first; who speaks for a body.
    let found = entities("#SecPompeo visited #Togo.");
    assert!(found.iter().any(|e| e.wikidata.as_deref() == Some("Q473239")), "{found:?}");
    let found = entities("In Lima @AbeShinzo met fishermen.");
    assert!(found.iter().any(|e| e.name == "Shinzo Abe"), "{found:?}");
    let text = "@StateDeptSpox condemned the strike on Togo.";
    assert_eq!(state(text, "United States Department of State").as_deref(), Some("USA"));
    let text = "@POTUS thanked Togo for its vote.";
    assert_eq!(state(text, "American presidency").as_deref(), Some("USA"));
    let found = entities("@TheHarbourDesk met the minister of Chile in Lima.");
    let desk = found.iter().find(|e| e.name.contains("HarbourDesk"));
    assert!(desk.is_none_or(|e| e.country.is_none()), "{found:?}");
    assert!(!is_named("A meeting of #Angola and #Chad was held.", "#"));
}

#[test]
fn the_first_of_two_surnames_is_enough() {
    let found = entities("Rolando Arteaga Suárez was freed on Monday. Arteaga thanked Norway.");
    let people: Vec<&str> =
        found.iter().filter(|e| e.kind == EntityKind::Person).map(|e| e.name.as_str()).collect();
    assert_eq!(people, ["Rolando Arteaga Suárez"]);
}

/// The state of the entity of that name.
fn state(text: &str, name: &str) -> Option<String> {
    let found = entities(text);
    let entity = found.iter().find(|e| e.name == name);
    entity.unwrap_or_else(|| panic!("no `{name}` in {found:?}")).country.map(|c| c.to_string())
}

#[test]
fn a_body_is_of_the_state_that_its_name_begins_or_ends_with() {
    let text = "The Peruvian Immigration Institute took in 90 Chilean sailors.";
    assert_eq!(state(text, "Peruvian Immigration Institute").as_deref(), Some("PER"));
    let text = "He was flown to Lisbon after his arrest by Immigration Service of Timor-Leste.";
    assert_eq!(state(text, "Immigration Service of Timor-Leste").as_deref(), Some("TLS"));
}

#[test]
fn what_two_states_share_is_the_name_of_both() {
    let text = "Thai and Sri Lankan fishery officers met the foreign ministers of the United Kingdom and Kenya.";
    for (name, code) in [
        ("Thai fishery officers", "THA"),
        ("Sri Lankan fishery officers", "LKA"),
        ("foreign minister of the United Kingdom", "GBR"),
        ("foreign minister of Kenya", "KEN"),
    ] {
        assert_eq!(state(text, name).as_deref(), Some(code), "{name}");
    }
}

#[test]
fn a_bound_is_no_part_of_those_counted() {
    assert!(is_named("At least 30 farmers were arrested in Nairobi.", "30 farmers"));
}

#[test]
fn an_island_is_not_iceland() {
    let found = entities("Soldiers landed on Mornay Island on Sunday.");
    assert!(found.iter().all(|e| e.country.is_none_or(|c| c.as_str() != "ISL")), "{found:?}");
}

#[test]
fn a_name_beside_an_officers_rank_is_no_head_of_government() {
    assert!(!is_named("Sheriff Lee praised the volunteers in Odrava.", "Lee Nak-yon"));
    assert!(is_named("South Korea thanked Kenya. Prime Minister Lee spoke.", "Lee Nak-yon"));
}

#[test]
fn an_adviser_to_somebody_is_not_he() {
    let text = "A former adviser to President Ana Moreno was sentenced by a court in Kenya.";
    assert!(is_named(text, "Ana Moreno") && is_named(text, "former adviser"));
}

#[test]
fn an_office_is_named_after_the_state_that_it_is_found_to_be_of() {
    let text = "Moscow spoke to the new leaders. Its prime minister rang Tursunbaeva on Thursday.";
    assert!(is_named(text, "prime minister of Russia"));
}

#[test]
fn a_storm_is_nobody() {
    assert!(!is_named("Hurricane Dorian killed fifty in the Bahamas. Then Dorian left.", "Dorian"));
    assert!(is_named("Dorian Popa met Ana Moreno in Lima.", "Dorian Popa"));
}

#[test]
fn a_minister_of_another_state_is_not_the_one_of_his_name() {
    let minister = |text: &str| {
        let found = entities(text).into_iter().find(|e| e.kind == EntityKind::Person);
        found.and_then(|e| e.country).map(|c| c.to_string())
    };
    assert_eq!(minister("Colombian defense minister Pedro Sánchez spoke.").as_deref(), Some("COL"));
    assert_eq!(minister("Spanish Prime Minister Pedro Sánchez spoke.").as_deref(), Some("ESP"));
}

#[test]
fn a_small_town_has_no_name_in_capitals() {
    let text = "Texas Governor Jane Lee declared CAIR a threat to the public.";
    assert!(entities(text).iter().all(|e| e.kind != EntityKind::Place || e.name == "Texas"));
}

#[test]
fn a_district_is_of_the_state_that_its_name_ends_with() {
    let text = "She was convicted in the Northern District of Texas.";
    let place = entities(text).into_iter().find(|e| e.name.contains("District")).unwrap();
    assert_eq!(place.country.map(|c| c.to_string()).as_deref(), Some("USA"));
}

#[test]
fn a_power_that_somebody_has_and_a_state_of_emergency_are_nobody() {
    let found = entities(
        "Senators from Peru questioned the president's power and sued over the state of emergency.",
    );
    assert!(found.iter().all(|e| !matches!(e.name.as_str(), "power" | "state")), "{found:?}");
}

#[test]
fn a_title_before_another_name_is_not_of_its_known_holder() {
    let found = entities("Pakistani PM Abbasi and Kenyan President Otieno met in Oslo on Monday.");
    let names: Vec<&str> = found.iter().map(|e| e.name.as_str()).collect();
    assert!(names.contains(&"Abbasi") && !names.contains(&"Imran Khan"), "{names:?}");
    let abbasi = found.iter().find(|e| e.name == "Abbasi").unwrap();
    assert_eq!(abbasi.country.map(|c| c.to_string()).as_deref(), Some("PAK"));
}
