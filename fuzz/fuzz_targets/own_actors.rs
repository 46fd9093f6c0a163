#![no_main]
//! Tables of own actors: a bad row is an error, never a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for table in
        [bytes.to_vec(), [b"name,aliases,country,sectors,from,to,lat,lon\n", bytes].concat()]
    {
        if let Ok(actors) = detente_atlas::parse_actors(&table, "own.csv") {
            assert!(actors.iter().all(|actor| !actor.name.is_empty() && !actor.id.is_empty()));
        }
    }
});
