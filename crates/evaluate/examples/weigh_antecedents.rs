//! Writes what speaks for each earlier mention that a pronoun may take up: `cargo run --release -p detente-evaluate --example
//! weigh_antecedents -- GOLD.jsonl OUT.jsonl`. `crates/extract/scripts/fit_antecedents.py` fits the weights to it. Of texts coded for
//! events, the pronouns are those that the coders made parties.

use chrono::NaiveDate;
use detente_model::{Article, CharIndex, Mention, Published, TableSet};
use detente_pipeline::Pipeline;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
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
        let day = record["date"].as_str().and_then(|d| d.parse::<NaiveDate>().ok());
        let article = Article::from_text(text, day.map(Published::on));
        let analysis = pipeline.analyser().analyse_acts(&article);
        let index = CharIndex::new(&article.text);
        let span = |first: u32, last: u32| {
            let token = |t: u32| index.char_span(analysis.token(&article.text, t).span());
            (token(first).start, token(last).end)
        };
        let weighed = pipeline.extractor().weigh_antecedents(&article, &analysis);
        let parties: Option<HashSet<(u64, u64)>> = record["events"].as_array().map(|events| {
            let sides = events.iter().flat_map(|e| [&e["source"], &e["target"]]);
            let all = sides.filter_map(Value::as_array).flatten();
            all.filter_map(|p| Some((p["start"].as_u64()?, p["end"].as_u64()?))).collect()
        });
        // Only texts coded for events tell states to compare with.
        let mut states: HashMap<u32, String> = HashMap::new();
        if parties.is_some() {
            let found = pipeline.extractor().extract(&article, &analysis, TableSet::all());
            let state = |m: &Mention| found.entity(m.entity?)?.country;
            let known = found.mentions.iter().filter_map(|m| Some((m.head, state(m)?.to_string())));
            states.extend(known);
        }
        let pronouns: Vec<Value> = weighed
            .iter()
            .filter(|pronoun| {
                let (start, end) = span(pronoun.token, pronoun.token);
                parties.as_ref().is_none_or(|p| p.contains(&(u64::from(start), u64::from(end))))
            })
            .map(|pronoun| {
                let candidates = pronoun.candidates.iter().map(|c| {
                    let traits: Map<String, Value> =
                        c.traits.iter().map(|(name, v)| ((*name).to_owned(), json!(v))).collect();
                    json!({
                        "head": span(c.head, c.head), "span": span(c.tokens.start, c.tokens.end - 1),
                        "coordinated": c.is_coordinated, "country": states.get(&c.head), "traits": traits
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
