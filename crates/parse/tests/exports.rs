//! What press databases export: LexisNexis, Nexis Uni, Factiva, ProQuest, Gigaword.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use detente_model::{Article, Problem, ProblemKind, Section};
use detente_parse::{Format, Parsed, ReadOptions, parse_bytes};
use std::path::Path;

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

fn content(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports").join(name)).unwrap()
}

/// The articles of an example, told by its content alone.
fn file(name: &str) -> (Vec<Article>, Vec<Problem>) {
    split(parse_bytes(&content(name), name, &ReadOptions::default()))
}

fn body(article: &Article) -> Vec<&str> {
    article.section(Section::Body).collect()
}

fn title(article: &Article) -> &str {
    article.title.as_deref().unwrap_or_default()
}

fn day(article: &Article) -> String {
    article.published.map(|p| p.day.to_string()).unwrap_or_default()
}

#[test]
fn lexisnexis_is_cut_at_the_count_of_documents() {
    let (articles, problems) = file("lexisnexis.txt");
    assert!(problems.is_empty(), "{problems:?}");
    let [mackerel, madrid, latvia] = articles.try_into().unwrap();
    assert_eq!(title(&mackerel), "No deal on mackerel quotas as Norway and Iceland end talks");
    assert_eq!(mackerel.publisher.as_deref(), Some("The Harbour Post"));
    assert_eq!(mackerel.authors, ["Anna Reyes", "Jon Dahl"]);
    assert_eq!(day(&mackerel), "2024-03-12");
    assert_eq!(mackerel.language.as_deref(), Some("en"));
    assert_eq!(mackerel.source, "lexisnexis.txt:1");
    let paragraphs = body(&mackerel);
    assert_eq!(paragraphs.len(), 3, "{paragraphs:#?}");
    assert!(paragraphs[0].ends_with("after two days of talks in the port of Bergen."));
    assert!(paragraphs[2].ends_with("no date had been set for this."), "{}", paragraphs[2]);

    assert_eq!(title(&madrid), "Portugal's Minister Visits Madrid");
    assert_eq!(madrid.publisher.as_deref(), Some("The Coastal Times"));
    assert_eq!(madrid.authors, ["Maria Lopes"]);
    assert_eq!(day(&madrid), "2024-03-13");
    assert_eq!(madrid.url.as_deref(), Some("http://www.coastaltimes.example/madrid"));
    let dateline = madrid.dateline.as_ref().unwrap();
    assert_eq!(dateline.place.as_deref(), Some("MADRID"));
    assert_eq!(dateline.date.unwrap().start().to_string(), "2024-03-12");
    assert_eq!(
        body(&madrid),
        [
            "Portugal's foreign minister, Tiago Moura, met his Spanish counterpart in Madrid on Tuesday.",
            "The two discussed a border treaty."
        ]
    );

    assert_eq!(title(&latvia), "Latvia signs a treaty with Ruritania");
    assert_eq!(latvia.publisher.as_deref(), Some("Coastal Agency"));
    assert_eq!(body(&latvia), ["Latvia and Ruritania signed a treaty in Riga on Thursday."]);
}

#[test]
fn lexisnexis_is_read_in_its_other_guises() {
    let text = String::from_utf8(content("lexisnexis.txt")).unwrap();
    let plain = file("lexisnexis.txt").0;
    let german = text
        .replace(" of 3 DOCUMENTS", " von 3")
        .replace("       1 von", "  Dokument 1 von")
        .replace("       2 von", "  Dokument 2 von")
        .replace("       3 von", "  Dokument 3 von")
        .replace("LENGTH:", "LÄNGE:")
        .replace("BYLINE:", "AUTOR:")
        .replace("LANGUAGE:", "SPRACHE:");
    let dense = text.replace("\n\nSECTION:", "\nSECTION:").replace("\n\nLENGTH:", "\nLENGTH:");
    let paged =
        text.replace("                               2 of 3", "\u{c}                 2 of 3");
    let unlabelled = text.replace("LENGTH: 12 words\n\n", "");
    for (guise, text) in
        [("german", german), ("dense", dense), ("paged", paged), ("unlabelled", unlabelled)]
    {
        assert_eq!(Format::sniff(text.as_bytes()), Format::Nexis, "{guise}");
        let parsed = parse_bytes(text.as_bytes(), "lexisnexis.txt", &ReadOptions::default());
        let (articles, problems) = split(parsed);
        assert!(problems.is_empty(), "{guise}: {problems:?}");
        assert_eq!(articles, plain, "{guise}");
    }
    let latin: Vec<u8> = text
        .replace("Ingrid Solheim", "Ingrid Sølheim")
        .chars()
        .map(|c| u8::try_from(c).unwrap())
        .collect();
    let (articles, _) = split(parse_bytes(&latin, "input", &ReadOptions::default()));
    assert!(articles[0].text.contains("Ingrid Sølheim"));
}

