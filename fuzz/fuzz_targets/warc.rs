#![no_main]
//! Web archives: no panic, and blocks that fit the text.

#[path = "../checks/blocks.rs"]
mod blocks;

use detente_parse::{Format, ReadOptions, parse_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { format: Some(Format::Warc), ..ReadOptions::default() };
    blocks::fit(parse_bytes(bytes, "input", &options));
});
