//! Whatever the text, coding does not panic and every span fits.

use crate::reading::read_by_rules;
use detente_model::{Article, ByteSpan, EntityId};
use proptest::prelude::*;

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Russia",
        "Turkey's",
        "Lavrov",
        "the",
        "minister",
        "met",
        "will",
        "not",
        "said",
        "that",
        "agreed",
        "to",
        "attack",
        "attacks",
        "on",
        "talks",
        "with",
        "held",
        "sanctions",
        "and",
        "rebels",
        "who",
        "killed",
        "was",
        "by",
        "Russian",
        "troops",
        ",",
        ".",
        "\"",
        "if",
        "must",
        "they",
        "Ç",
        "\n\n",
        "?",
        "threatened",
        "accused",
        "of",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn spans_fit_and_participants_exist(words in prop::collection::vec(word(), 0..40)) {
        let text = words.join(" ");
        let article = Article::from_text(text.clone(), None);
        let found = read_by_rules(&article);
        let fits = |s: ByteSpan| text.get(s.start as usize..s.end as usize).is_some();
        let known = |e: EntityId| found.entity(e).is_some();
        for event in &found.events {
            prop_assert!(fits(event.span) && !event.span.is_empty());
            for who in event.source.iter().chain(&event.target) {
                prop_assert!(fits(who.span) && known(who.entity));
            }
            prop_assert!((0.0..=1.0).contains(&event.score));
        }
        for meeting in &found.meetings {
            prop_assert!(fits(meeting.evidence) && meeting.topics.iter().all(|&t| fits(t)));
            prop_assert!(meeting.participants.iter().all(|p| known(p.entity)));
        }
        prop_assert!(found.mentions.windows(2).all(|m| m[0].span.start <= m[1].span.start));
    }
}
