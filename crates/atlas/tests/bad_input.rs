//! Input and files that nobody meant: never a panic, never a wait.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on stops")]

use chrono::NaiveDate;
use detente_atlas::{Atlas, AtlasError, Surroundings};
use detente_model::ByteSpan;
use proptest::prelude::*;
use std::time::{Duration, Instant};
use xxhash_rust::xxh3::xxh3_64;

const HEADER: usize = 24;
const SECTIONS: usize = 12;

fn on() -> Option<NaiveDate> {
    "2015-08-05".parse().ok()
}

#[test]
fn nothing_means_nothing() {
    let atlas = Atlas::embedded();
    for surface in ["", " ", "\n\t", ",", "'s", "the", "\u{0}", "\u{feff}", "…"] {
        assert!(atlas.resolve(surface, on(), &Surroundings::default()).is_empty(), "{surface:?}");
    }
    assert!(atlas.find_names("", &[], on()).is_empty());
    assert!(atlas.resolve_places(&[], on()).is_empty());
}

#[test]
fn the_ends_of_the_calendar_are_days() {
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        for surface in ["the French president", "Sergei Lavrov", "Minsk agreement", "Zaire"] {
            let found = Atlas::embedded().resolve(surface, Some(day), &Surroundings::default());
            assert!(found.iter().all(|c| (0.0..=1.0).contains(&c.score)), "{surface}: {found:?}");
        }
    }
}

#[test]
fn ten_megabytes_of_one_name_are_soon_read() {
    let name = "Vladimir Putin ";
    let text = name.repeat(10_000_000 / name.len());
    let start = Instant::now();
    assert!(Atlas::embedded().resolve(&text, on(), &Surroundings::default()).is_empty());
    let one_word = "a".repeat(10_000_000);
    assert!(Atlas::embedded().resolve(&one_word, on(), &Surroundings::default()).is_empty());
    let ends: Vec<usize> = text.match_indices(' ').map(|(i, _)| i).collect();
    let mut tokens = Vec::new();
    let mut begin = 0;
    for end in ends {
        tokens.push(ByteSpan { start: begin as u32, end: end as u32 });
        begin = end + 1;
    }
    let found = Atlas::embedded().find_names(&text, &tokens, on());
    assert_eq!(found.len(), tokens.len() / 2);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

fn embedded() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/atlas.bin")).unwrap()
}

/// The file with a checksum that fits its bytes: only what lies after it can be found wrong.
fn signed(mut file: Vec<u8>) -> Vec<u8> {
    let sum = xxh3_64(&file[HEADER..]).to_le_bytes();
    file[16..24].copy_from_slice(&sum);
    file
}

fn number(file: &[u8], at: usize) -> usize {
    u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize
}

/// Opens a file and, where it opens, asks it for a bit of everything.
fn read(file: Vec<u8>) {
    match Atlas::from_bytes(file) {
        Err(AtlasError::Damaged { .. }) => {}
        Err(other) => panic!("{other}"),
        Ok(atlas) => {
            for surface in [
                "Turkish Foreign Minister Mevlut Cavusoglu",
                "Syria's president",
                "Secretary of State Kerry",
                "the Kremlin",
                "northern Syria",
                "Congolese rebels",
                "Minsk agreement",
                "Muhamad Morsy",
                "Tehran",
            ] {
                for day in [on(), None] {
                    let _ = atlas.resolve(surface, day, &Surroundings::default());
                }
            }
            let _ = atlas.alpha2("RUS".parse().unwrap());
        }
    }
}

#[test]
fn a_section_cut_short_is_an_error_or_empty() {
    let whole = embedded();
    for section in 0..SECTIONS {
        let at = HEADER + 8 * section;
        let length = number(&whole, at + 4);
        for shorter in [0, 1, length / 2, length - 1] {
            let mut file = whole.clone();
            file[at + 4..at + 8].copy_from_slice(&(shorter as u32).to_le_bytes());
            read(signed(file));
        }
        let mut outside = whole.clone();
        outside[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(matches!(Atlas::from_bytes(signed(outside)), Err(AtlasError::Damaged { .. })));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn random_bytes_are_no_atlas(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(Atlas::from_bytes(bytes.clone()).is_err());
        let mut marked = b"DETATLAS".to_vec();
        marked.extend(bytes);
        prop_assert!(Atlas::from_bytes(marked).is_err());
    }

    /// A thousand bytes at random places of one section, under a checksum that fits.
    #[test]
    fn a_scrambled_section_does_not_panic(
        section in 0..SECTIONS,
        changes in proptest::collection::vec((any::<u32>(), any::<u8>()), 1000),
    ) {
        let mut file = embedded();
        let at = HEADER + 8 * section;
        let (start, length) = (number(&file, at), number(&file, at + 4));
        for (place, byte) in changes {
            file[start + place as usize % length] = byte;
        }
        read(signed(file));
    }
}
