//! Writes what speaks for each earlier mention that a pronoun may take up: `cargo run --release -p detente-evaluate --example
//! weigh_antecedents -- GOLD.jsonl OUT.jsonl`. `crates/extract/scripts/fit_antecedents.py` fits the weights to it.

use detente_model::{Article, CharIndex};
use detente_pipeline::Pipeline;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, out] = arguments.as_slice() else {
        return Err("usage: weigh_antecedents GOLD.jsonl OUT.jsonl".into());
    };
    let pipeline = Pipeline::new()?;
    let mut out = BufWriter::new(File::create(out)?);
    for line in BufReader::new(File::open(gold)?).lines() {
        let mut record: Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().ok_or("a record without text")?;
        let article = Article::from_text(text, None);
        let analysis = pipeline.analyser().analyse(&article);
        let index = CharIndex::new(&article.text);
        let span = |first: u32, last: u32| {
            let token = |t: u32| index.char_span(analysis.token(&article.text, t).span());
            (token(first).start, token(last).end)
        };
        let weighed = pipeline.extractor().weigh_antecedents(&article, &analysis);
        let pronouns: Vec<Value> = weighed
            .iter()
            .map(|pronoun| {
                let candidates = pronoun.candidates.iter().map(|c| {
                    let traits: Map<String, Value> =
                        c.traits.iter().map(|(name, v)| ((*name).to_owned(), json!(v))).collect();
                    json!({
                        "head": span(c.head, c.head), "span": span(c.tokens.start, c.tokens.end - 1),
                        "coordinated": c.is_coordinated, "traits": traits
                    })
                });
                let candidates: Vec<Value> = candidates.collect();
                json!({"span": span(pronoun.token, pronoun.token), "candidates": candidates})
            })
            .collect();
        record["pronouns"] = Value::Array(pronouns);
        writeln!(out, "{record}")?;
    }
    out.flush()?;
    Ok(())
}
