#![no_main]
//! Compiled atlas files: damage is an error, never a panic, and an atlas that is taken can be asked.

use detente_atlas::{Atlas, Surroundings};
use libfuzzer_sys::fuzz_target;
use xxhash_rust::xxh3::xxh3_64;

fn read(file: Vec<u8>) {
    let Ok(atlas) = Atlas::from_bytes(file) else { return };
    for surface in ["Turkish Foreign Minister Cavusoglu", "Syria's president", "Tehran", ""] {
        let _ = atlas.resolve(surface, None, &Surroundings::default());
    }
    let _ = atlas.alpha2("RUS".parse().expect("three capitals"));
}

fuzz_target!(|bytes: &[u8]| {
    read(bytes.to_vec());
    // With a checksum that fits, behind which alone the sections are read.
    let (format, sections) = (4_u32.to_le_bytes(), 12_u32.to_le_bytes());
    read([b"DETATLAS", &format[..], &sections, &xxh3_64(bytes).to_le_bytes(), bytes].concat());
});
