use super::*;
use detente_language::Analyser;
use detente_model::{Analysis, Article, QuoteKind};
use proptest::prelude::*;
use std::sync::LazyLock;

static ANALYSER: LazyLock<Analyser> = LazyLock::new(|| Analyser::new().unwrap());

/// Kind, words, cue and speaker of each quote.
fn read(text: &str) -> Vec<(QuoteKind, String, String, String)> {
    let article = Article::from_text(text, None);
    let analysis = ANALYSER.analyse(&article);
    let rules = QuoteRules::embedded().unwrap();
    let surface = |s: Option<ByteSpan>| s.map_or("", |s| s.of(&article.text)).to_owned();
    find(&Document::new(&article, &analysis), &rules, &Findings::default())
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
    let analysis = ANALYSER.analyse(&article);
    let found = find(
        &Document::new(&article, &analysis),
        &QuoteRules::embedded().unwrap(),
        &Findings::default(),
    );
    let clause = found[0].clause.unwrap().of(&article.text);
    assert!(clause.starts_with("the talks were \"a long"), "{clause}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn spans_fit_any_text(text in "(\\PC|\"|“|”|''|‘|’| he said|, |\\. |that |Moreno |according to |\n\n|\n|é){0,40}") {
        let article = Article::from_text(text, None);
        let rules = QuoteRules::embedded().unwrap();
        for analysis in [Analysis::default(), ANALYSER.analyse(&article)] {
            for quote in find(&Document::new(&article, &analysis), &rules, &Findings::default()) {
                prop_assert!(!quote.span.of(&article.text).is_empty());
                for span in [quote.cue, quote.speaker, quote.clause].into_iter().flatten() {
                    prop_assert!(!span.of(&article.text).is_empty());
                }
            }
        }
    }
}
