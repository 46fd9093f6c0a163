#![no_main]
//! An analyst's rule files: a bad one is an error, and one that is taken can be used. The first byte picks the file whose place the
//! rest takes.

#[path = "../checks/findings.rs"]
mod findings;

use detente_atlas::Atlas;
use detente_extract::{Extractor, Rules};
use detente_model::{Analysis, Article, CodedArticle, TableSet};
use findings::PIPELINE;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tempfile::TempDir;

const FILES: [&str; 21] = [
    "clauses.toml",
    "events/classes.toml",
    "events/accuse.toml",
    "events/added.toml",
    "events/cameo.tsv",
    "events/judgement.tsv",
    "factuality/predicates.toml",
    "factuality/weights.tsv",
    "homes.tsv",
    "meetings/words.toml",
    "mentions/antecedents.tsv",
    "mentions/given_names.tsv",
    "mentions/honorifics.toml",
    "mentions/nouns.toml",
    "mentions/phrases.toml",
    "mentions/pronouns.toml",
    "mentions/salience.toml",
    "quotes/cues.toml",
    "quotes/voices.toml",
    "times/patterns.toml",
    "times/words.toml",
];

static FOLDER: LazyLock<TempDir> =
    LazyLock::new(|| tempfile::tempdir().expect("a folder can be made"));

static ARTICLE: LazyLock<(Article, Analysis)> = LazyLock::new(|| {
    let article = Article::from_text(
        "Kenya's president, Ana Sol, will not sign the deal with Uganda on Friday, she said. \"We were accused of \
         lying,\" her deputy told reporters in Nairobi. Both sides met last week; troops shelled the town and fled.",
        None,
    );
    let analysis = PIPELINE.analyser().analyse_acts(&article);
    (article, analysis)
});

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else { return };
    let path = FOLDER.path().join(FILES[usize::from(*first) % FILES.len()]);
    std::fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("it can be made");
    std::fs::write(&path, text).expect("it can be written");
    let rules = Rules::from_folder(FOLDER.path());
    let codebook = Rules::codebook(Some(FOLDER.path()));
    std::fs::remove_file(&path).expect("it is there");
    let Ok(rules) = rules else { return };
    assert!(codebook.is_ok());
    let extractor = Extractor::new(Atlas::embedded().clone(), rules);
    let (article, analysis) = ARTICLE.clone();
    let findings = extractor.extract(&article, &analysis, TableSet::all());
    findings::fit(&CodedArticle { article, analysis, findings, duplicate_of: None });
});
