#![no_main]
//! CSV and TSV: no panic, and blocks that fit the text; with and without a first row that names the columns.

#[path = "../checks/blocks.rs"]
mod blocks;

use detente_parse::{Format, ReadOptions, parse_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions {
        format: Some(Format::Csv),
        // Small enough for the fuzzer to reach.
        max_article_bytes: 1 << 12,
        ..ReadOptions::default()
    };
    blocks::fit(parse_bytes(bytes, "input", &options));
    blocks::fit(parse_bytes(&[b"text,id,date\n", bytes].concat(), "input", &options));
});
