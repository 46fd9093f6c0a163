//! What is wrong with the input is said in a row or an error, at once and without a panic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use detente_model::{Problem, ProblemKind};
use detente_parse::{ParseError, Parsed, ReadOptions, parse_bytes, read_paths};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::PathBuf;

fn read(bytes: &[u8]) -> Vec<Parsed> {
    parse_bytes(bytes, "input", &ReadOptions::default()).collect()
}

fn problems(parsed: &[Parsed]) -> Vec<&Problem> {
    parsed.iter().filter_map(|p| if let Parsed::Problem(p) = p { Some(p) } else { None }).collect()
}

fn kinds(bytes: &[u8]) -> Vec<ProblemKind> {
    problems(&read(bytes)).iter().map(|p| p.kind).collect()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn nothing_is_empty() {
    for bytes in [&b""[..], b"   \n\t", b"\xef\xbb\xbf", "\n".repeat(2_000_000).as_bytes()] {
        assert_eq!(kinds(bytes), [ProblemKind::Empty]);
    }
}

#[test]
fn binaries_are_refused() {
    for bytes in [
        &b"\x7fELF\x02\x01\x01\x00"[..],
        b"\x89PNG\r\n\x1a\n\x00",
        b"7z\xbc\xaf\x27\x1c",
        &[0; 5_000],
    ] {
        assert_eq!(kinds(bytes), [ProblemKind::Binary]);
    }
}

#[test]
fn a_single_huge_line_is_too_large() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["huge.txt", "huge.jsonl", "huge.html"] {
        let path = folder.path().join(name);
        std::fs::write(&path, vec![b'x'; 100_000_000]).unwrap();
        let parsed: Vec<_> = read_paths([path], &ReadOptions::default()).unwrap().collect();
        assert_eq!(problems(&parsed)[0].kind, ProblemKind::TooLarge, "{name}");
        assert_eq!(parsed.len(), 1, "{name}");
    }
}

#[test]
fn a_huge_line_among_others_is_passed_over() {
    let options = ReadOptions { max_article_bytes: 1_000, ..ReadOptions::default() };
    let good = r#"{"text": "Ministers met.", "date": "2024-03-12"}"#;
    let input = format!("{good}\n{{\"text\": \"{}\"}}\n{good}\n", "x".repeat(10_000));
    let parsed: Vec<_> = parse_bytes(input.as_bytes(), "dump", &options).collect();
    assert_eq!(parsed.len(), 3);
    assert_eq!(problems(&parsed)[0].kind, ProblemKind::TooLarge);
    assert_eq!(problems(&parsed)[0].place.as_deref(), Some("line 2"));
}

#[test]
fn bytes_that_no_encoding_explains_are_refused() {
    let noise: Vec<u8> = (0..2_000u32).map(|i| 0x80 + (i * 37 % 0x20) as u8).collect();
    let found = kinds(&noise);
    assert!(matches!(found[..], [ProblemKind::Encoding | ProblemKind::Binary]), "{found:?}");
}

#[test]
fn other_encodings_are_read() {
    let text =
        "La ministre a été reçue à l’Élysée, où la délégation française était arrivée très tôt.";
    let bytes: Vec<u8> = text.chars().map(|c| if c == '’' { 0x92 } else { c as u8 }).collect();
    let parsed = read(&bytes);
    let Parsed::Article(article) = &parsed[0] else { panic!("{parsed:?}") };
    assert_eq!(article.text, text);
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(matches!(&read(&utf16)[0], Parsed::Article(a) if a.text == text));
}

#[test]
fn callers_mistakes_are_errors() {
    let read = |path: &str| read_paths([PathBuf::from(path)], &ReadOptions::default()).map(|_| ());
    assert!(matches!(read("no/such/file.txt"), Err(ParseError::MissingPath { .. })));
    assert!(matches!(read("no/such/*.txt"), Err(ParseError::NoMatch { .. })));
    assert!(matches!(read("no/[such"), Err(ParseError::BadPattern { .. })));
    assert!("papyrus".parse::<detente_parse::Format>().is_err());
}

#[test]
fn a_folder_without_articles_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("picture.png"), b"x").unwrap();
    let parsed: Vec<_> =
        read_paths([folder.path().to_owned()], &ReadOptions::default()).unwrap().collect();
    assert_eq!(problems(&parsed)[0].kind, ProblemKind::Empty);
}

#[test]
fn an_article_without_a_date_is_an_article_and_a_problem() {
    let parsed = read(b"Ministers met in Oslo on Monday. They left without a deal.");
    let [Parsed::Article(article), Parsed::Problem(problem)] = &parsed[..] else {
        panic!("{parsed:?}")
    };
    assert_eq!(problem.kind, ProblemKind::NoDate);
    assert_eq!(problem.article.as_ref(), Some(&article.id));
    let dated = ReadOptions {
        default_date: Some(detente_model::Published::on(
            chrono::NaiveDate::from_ymd_opt(2024, 3, 12).unwrap(),
        )),
        ..ReadOptions::default()
    };
    assert_eq!(parse_bytes(b"Ministers met.", "input", &dated).count(), 1);
}

#[test]
fn packed_data_that_ends_early_is_malformed() {
    let text: String =
        (0..20_000).map(|i| format!("Minister {i} met minister {}. ", i * 7)).collect();
    let mut bytes = packed(text.as_bytes());
    bytes.truncate(bytes.len() / 2);
    assert_eq!(kinds(&bytes), [ProblemKind::Malformed]);
    assert_eq!(kinds(b"\x1f\x8b"), [ProblemKind::Malformed]);
    assert_eq!(kinds(b"\x1f\x8bnot packed at all"), [ProblemKind::Malformed]);
}

#[test]
fn packed_data_that_unpacks_without_end_is_too_large() {
    assert_eq!(kinds(&packed(&vec![b'x'; 50_000_000])), [ProblemKind::TooLarge]);
}

#[test]
fn a_broken_line_does_not_stop_the_others() {
    let good = r#"{"text": "Ministers met.", "date": "2024-03-12"}"#;
    for broken in ["{\"text\": \"Min", "not json", "[1, 2", "17", "{\"text\": null}", "{}", "\"x\""]
    {
        for input in [format!("{good}\n{broken}\n{good}\n"), format!("{broken}\n{good}\n{good}\n")]
        {
            let options = ReadOptions {
                format: Some(detente_parse::Format::Jsonl),
                ..ReadOptions::default()
            };
            let parsed: Vec<_> = parse_bytes(input.as_bytes(), "dump", &options).collect();
            let articles = parsed.iter().filter(|p| matches!(p, Parsed::Article(_))).count();
            assert_eq!(articles, 2, "{input}: {parsed:?}");
            assert_eq!(problems(&parsed).len(), 1, "{input}");
        }
    }
}
