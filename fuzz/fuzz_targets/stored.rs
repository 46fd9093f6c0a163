#![no_main]
//! Coded articles as serde wrote them: what is read is written and read again as the same.

use detente_model::CodedArticle;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(coded) = serde_json::from_slice::<CodedArticle>(bytes) else { return };
    let written = serde_json::to_vec(&coded).expect("it can be written");
    assert_eq!(serde_json::from_slice::<CodedArticle>(&written).ok(), Some(coded));
});
