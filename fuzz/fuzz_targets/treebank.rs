#![no_main]
//! CoNLL-U files: a bad line is an error, never a panic, and heads stand in their sentence.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for sentence in detente_language::conllu::read(text).into_iter().flatten() {
        let n = sentence.words.len();
        assert!(sentence.words.iter().all(|word| word.head.is_none_or(|head| head < n)));
        assert!(
            sentence.tokens.iter().all(|(_, words)| words.start <= words.end && words.end <= n)
        );
    }
});
