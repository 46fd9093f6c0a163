//! Web archives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use detente_model::{Article, Problem, ProblemKind, Published, PublishedPrecision, Section};
use detente_parse::{Format, Parsed, ReadOptions, parse_bytes, read_paths};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use std::io::Write;

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
    split(parse_bytes(bytes, "crawl.warc", &ReadOptions::default()))
}

fn kinds(problems: &[Problem]) -> Vec<ProblemKind> {
    problems.iter().map(|p| p.kind).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// A record of `kind` about the page `name`.
fn record(kind: &str, name: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://post.example/{name}\r\nWARC-Date: 2024-03-20T04:05:06Z\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(name: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n", body].concat();
    record("response", name, "application/http; msgtype=response", &block)
}

const HTML: &str = "Content-Type: text/html; charset=utf-8\r\n";

/// A page of the harbour's paper.
fn page(title: &str, date: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang='en'><head><title>{title}</title>{date}</head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1><p>Norway and Iceland have not been able to agree on quotas for mackerel, the foreign minister said on Tuesday after two days of talks in the port of Bergen.</p><p>“We did not find a way,” Foreign Minister Ingrid Solheim told reporters. She said that both sides would meet again in the autumn, when scientists are due to present new figures.</p></article><footer>About us</footer></body></html>"
    )
}

fn dated(title: &str) -> String {
    page(title, "<meta property='article:published_time' content='2024-03-12T09:00:00Z'>")
}

