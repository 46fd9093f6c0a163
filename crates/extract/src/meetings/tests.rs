//! Meetings of sentences, from text to table.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::{Extractor, Rules};
use detente_atlas::Atlas;
use detente_language::Analyser;
use detente_model::{
    Analysis, Article, Event, EventType, Findings, Participant, Published, Section, Status, Table,
};

fn read(text: &str) -> (Article, Findings) {
    read_with(text, Analyser::analyse)
}

fn read_with(text: &str, analyse: impl Fn(&Analyser, &Article) -> Analysis) -> (Article, Findings) {
    let day = chrono::NaiveDate::from_ymd_opt(2019, 6, 5).map(Published::on);
    let article = Article::from_text(text, day);
    let analysis = analyse(&Analyser::new().unwrap(), &article);
    let extractor = Extractor::new(Atlas::embedded().clone(), Rules::embedded().unwrap());
    let found = extractor.extract(&article, &analysis, [Table::Meetings].into_iter().collect());
    (article, found)
}

fn names<'a>(found: &'a Findings, who: &[Participant]) -> Vec<&'a str> {
    who.iter().filter_map(|p| found.entity(p.entity)).map(|e| e.name.as_str()).collect()
}

/// Parties, place and topics of the only meeting of `text`.
fn only(text: &str) -> (Vec<String>, Option<String>, Vec<String>) {
    let (article, found) = read(text);
    assert_eq!(found.meetings.len(), 1, "{text} {:?}", found.meetings);
    let meeting = &found.meetings[0];
    (
        names(&found, &meeting.participants).into_iter().map(str::to_owned).collect(),
        meeting.place.as_ref().map(|p| p.name.clone()),
        meeting.topics.iter().map(|t| t.of(&article.text).to_owned()).collect(),
    )
}

fn event(found: &Findings, wanted: EventType) -> &Event {
    found.events.iter().find(|e| e.event_type == wanted).unwrap()
}

#[test]
fn an_aside_lends_neither_parties_nor_place() {
    let (who, place, topics) = only(
        "Spain and Morocco, in Ghana for meetings of the African Union, held trilateral talks on the war in Libya with \
         Egypt in Jordan on Monday.",
    );
    assert_eq!(who, ["Spain", "Morocco", "Egypt"]);
    assert_eq!(place.as_deref(), Some("Jordan"));
    assert_eq!(topics, ["the war in Libya"]);
}

#[test]
fn a_day_is_no_topic_and_a_town_no_part_of_it() {
    let (who, place, topics) = only("China and Brazil held talks on Monday about steel in Lima.");
    assert_eq!(who, ["China", "Brazil"]);
    assert_eq!(place.as_deref(), Some("Lima"));
    assert_eq!(topics, ["steel"]);
}

#[test]
fn a_town_is_no_party() {
    let (who, place, _) =
        only("The foreign minister of Lebanon arrived in Cairo on Tuesday for talks with Jordan.");
    assert_eq!(place.as_deref(), Some("Cairo"));
    assert!(who.iter().all(|w| w != "Cairo") && who.iter().any(|w| w == "Jordan"), "{who:?}");
}

#[test]
fn those_who_act_at_a_meeting_attend_it() {
    let (who, place, _) = only(
        "The spokesman said Norway, Sweden and Finland acknowledged their debts at the Qatar meeting.",
    );
    assert_eq!(who, ["Norway", "Sweden", "Finland"]);
    assert_eq!(place.as_deref(), Some("Qatar"));
}

#[test]
fn sightings_of_the_same_parties_fill_each_other() {
    let (who, place, _) =
        only("Spain met Morocco on Monday. Spain and Morocco held talks in Lisbon.");
    assert_eq!(who, ["Spain", "Morocco"]);
    assert_eq!(place.as_deref(), Some("Lisbon"));
}

#[test]
fn meetings_to_come_are_planned_where_they_will_be() {
    let (_, found) = read("Spain and Morocco are expected to meet again in Brussels next month.");
    let meeting = &found.meetings[0];
    assert_eq!(meeting.status, Status::Planned);
    assert_eq!(meeting.place.as_ref().map(|p| p.name.as_str()), Some("Brussels"));
}

