//! Articles in the shapes that they come in, read as a whole.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use detente_model::{Article, Section};
use detente_parse::{FieldNames, Parsed, ReadOptions, parse_bytes, parse_text, read_paths};
use proptest::prelude::*;
use std::path::Path;

fn one(text: &str) -> Article {
    let parsed = parse_text(text, "text", &ReadOptions::default());
    match parsed.into_iter().next() {
        Some(Parsed::Article(article)) => article,
        other => panic!("{other:?}"),
    }
}

fn section(article: &Article, section: Section) -> Vec<&str> {
    article.section(section).collect()
}

#[test]
fn a_saved_page_gives_its_parts() {
    let article = one(include_str!("articles/harbour.txt"));
    assert_eq!(
        article.title.as_deref(),
        Some("No Deal on Herring as Coastal States End Talks – Norwegian Minister")
    );
    assert_eq!(article.authors, ["The Harbour Post"]);
    assert_eq!(article.publisher.as_deref(), Some("The Harbour Post"));
    assert_eq!(article.published.unwrap().day.to_string(), "2024-03-12");
    assert_eq!(
        article.url.as_deref(),
        Some("https://www.theharbourpost.example/2024/03/12/no-deal-on-herring-a48")
    );
    assert_eq!(section(&article, Section::Caption).len(), 1);
    assert_eq!(section(&article, Section::Subhead), ["Boats in Port"]);
    let body = section(&article, Section::Body);
    assert_eq!(body.len(), 6, "{body:#?}");
    assert!(body.iter().any(|p| p.contains("for more than four years. The Norwegian")));
    for metadata in ["Harbour Post", "March 12, 2024\n", "Original", "http"] {
        assert!(!article.text.contains(metadata), "{metadata}");
    }
}

#[test]
fn paragraphs_alone_are_body() {
    for text in [
        "Ministers met in Oslo.",
        "Ministers met in Oslo.\n\nThey left without a deal.",
        "Ministers met in Oslo",
    ] {
        let article = one(text);
        assert_eq!(article.title, None, "{text}");
        assert!(article.blocks.iter().all(|b| b.section == Section::Body), "{text}");
        assert_eq!(article.text, text);
    }
}

#[test]
fn a_post_of_one_line_is_no_furniture() {
    let post = "Follow @HarbourPost for live updates on the talks in Oslo this week.";
    assert_eq!(one(post).text, post);
    let article = one(&format!("Ministers met in Oslo. They left without a deal.\n\n{post}"));
    assert_eq!(article.text, "Ministers met in Oslo. They left without a deal.");
    let nothing = parse_text("Share\n\nhttps://a.example/b", "text", &ReadOptions::default());
    assert!(matches!(&nothing[..], [Parsed::Problem(_)]), "{nothing:?}");
}

#[test]
fn a_dated_dateline_dates_the_article() {
    let article =
        one("Talks end\n\nOSLO, March 12, 2024 (Wire) - Ministers met. They left without a deal.");
    assert_eq!(article.published.unwrap().day.to_string(), "2024-03-12");
    assert_eq!(section(&article, Section::Body), ["Ministers met. They left without a deal."]);
    let dateline = article.dateline.unwrap();
    assert_eq!(
        (dateline.place.as_deref(), dateline.agency.as_deref()),
        (Some("OSLO"), Some("Wire"))
    );
}

#[test]
fn the_head_of_a_copied_page_gives_its_parts() {
    let article = one(
        "Europe\n\nTalks on the lake end without a text | Harbour Herald\n\nVera Ilina in Oslo\n\nUpdated 13 March 2024\n\n\
         First published 12.03.2024\n\nImage caption The lake at dawn\n\nMinisters met at the lake. They left without a deal.",
    );
    assert_eq!(article.title.as_deref(), Some("Talks on the lake end without a text"));
    assert_eq!(article.authors, ["Vera Ilina"]);
    assert_eq!(article.publisher.as_deref(), Some("Harbour Herald"));
    assert_eq!(article.published.unwrap().day.to_string(), "2024-03-12");
    assert_eq!(section(&article, Section::Caption), ["The lake at dawn"]);
    assert_eq!(
        section(&article, Section::Body),
        ["Ministers met at the lake. They left without a deal."]
    );
}

