//! Whether an act happened, by the words around it.

use crate::reading::{published, read, read_by_rules};
use detente_model::{EventType, Status};

#[test]
fn what_was_not_only_done_was_done() {
    for text in [
        "Kenya not only condemned the attack but also recalled its envoy.",
        "Chad has not only signed the treaty, it has sent it to parliament.",
    ] {
        let found = read(text);
        let first = found.events.first().map(|e| e.status);
        assert_eq!(first, Some(Status::Actual), "{text}");
        let by_rules = read_by_rules(&published(text, "2024-05-02"));
        assert!(by_rules.events.iter().all(|e| e.status == Status::Actual), "{text}");
    }
}

#[test]
fn words_around_an_act_tell_whether_it_happened() {
    let mut wrong = Vec::new();
    for (text, event_type, status) in [
        ("Peru and Chile held talks.", EventType::Consult, Status::Actual),
        ("Peru and Chile did not hold talks.", EventType::Consult, Status::Negated),
        ("Neither Peru nor Chile signed the treaty.", EventType::Support, Status::Negated),
        ("Talks between Peru and Chile set for Monday", EventType::Consult, Status::Planned),
        (
            "Talks between Peru and Chile, planned for May, drew crowds.",
            EventType::Consult,
            Status::Planned,
        ),
        ("A summit of Peru and Chile was called off.", EventType::Consult, Status::Negated),
        (
            "The talks between Peru and Chile did not take place.",
            EventType::Consult,
            Status::Negated,
        ),
        ("Talks between Peru and Chile will resume in May.", EventType::Consult, Status::Planned),
        ("Talks between Peru and Chile are under way.", EventType::Consult, Status::Ongoing),
        ("Peru and Chile signed no treaty.", EventType::Support, Status::Negated),
        ("Minister Tobias May condemned Peru.", EventType::Accuse, Status::Actual),
        ("Chile may condemn Peru.", EventType::Accuse, Status::Possible),
    ] {
        let found = read_by_rules(&published(text, "2024-05-02"));
        let read = found.events.iter().find(|e| e.event_type == event_type).map(|e| e.status);
        if read != Some(status) {
            wrong.push(format!("{text}: {read:?}, not {status}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_only_demanded_has_not_been_done() {
    for text in [
        "Peru asked Chile to condemn the raid on Bolivia.",
        "Kenya urged Uganda to expel the envoy of Sudan.",
    ] {
        let found = read(text);
        let done = found.events.iter().filter(|e| e.status == Status::Actual);
        let types: Vec<EventType> = done.map(|e| e.event_type).collect();
        assert_eq!(types, [EventType::Request], "{text}");
    }
}
