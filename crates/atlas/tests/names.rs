//! Names, adjectives, bodies, groups and seats.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on stops")]

use chrono::NaiveDate;
use detente_atlas::{Atlas, Candidate, Reason, Surroundings};
use detente_model::{EntityKind, Sector};
use proptest::prelude::*;

fn day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2015, 8, 5)
}

fn all(surface: &str, place: bool) -> Vec<Candidate> {
    Atlas::embedded().resolve(surface, day(), &Surroundings { place, ..Surroundings::default() })
}

fn best(surface: &str) -> Candidate {
    all(surface, false).into_iter().next().unwrap_or_else(|| panic!("{surface} is nobody"))
}

#[test]
fn states_go_by_many_names() {
    for (surface, code, reason) in [
        ("Russia", "RUS", Reason::Name),
        ("the Russian Federation", "RUS", Reason::Name),
        ("U.S.", "USA", Reason::Name),
        ("TURKEY", "TUR", Reason::Name),
        ("Côte d'Ivoire", "CIV", Reason::Name),
        ("Qatari", "QAT", Reason::Demonym),
        ("Ukrainians", "UKR", Reason::Demonym),
    ] {
        let candidate = best(surface);
        assert_eq!(
            (candidate.country.unwrap().as_str(), candidate.reason),
            (code, reason),
            "{surface}"
        );
        assert_eq!(candidate.kind, EntityKind::Country, "{surface}");
    }
    assert_eq!(best("Russia").cow, Some(365));
    assert_eq!(best("Russia").cameo.as_deref(), Some("RUS"));
}

#[test]
fn states_begin_and_end() {
    let soviet = |year| {
        let on = NaiveDate::from_ymd_opt(year, 6, 1);
        Atlas::embedded().resolve("Soviet Union", on, &Surroundings::default()).len()
    };
    assert_eq!((soviet(1985), soviet(2015)), (1, 0));
    let south_sudan = |year| {
        let on = NaiveDate::from_ymd_opt(year, 6, 1);
        Atlas::embedded().resolve("South Sudan", on, &Surroundings::default()).remove(0)
    };
    let (before, after) = (south_sudan(2005), south_sudan(2015));
    assert_eq!(before.valid.from, NaiveDate::from_ymd_opt(2011, 7, 9));
    assert!(before.score < after.score, "a state to come is less sure");
}

#[test]
fn bodies_and_groups_are_made_from_what_they_are_called() {
    for (surface, code, sector) in [
        ("Russian Foreign Ministry", "RUS", Sector::Gov),
        ("Ministry of Foreign Affairs of Turkey", "TUR", Sector::Gov),
        ("U.S. State Department", "USA", Sector::Gov),
        ("Turkish army", "TUR", Sector::Mil),
        ("Iranian parliament", "IRN", Sector::Leg),
        ("Egyptian police", "EGY", Sector::Cop),
        ("Syrian opposition", "SYR", Sector::Opp),
        ("Kenyan farmers", "KEN", Sector::Agr),
        ("a senior U.S. official", "USA", Sector::Gov),
    ] {
        let candidate = best(surface);
        assert_eq!(
            (candidate.country.unwrap().as_str(), candidate.sectors[0]),
            (code, sector),
            "{surface}"
        );
    }
    assert_eq!(
        best("Russian Foreign Ministry").actor_id,
        best("Foreign Ministry of Russia").actor_id
    );
    for (surface, sector) in
        [("rebels", Sector::Reb), ("pro-Russian separatists", Sector::Reb), ("gunmen", Sector::Uaf)]
    {
        let candidate = best(surface);
        assert_eq!((candidate.country, candidate.sectors[0]), (None, sector), "{surface}");
    }
}

#[test]
fn a_seat_is_a_government_unless_a_place_is_wanted() {
    assert_eq!(best("the Kremlin").reason, Reason::Metonym);
    assert_eq!(best("Tehran").reason, Reason::Metonym);
    let place = &all("Tehran", true)[0];
    assert_eq!((place.reason, place.kind), (Reason::Place, EntityKind::Place));
    assert!(place.lat.is_some_and(|lat| (lat - 35.7).abs() < 0.3));
}

#[test]
fn short_names_need_their_capitals() {
    assert_eq!(best("IS").name, "Islamic State");
    for surface in ["is", "us", "who", "turkey", "frank"] {
        assert!(all(surface, false).is_empty(), "{surface}");
    }
    let before = NaiveDate::from_ymd_opt(2009, 1, 1);
    assert!(Atlas::embedded().resolve("IS", before, &Surroundings::default()).is_empty());
}

#[test]
fn what_is_not_known_is_nobody() {
    let huge = "Lavrov ".repeat(1_500_000);
    for surface in
        ["", " ", "…", "qwrtzp", "Bromley Fenwick-Oduya", "a wooden chair", "Frank", &huge]
    {
        assert!(all(surface, false).is_empty(), "{}", surface.get(..30).unwrap_or(surface));
    }
}

#[test]
fn every_reading_has_an_id_and_a_score() {
    for surface in ["Georgia", "Washington", "Congolese", "Paris", "the president", "King"] {
        for candidate in all(surface, false) {
            assert!(candidate.actor_id.contains(':'), "{candidate:?}");
            assert!((0.0..=1.0).contains(&candidate.score), "{candidate:?}");
        }
        let scores: Vec<f32> = all(surface, false).iter().map(|c| c.score).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{surface}: {scores:?}");
    }
}

proptest! {
    #[test]
    fn any_surface_can_be_asked(surface in "\\PC{0,80}", place: bool) {
        let _ = all(&surface, place);
    }

    #[test]
    fn phrases_of_known_words_can_be_asked(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "former", "Russian", "president", "of", "the", "Kremlin", "Lavrov", "'s", ",", "pro-", "Mr.", "US",
                "foreign minister", "rebels", "Paris", "Texas", "Bashar al-Assad", "deputy", "in", "-",
            ]),
            0..9,
        ),
    ) {
        let _ = all(&words.join(" "), false);
    }
}

#[test]
fn bodies_and_groups_are_named_by_the_adjective_of_their_state() {
    let name = |surface: &str| best(surface).name;
    assert_eq!(name("army of Kenya"), "Kenyan army");
    assert_eq!(name("police of New Zealand"), "New Zealand police");
    assert_eq!(
        name("troops of the Democratic Republic of the Congo"),
        "troops of Democratic Republic of the Congo"
    );
    assert_eq!(name("envoy of the United Nations"), "envoy of the United Nations");
    assert_eq!(name("governor of Kenya"), "governor of Kenya");
}
