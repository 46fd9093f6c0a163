//! How many words a second each stage takes in, on one thread. Frames, which need polars, are measured in `crates/analytics`.

#![allow(clippy::expect_used, reason = "a benchmark fails by panicking")]

mod corpus;
mod stage;

use corpus::Corpus;
use criterion::{Criterion, Throughput};
use stage::STAGES;

fn main() {
    let corpus = Corpus::new();
    let mut criterion = Criterion::default().configure_from_args();
    for stage in &STAGES {
        let mut group = criterion.benchmark_group(stage.name);
        group.throughput(Throughput::Elements(corpus.words as u64));
        group.bench_function(stage.part, |bencher| bencher.iter(|| (stage.run)(&corpus)));
        group.finish();
    }
    criterion.final_summary();
}
