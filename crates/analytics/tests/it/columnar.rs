//! Parquet and Arrow files as articles.

use detente_analytics::{Format as Output, open_columns, write_frame};
use detente_model::{Article, Problem, ProblemKind};
use detente_parse::{FieldNames, Parsed, ReadOptions, parse_bytes, read_paths};
use polars::prelude::*;
use std::path::Path;

fn options() -> ReadOptions {
    ReadOptions { open_columns: Some(open_columns), ..ReadOptions::default() }
}

fn split(parsed: impl Iterator<Item = Parsed>) -> (Vec<Article>, Vec<Problem>) {
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for parsed in parsed {
        match parsed {
            Parsed::Article(article) => articles.push(article),
            Parsed::Problem(problem) => problems.push(problem),
        }
    }
    (articles, problems)
}

fn read(path: &Path) -> (Vec<Article>, Vec<Problem>) {
    split(read_paths([path.to_owned()], &options()).unwrap())
}

fn news(rows: usize) -> DataFrame {
    let texts: Vec<_> =
        (0..rows).map(|i| format!("Minister {i} met minister {}.", i + 1)).collect();
    let days = Int32Chunked::new("date_publish".into(), vec![19_796; rows]).into_date();
    let mut frame =
        df!("maintext" => texts, "doc_id" => (0..rows as i64).collect::<Vec<_>>()).unwrap();
    frame.with_column(days.into_column()).unwrap();
    frame
}

#[test]
fn what_is_written_is_read_back_in_order() {
    let folder = tempfile::tempdir().unwrap();
    for (format, name) in [(Output::Parquet, "news.parquet"), (Output::Arrow, "news.feather")] {
        let path = folder.path().join(name);
        write_frame(&news(5_000), &path, format).unwrap();
        let (articles, problems) = read(&path);
        assert!(problems.is_empty(), "{name}: {:?}", problems[0]);
        assert_eq!(articles.len(), 5_000, "{name}");
        for (i, article) in articles.iter().enumerate() {
            assert_eq!(article.id.as_str(), i.to_string());
            assert_eq!(article.text, format!("Minister {i} met minister {}.", i + 1));
        }
        assert_eq!(articles[17].published.unwrap().day.to_string(), "2024-03-14");
        assert!(articles[17].source.ends_with(&format!("{name}:17")));
        // From memory, and by content alone.
        let bytes = std::fs::read(&path).unwrap();
        let mut parsed = parse_bytes(&bytes, "bytes", &options());
        assert_eq!(parsed.by_ref().count(), 5_000);
        assert_eq!(
            parsed.guesses().to_string(),
            r#"text="maintext", date="date_publish", id="doc_id""#
        );
    }
}

#[test]
fn a_row_group_is_read_in_pieces_and_several_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.parquet");
    let mut frame = news(20_000);
    let long = StringChunked::from_iter_values(
        "body".into(),
        (0..20_000).map(|i| format!("Minister {i} met. {}", "They talked at length. ".repeat(40))),
    );
    frame.with_column(long.into_column()).unwrap();
    let file = std::fs::File::create(&path).unwrap();
    ParquetWriter::new(file).with_row_group_size(Some(7_000)).finish(&mut frame).unwrap();
    let (articles, problems) = read(&path);
    assert!(problems.is_empty(), "{:?}", problems[0]);
    let ids: Vec<_> = articles.iter().map(|a| a.id.as_str().parse::<usize>().unwrap()).collect();
    assert_eq!(ids, (0..20_000).collect::<Vec<_>>());
}

#[test]
fn a_damaged_row_group_costs_itself_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.parquet");
    let file = std::fs::File::create(&path).unwrap();
    ParquetWriter::new(file).with_row_group_size(Some(1_000)).finish(&mut news(3_000)).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() * 4 / 10;
    bytes[middle..middle + 200].fill(0xff);
    std::fs::write(&path, &bytes).unwrap();
    let (articles, problems) = read(&path);
    let ids: Vec<_> = articles.iter().map(|a| a.id.as_str().parse::<usize>().unwrap()).collect();
    assert_eq!(ids, (0..1_000).chain(2_000..3_000).collect::<Vec<_>>());
    assert!(articles[1_000].source.ends_with("news.parquet:2000"));
    let [problem] = &problems[..] else { panic!("{problems:?}") };
    assert_eq!(problem.place.as_deref(), Some("rows 1000 to 1999"));
    assert!(problem.message.starts_with("row group 1 is damaged"), "{}", problem.message);
}

#[test]
fn a_table_without_text_is_refused_with_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.parquet");
    write_frame(&df!("contenu" => ["They met."], "n" => [1]).unwrap(), &path, Output::Parquet)
        .unwrap();
    let refused = read_paths([path.clone()], &options()).map(|_| ()).unwrap_err().to_string();
    assert!(refused.contains("the columns are contenu, n"), "{refused}");
    let fields = FieldNames { text: Some("contenu".to_owned()), ..FieldNames::default() };
    let (articles, _) = split(read_paths([path], &ReadOptions { fields, ..options() }).unwrap());
    assert_eq!(articles[0].text, "They met.");
}

#[test]
fn damage_is_a_problem_and_never_more() {
    let folder = tempfile::tempdir().unwrap();
    for (format, name) in [(Output::Parquet, "news.parquet"), (Output::Arrow, "news.arrow")] {
        let path = folder.path().join(name);
        write_frame(&news(300), &path, format).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / 60) {
            // What follows from a byte that is another is up to the file; that it is survived is up to us.
            let mut broken = whole.clone();
            broken[at] ^= 0x5a;
            std::fs::write(&path, &broken).unwrap();
            let _ = read(&path);
            if at > 0 {
                std::fs::write(&path, &whole[..at]).unwrap();
                let (_, problems) = read(&path);
                assert!(!problems.is_empty(), "{name} cut at {at}");
            }
        }
    }
    for (name, bytes, kind) in [
        ("empty.parquet", &b""[..], ProblemKind::Empty),
        ("text.parquet", b"Ministers met in Oslo.", ProblemKind::Malformed),
        ("text.arrow", b"Ministers met in Oslo.", ProblemKind::Malformed),
        ("old.feather", b"FEA1 and what else there was", ProblemKind::Malformed),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let (articles, problems) = read(&path);
        assert!(articles.is_empty());
        assert_eq!(problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [kind], "{name}");
    }
}
