#![no_main]
//! Plain text through all stages: no panic, the same result twice, and findings that fit the text.

#[path = "../checks/findings.rs"]
mod findings;

use detente_parse::{Format, Parsed, ReadOptions, parse_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { format: Some(Format::Text), ..ReadOptions::default() };
    for parsed in parse_bytes(bytes, "input", &options) {
        if let Parsed::Article(article) = parsed {
            findings::repeat_and_fit(article);
        }
    }
});
