#![no_main]
//! ZIP archives and documents of Word: no panic, and blocks that fit the text.

#[path = "../checks/blocks.rs"]
mod blocks;

use detente_parse::{ReadOptions, parse_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let packed = [b"PK\x03\x04", bytes].concat();
    blocks::fit(parse_bytes(&packed, "input", &ReadOptions::default()));
});
