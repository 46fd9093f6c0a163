#![no_main]
//! Model files: damage is an error, never a panic, and a model that is taken can be used.

#[path = "../checks/findings.rs"]
mod findings;
#[path = "../checks/small_model.rs"]
mod small_model;

use detente_language::Analyser;
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "Ana Sol met the envoy. She left.\n\nNo deal?";

fn read(file: &[u8]) -> bool {
    let Ok(analyser) = Analyser::from_model(file) else { return false };
    findings::analysis_fits(TEXT, &analyser.analyse_text(TEXT));
    true
}

fuzz_target!(
    init: assert!(read(&small_model::sealed(b"DETENTE\0", &small_model::language()))),
    |bytes: &[u8]| {
        read(bytes);
        read(&small_model::sealed(b"DETENTE\0", bytes));
        let changed = small_model::changed(small_model::language(), bytes);
        read(&small_model::sealed(b"DETENTE\0", &changed));
    }
);
