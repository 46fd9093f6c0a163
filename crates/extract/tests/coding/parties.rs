//! Who the parties of an act are, where the words join, hide or share them.

use crate::reading::{ANALYSER, EXTRACTOR, countries, published, read, read_by_rules};
use detente_model::{Article, EventType, Participant, Section, Status, Table, TableSet};

/// The states of source and target of the first event of this type.
fn sides(text: &str, event_type: EventType) -> (Vec<String>, Vec<String>) {
    let found = read(text);
    let event = found.events.iter().find(|e| e.event_type == event_type);
    let event = event.unwrap_or_else(|| panic!("no {event_type} in {:?}", found.events));
    (countries(&found, &event.source), countries(&found, &event.target))
}

#[test]
fn two_nationalities_before_one_noun_are_two_parties() {
    for text in
        ["Peruvian and Bolivian ministers met in Puno.", "Peruvian, Bolivian ministers meet"]
    {
        assert_eq!(sides(text, EventType::Consult).0, ["BOL", "PER"], "{text}");
    }
    let (source, target) = sides("Ghana expelled Dutch and Danish diplomats.", EventType::Sanction);
    assert_eq!((source, target), (vec!["GHA".into()], vec!["DNK".into(), "NLD".into()]));
}

#[test]
fn officials_of_several_states_are_of_each() {
    let text = "The foreign ministers of Peru, Bolivia and Chile met in Arica.";
    assert_eq!(sides(text, EventType::Consult).0, ["BOL", "CHL", "PER"]);
}

#[test]
fn a_state_beside_another_is_no_other_name_of_it() {
    assert_eq!(sides("Ghana, Togo sign fishing accord", EventType::Support).0, ["GHA", "TGO"]);
}

#[test]
fn halves_of_a_compound_are_two_states() {
    for text in ["Sino-Vietnamese talks were held in Hue.", "China-Vietnam talks were held in Hue."]
    {
        assert_eq!(sides(text, EventType::Consult).0, ["CHN", "VNM"], "{text}");
    }
}

#[test]
fn each_is_the_others_target() {
    let text = "Peru and Chile have accused each other of espionage.";
    let both = vec!["CHL".to_owned(), "PER".to_owned()];
    assert_eq!(sides(text, EventType::Accuse), (both.clone(), both));
}

#[test]
fn the_victim_of_a_condemned_act_is_not_the_accused() {
    let (source, target) = sides("Norway condemned the raid on Jos.", EventType::Accuse);
    assert_eq!((source, target), (vec!["NOR".into()], vec![]));
}

#[test]
fn people_of_one_state_who_live_in_another_are_one_party() {
    let text = "Turkish Cypriot leaders criticised Greece.";
    assert_eq!(sides(text, EventType::Accuse).0, ["CYP"]);
}

#[test]
fn a_view_that_is_shared_is_no_agreement() {
    let text = "\"We all agree that the drought is the main danger,\" Ghana's Prime Minister Kofi Ansah said.";
    let article = Article::from_text(text, None);
    let analysis = ANALYSER.analyse_acts(&article);
    let found = EXTRACTOR.extract(&article, &analysis, [Table::Events].into_iter().collect());
    assert!(found.events.iter().all(|e| e.event_type != EventType::Agree), "{:?}", found.events);
}

#[test]
fn what_a_meeting_is_about_is_not_where_it_is() {
    let place = |text: &str| {
        let article = Article::from_text(text, None);
        let analysis = ANALYSER.analyse_acts(&article);
        let found = EXTRACTOR.extract(&article, &analysis, [Table::Events].into_iter().collect());
        let met = found.events.into_iter().find(|e| e.event_type == EventType::Consult).unwrap();
        met.place.map(|p| p.name)
    };
    let about = "Peru and Chile held a meeting to discuss the floods in Bolivia.";
    assert_eq!(place(about), None);
    let both = "Peru and Chile held talks aimed at ending the war in Bolivia in Lima.";
    assert_eq!(place(both).as_deref(), Some("Lima"));
    assert_eq!(
        place("Talks between Peru and Chile were held in Bolivia.").as_deref(),
        Some("Bolivia")
    );
}

#[test]
fn who_draws_or_faces_an_act_suffers_it() {
    for (text, event_type, source, target) in [
        ("Togo faces sanctions from Ghana.", EventType::Sanction, vec!["GHA"], vec!["TGO"]),
        (
            "Kenya won praise from Uganda for its reforms.",
            EventType::Support,
            vec!["UGA"],
            vec!["KEN"],
        ),
        ("The plan drew criticism from Chilean senators.", EventType::Accuse, vec!["CHL"], vec![]),
    ] {
        let (s, t) = sides(text, event_type);
        assert_eq!(
            (s, t),
            (
                source.iter().map(|c| (*c).to_owned()).collect(),
                target.iter().map(|c| (*c).to_owned()).collect()
            ),
            "{text}"
        );
    }
}

