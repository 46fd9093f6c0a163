//! ZIP archives and documents of Word.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use detente_model::{Article, Problem, ProblemKind, Section};
use detente_parse::{Format, Parsed, ReadOptions, parse_bytes, read_paths};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn split(parsed: impl Iterator<Item = Parsed>) -> (Vec<Article>, Vec<Problem>) {
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for item in parsed {
        match item {
            Parsed::Article(article) => articles.push(article),
            Parsed::Problem(problem) => problems.push(problem),
        }
    }
    (articles, problems)
}

fn read(bytes: &[u8]) -> (Vec<Article>, Vec<Problem>) {
    split(parse_bytes(bytes, "news.zip", &ReadOptions::default()))
}

fn kinds(problems: &[Problem]) -> Vec<ProblemKind> {
    problems.iter().map(|p| p.kind).collect()
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_by(files, CompressionMethod::Deflated)
}

fn zip_by(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A document of Word with a paragraph for each of `paragraphs`, which are markup of runs.
fn word(paragraphs: &[String]) -> Vec<u8> {
    let paragraphs: String = paragraphs.iter().map(|p| format!("<w:p>{p}</w:p>")).collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}</w:body></w:document>"
    );
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/footer1.xml", b"<w:ftr><w:p><w:r><w:t>Page 1</w:t></w:r></w:p></w:ftr>"),
    ])
}

fn run(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

const STORY: &[u8] =
    b"March 12, 2024\n\nMinisters met in Oslo on Monday. They left without a deal.";
const DUMP: &[u8] = b"{\"text\": \"Ministers met in Riga.\", \"date\": \"2024-03-13\"}\n{\"text\": \"Ministers met in Bonn.\", \"date\": \"2024-03-14\"}\n";

#[test]
fn the_files_of_an_archive_are_read_like_those_of_a_folder() {
    let nexis = std::fs::read(examples().join("exports/lexisnexis.txt")).unwrap();
    let feed = std::fs::read(examples().join("feeds/ministry.rss")).unwrap();
    let word = word(&[run("Talks go on in Geneva"), run("Ministers met in Geneva on Tuesday.")]);
    let files: [(&str, &[u8]); 7] = [
        ("b/dump.jsonl", DUMP),
        ("a/story.txt", STORY),
        ("a/nexis.txt", &nexis),
        ("feed.rss", &feed),
        ("talks.docx", &word),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
        ("__MACOSX/a/._story.txt", b"\0\x05\x16\x07"),
    ];
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        let archive = zip_by(&files, method);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.zip");
        std::fs::write(&path, &archive).unwrap();
        let (from_file, _) = split(read_paths([path], &ReadOptions::default()).unwrap());
        let (articles, problems) = read(&archive);
        assert_eq!(kinds(&problems), [ProblemKind::NoDate], "{problems:?}");
        let sources: Vec<_> = articles.iter().map(|a| a.source.as_str()).collect();
        assert_eq!(
            sources,
            [
                "news.zip/a/nexis.txt:1",
                "news.zip/a/nexis.txt:2",
                "news.zip/a/nexis.txt:3",
                "news.zip/a/story.txt",
                "news.zip/b/dump.jsonl:1",
                "news.zip/b/dump.jsonl:2",
                "news.zip/feed.rss:1",
                "news.zip/feed.rss:2",
                "news.zip/talks.docx",
            ]
        );
        let ids = |articles: &[Article]| articles.iter().map(|a| a.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&from_file), ids(&articles));
    }
}

#[test]
fn a_document_of_word_is_its_text() {
    let nexis = std::fs::read_to_string(examples().join("exports/nexis_uni.txt")).unwrap();
    let paragraphs: Vec<String> = nexis.lines().map(run).collect();
    let plain = split(parse_bytes(nexis.as_bytes(), "x", &ReadOptions::default())).0;
    for format in [None, Some(Format::Docx), Some(Format::Zip), Some(Format::Nexis)] {
        let options = ReadOptions { format, ..ReadOptions::default() };
        assert_eq!(split(parse_bytes(&word(&paragraphs), "x", &options)).0, plain, "{format:?}");
    }
    let (articles, _) = read(&word(&[
        run("Norway & Iceland end talks"),
        format!("{}<w:r><w:t>agree.</w:t></w:r>", run("Norway and Iceland could not ")),
        "<w:r><w:delText>Deleted.</w:delText></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>".to_owned(),
        "<mc:AlternateContent><mc:Choice><w:r><w:t>They met in Bergen.</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>They met in Bergen.</w:t></w:r></mc:Fallback></mc:AlternateContent>".to_owned(),
    ]));
    assert_eq!(articles[0].title.as_deref(), Some("Norway & Iceland end talks"));
    assert_eq!(
        articles[0].section(Section::Body).collect::<Vec<_>>(),
        ["Norway and Iceland could not agree.", "They met in Bergen."]
    );
}

