#![no_main]
//! Model files: damage is an error, never a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = detente_language::Analyser::from_model(bytes);
});
