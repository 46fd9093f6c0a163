//! Whose state those belong to whose own words tell none.

use crate::reading::{ANALYSER, EXTRACTOR, published, read};
use detente_model::{Article, Dateline, Entity, TableSet};

/// The state of the entity whose name ends so.
fn home(text: &str, name: &str) -> Option<String> {
    let found = read(text);
    let is = |e: &&Entity| e.name.to_lowercase().ends_with(name);
    let entity = found.entities.iter().find(is);
    let entity = entity.unwrap_or_else(|| panic!("no `{name}` in {:?}", found.entities));
    entity.country.map(|c| c.to_string())
}

#[test]
fn officials_are_of_the_state_that_the_article_was_written_in() {
    let text = "LIMA, May 3 - A senator accused the government of hiding the cost of the port that it \
                leases to a firm from Singapore.";
    assert_eq!(home(text, "senator of peru").as_deref(), Some("PER"));
}

#[test]
fn a_row_is_less_sure_where_the_state_of_a_party_is_only_likely() {
    let score = |text: &str| {
        let events = read(text).events;
        let [only] = events.as_slice() else { panic!("{text} {events:?}") };
        only.score
    };
    let told = score("LIMA, May 3 - Peruvian soldiers arrested two Chilean students.");
    let guessed =
        score("LIMA, May 3 - Peruvian soldiers arrested two students near Arica in Chile.");
    assert!(told > guessed + 0.01, "{told} {guessed}");
}

#[test]
fn the_troops_of_a_body_of_no_state_are_of_none() {
    let text = "NATO forces bombed a depot in Russia.";
    assert_eq!(home(text, "forces of nato"), None);
}

#[test]
fn those_hit_in_a_town_are_of_the_state_that_it_is_in() {
    let text = "Two nurses were killed in a Russian drone strike in Zaporizhzhia.";
    assert_eq!(home(text, "two nurses").as_deref(), Some("UKR"));
}

#[test]
fn the_victims_of_a_raid_abroad_are_not_of_the_raider() {
    let text = "Three people were killed in Turkish air strikes on a village near Dohuk in Iraq.";
    assert_eq!(home(text, "three people").as_deref(), Some("IRQ"));
}

#[test]
fn a_body_is_of_the_state_in_its_name() {
    let text = "The Royal Danish Theatre Union called a strike in Malmo in Sweden.";
    assert_eq!(home(text, "theatre union").as_deref(), Some("DNK"));
}

#[test]
fn whom_its_minister_names_is_of_its_state() {
    let text = "Peru froze the talks with Iran. Its foreign minister, Marta Lund, accused Tehran of bad faith.";
    assert_eq!(home(text, "marta lund").as_deref(), Some("PER"));
    let text = "Kenya asked its NATO allies for help.";
    assert_eq!(home(text, "allies"), None);
}

#[test]
fn a_name_like_those_of_a_states_people_speaks_for_it() {
    let text = "Envoys of Ukraine and Iraq met in Baghdad. Olena Kovalchuk thanked the hosts.";
    assert_eq!(home(text, "kovalchuk").as_deref(), Some("UKR"));
    let text = "Envoys of Ukraine and Iraq met in Kyiv. Abdul Jabbar Hussein thanked the hosts.";
    assert_eq!(home(text, "hussein").as_deref(), Some("IRQ"));
}

#[test]
fn a_body_may_be_that_which_the_atlas_knows_by_this_name() {
    let text = "The State Department said Venezuela was wrong.";
    assert_eq!(home(text, "state department").as_deref(), Some("USA"));
}

#[test]
fn where_no_state_is_named_there_is_no_home() {
    assert_eq!(home("Police arrested two students on Monday.", "two students"), None);
}

#[test]
fn a_place_is_told_apart_by_the_others_of_the_article() {
    let text = "Pakistani rangers left Hyderabad on Monday. Two shells had hit a market in Sukkur.";
    let found = read(text);
    let town = found.entities.iter().find(|e| e.name.starts_with("Hyderabad")).unwrap();
    assert_eq!(town.country.unwrap().as_str(), "PAK");
}

#[test]
fn those_who_are_of_a_body_of_many_states_are_of_none() {
    let text = "JUBA - Fighting in South Sudan has stopped, a United Nations spokeswoman said.";
    assert_eq!(home(text, "spokeswoman"), None);
    let text = "An African Union official in Mali condemned the junta.";
    assert_eq!(home(text, "official"), None);
}

#[test]
fn an_envoy_is_not_of_the_state_where_he_serves() {
    let text =
        "Ambassador Ruben Halloway returned to Lima on Friday. \"The talks went well,\" he said.";
    assert_ne!(home(text, "halloway").as_deref(), Some("PER"));
}

#[test]
fn where_it_happened_is_no_opponent() {
    assert_eq!(home("Gunmen stormed a barracks in Togo.", "gunmen").as_deref(), Some("TGO"));
}

#[test]
fn a_dateline_in_the_text_tells_what_one_beside_it_does() {
    let story = "Talks between Sudan and its lenders failed. \"They wanted too much,\" said Petra Amsler, who had led them.";
    let inside = published(&format!("GENEVA, June 4 - {story}"), "2019-06-05");
    let mut beside = published(story, "2019-06-05");
    beside.dateline = Some(Dateline {
        text: "GENEVA, June 4 -".to_owned(),
        place: Some("Geneva".to_owned()),
        date: None,
        agency: None,
    });
    let of = |article: &Article| {
        let found = EXTRACTOR.extract(article, &ANALYSER.analyse_acts(article), TableSet::all());
        found.entities.iter().find(|e| e.name == "Petra Amsler").and_then(|e| e.country)
    };
    assert_eq!(of(&inside), of(&beside));
}

#[test]
fn a_senator_is_of_the_state_whose_parliament_knows_the_surname() {
    // On 5 June 2019; the text names one state, and it is not his.
    assert_eq!(
        home("Senator Grassley criticized the war in Sudan.", "grassley").as_deref(),
        Some("USA")
    );
    assert_eq!(home("Rep. Pelosi criticized the war in Sudan.", "pelosi").as_deref(), Some("USA"));
    let text = "Brazil's Senator Johnson criticized the plan.";
    assert_eq!(home(text, "johnson").as_deref(), Some("BRA"));
}

#[test]
fn those_whom_an_apposition_says_the_state_of_are_of_it() {
    let text = "Two men, both Kenyans, were arrested in Uganda on Monday.";
    assert_eq!(home(text, "men").as_deref(), Some("KEN"));
}
