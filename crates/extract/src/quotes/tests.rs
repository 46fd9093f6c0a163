use super::*;
use crate::Rules;
use detente_language::Analyser;
use detente_model::{
    Analysis, Article, ByteSpan, DateRange, QuoteKind, Section, TimeExpression, TimeKind,
};
use proptest::prelude::*;
use std::sync::LazyLock;

static ANALYSER: LazyLock<Analyser> = LazyLock::new(|| Analyser::new().unwrap());
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().unwrap());

/// Kind, words, cue and speaker of each quote.
fn read(text: &str) -> Vec<(QuoteKind, String, String, String)> {
    let article = Article::from_text(text, None);
    let analysis = ANALYSER.analyse_acts(&article);
    let surface = |s: Option<ByteSpan>| s.map_or("", |s| s.of(&article.text)).to_owned();
    find(&Document::new(&article, &analysis), &RULES.quotes, &Findings::default())
        .iter()
        .map(|q| (q.kind, surface(Some(q.span)), surface(q.cue), surface(q.speaker)))
        .collect()
}

macro_rules! quotes {
    ($($name:ident: $text:literal => $([$kind:ident $words:literal $cue:literal $speaker:literal])+;)+) => {
        $(#[test]
        fn $name() {
            let wanted = vec![$((QuoteKind::$kind, $words.to_owned(), $cue.to_owned(), $speaker.to_owned())),+];
            assert_eq!(read($text), wanted);
        })+
    };
}

quotes! {
    cue_after: "\"We will not leave the talks,\" Moreno said."
        => [Direct "We will not leave the talks," "said" "Moreno"];
    cue_after_inverted: "“We will not leave the talks,” said Ana Moreno, who leads the delegation."
        => [Direct "We will not leave the talks," "said" "Ana Moreno"];
    cue_before: "Moreno said: \"We will not leave the talks.\""
        => [Direct "We will not leave the talks." "said" "Moreno"];
    cue_between: "''We will stay,'' she said. ''The talks go on.''"
        => [Direct "We will stay," "said" "she"] [Direct "The talks go on." "said" "she"];
    carried_over: "\"We will stay at the table,\" Moreno said.\n\n\"The talks will go on for weeks.\""
        => [Direct "We will stay at the table," "said" "Moreno"] [Direct "The talks will go on for weeks." "" ""];
    cue_in_a_later_paragraph: "“We will stay at the table.\n\n“The talks will go on,” Moreno said."
        => [Direct "We will stay at the table." "" ""] [Direct "The talks will go on," "said" "Moreno"];
    reported_clause: "Moreno said that the talks would go on."
        => [Indirect "the talks would go on" "said" "Moreno"];
    reported_clause_bare: "The minister says the talks will go on."
        => [Indirect "the talks will go on" "says" "The minister"];
    reported_clause_first: "The talks have failed, Foreign Minister Ana Moreno said on Monday."
        => [Indirect "The talks have failed" "said" "Foreign Minister Ana Moreno"];
    marked_words_in_a_clause: "Moreno said the talks were \"a long and bitter farce\" from the start."
        => [Mixed "a long and bitter farce" "said" "Moreno"];
    according_to: "The border was closed at noon, according to the interior ministry."
        => [Indirect "The border was closed at noon" "according to" "the interior ministry"];
    fixed_phrase: "Both sides have made it clear that the talks will go on."
        => [Indirect "the talks will go on" "have made it clear" "Both sides"];
}

quotes! {
    aside_after_the_speaker: "A senior Danish official, who spoke on condition of anonymity, said the talks had failed again."
        => [Indirect "the talks had failed again" "said" "A senior Danish official"];
    tail_of_the_reporter: "Moreno said the talks had failed again, blaming the ministry for the delay."
        => [Indirect "the talks had failed again" "said" "Moreno"];
    turn_of_the_reporter: "Moreno said the talks had failed again, though she gave no reason."
        => [Indirect "the talks had failed again" "said" "Moreno"];
    says_another_thing: "Moreno said the talks had failed again, but he praised the hosts."
        => [Indirect "the talks had failed again" "said" "Moreno"];
    fronted_clause: "When Moreno said the talks had failed again, the ministry closed the border."
        => [Indirect "the talks had failed again" "said" "Moreno"];
    day_of_saying: "Moreno said Wednesday the talks had failed again."
        => [Indirect "the talks had failed again" "said" "Moreno"];
    sentences_in_one_quote: "Moreno said that \"the talks have failed. We will leave on Monday.\""
        => [Mixed "the talks have failed. We will leave on Monday." "said" "Moreno"];
    colon_before_the_words: "Moreno was blunt: \"The talks have failed.\""
        => [Direct "The talks have failed." ":" "Moreno"];
}