#[test]
fn the_two_armies_are_those_of_the_two_states_told_of() {
    let pair = ["BOL", "PER"];
    for text in [
        "Peru and Bolivia traded accusations on Monday. The two armies agreed to pull back their patrols.",
        "Peru accused Bolivia of smuggling. Both delegations agreed to meet again.",
        "Neither Peru nor Bolivia wants a quarrel. The neighbours agreed to share the lake.",
        "Peru accused Bolivia of smuggling. The foreign ministers of the two countries agreed to meet again.",
    ] {
        assert_eq!(sides(text, EventType::Agree).0, pair, "{text}");
    }
}

#[test]
fn two_armies_of_whom_nothing_is_told_are_of_no_single_state() {
    let text = "A mediator in Lima hopes that the two armies will agree on a map.";
    let found = read(text);
    let armies = found.entities.iter().find(|e| e.name.contains("armies"));
    assert!(armies.is_none_or(|e| e.country.is_none()), "{armies:?}");
}

#[test]
fn a_capital_that_acts_is_a_government_whatever_it_does() {
    for (text, event_type, state) in [
        ("Bamako complained to Ouagadougou about the shelling.", EventType::Accuse, "MLI"),
        ("Lusaka dismissed the complaint as absurd.", EventType::Reject, "ZMB"),
    ] {
        assert_eq!(sides(text, event_type).0, [state], "{text}");
    }
}

#[test]
fn strikes_in_another_state_are_strikes_on_it() {
    let (source, target) = sides("Peru responded with air strikes in La Paz.", EventType::Assault);
    assert_eq!((source, target), (vec!["PER".into()], vec!["BOL".into()]));
}

#[test]
fn officials_of_both_countries_are_of_each() {
    let text =
        "Peru and Bolivia reopened their border. Senator Jane Lee met officials of both countries.";
    let (source, target) = sides(text, EventType::Consult);
    let all: std::collections::BTreeSet<String> = source.into_iter().chain(target).collect();
    assert!(all.contains("PER") && all.contains("BOL"), "{all:?}");
}

#[test]
fn the_governor_of_a_territory_is_of_no_town_of_its_name() {
    let text = "The governor of Puerto Rico condemned the ruling.";
    assert_eq!(sides(text, EventType::Accuse).0, ["PRI"]);
}

#[test]
fn whoever_speaks_of_it_in_the_headline_is_the_other_party() {
    let article = Article::builder("test")
        .block(Section::Title, "No deal with Norway on fish quotas – Icelandic minister")
        .block(Section::Body, "The talks in Oslo ended on Monday.")
        .build();
    let found = EXTRACTOR.extract(&article, &ANALYSER.analyse_acts(&article), TableSet::all());
    let act = found.events.iter().find(|e| e.event_type == EventType::Agree).unwrap();
    assert_eq!(act.status, Status::Negated);
    assert_eq!(countries(&found, &act.source), ["ISL", "NOR"]);
    assert_eq!(countries(&found, &act.target), ["ISL", "NOR"]);
}

#[test]
fn an_answer_is_to_whoever_did_what_it_takes_up() {
    for (text, event_type, whom) in [
        (
            "Sudan on Monday accused Chad of arming the rebels. Chad rejected the allegation.",
            EventType::Reject,
            "SDN",
        ),
        // The sanctions are Peru's, though Chile is told of last.
        (
            "Peru imposed sanctions on Bolivia in March. Chile offered a loan. Ecuador denounced the sanctions.",
            EventType::Accuse,
            "PER",
        ),
        // Whom it names is whom it answers.
        (
            "Sudan on Monday accused Chad of arming the rebels. Chad rejected the demand of Egypt for an inquiry.",
            EventType::Reject,
            "EGY",
        ),
    ] {
        assert_eq!(sides(text, event_type).1, [whom], "{text}");
    }
}

/// The names of the targets of the first event of this type.
fn targets(text: &str, event_type: EventType) -> Vec<String> {
    let found = read(text);
    let event = found.events.iter().find(|e| e.event_type == event_type);
    let event = event.unwrap_or_else(|| panic!("no {event_type} in {:?}", found.events));
    let name = |p: &Participant| found.entity(p.entity).map(|e| e.name.clone());
    event.target.iter().filter_map(name).collect()
}

#[test]
fn whoever_suffers_an_act_is_a_party_though_no_table_has_the_noun() {
    let text = "Kenyan troops on Monday beat three beekeepers from Uganda near Busia.";
    assert_eq!(targets(text, EventType::Assault), ["three beekeepers from Uganda"]);
    let text = "Students marched in Nairobi on Monday. Police arrested eleven.";
    assert_eq!(targets(text, EventType::Coerce), ["eleven"]);
    let text = "Police in Nairobi on Monday arrested two of the Ugandan fishermen.";
    assert_eq!(targets(text, EventType::Coerce), ["Ugandan fishermen"]);
}

#[test]
fn counted_people_are_not_those_counted_before() {
    let text = "Nine Peruvian fishermen were freed by Chile on Monday. In Lima, police arrested 200 fishermen.";
    let found = read(text);
    let fishermen = found.entities.iter().filter(|e| e.name.contains("fishermen")).count();
    assert_eq!(fishermen, 2, "{:?}", found.entities);
}

