//! What has changed between two outputs.

use crate::example::quarrel;
use detente_analytics::{Format, OutputFile, croissant, diff, frame, read_table, write_table};
use detente_model::{CodedArticle, EventType, Status, Table};

fn changes(table: Table, old: &[CodedArticle], new: &[CodedArticle]) -> Vec<String> {
    let of = |coded| frame(table, coded, &[]).unwrap();
    let found = diff(table, &of(old), &of(new)).unwrap();
    let row = |i| {
        let cell = |c: &str| found.column(c).unwrap().get(i).unwrap().str_value().to_string();
        ["change", "text", "label", "old", "new", "old_rule", "new_rule"].map(cell).join(" | ")
    };
    (0..found.height()).map(row).collect()
}

#[test]
fn the_same_is_no_difference() {
    for &table in Table::ALL {
        let coded = [quarrel(), quarrel()];
        assert_eq!(changes(table, &coded, &coded), Vec::<String>::new(), "{table}");
    }
}

#[test]
fn rows_are_matched_by_place_and_type() {
    let mut new = quarrel();
    new.findings.events[0].event_type = EventType::Reject;
    new.findings.events[1].status = Status::Planned;
    new.findings.events[1].rule = "other".into();
    new.findings.events.remove(2);
    let wanted = [
        "added | accused | REJECT | null | null | null | test",
        "removed | accused | ACCUSE | null | null | test | null",
        "removed | lies | ASSAULT | null | null | test | null",
        r#"changed | met | CONSULT | {"status":"actual","rule":"test"} | {"status":"planned","rule":"other"} | test | other"#,
    ];
    assert_eq!(changes(Table::Events, &[quarrel()], &[new]), wanted);
}

#[test]
fn participants_are_compared_without_their_ids() {
    let mut new = quarrel();
    new.findings.mentions.clear();
    assert_eq!(changes(Table::Events, &[quarrel()], &[new.clone()]), Vec::<String>::new());
    new.findings.entities[0].country = "PRT".parse().ok();
    let found = changes(Table::Entities, &[quarrel()], &[new.clone()]);
    assert_eq!(
        found,
        [r#"changed | null | Núñez | {"country":"ESP"} | {"country":"PRT"} | null | null"#]
    );
    let found = changes(Table::Events, &[quarrel()], &[new]);
    assert_eq!(found.len(), 3);
    assert!(found[0].contains(r#""country":"PRT","sector":"GOV""#), "{found:?}");
}

#[test]
fn rows_that_are_alike_are_matched_in_their_order() {
    let mut old = quarrel();
    let event = old.findings.events[0].clone();
    old.findings.events.insert(1, event);
    let found = changes(Table::Events, &[old], &[quarrel()]);
    assert_eq!(found, ["removed | accused | ACCUSE | null | null | test | null"]);
}

#[test]
fn what_is_no_table_is_refused() {
    let articles = frame(Table::Articles, &[quarrel()], &[]).unwrap();
    assert!(diff(Table::Events, &articles, &articles).is_err());
}

fn write(folder: &std::path::Path, name: &str, format: Format) -> OutputFile {
    let rows = frame(Table::Events, &[quarrel()], &[]).unwrap();
    write_table(folder, name, Table::Events, &rows, format).unwrap()
}

#[test]
fn outputs_are_read_back_whole_or_in_parts() {
    for format in [Format::Parquet, Format::Arrow] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "events", format);
        let read = read_table(folder.path(), Table::Events).unwrap().unwrap();
        assert!(
            read.equals_missing(&frame(Table::Events, &[quarrel()], &[]).unwrap()),
            "{format:?}"
        );
        assert!(read_table(folder.path(), Table::Quotes).unwrap().is_none());
        let parts = tempfile::tempdir().unwrap();
        write(parts.path(), "events/part-00000", format);
        write(parts.path(), "events/part-00001", format);
        let read = read_table(parts.path(), Table::Events).unwrap().unwrap();
        assert_eq!(read.height(), 6);
    }
}

#[test]
fn outputs_that_cannot_be_read_say_why() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "events", Format::Csv);
    let read = || read_table(folder.path(), Table::Events);
    assert!(read().unwrap_err().to_string().contains("only Parquet and Arrow"));
    write(folder.path(), "events", Format::Arrow);
    assert_eq!(read().unwrap().unwrap().height(), 3);
    std::fs::write(folder.path().join("events.arrow"), "no table").unwrap();
    assert!(read().unwrap_err().to_string().contains("events.arrow: cannot be read"));
    let missing = read_table(&folder.path().join("nowhere"), Table::Events).unwrap_err();
    assert!(missing.to_string().contains("nowhere: no such folder"));
}

#[test]
fn croissant_tells_files_and_fields() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "events", Format::Parquet);
    let whole = croissant(&[&file], Format::Parquet, "1.2.3", "cite me");
    assert_eq!(whole["distribution"][0]["sha256"], file.sha256);
    let fields = whole["recordSet"][0]["field"].as_array().unwrap();
    assert_eq!(fields.len(), frame(Table::Events, &[], &[]).unwrap().width());
    assert_eq!(fields[0]["source"]["fileObject"]["@id"], "events.parquet");
    let part = write(folder.path(), "events/part-00000", Format::Csv);
    let parts = croissant(&[&part], Format::Csv, "1.2.3", "cite me");
    assert_eq!(parts["distribution"][1]["includes"], "events/part-*.csv");
    assert_eq!(parts["recordSet"][0]["field"][0]["source"]["fileSet"]["@id"], "events-parts");
}