quotes! {
    announced_by_the_paragraph_before: "Ana Moreno told reporters in Odrava:\n\n\"The quay is safe.\""
        => [Direct "The quay is safe." "told" "Ana Moreno"];
    announced_without_a_verb: "A few words by Ana Moreno:\n\n“The quay is safe.”"
        => [Direct "The quay is safe." ":" "Ana Moreno"];
    announced_for_several_paragraphs: "Moreno writes:\n\n“The quay is safe again.\n\n“It will open soon.”"
        => [Direct "The quay is safe again." "writes" "Moreno"] [Direct "It will open soon." "" ""];
    taken_up_again_and_never_closed: "“We came,” Moreno said. “We saw the quay.\n\nThe hall was empty."
        => [Direct "We came," "said" "Moreno"] [Direct "We saw the quay." "said" "Moreno"];
    taken_up_again_over_paragraphs: "\"We came,\" Moreno said. \"We saw the quay.\n\n\"It is safe.\""
        => [Direct "We came," "said" "Moreno"] [Direct "We saw the quay." "said" "Moreno"] [Direct "It is safe." "" ""];
    introduced_by_the_sentence_before: "Moreno walked to the quay at noon. “It is safe.” The crowd cheered."
        => [Direct "It is safe." "" "Moreno"];
    introduced_by_the_paragraph_before: "Moreno walked to the quay at noon.\n\n“It is safe.”\n\nThe crowd cheered."
        => [Direct "It is safe." "" "Moreno"];
    introduced_by_nobody_who_speaks: "The rain fell on the quay at noon.\n\n“It is safe.”"
        => [Direct "It is safe." "" ""];
    spaces_inside_the_marks: "\" The quay is safe , \" Ana Moreno said ."
        => [Direct "The quay is safe ," "said" "Ana Moreno"];
}

quotes! {
    aside_that_names_the_speaker: "The delegate, Ana Moreno, said the papers showed nothing new."
        => [Indirect "the papers showed nothing new" "said" "Ana Moreno"];
    clause_that_opens_with_a_noun_and_its_own: "The delegate said the papers that Ruiz kept showed nothing new."
        => [Indirect "the papers that Ruiz kept showed nothing new" "said" "The delegate"];
    apposition_behind_the_speaker: "Ruiz planned to stay in Odrava until noon, said Ana Moreno, head of the delegation."
        => [Indirect "Ruiz planned to stay in Odrava until noon" "said" "Ana Moreno"];
    one_of_several: "One of them, Ana Moreno, said that the bridge was closed."
        => [Indirect "the bridge was closed" "said" "Ana Moreno"];
    short_clause: "Moreno said talks had failed."
        => [Indirect "talks had failed" "said" "Moreno"];
    not_only_said: "Moreno not only said that the bridge was closed, she closed it."
        => [Indirect "the bridge was closed" "said" "Moreno"];
    denied_is_said: "Moreno denied that the bridge was closed."
        => [Indirect "the bridge was closed" "denied" "Moreno"];
    according_to_an_officer: "According to Attorney Ana Moreno, the letter of the guard could help the case."
        => [Indirect "the letter of the guard could help the case" "According to" "Attorney Ana Moreno"];
    signed: "“We will build the bridge again.” - Ana Moreno"
        => [Direct "We will build the bridge again." "" "Ana Moreno"];
    said_by_nobody_known: "It was reported on Sunday that the bridge had been closed."
        => [Indirect "the bridge had been closed" "was reported" ""];
    ruled: "The court ruled Moreno had no right to close the bridge."
        => [Indirect "Moreno had no right to close the bridge" "ruled" "The court"];
    said_on_a_day: "Ana Moreno said on Friday she could and would close the bridge."
        => [Indirect "she could and would close the bridge" "said" "Ana Moreno"];
    according_to_first: "According to Moreno, this will give the guards time to repair the bridge, which is to open in May."
        => [Indirect "this will give the guards time to repair the bridge, which is to open in May" "According to" "Moreno"];
    a_letter_is_a_medium: "Moreno wrote in a letter that the bridge was closed."
        => [Indirect "the bridge was closed" "wrote" "Moreno"];
}

