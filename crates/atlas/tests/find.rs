//! Names in running text.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on stops")]

use chrono::NaiveDate;
use detente_atlas::{Atlas, Match, Reason, Toponym};
use detente_model::ByteSpan;
use proptest::prelude::*;

/// Words and marks, as a tokeniser splits them.
fn tokens(text: &str) -> Vec<ByteSpan> {
    let mut out: Vec<ByteSpan> = Vec::new();
    let mut in_word = false;
    for (i, c) in text.char_indices() {
        let word = c.is_alphanumeric() || c == '.' && text[..i].ends_with(char::is_uppercase);
        match out.last_mut() {
            Some(last) if word && in_word => last.end = (i + c.len_utf8()) as u32,
            _ if !c.is_whitespace() => out.push(ByteSpan::from_range(i..i + c.len_utf8())),
            _ => {}
        }
        in_word = word;
    }
    out
}

fn find(text: &str) -> Vec<(String, Match)> {
    let tokens = tokens(text);
    let found = Atlas::embedded().find_names(text, &tokens, NaiveDate::from_ymd_opt(2015, 8, 5));
    let surface = |m: &Match| {
        let (first, last) = (tokens[m.tokens.start as usize], tokens[m.tokens.end as usize - 1]);
        first.cover(last).of(text).to_owned()
    };
    found.into_iter().map(|m| (surface(&m), m)).collect()
}

fn surfaces(text: &str) -> Vec<String> {
    find(text).into_iter().map(|(s, _)| s).collect()
}

#[test]
fn a_state_with_a_role_is_one_name() {
    let text = "The Norwegian foreign minister met Polish officials in Oslo, a U.S. State Department official said.";
    assert_eq!(
        surfaces(text),
        [
            "Norwegian foreign minister",
            "Polish officials",
            "Oslo",
            "U.S. State Department official"
        ]
    );
}

#[test]
fn titles_full_names_and_family_names() {
    let found = find(
        "Turkish Foreign Minister Mevlut Cavusoglu spoke to Secretary of State Kerry and President of Kenya.",
    );
    let names: Vec<_> =
        found.iter().map(|(s, m)| (s.as_str(), m.candidates[0].name.as_str())).collect();
    assert_eq!(
        names,
        [
            ("Turkish Foreign Minister", "Mevlüt Çavuşoğlu"),
            ("Mevlut Cavusoglu", "Mevlüt Çavuşoğlu"),
            ("Secretary of State Kerry", "John Kerry"),
            ("President of Kenya", "Uhuru Kenyatta"),
        ]
    );
}

#[test]
fn names_do_not_reach_over_sentences_or_commas() {
    assert_eq!(
        surfaces("They praised the Danish government. Soldiers left."),
        ["Danish government"]
    );
    assert_eq!(surfaces("He came from Sweden, ministers said."), ["Sweden"]);
}

#[test]
fn leanings_are_not_membership() {
    let found = find("Fighting with pro-Russian separatists went on.");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1.candidates[0].country, None);
    assert_eq!(found[0].1.candidates[0].reason, Reason::Role);
    let found = find("The village is home to ethnic Albanians and is pro-Russian.");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "ethnic Albanians");
    assert_eq!(found[0].1.candidates[0].country, None);
}

#[test]
fn roles_alone_are_no_names() {
    assert!(
        surfaces("The rebels said that the foreign minister of the republic would resign.")
            .is_empty()
    );
}

