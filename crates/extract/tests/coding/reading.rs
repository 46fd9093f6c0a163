//! Texts read for the tests: the models are loaded once.

use detente_atlas::Atlas;
use detente_extract::{Extractor, Rules};
use detente_language::Analyser;
use detente_model::{Analysis, Article, Findings, Participant, Published, TableSet};
use std::sync::LazyLock;

pub(crate) static ANALYSER: LazyLock<Analyser> = LazyLock::new(|| Analyser::new().unwrap());
pub(crate) static EXTRACTOR: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Atlas::embedded().clone(), Rules::embedded().unwrap()));

/// A text published on `day`.
pub(crate) fn published(text: &str, day: &str) -> Article {
    Article::from_text(text, day.parse().ok().map(Published::on))
}

/// All that rules and network find in a text of 5 June 2019.
pub(crate) fn read(text: &str) -> Findings {
    let article = published(text, "2019-06-05");
    EXTRACTOR.extract(&article, &ANALYSER.analyse_acts(&article), TableSet::all())
}

/// What the rules alone find in an article.
pub(crate) fn read_by_rules(article: &Article) -> Findings {
    let analysis = Analysis { acts: None, ..ANALYSER.analyse_acts(article) };
    EXTRACTOR.extract(article, &analysis, TableSet::all())
}

/// The states of one side of an act, sorted.
pub(crate) fn countries(found: &Findings, side: &[Participant]) -> Vec<String> {
    let country = |p: &Participant| found.entity(p.entity)?.country;
    let mut out: Vec<String> = side.iter().filter_map(country).map(|c| c.to_string()).collect();
    out.sort();
    out.dedup();
    out
}
