#![no_main]
//! Publication dates: no panic, and a year in the range that the parser promises.

use chrono::Datelike;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(Some(published)) = detente_parse::parse_published(text) {
        assert!((1..=9999).contains(&published.day.year()), "{text:?}: {published:?}");
    }
});
