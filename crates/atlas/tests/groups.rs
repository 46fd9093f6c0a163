//! Intergovernmental organisations, armed groups and parties.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on stops")]

use chrono::NaiveDate;
use detente_atlas::{Atlas, Candidate, Surroundings};
use detente_model::Sector;
use std::collections::BTreeSet;
use std::path::Path;

fn in_year(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 6, 1)
}

fn read(surface: &str, year: i32, country: &str) -> Vec<Candidate> {
    let around = Surroundings { country: country.parse().ok(), ..Surroundings::default() };
    Atlas::embedded().resolve(surface, in_year(year), &around)
}

/// Ids of the organisations of these tables that are found by their main names, with one of `sectors`.
fn found(tables: &[&str], sectors: &[Sector]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for table in tables {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(table);
        let text = std::fs::read_to_string(path).unwrap();
        for line in text.lines().filter(|l| !l.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let around = Surroundings { country: cells[4].parse().ok(), ..Surroundings::default() };
            let id = format!("org:{}", cells[0]);
            let read = Atlas::embedded().resolve(cells[1], None, &around);
            out.extend(
                read.into_iter()
                    .filter(|c| c.actor_id == id && c.sectors.iter().any(|s| sectors.contains(s)))
                    .map(|c| c.actor_id),
            );
        }
    }
    out
}

#[test]
fn many_are_known() {
    let organizations = found(&["igos.tsv", "derived/igos.tsv"], &[Sector::Igo]);
    assert!(organizations.len() >= 500, "{}", organizations.len());
    let armed = [Sector::Reb, Sector::Uaf, Sector::Crm, Sector::Prm];
    let groups = found(&["armed_groups.tsv", "derived/armed_groups.tsv"], &armed);
    assert!(groups.len() >= 500, "{}", groups.len());
    let parties = found(&["derived/parties.tsv"], &[Sector::Pty]);
    assert!(parties.len() >= 1000, "{}", parties.len());
}

#[test]
fn organizations_begin_and_end() {
    for (surface, inside, outside) in [
        ("League of Nations", 1930, 1950),
        ("SEATO", 1960, 1980),
        ("Western European Union", 2000, 2015),
        ("International Renewable Energy Agency", 2015, 2005),
        ("Tamil Tigers", 2005, 2012),
    ] {
        assert_eq!(read(surface, inside, "").len(), 1, "{surface} in {inside}");
        assert!(read(surface, outside, "").is_empty(), "{surface} in {outside}");
    }
}

#[test]
fn acronyms_are_those_of_the_better_known() {
    for (surface, name) in [
        ("OAPEC", "Organization of Arab Petroleum Exporting Countries"),
        ("EFTA", "European Free Trade Association"),
        ("WTO", "World Trade Organization"),
        ("ETA", "ETA"),
    ] {
        assert_eq!(read(surface, 2015, "")[0].name, name, "{surface}");
    }
    for surface in ["Eco", "ARC", "Geo", "Falcon", "Tigers", "the Right", "Group of Death"] {
        let named = read(surface, 2015, "").into_iter().filter(|c| c.actor_id.starts_with("org:"));
        assert_eq!(named.count(), 0, "{surface}");
    }
}

#[test]
fn spellings_of_a_group_are_one_group() {
    let id = |surface| read(surface, 2015, "")[0].actor_id.clone();
    assert_eq!(id("Lashkar-e-Toiba"), id("Lashkar-e-Taiba"));
    assert_eq!(id("Abdullah Azzam Brigades"), id("Abdallah Azzam Brigades"));
    assert_eq!(id("Kurdistan Freedom Falcons"), id("Kurdistan Freedom Hawks"));
}

#[test]
fn a_shared_name_needs_its_state() {
    let party = |surface: &str, country: &str| -> Option<String> {
        let read = read(surface, 2015, country);
        let party = read.iter().find(|c| c.actor_id.starts_with("org:"))?;
        party.country.map(|c| c.to_string())
    };
    for surface in ["Social Democratic Party", "Green Party", "Socialist Party", "UDP"] {
        assert_eq!(party(surface, ""), None, "{surface}");
    }
    assert_eq!(party("Social Democratic Party", "PRT").as_deref(), Some("PRT"));
    assert_eq!(party("Green Party", "SWE").as_deref(), Some("SWE"));
    assert_eq!(party("Socialist Party", "JPN"), None);
    assert_eq!(party("Portuguese Socialist Party", "").as_deref(), Some("PRT"));
    assert_eq!(party("Norway's Labour Party", "").as_deref(), Some("NOR"));
    assert_eq!(party("British Labour Party", "").as_deref(), Some("GBR"));
    assert_eq!(party("Labour Party", "NOR").as_deref(), Some("NOR"));
    assert_eq!(party("UDP", "BLZ").as_deref(), Some("BLZ"));
}