#[test]
fn a_labelled_headline_is_the_headline_only_at_the_head() {
    let body = "Ministers met at the lake. They left without a deal.";
    let article =
        one(&format!("NEWS\nTitle: Talks on the lake end\nDate: 12 March 2024\n\nText: {body}"));
    assert_eq!(article.title.as_deref(), Some("Talks on the lake end"));
    assert_eq!(section(&article, Section::Body), [body]);
    let article = one(&format!(
        "Senate votes on the lake bill\n\n{body}\n\nTitle: A bill on the lake.\n\n{body}"
    ));
    assert_eq!(article.title.as_deref(), Some("Senate votes on the lake bill"));
}

#[test]
fn hard_wrapped_wire_copy_is_unwrapped() {
    let article = one(include_str!("articles/wrapped.txt"));
    assert_eq!(article.title.as_deref(), Some("Ministers end talks on lake without text"));
    let body = section(&article, Section::Body);
    assert_eq!(body.len(), 3, "{body:#?}");
    assert!(body[0].starts_with("Ministers of three states on Tuesday"), "{}", body[0]);
    assert!(!article.text.contains("Editing"));
    assert_eq!(article.authors, ["Vera Ilina"]);
}

#[test]
fn records_may_name_their_fields() {
    let line =
        r#"{"key": 9, "when": 1710201600, "words": "Ministers met in Oslo.", "headline": "Talks"}"#;
    let options = ReadOptions {
        fields: FieldNames {
            text: Some("words".to_owned()),
            date: Some("when".to_owned()),
            id: Some("key".to_owned()),
            ..FieldNames::default()
        },
        ..ReadOptions::default()
    };
    let parsed: Vec<_> = parse_bytes(line.as_bytes(), "dump", &options).collect();
    let [Parsed::Article(article)] = &parsed[..] else { panic!("{parsed:?}") };
    assert_eq!(article.id.as_str(), "9");
    assert_eq!(article.published.unwrap().day.to_string(), "2024-03-12");
    assert_eq!(article.title.as_deref(), Some("Talks"));
    assert_eq!(article.source, "dump:1");
}

#[test]
fn a_folder_is_read_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let parsed: Vec<_> =
        read_paths([folder.clone(), folder.join("*.txt")], &ReadOptions::default())
            .unwrap()
            .collect();
    let sources: Vec<_> = parsed
        .iter()
        .filter_map(|p| {
            if let Parsed::Article(a) = p {
                Path::new(&a.source).file_name()?.to_str()
            } else {
                None
            }
        })
        .collect();
    assert_eq!(sources, ["harbour.txt", "wrapped.txt", "harbour.txt", "wrapped.txt"]);
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for parsed in parse_bytes(&bytes, "input", &ReadOptions::default()) {
            if let Parsed::Article(article) = parsed {
                fits(&article)?;
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "([A-Za-z ,.\"()é-]{0,60}|By [A-Z][a-z]+|OSLO, Aug 5 \\(AP\\) - |https://a\\.b/|Title: A B|Staff Writer|Vera Ilina|EUROPE|PHOTO: AFP|\n|\n\n|August 5, 2015){0,20}") {
        for parsed in parse_text(&text, "input", &ReadOptions::default()) {
            if let Parsed::Article(article) = parsed {
                fits(&article)?;
            }
        }
    }
}

fn fits(article: &Article) -> Result<(), TestCaseError> {
    let mut end = 0;
    for block in &article.blocks {
        prop_assert!(block.span.start >= end);
        prop_assert!(!block.span.of(&article.text).trim().is_empty());
        end = block.span.end;
    }
    Ok(())
}
