#![no_main]
//! Files of the network of acts: damage is an error, never a panic, and a network that is taken can be used.

#[path = "../checks/findings.rs"]
mod findings;
#[path = "../checks/small_model.rs"]
mod small_model;

use detente_language::Analyser;
use detente_model::Article;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

const TEXT: &str = "Ana Sol met the envoy. She left.\n\nNo deal?";

static LANGUAGE: LazyLock<Vec<u8>> =
    LazyLock::new(|| small_model::sealed(b"DETENTE\0", &small_model::language()));

fn analyser() -> Analyser {
    Analyser::from_model(&LANGUAGE).expect("the small model is sound")
}

fn read(file: &[u8]) -> bool {
    let Ok(analyser) = analyser().with_acts(file) else { return false };
    findings::analysis_fits(TEXT, &analyser.analyse_acts(&Article::from_text(TEXT, None)));
    true
}

fn sealed(body: &[u8]) -> Vec<u8> {
    small_model::sealed(b"DETACTS\0", body)
}

fuzz_target!(init: assert!(read(&sealed(&small_model::acts(analyser().checksum())))), |bytes: &[u8]| {
    let below = analyser().checksum();
    read(bytes);
    // An empty record, and the checksum that is asked for.
    read(&sealed(&[&[0], &below.to_le_bytes()[..], bytes].concat()));
    read(&sealed(&small_model::changed(small_model::acts(below), bytes)));
});
