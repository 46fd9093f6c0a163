#![no_main]
//! Exports of press databases: no panic, and blocks that fit the text.

#[path = "../checks/blocks.rs"]
mod blocks;

use detente_parse::{Format, ReadOptions, parse_bytes};
use libfuzzer_sys::fuzz_target;

const FORMATS: [Format; 4] = [Format::Nexis, Format::Factiva, Format::ProQuest, Format::Gigaword];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let format = FORMATS.get(usize::from(*first) % FORMATS.len()).copied();
    let options = ReadOptions { format, ..ReadOptions::default() };
    blocks::fit(parse_bytes(rest, "input", &options));
});
