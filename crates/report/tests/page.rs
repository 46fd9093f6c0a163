//! Pages of tables without rows, and tables that cannot be used.

use detente_analytics::schema;
use detente_model::Table;
use detente_report::{NEEDED, page, write_page};
use polars::prelude::*;
use std::collections::BTreeMap;

fn empty() -> BTreeMap<Table, DataFrame> {
    let table = |&table: &Table| (table, DataFrame::empty_with_schema(&schema(table)));
    NEEDED.iter().map(table).collect()
}

#[test]
fn a_page_of_nothing_is_whole() {
    let page = page(&empty(), "Nothing").unwrap();
    assert!(page.contains("<h1>Nothing</h1>\n<p>0 articles: 0 events, 0 meetings, 0 quotes.</p>"));
    assert!(page.trim_end().ends_with("</html>"));
    assert!(!page.contains("{{"));
}

#[test]
fn a_table_that_is_missing_is_named() {
    for table in NEEDED {
        let mut tables = empty();
        tables.remove(&table);
        let said = page(&tables, "").unwrap_err().to_string();
        assert!(said.contains(&format!("the table `{table}` too")), "{said}");
    }
}

#[test]
fn a_column_that_is_missing_or_of_another_type_is_named() {
    for table in NEEDED {
        let mut tables = empty();
        let said = |tables: &_| page(tables, "").unwrap_err().to_string();
        let whole = tables[&table].clone();
        tables.insert(table, whole.drop("article_id").unwrap());
        let without = said(&tables);
        assert!(without.contains(&format!("`{table}`")), "{without}");
        assert!(without.contains("article_id"), "{without}");
        let numbers = Column::new_empty("article_id".into(), &DataType::Int64);
        tables.insert(table, whole.clone().with_column(numbers).unwrap().clone());
        assert!(said(&tables).contains(&format!("`{table}`")));
    }
}

#[test]
fn a_page_replaces_what_stood_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    std::fs::write(&path, "old").unwrap();
    write_page("new", &path).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
    let nowhere = folder.path().join("nowhere").join("report.html");
    assert!(write_page("new", &nowhere).unwrap_err().to_string().contains("nowhere"));
}
