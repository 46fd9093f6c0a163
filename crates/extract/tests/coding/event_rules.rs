//! Every event rule is tested by the sentences that stand beside it.

use crate::reading::{ANALYSER, EXTRACTOR, published, read_by_rules};
use detente_extract::Example;
use detente_model::{Article, Event, Findings};

/// The sentence as the article that [`Example`] says it is, coded.
fn code(text: &str) -> (Article, Findings) {
    let article = published(text, "2019-06-05");
    let found = read_by_rules(&article);
    (article, found)
}

/// The events of a rule.
fn of<'f>(rule: &str, found: &'f Findings) -> Vec<&'f Event> {
    found.events.iter().filter(|e| e.rule == rule).collect()
}

#[test]
fn every_rule_codes_its_examples() {
    let failed = EXTRACTOR.failed_examples(|article| ANALYSER.analyse_acts(article));
    let told: Vec<String> = failed.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}:\n{}", told.len(), told.join("\n"));
}

/// What the examples assert is who did it to whom: whoever mistakes the one for the other fails them all.
#[test]
fn no_example_is_coded_with_its_sides_exchanged() {
    let (mut right, mut total) = (Vec::new(), 0);
    for (rule, fires, _) in EXTRACTOR.rules().events().examples() {
        for Example { text, coding } in fires {
            let Some(coding) = coding.as_ref().filter(|c| c.has_distinct_sides()) else { continue };
            total += 1;
            let (article, found) = code(text);
            let exchanged = |e: &&Event| {
                let event =
                    Event { source: e.target.clone(), target: e.source.clone(), ..(*e).clone() };
                coding.fits(&article, &found, &event)
            };
            if of(rule, &found).iter().any(exchanged) {
                right.push(format!("{rule}: {text}"));
            }
        }
    }
    assert!(total > 200, "{total} examples have two sides");
    assert!(right.is_empty(), "{} of {total}:\n{}", right.len(), right.join("\n"));
}

#[test]
fn every_rule_has_a_counter_example() {
    let examples = EXTRACTOR.rules().events().examples();
    let without = examples.filter(|(_, _, silent)| silent.is_empty()).map(|(rule, ..)| rule);
    assert_eq!(without.collect::<Vec<_>>(), Vec::<&str>::new());
}
