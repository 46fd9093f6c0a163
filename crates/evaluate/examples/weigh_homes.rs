//! Writes what speaks for each state as the home of each entity that the words alone give none, and where states are named: `cargo run --release -p
//! detente-evaluate --example weigh_homes -- GOLD.jsonl OUT.jsonl`. `crates/extract/scripts/fit_homes.py` fits the weights
//! to it.

use chrono::NaiveDate;
use detente_model::{Article, CharIndex, MentionForm, Published};
use detente_pipeline::Pipeline;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, out] = arguments.as_slice() else {
        return Err("usage: weigh_homes GOLD.jsonl OUT.jsonl".into());
    };
    let pipeline = Pipeline::new()?;
    let mut out = BufWriter::new(File::create(out)?);
    for line in BufReader::new(File::open(gold)?).lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().ok_or("a record without text")?;
        let day = record["date"].as_str().and_then(|d| d.parse::<NaiveDate>().ok());
        let article = Article::from_text(text, day.map(Published::on));
        let analysis = pipeline.analyser().analyse_acts(&article);
        let (homes, named, found) = pipeline.extractor().weigh_homes(&article, &analysis);
        let index = CharIndex::new(&article.text);
        let entities: Vec<Value> = homes
            .iter()
            .map(|home| {
                let mentions = found
                    .mentions
                    .iter()
                    .filter(|m| m.entity == Some(home.entity) && m.form != MentionForm::Pronoun);
                let spans: Vec<_> = mentions
                    .map(|m| index.char_span(m.span))
                    .map(|span| (span.start, span.end))
                    .collect();
                let candidates: Map<String, Value> = home
                    .candidates
                    .iter()
                    .map(|(country, traits)| {
                        let traits: Map<String, Value> =
                            traits.iter().map(|(n, v)| ((*n).to_owned(), json!(v))).collect();
                        (country.to_string(), Value::Object(traits))
                    })
                    .collect();
                json!({"class": home.class, "spans": spans, "candidates": candidates})
            })
            .collect();
        let named: Vec<_> = named
            .iter()
            .map(|&(token, state)| {
                let span = index.char_span(analysis.token(&article.text, token).span());
                (span.start, span.end, state.to_string())
            })
            .collect();
        let record = json!({
            "id": record["id"], "events": record["events"], "quotes": record["quotes"],
            "entities": entities, "named": named
        });
        writeln!(out, "{record}")?;
    }
    out.flush()?;
    Ok(())
}
