//! Offices are those of the day.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on stops")]

use chrono::NaiveDate;
use detente_atlas::{Atlas, Candidate, Reason, Surroundings};
use detente_model::Sector;

fn on(day: &str) -> Option<NaiveDate> {
    Some(day.parse().unwrap())
}

fn best(surface: &str, day: &str) -> Candidate {
    let all = Atlas::embedded().resolve(surface, on(day), &Surroundings::default());
    all.into_iter().next().unwrap_or_else(|| panic!("{surface} on {day} is nobody"))
}

#[test]
fn an_office_changes_hands_on_the_day() {
    for (office, day, holder) in [
        ("U.S. Secretary of State", "2017-01-19", "John Kerry"),
        ("U.S. Secretary of State", "2017-03-01", "Rex Tillerson"),
        ("the French president", "2017-05-13", "François Hollande"),
        ("the French president", "2017-05-15", "Emmanuel Macron"),
        ("British Prime Minister", "2016-07-12", "David Cameron"),
        ("Britain's prime minister", "2016-07-14", "Theresa May"),
        ("Turkish Foreign Minister", "2015-08-05", "Mevlüt Çavuşoğlu"),
        ("Turkish Foreign Minister", "2015-09-15", "Feridun Sinirlioğlu"),
        ("Turkey's foreign minister", "2015-12-15", "Mevlüt Çavuşoğlu"),
        ("President of Ukraine", "2014-02-01", "Viktor Yanukovych"),
        ("President of Ukraine", "2015-02-01", "Petro Poroshenko"),
        ("German chancellor", "2015-08-05", "Angela Merkel"),
    ] {
        let candidate = best(office, day);
        assert_eq!(
            (candidate.name.as_str(), candidate.reason),
            (holder, Reason::Office),
            "{office} on {day}"
        );
    }
}

#[test]
fn named_officials_hold_what_they_held() {
    for (name, country, role) in [
        ("Sergei Lavrov", "RUS", "foreign minister"),
        ("John Kerry", "USA", "foreign minister"),
        ("Adel al-Jubeir", "SAU", "foreign minister"),
        ("Mevlut Cavusoglu", "TUR", "foreign minister"),
        ("Bashar al-Assad", "SYR", "president"),
        ("Walid al-Moualem", "SYR", "foreign minister"),
        ("Ban Ki-moon", "-", "secretary-general"),
    ] {
        let candidate = best(name, "2015-08-05");
        let found = candidate.country.map_or("-".to_owned(), |c| c.to_string());
        assert_eq!((found.as_str(), candidate.role.as_deref()), (country, Some(role)), "{name}");
    }
}

#[test]
fn a_person_is_what_he_was_that_day() {
    assert_eq!(best("John Kerry", "2010-06-01").sectors.first(), Some(&Sector::Leg));
    assert_eq!(best("John Kerry", "2015-06-01").sectors, [Sector::Gov]);
    assert_eq!(best("Tony Blair", "2012-06-01").sectors, [Sector::Eli]);
    assert_eq!(best("Tony Blair", "2012-06-01").role, None);
}

#[test]
fn titles_and_family_names_must_agree() {
    assert_eq!(best("Secretary of State Kerry", "2015-08-05").name, "John Kerry");
    assert_eq!(best("President Bush", "2005-08-05").name, "George W. Bush");
    assert_eq!(best("President Bush", "1991-08-05").name, "George H. W. Bush");
    assert_eq!(best("Syrian President Assad", "1999-06-01").name, "Hafez al-Assad");
    assert_eq!(best("Syrian President Assad", "2004-06-01").name, "Bashar al-Assad");
    let wrong = Atlas::embedded().resolve(
        "French President Kerry",
        on("2015-08-05"),
        &Surroundings::default(),
    );
    assert!(wrong.iter().all(|c| c.name != "John Kerry" || c.score < 0.6), "{wrong:?}");
}

#[test]
fn former_officials_hold_nothing() {
    for surface in ["former French president", "Egypt's ex-president", "a former U.S. official"] {
        let candidate = best(surface, "2015-08-05");
        assert_eq!(
            (candidate.sectors.as_slice(), candidate.role.as_deref()),
            (&[Sector::Eli][..], None),
            "{surface}"
        );
    }
}