#[test]
fn what_was_left_unsaid_is_no_quote() {
    for text in [
        "The guards have not revealed who opened the gate.",
        "Moreno never said that the bridge was closed.",
        "Nobody told us where the bridge had been built.",
        "No engineer would say whether the bridge was safe.",
        "Moreno declined to say when the bridge would open.",
        "Moreno left without saying who had built the bridge.",
        "Moreno has yet to say who will pay for the bridge.",
        "The guards were unable to say how many people crossed the bridge.",
    ] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}

#[test]
fn what_only_teaches_says_nothing() {
    let found = read("But experience tells that old bridges seldom fall.");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn marked_words_alone_are_no_speech_without_a_verb() {
    assert!(read("Moreno looked at the old quay. “Wet and grey.” Then she left.").is_empty());
}

#[test]
fn headline_names_its_speaker() {
    let article = Article::builder("test")
        .block(Section::Title, "Moreno: talks have failed again")
        .block(Section::Body, "The border was closed at noon.")
        .build();
    let analysis = ANALYSER.analyse_acts(&article);
    let found = find(&Document::new(&article, &analysis), &RULES.quotes, &Findings::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule, "headline");
    assert_eq!(found[0].span.of(&article.text), "talks have failed again");
    assert_eq!(found[0].speaker.unwrap().of(&article.text), "Moreno");
}

#[test]
fn an_outlet_after_a_dash_is_no_speaker() {
    let article = Article::builder("test")
        .block(Section::Title, "Talks have failed again - Odrava Herald")
        .block(Section::Body, "The border was closed at noon.")
        .build();
    let analysis = ANALYSER.analyse_acts(&article);
    let found = find(&Document::new(&article, &analysis), &RULES.quotes, &Findings::default());
    assert!(found.is_empty(), "{found:?}");
}

/// The outlet of the first quote.
fn outlet(text: &str) -> Option<String> {
    let article = Article::from_text(text, None);
    let analysis = ANALYSER.analyse_acts(&article);
    let found = find(&Document::new(&article, &analysis), &RULES.quotes, &Findings::default());
    found.first()?.via.map(|v| v.of(&article.text).to_owned())
}

#[test]
fn outlet_that_was_told() {
    assert_eq!(outlet("\"We will stay,\" Moreno told Reuters.").as_deref(), Some("Reuters"));
}

#[test]
fn outlet_that_carried_the_words() {
    let carried =
        "\"The talks have failed,\" Moreno said in comments carried by Norland state TV from Oslo.";
    assert_eq!(outlet(carried).as_deref(), Some("Norland state TV"));
    assert_eq!(outlet("\"We will stay,\" Moreno said in the garden of the palace."), None);
}

#[test]
fn day_of_the_saying() {
    let text = "Moreno said on 3 May 2021 that the talks had failed.";
    let article = Article::from_text(text, None);
    let analysis = ANALYSER.analyse_acts(&article);
    let day = DateRange::day("2021-05-03".parse().unwrap());
    let start = text.find("3 May").unwrap() as u32;
    let time = TimeExpression {
        sentence: 0,
        span: ByteSpan::new(start, start + 10),
        kind: TimeKind::Date,
        value: Some("2021-05-03".to_owned()),
        range: Some(day),
    };
    let found = Findings { times: vec![time], ..Findings::default() };
    let quotes = find(&Document::new(&article, &analysis), &RULES.quotes, &found);
    assert_eq!(quotes[0].said_on, Some(day));
}

#[test]
fn titles_and_scare_quotes_are_no_speech() {
    assert!(
        read("The \"talks\" ended. He hosts a programme called \"The World This Week\".")
            .is_empty()
    );
}

#[test]
fn a_mixed_quote_tells_its_clause() {
    let article =
        Article::from_text("Moreno said the talks were \"a long and bitter farce\".", None);
    let analysis = ANALYSER.analyse_acts(&article);
    let found = find(&Document::new(&article, &analysis), &RULES.quotes, &Findings::default());
    let clause = found[0].clause.unwrap().of(&article.text);
    assert!(clause.starts_with("the talks were \"a long"), "{clause}");
}

mod voices;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn spans_fit_any_text(text in "(\\PC|\"|“|”|''|‘|’| he said|, |\\. |that |Moreno |according to |\n\n|\n|é){0,40}") {
        let article = Article::from_text(text, None);
        for analysis in [Analysis::default(), ANALYSER.analyse_acts(&article)] {
            for quote in find(&Document::new(&article, &analysis), &RULES.quotes, &Findings::default()) {
                prop_assert!(!quote.span.of(&article.text).is_empty());
                for span in [quote.cue, quote.speaker, quote.clause].into_iter().flatten() {
                    prop_assert!(!span.of(&article.text).is_empty());
                }
            }
        }
    }
}