#[test]
fn nexis_uni_is_cut_at_the_end_of_each_document() {
    let (articles, problems) = file("nexis_uni.txt");
    assert!(problems.is_empty(), "{problems:?}");
    let [mackerel, madrid] = articles.try_into().unwrap();
    assert_eq!(title(&mackerel), "No deal on mackerel quotas as Norway and Iceland end talks");
    assert_eq!(mackerel.publisher.as_deref(), Some("The Harbour Post (Bergen)"));
    assert_eq!(mackerel.authors, ["Anna Reyes"]);
    assert_eq!(mackerel.published.unwrap().at.to_rfc3339(), "2024-03-12T09:20:00+00:00");
    assert_eq!(mackerel.language.as_deref(), Some("en"));
    assert_eq!(
        body(&mackerel),
        [
            "Norway and Iceland have not been able to agree on quotas for mackerel, the Norwegian foreign minister said on Tuesday.",
            "\"We did not find a way,\" Foreign Minister Ingrid Solheim told reporters."
        ]
    );
    assert_eq!(title(&madrid), "Portugal's minister visits Madrid");
    assert_eq!(day(&madrid), "2024-03-13");
    assert_eq!(body(&madrid).len(), 1);
}

#[test]
fn factiva_is_read_with_its_codes_and_without() {
    for name in ["factiva_codes.txt", "factiva_plain.txt"] {
        let (articles, problems) = file(name);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        let [mackerel, madrid] = articles.try_into().unwrap();
        assert_eq!(title(&mackerel), "Norway, Iceland end talks on mackerel without a deal");
        assert_eq!(mackerel.authors, ["Anna Reyes"], "{name}");
        assert_eq!(mackerel.publisher.as_deref(), Some("The Harbour Post"), "{name}");
        assert_eq!(day(&mackerel), "2024-03-12", "{name}");
        assert_eq!(mackerel.language.as_deref(), Some("en"), "{name}");
        assert_eq!(mackerel.id.as_str(), "HARBP00020240312ek3c0000a", "{name}");
        let paragraphs = body(&mackerel);
        assert_eq!(
            paragraphs[..2],
            [
                "Norway and Iceland have not been able to agree on quotas for mackerel.",
                "\"We did not find a way,\" Foreign Minister Ingrid Solheim told reporters."
            ],
            "{name}"
        );
        assert_eq!(title(&madrid), "Portugal's minister visits Madrid", "{name}");
        assert_eq!(day(&madrid), "2024-03-13", "{name}");
        assert_eq!(madrid.publisher.as_deref(), Some("The Coastal Times"), "{name}");
        assert_eq!(
            body(&madrid),
            [
                "Portugal's foreign minister, Tiago Moura, met his Spanish counterpart in Madrid on Tuesday."
            ],
            "{name}"
        );
    }
    let (articles, _) = file("factiva_codes.txt");
    assert_eq!(body(&articles[0])[2], "IN 2023, the two sides had met three times.");
    assert_eq!(articles[0].dateline.as_ref().unwrap().place.as_deref(), Some("BERGEN"));
    let (articles, _) = file("factiva_plain.txt");
    assert_eq!(articles[1].authors, ["Maria Lopes"]);
}

