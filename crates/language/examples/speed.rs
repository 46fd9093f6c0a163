//! Words a second of one thread: `cargo run --release -p detente-language --example speed -- FILE`.

use detente_language::Analyser;
use detente_model::Article;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: speed FILE")?;
    let text = std::fs::read_to_string(path)?;
    let started = Instant::now();
    let analyser = Analyser::new()?;
    println!("load: {:.0} ms", started.elapsed().as_secs_f64() * 1e3);
    let article = Article::from_text(text, None);
    for (what, acts) in [("without acts", false), ("with acts", true)] {
        let mut words = 0;
        let mut best = f64::INFINITY;
        for _ in 0..5 {
            let started = Instant::now();
            let analyse = if acts { Analyser::analyse_acts } else { Analyser::analyse };
            words = analyse(&analyser, &article).tokens.len();
            best = best.min(started.elapsed().as_secs_f64());
        }
        println!("{what}: {words} words, {:.0} words/s", words as f64 / best);
    }
    Ok(())
}