#[test]
fn negotiators_are_those_of_the_parties_to_the_talks() {
    let text = "Peru and Chile held talks on their border in Lima on Monday. The talks made no progress. Negotiators will \
                meet again in June.";
    let found = read(text);
    let next = found.events.iter().rfind(|e| e.event_type == EventType::Consult).unwrap();
    assert_eq!(countries(&found, &next.source), ["CHL", "PER"]);
    // But the leaders of a continent are not those of two states.
    let text = "Peru and Chile held talks on their border in Lima on Monday. African leaders met in Accra.";
    let found = read(text);
    let other = found.events.iter().rfind(|e| e.event_type == EventType::Consult).unwrap();
    assert_eq!(other.source.len(), 1, "{other:?}");
}

#[test]
fn a_participle_in_a_headline_is_suffered() {
    let (source, target) =
        sides("Former Ghana minister sentenced to six years for fraud", EventType::Sanction);
    assert_eq!((source, target), (vec![], vec!["GHA".into()]));
}

#[test]
fn those_who_are_kept_from_an_act_are_its_doers() {
    let text = "Police in Nairobi kept the Ugandan students from marching into the city.";
    let found = read_by_rules(&published(text, "2019-06-05"));
    let march = found.events.iter().find(|e| e.event_type == EventType::Protest).unwrap();
    let who = march.source.iter().filter_map(|p| found.entity(p.entity)).map(|e| e.name.as_str());
    assert_eq!(who.collect::<Vec<_>>(), ["Ugandan students"]);
}

#[test]
fn what_is_left_unsaid_is_no_rejection() {
    for text in
        ["The Kenyan spokesman declined to be named.", "An envoy of Peru refused to comment."]
    {
        assert!(read(text).events.is_empty(), "{text}");
    }
}

#[test]
fn whoever_offers_is_none_of_those_to_whom_he_does() {
    let text = "The men from Kenya were offered a salary by Russian agents.";
    assert_eq!(targets(text, EventType::Agree), ["men from Kenya"]);
}

#[test]
fn whoever_owns_what_is_seized_suffers_it() {
    let text = "Peru questioned Juan Quispe, a Bolivian lawyer, in Lima on Monday. Peruvian police then confiscated his telephone.";
    let found = read(text);
    let seized = found.events.iter().rfind(|e| e.event_type == EventType::Coerce).unwrap();
    assert_eq!(countries(&found, &seized.target), ["BOL"]);
}

#[test]
fn what_a_meeting_is_about_does_not_attend() {
    let text = "At a meeting of the African Union on the war in Chad, Kenya and Uganda agreed to send troops.";
    let found = read(text);
    let meeting = found.events.iter().find(|e| e.event_type == EventType::Consult).unwrap();
    let all = meeting.source.iter().chain(&meeting.target);
    assert!(all.filter_map(|p| found.entity(p.entity)?.country).all(|c| c.as_str() != "TCD"));
}

#[test]
fn a_mediator_who_speaks_of_the_two_parties_is_none() {
    let text = "Talks between Peruvian President Ana Quispe and Chilean President Luis Rojas in Lima failed on Monday. The \
                mediator, Maria Lund, and her deputy, Jan Berg, sat beside them. \"The two parties did not agree,\" Lund said.";
    let (source, _) = sides(text, EventType::Agree);
    assert_eq!(source, ["CHL", "PER"]);
}

#[test]
fn nobody_meets_himself() {
    let (source, target) = sides(
        "Kenyan Foreign Minister Jane Wanjiru convened a meeting in Oslo.",
        EventType::Consult,
    );
    assert_eq!((source, target), (vec!["KEN".into()], vec![]));
}

#[test]
fn nobody_condemns_the_town_of_a_raid() {
    let text = "Norway condemns the attack on a market in Mubi, Adamawa State.";
    assert!(sides(text, EventType::Accuse).1.is_empty(), "{text}");
    assert_eq!(sides("Norway thanked Quito for its help.", EventType::Support).1, ["ECU"]);
}

#[test]
fn each_side_is_one_of_the_two_and_the_other_is_the_other() {
    let both = vec!["ERI".to_owned(), "SDN".to_owned()];
    let text = "Talks between Sudan and Eritrea failed on Monday. Each side accused the other of firing first.";
    assert_eq!(sides(text, EventType::Accuse), (both.clone(), both));
}

#[test]
fn whoever_strikes_back_strikes_whoever_hit_him() {
    let text =
        "Sudanese troops shelled a Chadian village on Monday. Chad vowed revenge on Tuesday.";
    assert_eq!(sides(text, EventType::Threaten).1, ["SDN"]);
}

#[test]
fn whoever_owns_a_policy_is_criticised_for_it() {
    let text = "Norway criticised the trade policy of Chad.";
    assert_eq!(sides(text, EventType::Accuse).1, ["TCD"]);
}
