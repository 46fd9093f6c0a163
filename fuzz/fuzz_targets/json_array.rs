#![no_main]
//! Arrays of JSON objects: no panic, and blocks that fit the text.

#[path = "../checks/blocks.rs"]
mod blocks;

use detente_parse::{Format, ReadOptions, parse_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions {
        format: Some(Format::Jsonl),
        // Small enough for the fuzzer to reach.
        max_article_bytes: 1 << 12,
        ..ReadOptions::default()
    };
    blocks::fit(parse_bytes(&[b"[{", bytes].concat(), "input", &options));
});
