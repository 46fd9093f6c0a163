//! Writes what is known for and against every possible event of coded texts: `cargo run --release -p detente-evaluate
//! --example weigh_events -- GOLD.jsonl OUT.jsonl`. `crates/extract/scripts/fit_judgement.py` fits the weights to it.

use chrono::NaiveDate;
use detente_extract::Weighed;
use detente_model::{Article, CharIndex, Findings, Participant, Published};
use detente_pipeline::Pipeline;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, out] = arguments.as_slice() else {
        return Err("usage: weigh_events GOLD.jsonl OUT.jsonl".into());
    };
    let pipeline = Pipeline::new()?;
    let mut out = BufWriter::new(File::create(out)?);
    for line in BufReader::new(File::open(gold)?).lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().ok_or("a record without text")?;
        let day = record["date"].as_str().and_then(|d| d.parse::<NaiveDate>().ok());
        let article = Article::from_text(text, day.map(Published::on));
        let analysis = pipeline.analyser().analyse_acts(&article);
        let (groups, found) = pipeline.extractor().weigh_events(&article, &analysis);
        let index = CharIndex::new(&article.text);
        let groups: Vec<Vec<Value>> = groups
            .iter()
            .map(|group| group.iter().map(|weighed| candidate(weighed, &found, &index)).collect())
            .collect();
        let record = json!({"id": record["id"], "events": record["events"], "candidates": groups});
        writeln!(out, "{record}")?;
    }
    out.flush()?;
    Ok(())
}

fn candidate(weighed: &Weighed, found: &Findings, index: &CharIndex<'_>) -> Value {
    let event = &weighed.event;
    let range = |span| {
        let span = index.char_span(span);
        (span.start, span.end)
    };
    let side = |side: &[Participant]| -> Vec<Value> {
        let who = |p: &Participant| {
            let entity = found.entity(p.entity);
            let (name, country) = (entity.map(|e| &e.name), entity.and_then(|e| e.country));
            json!({"span": range(p.span), "name": name, "country": country})
        };
        side.iter().map(who).collect()
    };
    let features = |named: &[(&'static str, f32)]| -> Value {
        named
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let statuses: serde_json::Map<String, Value> =
        weighed.statuses.iter().map(|(s, p)| (s.as_str().to_owned(), json!(p))).collect();
    json!({
        "span": range(event.span),
        "type": event.event_type.as_str(),
        "rule": event.rule,
        "status": event.status.as_str(),
        "read_status": weighed.read_status.as_str(),
        "fell_through": weighed.fell_through,
        "statuses": statuses,
        "source": side(&event.source),
        "target": side(&event.target),
        "keep": features(&weighed.keep),
        "score": features(&weighed.score),
        "settled": features(&weighed.settled),
    })
}