#[test]
fn what_the_source_cannot_know_is_stale() {
    assert!(!best("Sergei Lavrov", "2015-08-05").stale);
    assert!(best("Sergei Lavrov", "2025-08-05").stale);
    let undated = Atlas::embedded().resolve("President of France", None, &Surroundings::default());
    assert!(undated[0].stale, "{:?}", undated[0]);
}

#[test]
fn what_a_source_confirms_is_verified() {
    assert!(best("Turkish Foreign Minister", "2015-08-05").verified);
    assert!(best("Angela Merkel", "2015-08-05").verified);
    assert!(!best("Kaja Kallas", "2025-08-05").verified);
    assert!(best("Russia", "2025-08-05").verified);
    assert!(best("Al-Shabaab", "2015-08-05").verified);
}

#[test]
fn an_adjective_of_two_states_gives_both_holders() {
    let all = Atlas::embedded().resolve(
        "the Congolese president",
        on("2010-08-05"),
        &Surroundings::default(),
    );
    let names: Vec<&str> = all.iter().take(2).map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Joseph Kabila", "Denis Sassou Nguesso"]);
    assert!(all[0].score < 0.8, "{all:?}");
    let known = Surroundings { country: "COG".parse().ok(), ..Surroundings::default() };
    let one = Atlas::embedded().resolve("the Congolese president", on("2010-08-05"), &known);
    assert_eq!(one[0].name, "Denis Sassou Nguesso");
    assert!(one[0].score > 0.9);
}

#[test]
fn a_title_says_that_the_office_is_held() {
    let undated = |surface: &str| {
        let found = Atlas::embedded().resolve(surface, None, &Surroundings::default());
        found.into_iter().next().unwrap_or_else(|| panic!("{surface} is nobody"))
    };
    let obama = undated("President Obama");
    assert_eq!((obama.sectors[0], obama.role.as_deref()), (Sector::Gov, Some("president")));
    assert!(obama.stale, "the atlas itself knows that the term is over");
    assert_eq!(undated("former President Barack Obama").sectors, [Sector::Eli]);
    // Sources date a change of office by months at times; a courtesy lasts for years.
    assert_eq!(
        best("French Foreign Minister Laurent Fabius", "2016-05-01").sectors[0],
        Sector::Gov
    );
    assert_eq!(best("President Barack Obama", "2021-06-01").sectors, [Sector::Eli]);
}

#[test]
fn a_family_name_with_a_state_that_its_bearer_never_served_is_somebody_else() {
    let found = Atlas::embedded().resolve(
        "King Hassan of Morocco",
        on("2022-01-01"),
        &Surroundings::default(),
    );
    assert_eq!(found[0].country.unwrap().as_str(), "MAR");
    assert!(found.iter().all(|c| !c.actor_id.starts_with("person:Q")), "{found:?}");
}

#[test]
fn a_people_in_a_state_is_a_group_of_that_state() {
    let serbs = best("Bosnian Serbs", "2015-08-05");
    assert_eq!(
        (serbs.country.unwrap().as_str(), serbs.sectors.as_slice()),
        ("BIH", &[Sector::Cvl][..])
    );
    let state = |surface| best(surface, "2015-08-05").country.unwrap();
    assert_eq!(state("Albanians of southern Serbia").as_str(), "SRB");
    assert_eq!(state("Russian invasion of Ukraine").as_str(), "RUS");
    assert_eq!(state("the old town of Dubrovnik").as_str(), "HRV");
    assert_eq!(state("Bosnian Serb forces").as_str(), "BIH");
    assert_eq!(state("inmates of a Turkish jail").as_str(), "TUR");
    let kin = best("ethnic Albanians", "2015-08-05");
    assert_eq!((kin.country, kin.sectors.as_slice()), (None, &[Sector::Cvl][..]));
    assert_eq!(state("ethnic Serbs in northern Kosovo").as_str(), "XKX");
}
