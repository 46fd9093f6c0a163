//! What twelve whole articles are coded as: those of the README and the examples, and some of the dispatches.
//!
//! A change of coding shows here, row by row. `INSTA_UPDATE=always cargo test -p detente-pipeline --test whole_articles` writes the
//! snapshots anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use detente_model::{Article, CodedArticle, DateRange, EntityId, Participant, Place, TableSet};
use detente_parse::{Parsed, ReadOptions, parse_bytes};
use detente_pipeline::Pipeline;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Articles of `dispatches/articles.jsonl`: wires, dailies, a fact box, a diary, a release, of seven regions.
const DISPATCHES: [&str; 8] =
    ["own-W01", "own-W32", "own-X25", "own-Y25", "own-Z24", "own-AA23", "own-AB14", "own-AE18"];

fn top(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder)
}

fn articles() -> Vec<(String, Article)> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(top("examples/news")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy();
        let articles = parsed(&std::fs::read(&path).unwrap(), &name);
        out.extend(articles.into_iter().map(|article| (name.clone().into_owned(), article)));
    }
    let dispatches = std::fs::read_to_string(top("dispatches/articles.jsonl")).unwrap();
    for id in DISPATCHES {
        let line = dispatches.lines().find(|l| l.contains(&format!("\"{id}\""))).unwrap();
        let articles = parsed(line.as_bytes(), "dispatch.jsonl");
        out.extend(articles.into_iter().map(|article| (id.to_owned(), article)));
    }
    out
}

fn parsed(bytes: &[u8], source: &str) -> Vec<Article> {
    parse_bytes(bytes, source, &ReadOptions::default())
        .filter_map(|p| match p {
            Parsed::Article(article) => Some(article),
            Parsed::Problem(_) => None,
        })
        .collect()
}

/// A line a row: who did or said what to whom, when, where and on whose word, with the words of the text.
fn rows(coded: &CodedArticle) -> String {
    let (found, text) = (&coded.findings, &coded.article.text);
    let mut out = String::new();
    let who = |id: EntityId| {
        let entity = found.entity(id).unwrap();
        let state = entity.country.map_or("-".to_owned(), |c| c.to_string());
        let sector = entity.sectors.first().map_or("-".to_owned(), ToString::to_string);
        format!("{} [{state} {sector}]", entity.name)
    };
    let side =
        |side: &[Participant]| side.iter().map(|p| who(p.entity)).collect::<Vec<_>>().join(" + ");
    let day = |date: Option<DateRange>| date.map_or("-".to_owned(), DateRange::to_iso);
    let place = |place: &Option<Place>| place.as_ref().map_or("-".to_owned(), |p| p.name.clone());
    for event in &found.events {
        let on_word = event.attributed_to.map_or("-".to_owned(), who);
        writeln!(
            out,
            "event: {} {} | {} -> {} | {} | {} | {on_word} | {:?}",
            event.event_type,
            event.status,
            side(&event.source),
            side(&event.target),
            day(event.date),
            place(&event.place),
            event.span.of(text),
        )
        .unwrap();
    }
    for meeting in &found.meetings {
        writeln!(
            out,
            "meeting: {} | {} | {} | {}",
            meeting.status,
            side(&meeting.participants),
            day(meeting.date),
            place(&meeting.place),
        )
        .unwrap();
    }
    for quote in &found.quotes {
        let speaker = quote.speaker_entity.map_or("-".to_owned(), who);
        writeln!(out, "quote: {speaker} | {:?}", quote.span.of(text)).unwrap();
    }
    for time in &found.times {
        writeln!(out, "time: {} | {:?}", time.value.as_deref().unwrap_or("-"), time.span.of(text))
            .unwrap();
    }
    out
}

#[test]
fn twelve_articles_are_coded_as_before() {
    let pipeline = Pipeline::new().unwrap();
    let all = articles();
    assert_eq!(all.len(), 12);
    for (name, article) in all {
        let coded = pipeline.code(article, TableSet::all());
        insta::assert_snapshot!(name, rows(&coded));
    }
}
