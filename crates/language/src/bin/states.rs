//! Writes what the network of acts is trained on: `cargo run --release -p detente-language --features train --bin states
//! -- IN.jsonl OUT`. `IN.jsonl` holds objects with `id` and `text`. `OUT.jsonl` gets for each its sentences: for each token
//! its code points, its head (the place in the sentence, from 1; 0 is the root), tag and relation. `OUT.f16` gets the
//! states of all tokens, in order, as half floats.

use detente_language::Analyser;
use detente_model::{Article, CharIndex};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("usage: states IN.jsonl OUT".into());
    };
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let analyser = Analyser::from_model(&std::fs::read(home.join("model/english.bin"))?)?;
    let mut records = BufWriter::new(File::create(format!("{out}.jsonl"))?);
    let mut floats = BufWriter::new(File::create(format!("{out}.f16"))?);
    for line in BufReader::new(File::open(input)?).lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().ok_or("a record without text")?;
        let article = Article::from_text(text, None);
        let (analysis, states) = analyser.states(&article);
        let index = CharIndex::new(&article.text);
        let sentences: Vec<_> = (0..analysis.sentences.len())
            .map(|number| {
                let tokens = analysis.sentence_tokens(&article.text, number);
                let first = analysis.sentences[number].tokens.start;
                let tokens: Vec<_> = tokens
                    .map(|t| {
                        let span = index.char_span(t.span());
                        let head = t.head().map_or(0, |h| h.index() - first + 1);
                        (
                            span.start,
                            span.end,
                            head,
                            t.penn().as_str(),
                            t.deprel().as_str(),
                            t.text(),
                        )
                    })
                    .collect();
                tokens
            })
            .collect();
        let out = serde_json::json!({"id": record["id"], "sentences": sentences});
        writeln!(records, "{out}")?;
        for state in states {
            floats.write_all(&half(state).to_le_bytes())?;
        }
    }
    records.flush()?;
    floats.flush()?;
    Ok(())
}

/// The nearest half float, of numbers that are neither tiny nor huge.
fn half(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = (bits >> 16) & 0x8000;
    let rounded = (bits & 0x7FFF_FFFF) + 0x1000;
    let exponent = (rounded >> 23) as i32 - 127 + 15;
    let magnitude = match exponent {
        ..=0 => 0,
        31.. => 0x7BFF,
        _ => (exponent as u32) << 10 | (rounded >> 13) & 0x3FF,
    };
    (sign | magnitude) as u16
}
