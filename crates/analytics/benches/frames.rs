//! How many words a second become tables of polars, on one thread: `cargo bench -p detente-analytics --bench frames`.

#![allow(clippy::expect_used, reason = "a benchmark fails by panicking")]

use criterion::{Criterion, Throughput};
use detente_analytics::frame;
use detente_model::{CodedArticle, Table, TableSet};
use detente_parse::{Parsed, ReadOptions, parse_bytes};
use detente_pipeline::Pipeline;
use std::hint::black_box;
use std::path::Path;

/// The first dispatches: enough for batches as a run makes them.
const ARTICLES: usize = 64;

fn coded() -> Vec<CodedArticle> {
    let pipeline = Pipeline::new().expect("what is compiled in is sound");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dispatches/articles.jsonl");
    let bytes = std::fs::read(path).expect("the dispatches are in the repository");
    let articles = parse_bytes(&bytes, "articles.jsonl", &ReadOptions::default());
    let articles = articles.filter_map(|parsed| match parsed {
        Parsed::Article(article) => Some(article),
        Parsed::Problem(_) => None,
    });
    articles.take(ARTICLES).map(|article| pipeline.code(article, TableSet::all())).collect()
}

fn main() {
    let coded = coded();
    let words: usize = coded.iter().map(|c| c.article.text.split_whitespace().count()).sum();
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("frames");
    group.throughput(Throughput::Elements(words as u64));
    group.bench_function("all tables", |bencher| {
        bencher.iter(|| {
            for &table in Table::ALL {
                black_box(frame(table, &coded, &[]).expect("the columns fit"));
            }
        });
    });
    group.finish();
    criterion.final_summary();
}
