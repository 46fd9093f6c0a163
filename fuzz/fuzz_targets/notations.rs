#![no_main]
//! What a name, a code or a coding is written as: what is read is written, and read again as the same.

use detente_extract::Coding;
use detente_model::{CameoCode, CountryCode};
use detente_pipeline::Shard;
use libfuzzer_sys::fuzz_target;
use std::fmt::{Debug, Display};
use std::str::FromStr;

fn again<T: FromStr + Display + PartialEq + Debug>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        assert_eq!(value.to_string().parse::<T>().ok(), Some(value));
    }
}

fuzz_target!(|text: &str| {
    again::<Coding>(text);
    again::<CameoCode>(text);
    again::<CountryCode>(text);
    again::<Shard>(text);
});
