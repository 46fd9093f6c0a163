//! Which day an act is of, and what a day without a year means beside its verb.

use crate::reading::{published, read_by_rules};
use detente_model::{Article, DateRange, Published, Section};

/// Each act by its words, with its days.
fn acts(article: &Article) -> Vec<String> {
    let act = |e: &detente_model::Event| {
        let date = e.date.map_or_else(|| "-".to_owned(), DateRange::to_iso);
        format!("{} {date}", e.span.of(&article.text))
    };
    read_by_rules(article).events.iter().map(act).collect()
}

fn written(text: &str) -> Article {
    published(text, "2021-09-15")
}

#[test]
fn acts_take_the_day_of_their_clause() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("Peru signed the 1998 border treaty with Ecuador on Monday.", &["signed 2021-09-13"][..]),
        (
            "The Lima accord (signed in 2006) was condemned by Chile on Wednesday.",
            &["condemned 2021-09-15"],
        ),
        (
            "Peru's president, elected in July 2020, visited Bolivia on Thursday.",
            &["visited 2021-09-09"],
        ),
        (
            "Police arrested the activist, who fled in 2019, at the airport on Monday.",
            &["arrested 2021-09-13"],
        ),
        ("The army shelled the port on Tuesday, killing nine people.", &["shelled 2021-09-14"]),
        (
            "Peru on Aug. 30 expelled two Chilean diplomats and recalled its ambassador.",
            &["expelled 2021-08-30", "recalled its ambassador 2021-08-30"],
        ),
        (
            "On 12 August, Peru recalled its envoy and Chile closed its embassy in Lima.",
            &["recalled its envoy 2021-08-12", "closed its embassy 2021-08-12"],
        ),
        ("Chile condemned the coup of 1973.", &["condemned -"]),
        ("Chile urged Peru to free the sailors by Friday.", &["urged -"]),
        ("Chile has shelled the town since March.", &["shelled 2021-03-01/2021-09-15"]),
        ("Peru shelled the town for the first time since 2002.", &["shelled -"]),
        ("Chile condemns the massacre of peasants in Peru in 1992.", &["condemns 2021-09-15"]),
        ("Peru bombed the port between 3 and 5 September.", &["bombed 2021-09-03/2021-09-05"]),
        ("Peru and Chile held talks from May to July.", &["held talks 2021-05-01/2021-07-31"]),
        ("Talks between Peru and Chile collapsed in Q2 2021.", &["Talks 2021-Q2"]),
    ] {
        let coded = acts(&written(text));
        if !expected.iter().all(|act| coded.iter().any(|c| c == act)) {
            wrong.push(format!("{text} {coded:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_headline_is_of_the_day_that_the_text_tells() {
    let article = Article::builder("a")
        .block(Section::Title, "Peru expels Chile's envoy")
        .block(Section::Body, "Peru on Monday expelled Chile's envoy.")
        .published("2021-09-15".parse().ok().map(Published::on))
        .build();
    assert_eq!(acts(&article), ["expels 2021-09-13", "expelled 2021-09-13"]);
}

#[test]
fn tense_and_preposition_tell_which_day() {
    let mut wrong = Vec::new();
    for (text, values) in [
        ("The envoys left in December.", &["2020-12"][..]),
        ("The port will reopen in March.", &["2022-03"]),
        ("The hearing was adjourned to Thursday.", &["2021-09-16"]),
        ("The siege lasted until Friday.", &["2021-09-10"]),
        ("The curfew was prolonged until Friday.", &["2021-09-17"]),
        ("Parliament called a vote for Monday.", &["2021-09-20"]),
        ("The summit begins on Thursday.", &["2021-09-16"]),
        ("The council said on Friday it would send monitors.", &["2021-09-10"]),
        ("Troops blocked the road to stop lorries from leaving on Monday.", &["2021-09-13"]),
        ("They told the garrison to leave by Friday.", &["2021-09-17"]),
        ("August Hanning said on 3 April that talks had failed.", &["2021-04-03"]),
    ] {
        let found = read_by_rules(&written(text));
        let read: Vec<&str> = found.times.iter().filter_map(|t| t.value.as_deref()).collect();
        if read != values {
            wrong.push(format!("{text} {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