#[test]
fn proquest_is_cut_at_its_rules() {
    let (articles, problems) = file("proquest.txt");
    let [mackerel, madrid] = articles.try_into().unwrap();
    assert_eq!(title(&mackerel), "No deal on mackerel quotas as Norway and Iceland end talks");
    assert_eq!(mackerel.authors, ["Anna Reyes", "Jon Dahl"]);
    assert_eq!(mackerel.publisher.as_deref(), Some("The Harbour Post"));
    assert_eq!(day(&mackerel), "2024-03-12");
    assert_eq!(mackerel.id.as_str(), "2900000001");
    assert_eq!(mackerel.url.as_deref(), Some("https://search.example/docview/2900000001"));
    assert_eq!(
        body(&mackerel),
        [
            "Norway and Iceland have not been able to agree on quotas for mackerel.",
            "What the minister said: \"We did not find a way,\" Ingrid Solheim told reporters in Bergen.",
            "Both sides would meet again in the autumn."
        ]
    );
    assert_eq!(title(&madrid), "Portugal's minister visits Madrid");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind, ProblemKind::NoText);
    assert_eq!(problems[0].article.as_ref(), Some(&madrid.id));
}

#[test]
fn gigaword_gives_its_stories() {
    let (articles, problems) = file("cst_eng_202403");
    assert!(problems.is_empty(), "{problems:?}");
    let [mackerel, madrid] = articles.try_into().unwrap();
    assert_eq!(title(&mackerel), "Norway, Iceland end talks on mackerel");
    assert_eq!(mackerel.id.as_str(), "CST_ENG_20240312.0001");
    assert_eq!(day(&mackerel), "2024-03-12");
    assert_eq!(mackerel.language.as_deref(), Some("en"));
    assert_eq!(mackerel.dateline.as_ref().unwrap().place.as_deref(), Some("BERGEN"));
    assert_eq!(
        body(&mackerel),
        [
            "Norway and Iceland have not been able to agree on quotas for mackerel, Foreign Minister Ingrid Solheim said.",
            "Trade & transit were not discussed."
        ]
    );
    assert_eq!(madrid.title, None);
    assert_eq!(day(&madrid), "2024-03-13");
}

#[test]
fn a_month_of_gigaword_is_known_by_its_name() {
    for name in ["afp_eng_201004", "xin_eng_199501.gz"] {
        assert_eq!(Format::of_path(Path::new(name)), Some(Format::Gigaword), "{name}");
    }
    for name in ["afp_eng_2010", "afp_english_201004", "notes"] {
        assert_eq!(Format::of_path(Path::new(name)), None, "{name}");
    }
}

const EXAMPLES: [(&str, Format); 6] = [
    ("lexisnexis.txt", Format::Nexis),
    ("nexis_uni.txt", Format::Nexis),
    ("factiva_codes.txt", Format::Factiva),
    ("factiva_plain.txt", Format::Factiva),
    ("proquest.txt", Format::ProQuest),
    ("cst_eng_202403", Format::Gigaword),
];

#[test]
fn content_shows_the_database_and_windows_line_ends_do_not_matter() {
    for (name, format) in EXAMPLES {
        let bytes = content(name);
        assert_eq!(Format::sniff(&bytes), format, "{name}");
        assert_eq!(format.to_string().parse::<Format>().unwrap(), format, "{name}");
        let unix = split(parse_bytes(&bytes, name, &ReadOptions::default())).0;
        let windows = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        let windows = split(parse_bytes(windows.as_bytes(), name, &ReadOptions::default())).0;
        assert_eq!(unix, windows, "{name}");
        let mut utf16 = vec![0xff, 0xfe];
        let text = String::from_utf8(content(name)).unwrap();
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(unix, split(parse_bytes(&utf16, name, &ReadOptions::default())).0, "{name}");
    }
}

