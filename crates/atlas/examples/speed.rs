//! How fast the atlas opens and answers: `cargo run --release -p detente-atlas --example speed`.
//!
//! Every name of the atlas, as it is looked up, is resolved once a round; the best of five rounds is told.

use detente_atlas::{Atlas, Surroundings};
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let started = Instant::now();
    let atlas = Atlas::embedded();
    println!("open: {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    let mut names: Vec<String> = atlas.names().into_iter().map(|n| n.name).collect();
    names.dedup();
    let (on, around) = ("2015-08-05".parse().ok(), Surroundings::default());
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let started = Instant::now();
        for name in &names {
            black_box(atlas.resolve(black_box(name), on, &around));
        }
        best = best.min(started.elapsed().as_secs_f64());
    }
    println!("{} names: {:.2} µs each", names.len(), best * 1e6 / names.len() as f64);
}
