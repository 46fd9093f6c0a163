//! Counting dyads.

use crate::example::quarrel;
use detente_analytics::{
    By, Count, Counting, DyadOptions, EventTables, Every, dyads, frame, schema,
};
use detente_model::{ArticleId, CodedArticle, Status, Table};
use polars::prelude::DataFrame;

fn count(coded: &[CodedArticle], options: &DyadOptions) -> Vec<String> {
    let events = frame(Table::Events, coded, &[]).unwrap();
    let articles = frame(Table::Articles, coded, &[]).unwrap();
    let tables = EventTables { events: &events, articles: &articles, stories: None };
    let dyads = dyads(tables, options).unwrap();
    let row = |i| {
        let cell = |column: &str| dyads.column(column).unwrap().get(i).unwrap().to_string();
        let (period, source, target) = (cell("period"), cell("source"), cell("target"));
        let line =
            format!("{period} {source} {target} {} {}", cell("n_events"), cell("goldstein_sum"));
        line.replace('"', "")
    };
    (0..dyads.height()).map(row).collect()
}

#[test]
fn what_happened_counts_once_an_ordered_pair_in_its_month() {
    let rows = count(&[quarrel()], &DyadOptions::default());
    // The meeting of February both ways, the accusation in the month of publication, the denied assault nowhere.
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows[0].starts_with("2024-02-01 ESP NGA 1"), "{rows:?}");
    assert!(rows[1].starts_with("2024-02-01 NGA ESP 1"), "{rows:?}");
    assert!(rows[2].starts_with("2024-03-01 ESP NGA 1 -"), "{rows:?}");
}

#[test]
fn tables_without_rows_have_no_dyads() {
    let empty = |table| DataFrame::empty_with_schema(&schema(table));
    let (events, articles) = (empty(Table::Events), empty(Table::Articles));
    let tables = EventTables { events: &events, articles: &articles, stories: None };
    assert_eq!(dyads(tables, &DyadOptions::default()).unwrap().height(), 0);
}

#[test]
fn status_unit_and_period_are_options() {
    let options = DyadOptions {
        every: Every::Year,
        by: By::Entity,
        counting: Counting { status: vec![Status::Actual, Status::Negated], ..Counting::default() },
        ..DyadOptions::default()
    };
    let rows = count(&[quarrel()], &options);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("2024-01-01 Núñez Okafor 3"), "{rows:?}");
}

#[test]
fn copies_count_only_when_asked_for() {
    let mut copy = quarrel();
    copy.article.id = ArticleId::given("copy");
    copy.duplicate_of = Some(quarrel().article.id);
    let coded = [quarrel(), copy];
    let once = count(&coded, &DyadOptions::default());
    assert!(once[2].contains(" 1 "), "{once:?}");
    let counting = Counting { count: Count::Reports, ..Counting::default() };
    let twice = count(&coded, &DyadOptions { counting, ..DyadOptions::default() });
    assert!(twice[2].contains(" 2 "), "{twice:?}");
}

#[test]
fn a_filtered_table_counts_as_well() {
    let coded = [quarrel(), quarrel()];
    let events = frame(Table::Events, &coded, &[]).unwrap().slice(4, 1);
    let articles = frame(Table::Articles, &coded, &[]).unwrap();
    let tables = EventTables { events: &events, articles: &articles, stories: None };
    let dyads = dyads(tables, &DyadOptions::default()).unwrap();
    assert_eq!(dyads.height(), 2);
}

#[test]
fn no_events_no_dyads() {
    assert_eq!(count(&[], &DyadOptions::default()), Vec::<String>::new());
}
