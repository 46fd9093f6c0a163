//! `text[start:end]`, in code points, is the surface: in every table, on any text.

use crate::example::random_article;
use detente_analytics::{frame, tokens};
use detente_model::Table;
use polars::prelude::*;
use proptest::prelude::*;

fn slice(text: &str, start: i64, end: i64) -> String {
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

/// Checks one pair of offset columns against a surface column; rows without offsets must have no surface.
fn check(frame: &DataFrame, text: &str, start: &str, end: &str, surface: &str) {
    let starts = frame.column(start).unwrap().i64().unwrap();
    let ends = frame.column(end).unwrap().i64().unwrap();
    let surfaces = frame.column(surface).unwrap().str().unwrap();
    for row in 0..frame.height() {
        let sliced = starts.get(row).map(|start| slice(text, start, ends.get(row).unwrap()));
        assert_eq!(sliced.as_deref(), surfaces.get(row), "{surface}, row {row}");
    }
}

proptest! {
    #[test]
    fn offsets_give_the_surface(coded in random_article()) {
        let text = coded.article.text.clone();
        let coded = [coded];
        let of = |table| frame(table, &coded, &[]).unwrap();
        for table in [Table::Sentences, Table::Mentions, Table::Quotes, Table::Events, Table::Times] {
            check(&of(table), &text, "start", "end", "text");
        }
        check(&of(Table::Quotes), &text, "cue_start", "cue_end", "cue");
        check(&of(Table::Quotes), &text, "speaker_start", "speaker_end", "speaker");
        check(&tokens(&coded[0]).unwrap(), &text, "start", "end", "text");
        let meetings = of(Table::Meetings);
        let evidence = coded[0].findings.meetings[0].evidence.of(&text);
        let at = |column: &str| meetings.column(column).unwrap().i64().unwrap().get(0).unwrap();
        prop_assert_eq!(slice(&text, at("start"), at("end")), evidence);
    }
}
