//! Every event rule is tested by the sentences that stand beside it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use detente_atlas::Atlas;
use detente_extract::{Extractor, Rules};
use detente_language::Analyser;
use detente_model::{Article, Event, Table};

struct Coder {
    analyser: Analyser,
    extractor: Extractor,
}

impl Coder {
    fn new() -> Self {
        let extractor = Extractor::new(Atlas::embedded().clone(), Rules::embedded().unwrap());
        Self { analyser: Analyser::new().unwrap(), extractor }
    }

    fn events(&self, text: &str) -> Vec<Event> {
        let day = chrono::NaiveDate::from_ymd_opt(2019, 6, 5).map(detente_model::Published::on);
        let article = Article::from_text(text, day);
        let analysis = self.analyser.analyse(&article);
        self.extractor.extract(&article, &analysis, [Table::Events].into_iter().collect()).events
    }
}

#[test]
fn every_rule_fires_on_its_examples() {
    let coder = Coder::new();
    let (mut wrong, mut total) = (Vec::new(), 0);
    for (name, fires, _) in coder.extractor.rules().events().examples() {
        for text in fires {
            total += 1;
            let events = coder.events(text);
            if events.iter().all(|e| e.rule != name) {
                let coded: Vec<_> = events.iter().map(|e| e.rule.as_str()).collect();
                wrong.push(format!("{name}: {text} {coded:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {total}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_rule_fires_on_its_counter_examples() {
    let coder = Coder::new();
    let mut wrong = Vec::new();
    for (name, _, silent) in coder.extractor.rules().events().examples() {
        for text in silent {
            if coder.events(text).iter().any(|e| e.rule == name) {
                wrong.push(format!("{name}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
