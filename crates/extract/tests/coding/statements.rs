//! Statements and letters that an article gives in full, with or without quotation marks.

use crate::reading::read;
use detente_model::EventType;

/// The speakers of the quotes of a text, by name, in reading order.
fn speakers(text: &str) -> Vec<String> {
    let found = read(text);
    let name = |e| found.entity(e).map(|e| e.name.clone());
    found.quotes.iter().map(|q| q.speaker_entity.and_then(name).unwrap_or_default()).collect()
}

#[test]
fn what_follows_a_statement_is_said_by_whoever_released_it() {
    let text = "Kenyan Senator Jane Wanjiru released the following statement: I condemn the attack on Busia. We urge Uganda to \
                arrest the killers.";
    assert_eq!(speakers(text), ["Jane Wanjiru"]);
    let found = read(text);
    let urged = found.events.iter().find(|e| e.event_type == EventType::Request).unwrap();
    let who = urged.source.iter().filter_map(|p| found.entity(p.entity)).map(|e| e.name.as_str());
    assert_eq!(who.collect::<Vec<_>>(), ["Jane Wanjiru"]);
}

#[test]
fn a_letter_is_of_whoever_sent_it() {
    let text = "Senator Jane Wanjiru sent a letter to President Ana Quispe this morning.\nThe text of the letter is below:\n\
                Dear President,\nI urge you to free the students.\nWe all thank Peru for its help.\nThe senator sits on two committees.";
    assert_eq!(speakers(text), ["Jane Wanjiru"; 2]);
}

#[test]
fn marked_words_after_a_statement_have_its_speaker() {
    let text = "Majority Leader Jane Wanjiru, M.D. (K-BS) today made the following statement on the passage of Res. 12, a \
                bill on fishing:\n\"I wrote this bill because the lake belongs to both nations. We are glad that it passed.\"";
    assert_eq!(speakers(text), ["Jane Wanjiru"]);
}

#[test]
fn a_list_after_a_colon_is_no_statement() {
    let text = "The report names the following states: Peru, Chile and Bolivia. We expect rain.";
    assert!(speakers(text).is_empty(), "{:?}", speakers(text));
}
