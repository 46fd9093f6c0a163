//! The tables of the atlas.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on stops")]

use detente_atlas::{Atlas, AtlasError};
use detente_model::EntityKind;
use std::collections::BTreeSet;

#[test]
fn rows_speak_of_actors_that_are_there() {
    let atlas = Atlas::embedded();
    let ids: BTreeSet<String> = atlas.actors().map(|a| a.id).collect();
    assert_eq!(ids.len(), atlas.actors().count(), "ids are given once");
    assert!(atlas.holdings().all(|h| ids.contains(&h.person_id) && ids.contains(&h.owner_id)));
    assert!(atlas.names().iter().all(|n| n.way == "place" || ids.contains(&n.id)));
    assert!(atlas.actors().filter(|a| a.kind == EntityKind::Country).count() > 195);
    let paris = atlas.places().find(|p| p.name == "Paris" && p.level == "capital").unwrap();
    assert!((paris.lat.unwrap() - 48.85).abs() < 0.1 && paris.population > 2_000_000);
}

#[test]
fn offices_are_those_of_the_owner_and_the_day() {
    let atlas = Atlas::embedded();
    let day = Some("2015-08-05".parse().unwrap());
    let then = atlas.offices("SAU", day).unwrap();
    assert!(then.iter().all(|h| h.country.unwrap().as_str() == "SAU"));
    let minister = then.iter().find(|h| h.office == "foreign_minister").unwrap();
    assert_eq!(minister.person, "Adel al-Jubeir");
    assert_eq!(then[0].office, "head_of_state");
    assert!(atlas.offices("SAU", None).unwrap().len() > then.len());
    assert!(!atlas.offices("un", None).unwrap().is_empty());
    assert!(matches!(atlas.offices("Atlantis", None), Err(AtlasError::UnknownOwner(_))));
}
