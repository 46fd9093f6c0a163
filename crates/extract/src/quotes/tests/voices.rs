//! Whose entity a speaker is.

use super::ANALYSER;
use crate::{Extractor, Rules};
use detente_atlas::Atlas;
use detente_model::{Article, Section, Table};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Atlas::embedded().clone(), Rules::embedded().unwrap()));

/// The name of each quote's speaker, or nothing.
fn speakers_of(article: &Article) -> Vec<String> {
    let analysis = ANALYSER.analyse_acts(article);
    let found = EXTRACTOR.extract(article, &analysis, [Table::Quotes].into_iter().collect());
    let name = |e: detente_model::EntityId| found.entities[e.index()].name.clone();
    found.quotes.iter().map(|q| q.speaker_entity.map(name).unwrap_or_default()).collect()
}

fn speakers(text: &str) -> Vec<String> {
    speakers_of(&Article::from_text(text, None))
}

#[test]
fn the_head_speaks_and_not_its_complement() {
    for (text, name) in [
        ("\"It is safe,\" a source close to Emmanuel Macron said.", "source"),
        ("Engineers in Norway said the bridge was safe.", "Engineers"),
        ("Ana Moreno of the Harbour Institute said the bridge was safe.", "Ana Moreno"),
        ("\"It is safe,\" said Ana Moreno from the embassy of Peru.", "Ana Moreno"),
        ("A diplomat familiar with the talks in Geneva said the bridge was safe.", "diplomat"),
        (
            "The head of the delegation in Geneva said the bridge was safe.",
            "head of the delegation in Geneva",
        ),
    ] {
        assert_eq!(speakers(text), [name], "{text}");
    }
}

#[test]
fn a_title_with_a_complement_goes_before_a_name() {
    let text = "The Foreign Minister of Ghana Ama Boateng said the bridge was safe.";
    assert_eq!(speakers(text), ["Ama Boateng"]);
}

#[test]
fn words_that_count_do_not_speak() {
    assert_eq!(speakers("\"It is safe,\" one of the diplomats said."), ["diplomats"]);
    let named = "Some engineers left. One of them, Ana Moreno, said the bridge was safe.";
    assert_eq!(speakers(named), ["Ana Moreno"]);
}

#[test]
fn what_is_written_speaks_for_its_author() {
    let said = "\"The bridge is safe,\" the letter said.";
    for before in [
        "Ana Moreno sent a letter on Monday.",
        "A letter by Ana Moreno came on Monday.",
        "Ana Moreno asked for money in a letter.",
        "The bridge was the topic of Ana Moreno's letter.",
        "A letter signed by Ana Moreno came on Monday.",
    ] {
        assert_eq!(speakers(&format!("{before} {said}")), ["Ana Moreno"], "{before}");
    }
    assert_eq!(speakers(&format!("Ana Moreno got a letter on Monday. {said}")), [""]);
}

#[test]
fn a_stand_in_is_the_source_named_before() {
    let text = "A diplomat talked to the agency on Monday. \"It is safe,\" the interlocutor added.";
    assert_eq!(speakers(text), ["diplomat"]);
    let met =
        "A diplomat met our reporter on Monday. \"It is safe,\" the paper's interlocutor said.";
    assert_eq!(speakers(met), ["diplomat"]);
}

#[test]
fn he_is_nobody_named_in_the_quote() {
    let text = "\"We asked Mr. Ruiz. Carlos Ruiz agreed,\" Jorge Moreno said. \
                \"So Carlos Ruiz will sign,\" he went on.";
    assert_eq!(speakers(text), ["Jorge Moreno", "Jorge Moreno"]);
}

#[test]
fn he_is_the_speaker_of_the_sentence_before() {
    let text = "Carlos Ruiz told reporters: \"We lost.\" Jorge Moreno said the bridge was safe again. \
                He said it had been \"closed for too long\".";
    assert_eq!(speakers(text), ["Carlos Ruiz", "Jorge Moreno", "Jorge Moreno"]);
}

#[test]
fn she_is_not_the_man_who_spoke_last() {
    let text = "Maria Ruiz came to the bridge. Jorge Moreno said the bridge was safe. \
                She said it had been \"closed for too long\".";
    assert_eq!(speakers(text), ["Jorge Moreno", "Maria Ruiz"]);
}

#[test]
fn answers_are_the_word_of_whom_the_interview_is_with() {
    let text = "Ana Moreno took questions at the bridge.\n\nQ: Is it safe?\n\nA: It is safe for all of you.";
    assert_eq!(speakers(text), ["Ana Moreno"]);
    let lines =
        "Ana Moreno took questions at the bridge.\n\nQuestion: Is it safe?\nMoreno: It is safe.";
    assert_eq!(speakers(lines), ["Ana Moreno"]);
    assert!(speakers("The bridge has two lanes.\n\nA: The left lane is closed.").is_empty());
}

#[test]
fn a_place_before_a_colon_does_not_speak() {
    let headline = |title: &str| {
        let body = "The bridge was closed at noon.";
        let article = Article::builder("test").block(Section::Title, title);
        speakers_of(&article.block(Section::Body, body).build())
    };
    assert!(headline("Oslo: Flood closes the old bridge").is_empty());
    assert!(headline("Norway: Flood closes the old bridge").is_empty());
    assert_eq!(headline("Norway: we will build a new bridge"), ["Norway"]);
    assert!(headline("Analysis: Flood closes the old bridge").is_empty());
}

#[test]
fn a_label_that_names_a_person_says_whose_words_come_after_it() {
    assert_eq!(speakers("Ana Moreno: We urge Peru to sign. It is time."), ["Ana Moreno"]);
    assert_eq!(
        speakers("@StateDept: We urge Peru to sign."),
        ["United States Department of State"]
    );
    for report in [
        "Kano: Gunmen killed ten soldiers.",
        "Peru: Ten soldiers were killed.",
        "ARICA BAY: Gunmen killed ten soldiers.",
        "Ana Moreno: a life",
    ] {
        assert_eq!(speakers(report), [""; 0], "{report}");
    }
}
