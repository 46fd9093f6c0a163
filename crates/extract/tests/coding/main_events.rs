//! Which event an article is about, and how far its words commit themselves.

use crate::reading::read_by_rules;
use detente_model::{Article, Section};

#[test]
fn an_article_is_about_one_event_the_headline_first() {
    let article = Article::builder("a")
        .block(Section::Title, "Peru expels Chile's envoy")
        .block(
            Section::Body,
            "Bolivia condemned Chile last week. Peru on Monday expelled the envoy.",
        )
        .build();
    let found = read_by_rules(&article);
    let main: Vec<_> = found.events.iter().filter(|e| e.is_main).collect();
    let [main] = main.as_slice() else { panic!("{:?}", found.events) };
    assert_eq!(main.span.of(&article.text), "expels");
}

#[test]
fn words_commit_themselves_more_or_less() {
    let factuality = |text: &str| {
        let events = read_by_rules(&Article::from_text(text, None)).events;
        let [only] = events.as_slice() else { panic!("{text} {events:?}") };
        only.factuality
    };
    let did = factuality("Peru expelled Chile's envoy.");
    let may = factuality("Peru may expel Chile's envoy.");
    let did_not = factuality("Peru did not expel Chile's envoy.");
    assert!(did > 2.0 && may < 1.0 && did_not < 1.0, "{did} {may} {did_not}");
}
