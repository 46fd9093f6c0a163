#![no_main]
//! Compiled atlas files: damage is an error, never a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = detente_atlas::Atlas::from_bytes(bytes.to_vec());
});