#[test]
fn places_are_told_apart_by_what_stands_around() {
    let atlas = Atlas::embedded();
    let country = |toponyms: &[(&str, &str)]| -> Vec<String> {
        let toponyms: Vec<_> =
            toponyms.iter().map(|&(surface, after)| Toponym { surface, after }).collect();
        let found = atlas.resolve_places(&toponyms, None);
        found
            .iter()
            .map(|c| c.first().and_then(|c| c.country).map_or("-".into(), |c| c.to_string()))
            .collect()
    };
    assert_eq!(country(&[("Paris", " is calm.")]), ["FRA"]);
    assert_eq!(country(&[("Paris", ", Texas, is calm.")]), ["USA"]);
    assert_eq!(country(&[("Athens", ", Ga.")]), ["USA"]);
    assert_eq!(country(&[("Tripoli", " is calm.")]), ["LBY"]);
    assert_eq!(country(&[("Tripoli", ", #Lebanon, is calm.")]), ["LBN"]);
    assert_eq!(
        country(&[("Birmingham", "."), ("Montgomery", "."), ("Alabama", ".")]),
        ["USA", "USA", "USA"]
    );
    assert_eq!(
        country(&[("Georgia", "."), ("Tbilisi", "."), ("Batumi", ".")]),
        ["GEO", "GEO", "GEO"]
    );
    let within =
        atlas.resolve_places(&[Toponym { surface: "Little Hopeville", after: ", Ohio" }], None);
    assert!(within[0][0].actor_id.starts_with("within:"), "{:?}", within[0]);
    assert!(
        atlas.resolve_places(&[Toponym { surface: "Xyzzyville", after: "" }], None)[0].is_empty()
    );
}

#[test]
fn a_division_is_found_with_its_noun_and_under_the_spellings_of_its_town() {
    let atlas = Atlas::embedded();
    let first = |surface: &str| {
        let found = atlas.resolve_places(&[Toponym { surface, after: "" }], None);
        found[0].first().and_then(|c| c.country).map(|c| c.to_string())
    };
    for (surface, code) in [
        ("Plateau State", "NGA"),
        ("Niger State", "NGA"),
        ("Lorestan Province", "IRN"),
        ("Zaporizhzhia", "UKR"),
        ("Zaporizhzhia Oblast", "UKR"),
    ] {
        assert_eq!(first(surface).as_deref(), Some(code), "{surface}");
    }
}

proptest! {
    #[test]
    fn matches_are_in_order_and_inside(text in "([A-Z]?[a-z']{0,9}[ ,.\\n-]{1,2}|Russia|US|of|president| Lavrov| the ){0,30}") {
        let tokens = tokens(&text);
        let found = Atlas::embedded().find_names(&text, &tokens, None);
        let mut end = 0;
        for m in &found {
            prop_assert!(m.tokens.start >= end && m.tokens.start < m.tokens.end);
            prop_assert!(m.tokens.end as usize <= tokens.len());
            prop_assert!(!m.candidates.is_empty());
            end = m.tokens.end;
        }
    }

    #[test]
    fn spans_that_do_not_fit_do_no_harm(text in "\\PC{0,40}", spans in prop::collection::vec((0u32..60, 0u32..60), 0..12)) {
        let tokens: Vec<_> = spans.into_iter().map(|(a, b)| ByteSpan::new(a, b)).collect();
        let _ = Atlas::embedded().find_names(&text, &tokens, None);
    }
}

#[test]
fn an_unknown_place_is_near_the_towns_that_the_text_names() {
    let toponym = |surface, after| Toponym { surface, after };
    let text = [
        toponym("Dayton", ", Ohio"),
        toponym("Springfield", ", Ohio"),
        toponym("Qwxville", " is small"),
        toponym("Clark County", " officials"),
    ];
    let found = Atlas::embedded().resolve_places(&text, None);
    let unknown = &found[2][0];
    assert_eq!(unknown.actor_id, "within:USA");
    let (lat, lon) = (unknown.lat.unwrap(), unknown.lon.unwrap());
    assert!((lat - 39.8).abs() < 0.3 && (lon + 84.0).abs() < 0.4, "{lat} {lon}");
    // Places far apart say nothing of a third.
    let apart = [toponym("Dayton", ", Ohio"), toponym("Lyon", ""), toponym("Qwxville", "")];
    let apart = Atlas::embedded().resolve_places(&apart, None);
    assert!(apart[2].first().is_none_or(|c| c.lat.is_none()));
}

#[test]
fn the_state_after_a_division_tells_it_from_its_namesakes() {
    let toponyms = [
        Toponym { surface: "Nyanga", after: ", Western Cape, South Africa, on Monday." },
        Toponym { surface: "Melbourne", after: ", Florida." },
    ];
    let found = Atlas::embedded().resolve_places(&toponyms, None);
    let country = |i: usize| found[i].first().and_then(|r| r.country).map(|c| c.to_string());
    assert_eq!([country(0).as_deref(), country(1).as_deref()], [Some("ZAF"), Some("USA")]);
}
