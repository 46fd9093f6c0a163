#![no_main]
//! Words of the rules' examples in any order, through all stages: what makes a rule fire is rare in bytes at random. Two bytes
//! a word; the first two tell the day of publication.

#[path = "../checks/findings.rs"]
mod findings;

use chrono::{Days, NaiveDate};
use detente_extract::Rules;
use detente_model::{Article, Published};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What parts words, sentences and paragraphs; often enough to come up.
const MARKS: [&str; 10] = [". ", ", ", ".\n\n", "\"", "“", "”", "'s ", " - ", "(", ") "];

static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rules = Rules::embedded().expect("the rules that are compiled in are sound");
    let examples = rules.events().examples();
    let sentences = examples.flat_map(|(_, fires, silent)| {
        fires.iter().map(|e| e.text.clone()).chain(silent.iter().cloned())
    });
    let sentences: Vec<String> = sentences.collect();
    let words: BTreeSet<&str> = sentences.iter().flat_map(|s| s.split_whitespace()).collect();
    words.into_iter().map(str::to_owned).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let mut numbers =
        bytes.chunks_exact(2).map(|two| usize::from(two[0]) << 8 | usize::from(two[1]));
    let Some(day) = numbers.next() else { return };
    let day =
        NaiveDate::from_ymd_opt(1950, 1, 1).and_then(|d| d.checked_add_days(Days::new(day as u64)));
    let mut text = String::new();
    for number in numbers {
        // A fifth of all numbers are marks.
        match number % 5 {
            0 => text.push_str(MARKS[number / 5 % MARKS.len()]),
            _ => {
                text.push_str(&WORDS[number % WORDS.len()]);
                text.push(' ');
            }
        }
    }
    findings::repeat_and_fit(Article::from_text(text, day.map(Published::on)));
});
