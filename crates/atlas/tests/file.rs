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
