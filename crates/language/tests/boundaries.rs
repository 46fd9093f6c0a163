//! Sentences and words of news prose: one case a convention. `|` parts sentences, a space parts words.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use detente_language::Analyser;
use proptest::prelude::*;
use std::sync::OnceLock;

fn analyser() -> &'static Analyser {
    static ANALYSER: OnceLock<Analyser> = OnceLock::new();
    ANALYSER.get_or_init(|| Analyser::new().unwrap())
}

fn words(text: &str) -> String {
    let analysis = analyser().analyse_text(text);
    let sentences = (0..analysis.sentences.len()).map(|s| {
        let words: Vec<&str> = analysis.sentence_tokens(text, s).map(|t| t.text()).collect();
        words.join(" ")
    });
    sentences.collect::<Vec<_>>().join(" | ")
}

fn sentences(text: &str) -> Vec<String> {
    let analysis = analyser().analyse_text(text);
    analysis.sentences.iter().map(|s| s.span.of(text).to_owned()).collect()
}

#[test]
fn words_are_cut_as_the_treebank_cuts_them() {
    for (text, expected) in [
        ("They don't know.", "They do n't know ."),
        (
            "The minister\u{2019}s aides can\u{2019}t say.",
            "The minister \u{2019}s aides ca n\u{2019}t say .",
        ),
        ("It cannot wait.", "It can not wait ."),
        ("The states' envoys left.", "The states ' envoys left ."),
        ("A 15-year U.S.-led effort failed.", "A 15 - year U.S. - led effort failed ."),
        ("Adel al-Harbi met pro-government MPs.", "Adel al - Harbi met pro-government MPs ."),
        ("Aid worth $3.5bn, or 12%, came.", "Aid worth $ 3.5 bn , or 12 % , came ."),
        (
            "About 1,200 people left at 10:30 a.m. on Monday.",
            "About 1,200 people left at 10:30 a.m. on Monday .",
        ),
        ("Gen. Ana Lopez (2nd L) salutes.", "Gen. Ana Lopez ( 2nd L ) salutes ."),
        ("He waited... and left.", "He waited ... and left ."),
        (
            "The talks\u{2014}long delayed\u{2014}began.",
            "The talks \u{2014} long delayed \u{2014} began .",
        ),
        ("See https://example.org/a-b?c=1, please.", "See https://example.org/a-b?c=1 , please ."),
        ("Write to press@example.org.", "Write to press@example.org ."),
        ("The 2013-2015 plan and/or its annex.", "The 2013 - 2015 plan and / or its annex ."),
        ("``We agree,'' he said.", "`` We agree , '' he said ."),
        ("Mr. J. K. Bauer Jr. of Orbit Inc. spoke.", "Mr. J. K. Bauer Jr. of Orbit Inc. spoke ."),
        ("AT&T pays US$5.", "AT&T pays US$ 5 ."),
        ("Really?! No!!", "Really ?! No !!"),
        ("In the 1990s, the 20th round.", "In the 1990s , the 20th round ."),
    ] {
        assert_eq!(words(text).replace(" | ", " "), expected);
    }
}

#[test]
fn sentences_end_where_readers_end_them() {
    for text in [
        "Ministers met in Oslo.| They will meet again in May.",
        "The U.S. Secretary of State arrived on Monday.| He left on Tuesday.",
        "After a meeting with U.S. Senator Ana Lopez, he left.| He flew home.",
        "The envoy flew to the U.S.| The visit was brief.",
        "Mr. Novak met Gen. Adams and Dr. Osei in St. Anne.| No statement followed.",
        "Talks begin at 9 a.m. on Friday.| Delegates arrive on Thursday.",
        "\"We will not sign,\" the minister said.| \"The text is unfair.\"",
        "\"We will not sign.\"| The minister then left the room.",
        "\u{201c}This is a threat.\u{201d}| The envoy declined to comment.",
        "Inflation rose 3.5 percent in March, the bank said.| It fell in April.",
        "Will they return?| Nobody knows.",
        "The ministers (of trade and of defense) agreed.| A vote is due.",
        "J. P. Moreau, the envoy, resigned.| His deputy took over.",
        "The company, Orbit Inc., denied it.| Its shares fell.",
        "Troops left the city on Jan. 5 and returned on Feb. 7.| Fighting went on.",
    ] {
        let expected: Vec<&str> = text.split("| ").collect();
        assert_eq!(sentences(&text.replace("| ", " ")), expected);
    }
}

#[test]
fn a_wrapped_line_does_not_end_a_sentence() {
    assert_eq!(
        sentences("Troops stayed for more\nthan four years.\nThey left."),
        ["Troops stayed for more\nthan four years.", "They left."]
    );
}

#[test]
fn blocks_are_never_joined() {
    assert_eq!(
        sentences("Talks fail\n\nMinisters left Oslo."),
        ["Talks fail", "Ministers left Oslo."]
    );
}

fn assert_tiles(text: &str) {
    let analysis = analyser().analyse_text(text);
    let mut at = 0;
    for span in analysis.tokens.spans() {
        assert!(span.start as usize >= at && !span.is_empty(), "{text:?}");
        assert!(text[at..span.start as usize].trim().is_empty(), "{text:?}");
        assert!(!span.of(text).is_empty(), "{text:?}");
        at = span.end as usize;
    }
    assert!(text[at..].trim().is_empty(), "{text:?}");
    let tokens = analysis.tokens.len() as u32;
    let mut next = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.tokens.start, next);
        next = sentence.tokens.end;
    }
    assert_eq!(next, tokens);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn words_tile_any_text(text in "\\PC{0,80}") {
        assert_tiles(&text);
    }

    #[test]
    fn words_tile_text_full_of_marks(text in "[A-Za-z0-9.,'\u{2019}`\"@:/&$%() \n!?_\u{301}-]{0,60}") {
        assert_tiles(&text);
    }
}