#[test]
fn pages_become_articles_with_their_address() {
    let page = dated("No deal on mackerel");
    let archive = [
        record("warcinfo", "info", "application/warc-fields", b"software: invented\r\n"),
        record("request", "1", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response("1", HTML, page.as_bytes()),
        record("metadata", "1", "application/warc-fields", b"fetchTimeMs: 3\r\n"),
        response("logo.png", "Content-Type: image/png\r\n", &[0x89, b'P', 0, 0, 1, 2]),
        record("resource", "2", "text/html", dated("Talks go on").as_bytes()),
        record(
            "conversion",
            "3",
            "text/plain",
            b"Ministers met in Oslo on Monday. They left without a deal.",
        ),
    ]
    .concat();
    for bytes in [archive.clone(), gzip(&archive)] {
        assert_eq!(Format::sniff(&archive), Format::Warc);
        let (articles, problems) = read(&bytes);
        let [deal, talks, text] = articles.try_into().unwrap();
        assert_eq!(deal.title.as_deref(), Some("No deal on mackerel"));
        assert_eq!(deal.url.as_deref(), Some("https://post.example/1"));
        assert_eq!(deal.source, "crawl.warc:3");
        assert_eq!(deal.published.unwrap().at.to_rfc3339(), "2024-03-12T09:00:00+00:00");
        assert_eq!(deal.section(Section::Body).count(), 2);
        assert!(!deal.text.contains("About us"));
        assert_eq!(talks.title.as_deref(), Some("Talks go on"));
        assert_eq!(talks.source, "crawl.warc:6");
        assert!(text.text.starts_with("Ministers met in Oslo"));
        assert_eq!(text.url.as_deref(), Some("https://post.example/3"));
        assert_eq!(kinds(&problems), [ProblemKind::NoDate], "{problems:?}");
    }
}

#[test]
fn every_record_may_be_packed_by_itself() {
    let archive: Vec<u8> = (0..5)
        .flat_map(|i| gzip(&response(&i.to_string(), HTML, dated("Talks").as_bytes())))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("crawl.warc.gz");
    std::fs::write(&path, &archive).unwrap();
    let (articles, problems) = split(read_paths([path], &ReadOptions::default()).unwrap());
    assert_eq!(articles.len(), 5);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(articles[4].source.ends_with("crawl.warc.gz:5"), "{}", articles[4].source);
}

#[test]
fn a_damaged_member_does_not_stop_the_others() {
    let member = |i: usize| gzip(&response(&i.to_string(), HTML, dated("Talks").as_bytes()));
    let (before, damaged, after) = (member(1), member(2), member(3));
    for at in (0..damaged.len()).step_by(13) {
        let mut middle = damaged.clone();
        middle[at] ^= 0x3c;
        let archive = [before.as_slice(), &middle, &after].concat();
        let (articles, problems) = read(&archive);
        let urls: Vec<_> = articles.iter().filter_map(|a| a.url.as_deref()).collect();
        assert!(urls.contains(&"https://post.example/1"), "{at}: {problems:?}");
        assert!(urls.contains(&"https://post.example/3"), "{at}: {problems:?}");
        assert!(articles.len() == 3 || !problems.is_empty(), "{at}");
    }
    // Text between records is found out by the format, bytes between members by their packing.
    let archive = [before.as_slice(), &[7; 100_000], &after].concat();
    let (articles, problems) = read(&archive);
    assert_eq!(articles.len(), 2);
    assert_eq!(kinds(&problems), [ProblemKind::Malformed]);
}

#[test]
fn the_day_of_the_crawl_stands_in_for_a_date_and_is_said_to() {
    let archive = response("1", HTML, page("No deal on mackerel", "").as_bytes());
    let (articles, problems) = read(&archive);
    let published = articles[0].published.unwrap();
    assert_eq!(published.day.to_string(), "2024-03-20");
    assert_eq!(published.precision, PublishedPrecision::Day);
    assert_eq!(kinds(&problems), [ProblemKind::NoDate]);
    assert!(problems[0].message.contains("2024-03-20"), "{}", problems[0].message);
    assert_eq!(problems[0].article.as_ref(), Some(&articles[0].id));
    let later = String::from_utf8(archive.clone()).unwrap().replace("2024-03-20T", "2024-04-20T");
    assert_eq!(read(later.as_bytes()).0[0].id, articles[0].id);
    let day = chrono::NaiveDate::from_ymd_opt(2024, 3, 11).unwrap();
    let options = ReadOptions { default_date: Some(Published::on(day)), ..ReadOptions::default() };
    let (articles, problems) = split(parse_bytes(&archive, "crawl.warc", &options));
    assert_eq!(articles[0].published.unwrap().day, day);
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn bodies_are_decoded() {
    let page = dated("No deal on mackerel");
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(page.as_bytes()).unwrap();
    let packed = gzip(page.as_bytes());
    let (one, two) = packed.split_at(100);
    let chunked = [
        format!("{:x}\r\n", one.len()).as_bytes(),
        one,
        format!("\r\n{:X};note=x\r\n", two.len()).as_bytes(),
        two,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let latin: Vec<u8> = page
        .replace("Solheim", "Sølheim")
        .chars()
        .map(|c| match c {
            '“' => 0x93,
            '”' => 0x94,
            c => c as u8,
        })
        .collect();
    for (head, body) in [
        ("Content-Encoding: gzip\r\n", packed.clone()),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked),
        ("content-encoding: deflate\r\n", zlib.finish().unwrap()),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", page.clone().into_bytes()),
        ("Content-Encoding: br\r\n", page.clone().into_bytes()),
        ("X-Note: no field\r\nnonsense\r\n", page.clone().into_bytes()),
    ] {
        let (articles, problems) = read(&response("1", &format!("{HTML}{head}"), &body));
        assert!(problems.is_empty(), "{head}: {problems:?}");
        assert!(articles[0].text.contains("Ingrid Solheim told reporters"), "{head}");
    }
    let head = "Content-Type: text/html; Charset=\"windows-1252\"\r\n";
    let (articles, _) = read(&response("1", head, &latin));
    assert!(articles[0].text.contains("“We did not find a way,” Foreign Minister Ingrid Sølheim"));
}

#[test]
fn what_is_no_page_that_was_found_is_passed_over() {
    let moved = record(
        "response",
        "old",
        "application/http",
        b"HTTP/1.1 301 Moved Permanently\r\nContent-Type: text/html\r\n\r\n<p>Moved, please follow the link to the other page.</p>",
    );
    let archive = [
        moved,
        record("revisit", "1", "application/http", b"HTTP/1.1 200 OK\r\n\r\n"),
        response("robots.txt", "Content-Type: text/plain\r\n", b"User-agent: *"),
        response("empty", HTML, b""),
    ]
    .concat();
    let (articles, problems) = read(&archive);
    assert!(articles.is_empty());
    assert_eq!(kinds(&problems), [ProblemKind::Empty], "{problems:?}");
}

#[test]
fn a_record_that_is_cut_off_is_a_problem_and_those_before_it_stay() {
    let one = response("1", HTML, dated("Talks").as_bytes());
    let archive = [one.clone(), response("2", HTML, dated("Talks").as_bytes())].concat();
    for cut in (one.len() + 1..archive.len() - 4).step_by(11) {
        let (articles, problems) = read(&archive[..cut]);
        assert_eq!(articles.len(), 1, "{cut}");
        assert_eq!(kinds(&problems), [ProblemKind::Malformed], "{cut}");
        assert!(problems[0].place.is_some(), "{cut}");
    }
    let packed = [gzip(&one), gzip(&one)].concat();
    let (articles, problems) = read(&packed[..packed.len() - 20]);
    assert_eq!(articles.len(), 1);
    assert_eq!(kinds(&problems), [ProblemKind::Malformed]);
    assert_eq!(problems[0].place.as_deref(), Some("record 2"));
}

#[test]
fn a_bad_record_does_not_stop_the_others() {
    let good = response("1", HTML, dated("Talks").as_bytes());
    let text = String::from_utf8(good.clone()).unwrap();
    let long = format!("WARC/1.1\r\n{}\r\n\r\n", "X".repeat(200_000));
    for (bad, kind) in [
        (text.replace("Content-Length: ", "Content-Size: "), ProblemKind::Malformed),
        (text.replace("Content-Length: ", "Content-Length: 9x"), ProblemKind::Malformed),
        (text.replace("Content-Length: ", "Content-Length: -"), ProblemKind::Malformed),
        (text.replace("WARC-Type: ", "WARC-Type "), ProblemKind::Malformed),
        (text.replace("HTTP/1.1 200 OK", "HTTP/1.1 20x OK"), ProblemKind::Malformed),
        (text.replace("HTTP/1.1 200 OK", "GOPHER/1 200 OK"), ProblemKind::Malformed),
        (
            text.replace("charset=utf-8\r\n", "charset=utf-8\r\nContent-Encoding: zstd\r\n")
                .replace("<!DOCTYPE", "(!DOCTYPE"),
            ProblemKind::Malformed,
        ),
        (long, ProblemKind::Malformed),
        ("stray bytes\r\n".to_owned(), ProblemKind::Malformed),
    ] {
        let bad = match bad.find("zstd") {
            // A longer head: the length is that of the new block.
            Some(_) => {
                let block = bad.split_once("\r\n\r\n").unwrap().1.trim_end();
                String::from_utf8(record("response", "1", "application/http", block.as_bytes()))
                    .unwrap()
            }
            None => bad,
        };
        let archive = [good.as_slice(), bad.as_bytes(), &good].concat();
        let (articles, problems) = read(&archive);
        let shown = &bad[..bad.len().min(120)];
        assert_eq!(articles.len(), 2, "{shown}: {problems:?}");
        assert_eq!(kinds(&problems), [kind], "{shown}: {problems:?}");
        assert!(problems[0].place.is_some(), "{shown}");
    }
}

#[test]
fn large_pages_are_refused_and_large_films_passed_over() {
    let options = ReadOptions { max_article_bytes: 100_000, ..ReadOptions::default() };
    let film = response("film", "Content-Type: video/mp4\r\n", &[7; 300_000]);
    let large = response("large", HTML, "<p>Talks</p>".repeat(30_000).as_bytes());
    let bomb = response(
        "bomb",
        &format!("{HTML}Content-Encoding: gzip\r\n"),
        &gzip(&vec![b'x'; 50_000_000]),
    );
    let good = response("1", HTML, dated("Talks").as_bytes());
    let archive = [film, large, bomb, good].concat();
    let (articles, problems) = split(parse_bytes(&archive, "crawl.warc", &options));
    assert_eq!(articles.len(), 1);
    assert_eq!(kinds(&problems), [ProblemKind::TooLarge, ProblemKind::TooLarge], "{problems:?}");
    assert_eq!(problems[0].place.as_deref(), Some("record 2"));
    assert_eq!(problems[1].place.as_deref(), Some("record 3"));
    // A length that lies takes no memory.
    let lie = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n";
    let (_, problems) = read(lie);
    assert_eq!(kinds(&problems), [ProblemKind::Malformed]);
}

#[test]
fn a_page_that_the_crawler_cut_off_is_read_and_said_to_be() {
    let page = dated("Talks");
    let archive = String::from_utf8(response("1", HTML, page.as_bytes())).unwrap();
    let archive = archive.replacen("WARC-Date", "WARC-Truncated: length\r\nWARC-Date", 1);
    let (articles, problems) = read(archive.as_bytes());
    assert_eq!(articles.len(), 1);
    assert_eq!(kinds(&problems), [ProblemKind::Malformed]);
    assert!(problems[0].message.contains("length"));
}

#[test]
fn what_is_no_archive_is_refused() {
    let options = ReadOptions { format: Some(Format::Warc), ..ReadOptions::default() };
    for bytes in [&b""[..], b"Ministers met.", b"WARC/1.0", b"\r\n\r\n", &[0; 300]] {
        let (articles, problems) = split(parse_bytes(bytes, "crawl.warc", &options));
        assert!(articles.is_empty());
        assert_eq!(problems.len(), 1, "{bytes:?}: {problems:?}");
    }
}
