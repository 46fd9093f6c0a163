//! Who does what to whom, in sentences whose clauses have their subjects elsewhere.

use crate::reading::{ANALYSER, EXTRACTOR};
use detente_model::Article;

/// The clauses of a text as `subject > head > object`, each side by its likeliest word, `not` before what is negated.
fn read(text: &str) -> Vec<String> {
    let article = Article::from_text(text, None);
    let analysis = ANALYSER.analyse(&article);
    let word = |i: u32| analysis.token(&article.text, i).text();
    let side = |token: Option<&u32>| token.map_or("-", |&t| word(t));
    EXTRACTOR
        .clauses(&article, &analysis)
        .iter()
        .map(|c| {
            let whom = c.object.first().or(c.indirect.first());
            let not = if c.negated { "not " } else { "" };
            format!("{} > {not}{} > {}", side(c.subject.first()), word(c.head), side(whom))
        })
        .collect()
}

macro_rules! clauses {
    ($($name:ident: $text:literal => $($clause:literal),+;)+) => {
        $(#[test]
        fn $name() {
            assert_eq!(read($text), [$($clause),+]);
        })+
    };
}

clauses! {
    the_object_of_the_verb_above_acts: "Chad told Sudan to sign the treaty."
        => "Chad > told > Sudan", "Sudan > sign > treaty";
    who_promises_acts: "Chad promised Sudan to sign the treaty."
        => "Chad > promised > Sudan", "Chad > sign > treaty";
    the_accused_acts: "Chad accused Sudan of arming rebels."
        => "Chad > accused > Sudan", "Sudan > arming > rebels";
    whoever_is_thanked_acts: "Chad thanked Sudan for sending rice."
        => "Chad > thanked > Sudan", "Sudan > sending > rice";
    a_verb_without_blame_or_praise_lets_the_subject_act: "Chad used the loan for buying rice."
        => "Chad > used > loan", "Chad > buying > rice";
    the_relative_clause_is_the_nouns: "The ministers who signed the treaty left Lima."
        => "ministers > signed > treaty", "ministers > left > Lima";
    what_is_joined_shares_the_subject: "Chad condemned the raid and recalled its envoy."
        => "Chad > condemned > raid", "Chad > recalled > envoy";
    a_passive_has_the_agent_and_the_object: "Rice was sent to Mali by Egypt."
        => "Egypt > sent > Rice";
    what_a_question_or_relative_clause_is_about_does_not_act: "The treaty which Chad tried to sign was long."
        => "Chad > tried > treaty", "Chad > sign > -", "treaty > long > -";
    negation_stands_at_the_verb_or_its_subject: "Chad did not sign the treaty. Nobody signed the treaty."
        => "Chad > not sign > treaty", "Nobody > not signed > treaty";
    what_was_not_only_done_was_done: "Chad not only signed the treaty."
        => "Chad > signed > treaty";
}