#[test]
fn prose_is_no_export() {
    for text in [
        "The minister said that 3 of 10 DOCUMENTS had been found.\n\nLength: two pages.\n\nBody\n",
        "Subject: talks\n\nFull text: see below.\n\nThe ministers met in Oslo.",
        "IN  Oslo\n\nRE  talks\n\nMinisters met.",
        "Document 17\n\nMinisters met in Oslo.",
    ] {
        assert_eq!(Format::sniff(text.as_bytes()), Format::Text, "{text}");
    }
}

#[test]
fn wherever_a_file_is_cut_what_stands_before_is_read() {
    for (name, format) in EXAMPLES {
        let bytes = content(name);
        let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
        let whole = split(parse_bytes(&bytes, name, &options)).0;
        for cut in (0..bytes.len()).step_by(7) {
            let (articles, problems) = split(parse_bytes(&bytes[..cut], name, &options));
            assert!(articles.len() <= whole.len(), "{name} at {cut}");
            assert!(articles.len() + problems.len() > 0, "{name} at {cut}");
            for (cut_short, article) in articles.iter().zip(&whole).rev().skip(1) {
                assert_eq!(cut_short, article, "{name} at {cut}");
            }
        }
    }
}

#[test]
fn an_article_that_the_file_ends_in_is_said_to_be_cut_off() {
    for name in ["nexis_uni.txt", "factiva_codes.txt", "factiva_plain.txt", "cst_eng_202403"] {
        let text = String::from_utf8(content(name)).unwrap();
        let cut = text.find("Spanish counterpart").unwrap();
        let (articles, problems) =
            split(parse_bytes(&text.as_bytes()[..cut], name, &ReadOptions::default()));
        assert_eq!(articles.len(), 2, "{name}");
        let malformed: Vec<_> =
            problems.iter().filter(|p| p.kind == ProblemKind::Malformed).collect();
        assert_eq!(malformed.len(), 1, "{name}: {problems:?}");
        assert_eq!(malformed[0].article.as_ref(), Some(&articles[1].id), "{name}");
        assert!(malformed[0].place.as_ref().unwrap().starts_with("line "), "{name}");
    }
}

#[test]
fn an_article_too_large_is_passed_over() {
    let text = String::from_utf8(content("lexisnexis.txt")).unwrap();
    let long = text.replacen(
        "The two discussed",
        &format!("{}The two discussed", "They met. ".repeat(300)),
        1,
    );
    let options = ReadOptions { max_article_bytes: 2_000, ..ReadOptions::default() };
    let (articles, problems) = split(parse_bytes(long.as_bytes(), "input", &options));
    assert_eq!(articles.len(), 2);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind, ProblemKind::TooLarge);
    assert_eq!(problems[0].place.as_deref(), Some("line 50"));
}

#[test]
fn a_broken_document_does_not_stop_the_others() {
    let text = String::from_utf8(content("lexisnexis.txt")).unwrap();
    let broken =
        text.replacen("              March 13, 2024, Wednesday, Late Edition - Final\n", "", 1);
    let (articles, problems) =
        split(parse_bytes(broken.as_bytes(), "input", &ReadOptions::default()));
    assert_eq!(articles.len(), 2);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind, ProblemKind::Malformed);
    assert_eq!(problems[0].place.as_deref(), Some("line 50"));
    let mut bytes = text.into_bytes();
    let at = bytes.windows(9).position(|w| w == b"Iceland's").unwrap();
    bytes[at + 3] = 0;
    let options = ReadOptions { format: Some(Format::Nexis), ..ReadOptions::default() };
    let (_, problems) = split(parse_bytes(&bytes, "input", &options));
    assert!(problems.iter().any(|p| p.kind == ProblemKind::Binary), "{problems:?}");
}

#[test]
fn a_file_without_articles_says_so() {
    for (_, format) in EXAMPLES {
        for text in ["Ministers met in Oslo.", "", "\n\n", "Classification\nBodies\n"] {
            let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
            let (articles, problems) = split(parse_bytes(text.as_bytes(), "input", &options));
            assert!(articles.is_empty(), "{format}: {text}");
            assert_eq!(problems.len(), 1, "{format}: {text}");
        }
    }
}
