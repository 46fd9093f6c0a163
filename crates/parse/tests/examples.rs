//! The articles under `examples/` at the root of the repository, which the README and the guides are about.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use detente_model::{Article, Section};
use detente_parse::{Parsed, ReadOptions, read_paths};
use std::path::Path;

/// The articles of a path under `examples/`; a problem is a failure.
fn articles(path: &str) -> Vec<Article> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(path);
    let parsed = read_paths([path], &ReadOptions::default()).unwrap();
    parsed
        .map(|parsed| match parsed {
            Parsed::Article(article) => article,
            Parsed::Problem(problem) => panic!("{problem:?}"),
        })
        .collect()
}

#[test]
fn the_dispatch_gives_its_parts() {
    let [article] = articles("dispatch.txt").try_into().unwrap();
    assert_eq!(
        article.title.as_deref(),
        Some(
            "No Deal on Mackerel Quotas as Norway and Iceland End Talks – Norwegian Foreign Minister"
        )
    );
    assert_eq!(article.authors, ["Anna Reyes"]);
    assert_eq!(article.published.unwrap().day.to_string(), "2024-03-12");
    assert_eq!(
        article.url.as_deref(),
        Some("https://www.example.org/2024/03/12/no-deal-on-mackerel-quotas")
    );
    assert_eq!(article.dateline, None);
    let captions: Vec<_> = article.section(Section::Caption).collect();
    assert!(
        matches!(captions[..], [one] if one.starts_with("Norwegian Foreign Minister Ingrid Solheim (L)")),
        "{captions:?}"
    );
    assert_eq!(article.section(Section::Subhead).collect::<Vec<_>>(), ["Boats in Port"]);
    let body: Vec<_> = article.section(Section::Body).collect();
    assert_eq!(body.len(), 11, "{body:#?}");
    assert!(body[0].starts_with("Norway and Iceland have not been able to agree"));
    assert!(body.iter().any(|p| p.ends_with("set by scientists for more than four years.")));
    assert!(body[10].ends_with("but it does not cover fishing."));
    for metadata in ["Anna", "Original", "http", "March 12, 2024\n"] {
        assert!(!article.text.contains(metadata), "{metadata}");
    }
}

#[test]
fn the_wire_reports_are_dated_by_their_datelines() {
    let expected = [
        ("LISBON", "2024-03-14", 4, "Portugal's Foreign Minister Tiago Moura"),
        ("BRUSSELS", "2024-03-18", 3, "The European Union imposed"),
        ("GENEVA", "2024-03-20", 4, "Peace talks between"),
        ("TOKYO", "2024-03-21", 3, "Japan and the Philippines signed"),
    ];
    let articles = articles("news");
    assert_eq!(articles.len(), expected.len());
    for (article, (place, day, paragraphs, start)) in articles.iter().zip(expected) {
        assert_eq!(article.published.unwrap().day.to_string(), day, "{place}");
        let dateline = article.dateline.as_ref().unwrap();
        assert_eq!(dateline.place.as_deref(), Some(place));
        assert_eq!(dateline.agency.as_deref(), Some("Wire"), "{place}");
        assert_eq!(dateline.date.unwrap().start().to_string(), day, "{place}");
        assert_eq!(article.title, None, "{place}");
        assert!(article.blocks.iter().all(|b| b.section == Section::Body), "{place}");
        assert_eq!(article.blocks.len(), paragraphs, "{place}");
        assert!(article.text.starts_with(start), "{place}: {}", article.text);
    }
}
