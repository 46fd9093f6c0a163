//! Copies in a stream: the same whatever the threads, the batches and the interruptions.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use detente_model::{Article, ArticleId, Table, TableSet};
use detente_parse::Parsed;
use detente_pipeline::{BatchSize, Coding, Pipeline};

fn article(id: &str, sentences: &[&str]) -> Article {
    Article { id: ArticleId::given(id), ..Article::from_text(sentences.join(" "), None) }
}

fn corpus() -> Vec<Article> {
    let story = [
        "The harbour board of Port Vesper met on Monday in the old customs house.",
        "It voted by 11 to 4 for a new breakwater of 300 metres, at a cost of 42 million crowns.",
        "Chairwoman Ilse Marwick said the work would begin in October and last two winters.",
        "Fishermen from Little Vesper fear that the current will carry sand into their own harbour.",
        "Their speaker, Tom Agard, asked the board for a study by engineers from Delft.",
        "The council of Vesper County has the last word and meets on the 9th of June.",
    ];
    let edited = [story[3], "The board said little.", story[1], story[2], story[4]];
    let other = "Bakers in Grand Hollow opened their fair on Friday, with 60 stalls and bread from 12 villages.";
    vec![
        article("whole", &story),
        article("other", &[other]),
        article("edited", &edited),
        article("same", &story),
        article("shouted", &[&other.to_uppercase()]),
    ]
}

fn coded(batch: usize, threads: usize, skipped: usize) -> Vec<(String, Option<String>)> {
    let pipeline = Pipeline::new().unwrap();
    let input = corpus().into_iter().map(Parsed::Article);
    let size = BatchSize { articles: batch, bytes: usize::MAX };
    let wanted = TableSet::of(&[Table::Articles]);
    let mut coding = Coding::new(&pipeline, input, wanted, size, threads).unwrap();
    for _ in 0..skipped {
        coding.pass_over(batch).unwrap();
    }
    let articles = coding.flat_map(|batch| batch.coded);
    let row = |a: detente_model::CodedArticle| {
        (a.article.id.to_string(), a.duplicate_of.map(|id| id.to_string()))
    };
    articles.map(row).collect()
}

#[test]
fn copies_are_the_same_whatever_the_batches_threads_and_interruptions() {
    let originals: Vec<_> = coded(100, 1, 0);
    let found: Vec<_> = originals.iter().map(|(_, original)| original.as_deref()).collect();
    assert_eq!(found, [None, None, Some("whole"), Some("whole"), Some("other")]);
    for (batch, threads) in [(1, 2), (2, 1), (3, 3)] {
        assert_eq!(coded(batch, threads, 0), originals, "batches of {batch}, {threads} threads");
        assert_eq!(coded(batch, threads, 1), originals[batch..], "after one batch of {batch}");
    }
}

#[test]
fn a_whole_corpus_has_its_originals_whatever_its_order() {
    let pipeline = Pipeline::new().unwrap();
    let mut articles = corpus();
    articles.reverse();
    let input = articles.clone().into_iter().map(Parsed::Article);
    let wanted = TableSet::of(&[Table::Articles]);
    let coding = Coding::new(&pipeline, input, wanted, BatchSize::default(), 1).unwrap();
    let coding = coding.within(&articles, || Ok::<(), ()>(())).unwrap();
    let coded: Vec<_> = coding.flat_map(|batch| batch.coded).collect();
    let found = coded.iter().map(|a| a.duplicate_of.as_ref().map(ArticleId::as_str));
    // Without dates the smallest id is the original.
    let wanted = [Some("other"), Some("edited"), None, None, Some("edited")];
    assert_eq!(found.collect::<Vec<_>>(), wanted);
}

#[test]
fn the_search_for_copies_can_be_stopped() {
    let pipeline = Pipeline::new().unwrap();
    let articles = corpus();
    let input = articles.clone().into_iter().map(Parsed::Article);
    let wanted = TableSet::of(&[Table::Articles]);
    let coding = Coding::new(&pipeline, input, wanted, BatchSize::default(), 1).unwrap();
    assert_eq!(coding.within(&articles, || Err("stopped")).unwrap_err(), "stopped");
}
