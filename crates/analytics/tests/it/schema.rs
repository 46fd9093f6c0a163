//! Every table has exactly the columns of its schema, with rows or without.

use crate::example::quarrel;
use detente_analytics::{describe, frame, schema};
use detente_model::{Problem, ProblemKind, Stage, Table};

#[test]
fn tables_fit_their_schema_with_rows_and_without() {
    for &table in Table::ALL {
        for coded in [vec![], vec![quarrel()], vec![quarrel(), quarrel()]] {
            assert_eq!(**frame(table, &coded, &[]).unwrap().schema(), schema(table), "{table}");
        }
    }
}

#[test]
fn what_is_said_never_to_be_null_is_not() {
    for &table in Table::ALL {
        let (made, columns) =
            (frame(table, &[quarrel()], &[]).unwrap(), describe(table.as_str()).unwrap());
        let names = columns.column("column").unwrap().str().unwrap();
        let nullable = columns.column("nullable").unwrap().bool().unwrap();
        assert_eq!(
            names.iter().flatten().collect::<Vec<_>>(),
            made.get_column_names().into_iter().map(|n| n.as_str()).collect::<Vec<_>>(),
            "{table}"
        );
        for (name, nullable) in names.iter().flatten().zip(nullable.iter().flatten()) {
            assert!(nullable || made.column(name).unwrap().null_count() == 0, "{table}.{name}");
        }
    }
}

#[test]
fn ids_point_from_table_to_table() {
    let coded = [quarrel()];
    let of = |table| frame(table, &coded, &[]).unwrap();
    let text = |table, column: &str| {
        let frame = of(table);
        let column = frame.column(column).unwrap().str().unwrap();
        column.iter().map(|v| v.map(str::to_owned)).collect::<Vec<_>>()
    };
    let id = coded[0].article.id.to_string();
    assert_eq!(text(Table::Entities, "entity_id")[1], Some(format!("{id}-e71")));
    assert_eq!(text(Table::Quotes, "speaker_entity_id")[0], Some(format!("{id}-e71")));
    assert_eq!(text(Table::Events, "event_id")[0], Some(format!("{id}-v6")));
    assert_eq!(text(Table::Meetings, "meeting_id")[0], Some(format!("{id}-m59")));
    assert_eq!(text(Table::Articles, "story")[0], Some(id));
    assert_eq!(text(Table::Quotes, "speaker_sector")[0].as_deref(), Some("OPP"));
}

#[test]
fn problems_of_reading_come_before_those_of_articles() {
    let problem = |message: &str| Problem {
        source: "x".into(),
        article: None,
        stage: Stage::Read,
        place: None,
        kind: ProblemKind::Empty,
        message: message.into(),
    };
    let mut coded = quarrel();
    coded.findings.problems.push(problem("second"));
    let frame = frame(Table::Problems, &[coded], &[problem("first")]).unwrap();
    let messages = frame.column("message").unwrap().str().unwrap().iter().flatten();
    assert_eq!(messages.collect::<Vec<_>>(), ["first", "second"]);
}
