//! What the text formats hold.

use crate::example::quarrel;
use detente_analytics::{Format, frame, write_frame};
use detente_model::Table;

fn written(table: Table, format: Format) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table");
    write_frame(&frame(table, &[quarrel()], &[]).unwrap(), &path, format).unwrap();
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn csv_holds_lists_as_json_and_nulls_as_nothing() {
    let csv = written(Table::Events, Format::Csv);
    let (header, first) = csv.split_once('\n').unwrap();
    assert!(header.starts_with("article_id,event_id,sentence,start,end,text,type,mode,contexts,"));
    assert!(first.contains(r#",ACCUSE,,"[""diplomatic""]",112,3,"#), "{first}");
    assert!(first.contains(r#""[{""entity_id"":"#), "{first}");
    assert!(written(Table::Articles, Format::Csv).contains(",2024-03-14T00:00:00Z,day,"));
}

#[test]
fn jsonl_is_an_object_a_row() {
    let jsonl = written(Table::Events, Format::Jsonl);
    let second: serde_json::Value = serde_json::from_str(jsonl.lines().nth(1).unwrap()).unwrap();
    assert_eq!(jsonl.lines().count(), 3);
    assert_eq!(second["date_start"], "2024-02-29");
    assert_eq!(second["source"][1]["country"], "NGA");
    assert_eq!(second["lat"], serde_json::Value::Null);
}
