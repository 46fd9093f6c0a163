//! Fits the weights of factuality: `cargo run -p detente-evaluate --example fit_factuality -- TRAIN.jsonl... > weights.tsv`
//!
//! TRAIN holds graded predicates as the task `factuality` reads them. Ridge regression by coordinate descent over the
//! cues that occur often enough; the same input gives the same weights on every machine.

use detente_extract::{Document, factuality};
use detente_model::{Article, CharIndex, CharSpan};
use detente_pipeline::Pipeline;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;

/// A cue must occur this often in the training data to get a weight.
const OFTEN: usize = 6;
/// Strength of the ridge penalty, in examples.
const RIDGE: f64 = 12.0;
/// Passes over all weights.
const PASSES: usize = 60;
/// Weights nearer to 0 are left out of the file.
const SMALL: f64 = 0.02;

#[derive(Deserialize)]
struct Record {
    text: String,
    pred: (u32, u32),
    factuality: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let pipeline = Pipeline::new()?;
    let rules = pipeline.extractor().rules().factuality();
    let (mut rows, mut values) = (Vec::new(), Vec::new());
    for path in std::env::args().skip(1) {
        for line in std::fs::read_to_string(path)?.lines().filter(|l| !l.is_empty()) {
            let record: Record = serde_json::from_str(line)?;
            let article = Article::from_text(record.text, None);
            let analysis = pipeline.analyser().analyse(&article);
            let doc = Document::new(&article, &analysis);
            let (start, end) = record.pred;
            let span = CharIndex::new(&article.text).byte_span(CharSpan { start, end });
            let Some(token) = analysis.tokens_in(span).next() else { continue };
            rows.push(factuality::features(&doc, rules, token));
            values.push(record.factuality);
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in rows.iter().flatten() {
        *counts.entry(feature).or_default() += 1;
    }
    let names: Vec<&str> = counts.iter().filter(|(_, n)| **n >= OFTEN).map(|(f, _)| *f).collect();
    let number: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, f)| (*f, i)).collect();
    let mut holders = vec![Vec::new(); names.len()];
    for (row, features) in rows.iter().enumerate() {
        for i in features.iter().filter_map(|f| number.get(f.as_str())) {
            holders[*i].push(row);
        }
    }
    let weights = ridge(&holders, &values);
    println!(
        "# cue\tweight. Made by the example fit_factuality of crates/evaluate from UDS \"It Happened\" v2, train part"
    );
    println!(
        "# (decompositional-semantics-initiative/decomp, CC BY-SA 4.0, over UD English-EWT, CC BY-SA 4.0)."
    );
    for (name, weight) in names.iter().zip(weights).filter(|(_, w)| w.abs() >= SMALL) {
        println!("{name}\t{weight:.2}");
    }
    Ok(())
}

/// One weight for each feature; `holders` lists the rows that have it.
fn ridge(holders: &[Vec<usize>], values: &[f64]) -> Vec<f64> {
    let mut weights = vec![0.0; holders.len()];
    let mut residual = values.to_vec();
    for _ in 0..PASSES {
        for (weight, rows) in weights.iter_mut().zip(holders) {
            let sum: f64 = rows.iter().map(|&r| residual[r]).sum();
            let new = (sum + *weight * rows.len() as f64) / (rows.len() as f64 + RIDGE);
            let change: f64 = new - *weight;
            for &r in rows {
                residual[r] -= change;
            }
            *weight = new;
        }
    }
    weights
}
