//! The compiled file: that it is what the tables say, and what is said when it or they are wrong.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on stops")]

use detente_atlas::{Atlas, AtlasError, compile};
use std::path::{Path, PathBuf};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn embedded() -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("atlas.bin")).unwrap()
}

#[test]
fn the_committed_file_is_that_of_the_tables() {
    let fresh = compile(&data()).unwrap();
    assert!(
        fresh == embedded(),
        "atlas.bin is out of date: cargo run -p detente-atlas --bin compile"
    );
}

#[test]
fn a_damaged_file_is_an_error() {
    let whole = embedded();
    assert!(Atlas::from_bytes(whole.clone()).is_ok());
    assert!(matches!(Atlas::from_bytes(Vec::new()), Err(AtlasError::NotAnAtlas)));
    assert!(matches!(Atlas::from_bytes(b"<html>".to_vec()), Err(AtlasError::NotAnAtlas)));
    let mut version = whole.clone();
    version[8] = 250;
    assert!(matches!(Atlas::from_bytes(version), Err(AtlasError::Version { found: 250, .. })));
    for length in [9, 15, 23, 24, 100, whole.len() / 2, whole.len() - 1] {
        let cut = Atlas::from_bytes(whole[..length].to_vec());
        assert!(matches!(cut, Err(AtlasError::Damaged { .. })), "{length}");
    }
    for at in [30, 5_000, whole.len() - 10] {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x40;
        assert!(matches!(Atlas::from_bytes(flipped), Err(AtlasError::Damaged { .. })), "{at}");
    }
}

/// A copy of the tables with one of them changed.
fn with(name: &str, table: &str, change: impl Fn(String) -> String) -> Result<Vec<u8>, AtlasError> {
    let folder = std::env::temp_dir().join(format!("detente-atlas-{}-{name}", std::process::id()));
    std::fs::create_dir_all(folder.join("derived")).unwrap();
    for part in ["", "derived"] {
        for entry in std::fs::read_dir(data().join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, folder.join(part).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let text = std::fs::read_to_string(folder.join(table)).unwrap();
    std::fs::write(folder.join(table), change(text)).unwrap();
    let result = compile(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    result
}

#[test]
fn codes_come_from_closed_lists_and_dates_from_the_calendar() {
    for (name, table, line) in [
        ("sector", "roles.tsv", "tinker\tXYZ\tperson\ttinker"),
        ("state", "bodies.tsv", "x\tX Office\t\torganization\tQQQ\tGOV\t\t\t\t"),
        ("kind", "bodies.tsv", "x\tX Office\t\tcastle\tRUS\tGOV\t\t\t\t"),
        ("cameo", "bodies.tsv", "x\tX Office\t\torganization\tRUS\tGOV\trus!\t\t\t"),
        ("twice", "bodies.tsv", "un\tX Office\t\torganization\tRUS\tGOV\t\t\t\t"),
        ("twice derived", "derived/igos.tsv", "cow30\tX Office\t\torganization\t\tIGO\tIGO\t\t\t"),
        ("office", "holdings.tsv", "RUS\tgrand_vizier\tVizier\tNobody Atall\t\t\t2001\t2002"),
        ("owner", "holdings.tsv", "QQQ\thead_of_state\tPresident\tNobody Atall\t\t\t2001\t2002"),
        ("date", "holdings.tsv", "RUS\thead_of_state\tPresident\tNobody Atall\t\t\tsoon\t2002"),
        ("order", "holdings.tsv", "RUS\thead_of_state\tPresident\tNobody Atall\t\t\t2003\t2002"),
    ] {
        let result = with(name, table, |text| format!("{text}{line}\n"));
        let Err(AtlasError::Row { file, line, .. }) = result else { panic!("{name}: {result:?}") };
        assert!(file.ends_with(table) && line > 1, "{name}: {file}, line {line}");
    }
    let missing = compile(Path::new("no-such-folder"));
    assert!(matches!(missing, Err(AtlasError::Unreadable { .. })));
}

/// The message of a contradiction, with its two lines.
fn contradiction(name: &str, table: &str, lines: &str) -> String {
    let result = with(name, table, |text| format!("{text}{lines}")).map(|bytes| bytes.len());
    let Err(error @ AtlasError::Contradiction { .. }) = result else { panic!("{result:?}") };
    error.to_string()
}

#[test]
fn an_office_for_one_has_one_holder() {
    let two = "ISL\tforeign_minister\tMinister\tNobody Atall\t\t\t1971-01-01\t1973-01-01\n\
               ISL\tforeign_minister\tMinister\tSomebody Else\t\t\t1971-05-01\t1974-01-01\n";
    let said = contradiction("two", "holdings.tsv", two);
    assert!(said.matches("holdings.tsv, line").count() == 2, "{said}");
    assert!(said.contains("from 1971-05-01 to 1973-01-01"), "{said}");
    // A month is a handover.
    let next = two.replace("1971-05-01", "1972-12-15");
    assert!(with("next", "holdings.tsv", |text| format!("{text}{next}")).is_ok());
    // An end that is known to the year only leaves room for the successor.
    let year = two.replace("\t1973-01-01", "\t1971");
    assert!(with("year", "holdings.tsv", |text| format!("{text}{year}")).is_ok());
}

#[test]
fn nobody_takes_office_after_death() {
    // Yasser Arafat died in 2004.
    let late = "PSE\tminister\tMinister\tYasser Arafat\t\tQ34211\t2010-01-01\t\n";
    let said = contradiction("late", "holdings.tsv", late);
    assert!(said.contains("Yasser Arafat") && said.contains("people.tsv.gz"), "{said}");
}

#[test]
fn what_is_struck_must_be_there() {
    let result = with("strike", "holdings_struck.tsv", |text| {
        format!("{text}Q1\tISL\thead_of_state\t1971\tnever was\n")
    });
    assert!(matches!(result, Err(AtlasError::Row { .. })), "{result:?}");
}

#[test]
fn curated_terms_beat_derived_ones_on_their_days() {
    let line = "FRA\thead_of_state\tPresident\tNobody Atall\t\t\t2015-01-01\t2015-12-31\n";
    let bytes = with("beat", "holdings.tsv", |text| format!("{text}{line}")).unwrap();
    let atlas = Atlas::from_bytes(bytes).unwrap();
    for (day, holder, verified) in [
        ("2014-12-31", "François Hollande", true),
        ("2015-06-01", "Nobody Atall", false),
        ("2016-01-01", "François Hollande", true),
    ] {
        let around = detente_atlas::Surroundings::default();
        let found = atlas.resolve("the French president", day.parse().ok(), &around);
        assert_eq!((found[0].name.as_str(), found[0].verified), (holder, verified), "{day}");
    }
}

#[test]
fn an_analyst_can_add_an_actor() {
    let bytes = with("added", "bodies.tsv", |text| {
        format!("{text}zz\tQuorvian Senate\t\torganization\tISL\tLEG\t\t\t\t\n")
    });
    let atlas = Atlas::from_bytes(bytes.unwrap()).unwrap();
    let found = atlas.resolve("the Quorvian Senate", None, &detente_atlas::Surroundings::default());
    assert_eq!(found[0].actor_id, "org:zz");
    assert_eq!(found[0].country.unwrap().as_str(), "ISL");
}