#[test]
fn a_perfect_before_by_is_active() {
    let (_, found) = read("Chile and Peru have stood by Cuba.");
    let support = event(&found, EventType::Support);
    assert_eq!(names(&found, &support.source), ["Chile", "Peru"]);
    assert_eq!(names(&found, &support.target), ["Cuba"]);
}

/// Parties, place and status of each meeting, as the network of acts helps to find them.
fn all(text: &str) -> Vec<(Vec<String>, Option<String>, Status)> {
    let (_, found) = read_with(text, Analyser::analyse_acts);
    let row = |m: &detente_model::Meeting| {
        let who = names(&found, &m.participants).into_iter().map(str::to_owned).collect();
        (who, m.place.as_ref().map(|p| p.name.clone()), m.status)
    };
    found.meetings.iter().map(row).collect()
}

fn row(
    who: [&str; 2],
    place: Option<&str>,
    status: Status,
) -> (Vec<String>, Option<String>, Status) {
    (who.map(str::to_owned).to_vec(), place.map(str::to_owned), status)
}

#[test]
fn ministers_of_two_states_are_those_whom_the_article_names() {
    let text = "The foreign ministers of Peru and Chile met in Lima on Monday.\n\n\
                Chilean Foreign Minister Pablo Rios praised the talks. His Peruvian counterpart, Ana Quispe, was silent.\n\n\
                The Peruvian and Chilean foreign ministers will meet again in Santiago on Friday.";
    let both = ["Ana Quispe", "Pablo Rios"];
    let expected =
        [row(both, Some("Lima"), Status::Actual), row(both, Some("Santiago"), Status::Planned)];
    assert_eq!(all(text), expected);
}

#[test]
fn a_visitor_meets_the_state_that_he_goes_to() {
    let text = "Peruvian Foreign Minister Ana Quispe visited Nairobi on Monday.";
    assert_eq!(all(text), [row(["Ana Quispe", "Kenya"], Some("Nairobi"), Status::Actual)]);
}

#[test]
fn what_took_place_nowhere_in_particular_was_where_the_article_was_written() {
    let text = "LIMA, June 4 - It rained on Tuesday.\n\nPeru and Chile held talks.";
    assert_eq!(all(text), [row(["Peru", "Chile"], Some("Lima"), Status::Actual)]);
    let guests = "LIMA, June 4 - It rained on Tuesday.\n\nKenya and Uganda held talks.";
    assert_eq!(all(guests), [row(["Kenya", "Uganda"], None, Status::Actual)]);
}

#[test]
fn what_did_not_take_place_is_a_meeting_that_was_not() {
    for text in [
        "The talks between Peru and Chile did not take place.",
        "Talks between Peru and Chile were put off.",
        "Peru and Chile did not hold talks.",
    ] {
        assert_eq!(all(text), [row(["Peru", "Chile"], None, Status::Negated)], "{text}");
    }
}

#[test]
fn a_round_of_nobody_is_of_those_who_met_last() {
    let text = "Peru and Chile held talks in Lima on Monday. A second round is to be held in Quito in August.";
    let states = ["Peru", "Chile"];
    let expected =
        [row(states, Some("Lima"), Status::Actual), row(states, Some("Quito"), Status::Planned)];
    assert_eq!(all(text), expected);
}

#[test]
fn a_topic_left_out_is_no_meeting_that_failed() {
    let text =
        "Peru and Chile held talks in Lima on Monday. The two governments did not discuss prices.";
    assert!(all(text).iter().all(|(_, _, status)| *status == Status::Actual), "{:?}", all(text));
}

#[test]
fn a_headline_and_the_text_below_it_tell_of_one_meeting() {
    let article = Article::builder("test")
        .block(Section::Title, "Peru, Chile hold talks on border")
        .block(
            Section::Body,
            "Peruvian Foreign Minister Ana Quispe met her Chilean counterpart, Luis Rojas, in Lima on Monday.",
        )
        .build();
    let analysis = Analyser::new().unwrap().analyse_acts(&article);
    let extractor = Extractor::new(Atlas::embedded().clone(), Rules::embedded().unwrap());
    let found = extractor.extract(&article, &analysis, [Table::Meetings].into_iter().collect());
    assert_eq!(found.meetings.len(), 1, "{:?}", found.meetings);
    assert_eq!(names(&found, &found.meetings[0].participants), ["Ana Quispe", "Luis Rojas"]);
}
