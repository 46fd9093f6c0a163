//! Reads files, folders and patterns; articles and problems go to standard output as lines of JSON, the time that each
//! path took to standard error: `cargo run -p detente-parse --example read -- news/ page.html 'dump*.jsonl'`.

use detente_parse::{Parsed, ReadOptions, read_paths};
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut output = BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(1).map(PathBuf::from) {
        let start = Instant::now();
        let (mut articles, mut problems) = (0usize, 0usize);
        for parsed in read_paths([path.clone()], &ReadOptions::default())? {
            match parsed {
                Parsed::Article(article) => {
                    articles += 1;
                    serde_json::to_writer(&mut output, &article)?;
                }
                Parsed::Problem(problem) => {
                    problems += 1;
                    serde_json::to_writer(&mut output, &problem)?;
                }
            }
            output.write_all(b"\n")?;
        }
        let milliseconds = start.elapsed().as_secs_f64() * 1_000.0;
        eprintln!(
            "{milliseconds:9.1} ms  {articles} articles  {problems} problems  {}",
            path.display()
        );
    }
    Ok(())
}