#[test]
fn a_damaged_file_does_not_stop_the_others() {
    let archive = zip_by(
        &[("a.txt", STORY), ("b.txt", b"Ministers met in Bonn on Friday."), ("c.txt", STORY)],
        CompressionMethod::Stored,
    );
    let at = archive.windows(4).position(|w| w == b"Bonn").unwrap();
    let mut damaged = archive.clone();
    damaged[at] = b'R';
    let (articles, problems) = read(&damaged);
    assert_eq!(articles.len(), 2);
    assert_eq!(kinds(&problems), [ProblemKind::Malformed]);
    assert_eq!(problems[0].source, "news.zip/b.txt");
    assert!(problems[0].message.contains("checksum"), "{}", problems[0].message);
    let mut headless = archive.clone();
    let at = archive.windows(5).position(|w| w == b"b.txt").unwrap() - 30;
    headless[at] = b'X';
    let (articles, problems) = read(&headless);
    assert_eq!(articles.len(), 2);
    assert_eq!(kinds(&problems), [ProblemKind::Malformed]);
    assert_eq!(problems[0].source, "news.zip/b.txt");
}

#[test]
fn files_that_share_their_bytes_are_refused() {
    let archive = zip_by(&[("a.txt", STORY), ("b.txt", STORY)], CompressionMethod::Stored);
    let mut shared = archive.clone();
    // The place of the first file stands for the second too, in the directory.
    let second = archive.windows(5).rposition(|w| w == b"b.txt").unwrap() - 4;
    shared[second..second + 4].fill(0);
    let (articles, problems) = read(&shared);
    assert!(articles.is_empty(), "{articles:?}");
    assert_eq!(kinds(&problems), [ProblemKind::Malformed]);
    assert!(problems[0].message.contains("overlap"), "{}", problems[0].message);
}

#[test]
fn an_archive_that_is_cut_off_is_malformed() {
    let archive = zip(&[("a.txt", STORY), ("b.jsonl", DUMP)]);
    for cut in (4..archive.len()).step_by(5) {
        let (articles, problems) = read(&archive[..cut]);
        assert!(articles.is_empty(), "{cut}");
        assert_eq!(kinds(&problems), [ProblemKind::Malformed], "{cut}: {problems:?}");
    }
    for at in (0..archive.len()).step_by(3) {
        let mut damaged = archive.clone();
        damaged[at] ^= 0x55;
        let (articles, problems) = read(&damaged);
        assert!(articles.len() + problems.len() > 0, "{at}");
    }
    assert_eq!(kinds(&read(b"PK\x03\x04").1), [ProblemKind::Malformed]);
    assert_eq!(kinds(&read(&zip(&[])).1), [ProblemKind::Empty]);
    assert_eq!(kinds(&read(&zip(&[("a.png", b"x"), ("b/", b"")])).1), [ProblemKind::Empty]);
}

#[test]
fn archives_made_to_exhaust_are_refused() {
    let bomb = zip(&[("a.jsonl", &vec![b' '; 20_000_000]), ("b.txt", STORY)]);
    let (articles, problems) = read(&bomb);
    assert_eq!(articles.len(), 1);
    assert_eq!(kinds(&problems), [ProblemKind::TooLarge]);
    assert!(problems[0].message.contains("times its size"), "{}", problems[0].message);
    let nested = zip(&[("inner.zip", &zip(&[("a.txt", STORY)])), ("b.txt", STORY)]);
    let (articles, problems) = read(&nested);
    assert_eq!(articles.len(), 1);
    assert_eq!(kinds(&problems), [ProblemKind::Unreadable]);
    assert_eq!(problems[0].source, "news.zip/inner.zip");
    let long = word(&[run(&"Ministers met. ".repeat(100_000))]);
    let options = ReadOptions { max_article_bytes: 100_000, ..ReadOptions::default() };
    let (_, problems) = split(parse_bytes(&long, "x", &options));
    assert_eq!(kinds(&problems), [ProblemKind::TooLarge]);
    // A directory that names less than there is.
    let honest = zip_by(&[("a.txt", STORY)], CompressionMethod::Deflated);
    let size = u32::try_from(STORY.len()).unwrap().to_le_bytes();
    let mut lying = honest.clone();
    let last = honest.windows(4).rposition(|w| w == size).unwrap();
    lying[last] -= 10;
    assert_eq!(kinds(&read(&lying).1), [ProblemKind::Malformed]);
}

#[test]
fn other_packed_documents_are_refused_by_name() {
    let workbook =
        zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
    let open =
        zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]);
    for bytes in [workbook, open] {
        let (articles, problems) = read(&bytes);
        assert!(articles.is_empty());
        assert_eq!(kinds(&problems), [ProblemKind::Binary]);
        assert!(problems[0].message.contains("Word"), "{}", problems[0].message);
    }
    let options = ReadOptions { format: Some(Format::Docx), ..ReadOptions::default() };
    for bytes in [zip(&[("a.txt", STORY)]), STORY.to_vec()] {
        let (articles, problems) = split(parse_bytes(&bytes, "x", &options));
        assert!(articles.is_empty());
        assert_eq!(problems.len(), 1, "{problems:?}");
    }
    let broken = zip(&[("word/document.xml", b"<w:document><w:p><w:t>Ministers met")]);
    let (_, problems) = read(&broken);
    assert!(!problems.is_empty());
}
