//! Tables of articles: CSV, JSON arrays, rows that another crate gives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use detente_model::{Article, Problem, ProblemKind};
use detente_parse::{
    FieldNames, Format, LostRows, ParseError, Parsed, ReadOptions, Rows, Stored, parse_bytes,
    parse_rows, read_paths,
};
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

fn csv() -> ReadOptions {
    ReadOptions { format: Some(Format::Csv), ..ReadOptions::default() }
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

fn read(bytes: impl AsRef<[u8]>, options: &ReadOptions) -> (Vec<Article>, Vec<Problem>) {
    split(parse_bytes(bytes.as_ref(), "dump", options))
}

fn texts(articles: &[Article]) -> Vec<&str> {
    articles.iter().map(|a| a.text.as_str()).collect()
}

fn folder_with(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn a_row_is_an_article_with_all_that_the_columns_tell() {
    let table = "\u{feff}doc_id,Headline,Publication Date,Byline,Body,tags\r\n\
        7,Talks end,2024-03-12,\"['Anna Reyes', 'Vera Ilina']\",\"Ministers \"\"met\"\",\r\nand left.\",x\r\n\
        \r\n\
        8,,2024-03-13,,They met again.,\r\n";
    let mut parsed = parse_bytes(table.as_bytes(), "dump", &ReadOptions::default());
    let (articles, problems) = split(parsed.by_ref());
    assert!(problems.is_empty(), "{problems:?}");
    let [first, second] = &articles[..] else { panic!("{articles:?}") };
    assert_eq!((first.id.as_str(), first.source.as_str()), ("7", "dump:2"));
    assert_eq!(first.title.as_deref(), Some("Talks end"));
    assert_eq!(first.authors, ["Anna Reyes", "Vera Ilina"]);
    assert_eq!(first.published.unwrap().day.to_string(), "2024-03-12");
    assert_eq!(first.text, "Talks end\n\nMinisters \"met\", and left.");
    assert_eq!((second.title.as_deref(), second.text.as_str()), (None, "They met again."));
    assert_eq!(
        parsed.guesses().to_string(),
        r#"text="Body", title="Headline", date="Publication Date", id="doc_id", authors="Byline""#
    );
}

#[test]
fn every_delimiter_is_told() {
    for delimiter in [",", "\t", ";", "|"] {
        let names = ["id", "text", "date"].join(delimiter);
        let row = ["1", "\"Ministers met, they; left|.\"", "2024-03-12"].join(delimiter);
        let (articles, problems) = read(format!("{names}\n{row}\n"), &csv());
        assert_eq!(texts(&articles), ["Ministers met, they; left|."], "{row}: {problems:?}");
    }
    let (articles, _) = read("sep=;\nid;text\n1;Ministers met.\n", &csv());
    assert_eq!(texts(&articles), ["Ministers met."]);
}

#[test]
fn quotation_marks_of_a_text_stay_where_they_enclose_no_cell() {
    let table = "id\ttext\n1\t\"We came,\" he said. \"We left.\"\n2\t\"They met,\" she said.\n";
    assert_eq!(
        texts(&read(table, &csv()).0),
        ["\"We came,\" he said. \"We left.\"", "\"They met,\" she said."]
    );
    let table = "id\ttext\n1\t\"\"\"We came,\"\" he said.\"\n2\t\"They met.\"\n";
    assert_eq!(texts(&read(table, &csv()).0), ["\"We came,\" he said.", "They met."]);
}

#[test]
fn a_table_may_be_in_any_encoding_that_a_text_may_be_in() {
    let table = "id,text\n1,\"La délégation a été reçue à l’Élysée, où elle est arrivée très tôt.\"\n2,Où était-il ?\n";
    let western: Vec<u8> = table.chars().map(|c| if c == '’' { 0x92 } else { c as u8 }).collect();
    let little: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> =
        std::iter::once(0xfeff).chain(table.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for bytes in [western, little, big] {
        let (articles, _) = read(&bytes, &csv());
        assert_eq!(
            texts(&articles),
            [
                "La délégation a été reçue à l’Élysée, où elle est arrivée très tôt.",
                "Où était-il ?"
            ]
        );
    }
}

#[test]
fn rows_of_other_lengths_are_problems_with_their_place() {
    let table = "text,date\nMinisters met.,2024-03-12\nTalks end, says minister,2024-03-12\nshort\n\
        They left.,2024-03-13\n";
    let (articles, problems) = read(table, &csv());
    assert_eq!(texts(&articles), ["Ministers met.", "They left."]);
    assert_eq!(articles[1].source, "dump:5");
    let places: Vec<_> = problems.iter().map(|p| (p.kind, p.place.as_deref().unwrap())).collect();
    assert_eq!(
        places,
        [(ProblemKind::Malformed, "row 3, line 3"), (ProblemKind::Malformed, "row 4, line 4")]
    );
    assert!(problems[0].message.starts_with("3 cells under 2 columns"), "{}", problems[0].message);
}

#[test]
fn quotation_marks_that_swallow_rows_cost_those_rows_and_are_told() {
    let table = "id,text,date\n1,\"Ministers met,2024-03-12\n2,\"They left.\",2024-03-13\n3,\"They wrote.\",2024-03-14\n";
    let (articles, problems) = read(table, &csv());
    assert_eq!(texts(&articles), ["They wrote."]);
    let problem = problems.iter().find(|p| p.kind == ProblemKind::Malformed).unwrap();
    assert_eq!(problem.place.as_deref(), Some("row 2, line 2"));
    assert!(problem.message.contains("not closed"), "{problem:?}");
    // A single mark in a cell of one line swallows nothing.
    let (articles, _) = read("id,text\n1,A 5\" gun was found.\n", &csv());
    assert_eq!(texts(&articles), ["A 5\" gun was found."]);
}

#[test]
fn rows_that_end_with_a_delimiter_are_whole() {
    let (articles, problems) = read("id,text\n1,Ministers met.,\n2,They left.,,\n", &csv());
    assert_eq!(texts(&articles), ["Ministers met.", "They left."]);
    assert!(problems.iter().all(|p| p.kind == ProblemKind::NoDate), "{problems:?}");
}

#[test]
fn a_table_that_is_cut_off_says_so() {
    let (articles, problems) = read("id,text\n1,\"Ministers met. They le", &csv());
    assert_eq!(texts(&articles), ["Ministers met. They le"]);
    assert!(problems.last().unwrap().message.contains("cut off"), "{problems:?}");
    let (articles, problems) = read("text,id\n\"Ministers met. They le", &csv());
    assert_eq!(articles.len(), 0);
    assert!(problems[0].message.contains("cut off"), "{problems:?}");
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    let rows = (0..20_000).fold("id,text\n".to_owned(), |mut table, i| {
        writeln!(table, "{i},Minister {} met minister {}.", i * 7, i * 13).unwrap();
        table
    });
    packer.write_all(rows.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    assert_eq!(read(&packed, &csv()).0.len(), 20_000);
    let (articles, problems) = read(&packed[..packed.len() / 2], &csv());
    assert!(articles.len() > 1_000);
    assert_eq!(problems.last().unwrap().kind, ProblemKind::Malformed);
}

#[test]
fn a_huge_cell_costs_its_row_alone() {
    let options = ReadOptions { max_article_bytes: 10_000, ..csv() };
    for huge in ["x".repeat(100_000), format!("\"{}\"", "x,\n".repeat(50_000)), ",".repeat(100_000)]
    {
        let table = format!("text,id\nMinisters met.,1\n{huge},2\nThey left.,3\n");
        let (articles, problems) = read(&table, &options);
        assert_eq!(texts(&articles), ["Ministers met.", "They left."]);
        let large: Vec<_> = problems.iter().filter(|p| p.kind == ProblemKind::TooLarge).collect();
        assert_eq!(large.len(), 1, "{problems:?}");
        assert!(large[0].place.as_deref().unwrap().starts_with("row 3"));
    }
}

#[test]
fn a_row_that_no_encoding_explains_costs_itself_alone() {
    let noise: Vec<u8> = (0..2_000u32).map(|i| 0x80 + (i * 37 % 0x20) as u8).collect();
    let table = [b"text,id\nMinisters met.,1\n", &noise[..], b",2\nThey left.,3\n"].concat();
    let (articles, problems) = read(&table, &csv());
    assert_eq!(articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["1", "3"]);
    let places: Vec<_> = problems.iter().filter_map(|p| p.place.as_deref()).collect();
    assert_eq!(places, ["row 3, line 3"]);
}

#[test]
fn what_is_no_table_of_articles_is_refused_with_its_columns() {
    let prose = b"Ministers met in Oslo, and left without a deal.\nThey meet again on Monday.\n";
    let folder = folder_with(&[
        ("prose.csv", prose),
        ("no_text.tsv", b"id\twhen\n1\t2024-03-12\n"),
        ("prose.txt", prose),
        ("empty.csv", b""),
        ("names.csv", b"id,text\n"),
    ]);
    let path = |name: &str| folder.path().join(name);
    let refused = |name: &str, options: &ReadOptions| {
        read_paths([path(name)], options).map(|_| ()).unwrap_err().to_string()
    };
    let message = refused("no_text.tsv", &ReadOptions::default());
    assert!(message.contains("no column holds the text"), "{message}");
    assert!(
        message.contains("the first row, which must name the columns, is id, when"),
        "{message}"
    );
    assert!(refused("prose.csv", &ReadOptions::default()).contains("Ministers met in Oslo"));
    let fields = FieldNames { date: Some("day".to_owned()), ..FieldNames::default() };
    let named = ReadOptions { fields, ..ReadOptions::default() };
    assert!(refused("names.csv", &named).contains("there is no column `day`, named for the date"));
    // Within a folder they stop nobody.
    let (articles, problems) =
        split(read_paths([folder.path().to_owned()], &ReadOptions::default()).unwrap());
    assert_eq!(articles.len(), 1);
    assert!(articles[0].source.ends_with("prose.txt"));
    let kinds: Vec<_> = problems.iter().map(|p| p.kind).collect();
    use ProblemKind::{Empty, NoDate, NoText};
    assert_eq!(kinds, [Empty, Empty, NoText, NoText, NoDate]);
}

#[test]
fn a_named_column_is_the_one_that_is_read() {
    let fields = FieldNames {
        text: Some("contenu".to_owned()),
        date: Some("jour".to_owned()),
        ..FieldNames::default()
    };
    let options = ReadOptions { fields, ..csv() };
    let mut parsed =
        parse_bytes(b"contenu;jour;text\nMinisters met.;2024-03-12;no\n", "dump", &options);
    let (articles, problems) = split(parsed.by_ref());
    assert_eq!(texts(&articles), ["Ministers met."]);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(parsed.guesses().is_empty());
}

#[test]
fn an_array_of_any_length_is_read_element_by_element() {
    let options = ReadOptions { max_article_bytes: 2_000, ..ReadOptions::default() };
    let record = |i| serde_json::json!({"maintext": format!("Minister {i} met minister [{}].", i + 1), "date": "2024-03-12"});
    let records: Vec<_> = (0..500).map(record).collect();
    for written in
        [serde_json::to_string(&records).unwrap(), serde_json::to_string_pretty(&records).unwrap()]
    {
        let (articles, problems) = read(&written, &options);
        assert!(problems.is_empty(), "{:?}", problems[0]);
        assert_eq!(articles.len(), 500);
        assert_eq!(articles[499].source, "dump:500");
    }
}

fn two_rows() -> Rows {
    let row = |text: &str| {
        let cell = [("body".to_owned(), serde_json::Value::from(text))];
        cell.into_iter().collect::<serde_json::Map<_, _>>()
    };
    let lost = LostRows { rows: 1, message: "damaged".to_owned() };
    let rows = [Ok(row("Ministers met.")), Err(lost), Ok(row("They left."))];
    Rows { columns: vec!["body".to_owned()], rows: Box::new(rows.into_iter()), height: None }
}

#[test]
fn rows_of_another_crate_are_counted_from_0() {
    let (articles, problems) = split(parse_rows(two_rows(), "frame", &csv()).unwrap());
    let sources: Vec<_> = articles.iter().map(|a| a.source.as_str()).collect();
    assert_eq!(sources, ["frame:0", "frame:2"]);
    let damaged = problems.iter().find(|p| p.kind == ProblemKind::Malformed).unwrap();
    assert_eq!(damaged.place.as_deref(), Some("row 1"));
    let none =
        Rows { columns: vec!["a".to_owned()], rows: Box::new(std::iter::empty()), height: None };
    let refused = parse_rows(none, "frame", &ReadOptions::default()).unwrap_err();
    assert!(matches!(refused, ParseError::NoColumn { name: None, .. }), "{refused}");
}

#[test]
fn columnar_files_are_opened_by_what_is_given_to_open_them() {
    let folder = folder_with(&[("a.parquet", b"PAR1 and more"), ("b.txt", b"ARROW1\0\0")]);
    let (_, problems) =
        split(read_paths([folder.path().to_owned()], &ReadOptions::default()).unwrap());
    assert_eq!(problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [ProblemKind::Binary; 2]);
    let open = |stored: Stored, format: Format, _: &FieldNames| {
        let from_file = matches!(stored, Stored::File(_));
        if from_file && format == Format::Parquet { Ok(two_rows()) } else { Err("no".to_owned()) }
    };
    let options = ReadOptions { open_columns: Some(open), ..ReadOptions::default() };
    let (articles, problems) = split(read_paths([folder.path().to_owned()], &options).unwrap());
    assert_eq!(articles.len(), 2);
    assert!(articles[0].source.ends_with("a.parquet:0"));
    assert!(problems.iter().any(|p| p.source.ends_with("b.txt") && p.message == "no"));
    let path: PathBuf = folder.path().join("a.parquet");
    let named = FieldNames { text: Some("text".to_owned()), ..FieldNames::default() };
    let refused = read_paths([path], &ReadOptions { fields: named, ..options }).map(|_| ());
    assert!(refused.unwrap_err().to_string().contains("the columns are body"));
}

/// A cell as a spreadsheet writes it.
fn cell(text: &str) -> String {
    let quoted = text.contains(['"', '\n', '\r', ',', '\t', ';', '|']);
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

proptest! {
    #[test]
    fn what_is_written_as_csv_is_read_back(
        words in proptest::collection::vec("Ministers [a-zé,;\t|\"]{1,12} met\\.", 1..8),
        delimiter in proptest::sample::select(vec![",", "\t", ";", "|"]),
        ending in proptest::sample::select(vec!["\n", "\r\n"]),
        last in proptest::bool::ANY,
    ) {
        let mut table = ["id", "text", "tags"].join(delimiter);
        for (i, text) in words.iter().enumerate() {
            table += ending;
            table += &[i.to_string(), cell(text), String::new()].join(delimiter);
        }
        if last {
            table += ending;
        }
        let options = ReadOptions { default_date: Some(detente_model::Published::on(Default::default())), ..csv() };
        let (articles, problems) = read(&table, &options);
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert_eq!(articles.len(), words.len());
        for (i, (article, text)) in articles.iter().zip(&words).enumerate() {
            prop_assert_eq!(article.id.as_str(), i.to_string());
            let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(spaced(&article.text), spaced(text));
        }
    }

    #[test]
    fn any_bytes_are_read_as_a_table(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let table = [b"text,id\n", &bytes[..]].concat();
        let _ = read(&table, &csv());
        let _ = read(&bytes, &csv());
    }

    #[test]
    fn any_cells_are_read_as_a_table(table in "(text|id|,|;|\"|\n|\r|\t|a b|sep=){0,40}") {
        let small = ReadOptions { max_article_bytes: 7, ..csv() };
        let _ = read(&table, &small);
        let _ = read(&table, &csv());
    }
}

#[test]
fn records_none_of_which_has_the_field_are_refused_and_a_few_without_it_are_problems() {
    let news = r#"{"id": "1", "body": ""}
not JSON
{"id": "2", "body": "They met.", "source": {"name": "x"}}
{"id": "3", "tags": "x"}
"#;
    let folder = folder_with(&[("news.jsonl", news.as_bytes()), ("bad.jsonl", b"{")]);
    let named = |text: Option<&str>, date: Option<&str>| ReadOptions {
        fields: FieldNames {
            text: text.map(str::to_owned),
            date: date.map(str::to_owned),
            ..FieldNames::default()
        },
        ..ReadOptions::default()
    };
    let path = folder.path().join("news.jsonl");
    let read = |options: &ReadOptions| read_paths([path.clone()], options);
    let refused = read(&named(Some("nope"), None)).unwrap_err().to_string();
    assert!(refused.ends_with(
        "news.jsonl: there is no column `nope`, named for the text; the fields of the records are body, id, source, tags"
    ), "{refused}");
    let refused = read(&named(Some("body"), Some("day"))).unwrap_err().to_string();
    assert!(refused.contains("`day`, named for the date"), "{refused}");
    assert!(read(&named(Some("source.name"), None)).is_ok());
    let (articles, problems) = split(read(&named(Some("body"), None)).unwrap());
    assert_eq!(texts(&articles), ["They met."]);
    let without = problems.iter().filter(|p| p.kind == ProblemKind::NoText).count();
    assert_eq!(without, 2, "{problems:?}");
    let whole = read_paths([folder.path().to_owned()], &named(Some("nope"), None)).unwrap();
    assert_eq!(split(whole).0.len(), 0);
    let bad = read_paths([folder.path().join("bad.jsonl")], &named(Some("nope"), None)).unwrap();
    assert_eq!(split(bad).1.len(), 1);
}
