//! Feeds: RSS, Atom, RDF and JSON Feed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use detente_model::{Article, Problem, ProblemKind, Section};
use detente_parse::{Format, Parsed, ReadOptions, parse_bytes, read_paths};
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

fn file(name: &str) -> Vec<Article> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds").join(name);
    let (articles, problems) = split(read_paths([path], &ReadOptions::default()).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    articles
}

fn bytes(content: &str) -> (Vec<Article>, Vec<Problem>) {
    split(parse_bytes(content.as_bytes(), "input", &ReadOptions::default()))
}

fn body(article: &Article) -> Vec<&str> {
    article.section(Section::Body).collect()
}

#[test]
fn rss_gives_an_article_an_item() {
    let [full, brief] = file("ministry.rss").try_into().unwrap();
    assert_eq!(full.title.as_deref(), Some("Norway & Iceland end talks on mackerel"));
    assert_eq!(full.url.as_deref(), Some("https://www.harbourpost.example/2024/03/12/mackerel"));
    assert_eq!(full.id.as_str(), "hp-1001");
    assert_eq!(full.authors, ["Anna Reyes", "Jon Dahl"]);
    assert_eq!(full.publisher.as_deref(), Some("The Harbour Post & Courier"));
    assert_eq!(full.language.as_deref(), Some("en"));
    assert_eq!(full.published.unwrap().day.to_string(), "2024-03-12");
    assert_eq!(full.published.unwrap().at.to_rfc3339(), "2024-03-13T04:30:00+00:00");
    assert!(full.source.ends_with("ministry.rss:1"), "{}", full.source);
    assert_eq!(
        body(&full),
        [
            "Norway and Iceland ended talks on mackerel quotas on Tuesday.",
            "“We did not find a way,” Foreign Minister Ingrid Solheim said."
        ]
    );
    assert_eq!(
        body(&brief),
        ["Foreign Minister Tiago Moura met his Spanish counterpart in Madrid."]
    );
    assert_eq!(brief.authors, ["Maria Lopes"]);
    assert_eq!(brief.url.as_deref(), Some("https://www.harbourpost.example/2024/03/13/madrid"));
}

#[test]
fn atom_gives_an_article_an_entry() {
    let [treaty, consulate] = file("embassy.atom").try_into().unwrap();
    assert_eq!(treaty.title.as_deref(), Some("Ambassador & minister sign a treaty"));
    assert_eq!(treaty.url.as_deref(), Some("https://embassy.example/news/1"));
    assert_eq!(treaty.authors, ["Petra Novak"]);
    assert_eq!(treaty.published.unwrap().at.to_rfc3339(), "2024-03-14T06:15:00+00:00");
    assert_eq!(
        body(&treaty),
        ["Ruritania and Latvia signed a treaty in Riga on Thursday.", "It covers trade & transit."]
    );
    assert_eq!(consulate.published.unwrap().day.to_string(), "2024-03-16");
    assert_eq!(consulate.authors, ["Press Office"]);
    assert_eq!(consulate.publisher.as_deref(), Some("Embassy of Ruritania: News"));
    assert_eq!(body(&consulate), ["The consulate in Porto opened on Saturday."]);
}

#[test]
fn rdf_is_read_in_the_encoding_that_it_declares() {
    let [article] = file("agency.rdf").try_into().unwrap();
    assert_eq!(body(&article), ["Envoy René Novák arrived in Vienna for talks on the border."]);
    assert_eq!(article.publisher.as_deref(), Some("Coastal Agency"));
    assert_eq!(article.published.unwrap().day.to_string(), "2024-03-18");
}

#[test]
fn json_feeds_are_told_from_dumps() {
    let [html, text] = file("council.json").try_into().unwrap();
    assert_eq!(html.title.as_deref(), Some("Council extends sanctions"));
    assert_eq!(
        body(&html),
        ["The Council extended sanctions against Ruritania on Monday.", "They run for six months."]
    );
    assert_eq!(html.authors, ["Council Press Service"]);
    assert_eq!(text.id.as_str(), "2");
    assert_eq!(text.authors, ["Ana Reyes"]);
    assert_eq!(text.url.as_deref(), Some("https://council.example/c-2"));
}

#[test]
fn the_oddities_of_feeds_are_borne() {
    let (articles, problems) = bytes(
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>Talks go on</title><updated>2024-03-12T10:00:00Z</updated><link href='/news/1'/><author><name>Ana Reyes</name></author><author><name>Ana Reyes</name></author><content type='html'>&lt;p&gt;Ministers met.&lt;/p&gt;</content></entry>",
    );
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(body(&articles[0]), ["Ministers met."]);
    assert_eq!(articles[0].authors, ["Ana Reyes"]);
    assert_eq!(articles[0].url, None);
    for (author, name) in [
        ("desk@post.example (Ana Reyes)", "Ana Reyes"),
        ("Ana Reyes (mailto:ana@post.example)", "Ana Reyes"),
        ("By Ana Reyes", "Ana Reyes"),
    ] {
        let item = ITEM.replace("</item>", &format!("<author>{author}</author></item>"));
        let (articles, _) = bytes(&format!("<rss version='2.0'><channel>{item}</channel></rss>"));
        assert_eq!(articles[0].authors, [name], "{author}");
    }
    let linked =
        ITEM.replace("Ministers met in Oslo.", "&lt;a href='x'&gt;&lt;img src='y'&gt;&lt;/a&gt;");
    let (articles, problems) =
        bytes(&format!("<rss version='2.0'><channel>{linked}</channel></rss>"));
    assert_eq!(articles[0].title.as_deref(), Some("Talks in Oslo go on"));
    assert_eq!(problems[0].kind, ProblemKind::NoText);
}

#[test]
fn other_xml_is_no_feed_and_xhtml_is_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let read = |content: &str| {
        let path = folder.path().join("a.xml");
        std::fs::write(&path, content).unwrap();
        split(read_paths([path], &ReadOptions::default()).unwrap())
    };
    let (articles, problems) = read("<?xml version='1.0'?><catalog><book>A guide</book></catalog>");
    assert!(articles.is_empty());
    assert_eq!(problems[0].kind, ProblemKind::Malformed);
    assert!(problems[0].message.contains("<catalog>"), "{}", problems[0].message);
    let text = "Ministers met in Oslo on Monday and left without a deal on fishing quotas.";
    let (articles, _) = read(&format!(
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{text}</p></body></html>"
    ));
    assert_eq!(body(&articles[0]), [text]);
}

#[test]
fn a_sitemap_is_refused_by_name() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds/sitemap.xml");
    let (articles, problems) = split(read_paths([path], &ReadOptions::default()).unwrap());
    assert!(articles.is_empty());
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, ProblemKind::NoText);
    assert!(problems[0].message.contains("fetch the pages"), "{}", problems[0].message);
}

const ITEM: &str = "<item><title>Talks in Oslo go on</title><pubDate>12 Mar 2024</pubDate><description>Ministers met in Oslo.</description></item>";

#[test]
fn what_was_read_before_the_feed_broke_off_stays() {
    for cut in ["", "<item><title>Talks", "<item><description>Ministers <![CDATA[met", "<item a='"]
    {
        let (articles, problems) = bytes(&format!("<rss version='2.0'><channel>{ITEM}{cut}"));
        assert_eq!(articles.len(), 1, "{cut}");
        assert_eq!(problems.len(), 1, "{cut}: {problems:?}");
        assert_eq!(problems[0].kind, ProblemKind::Malformed, "{cut}");
        assert!(problems[0].place.is_some(), "{cut}");
    }
}

#[test]
fn a_bad_item_does_not_stop_the_others() {
    for bad in [
        "<item></item>",
        "<item><title>Talks in <b>Riga</item>",
        "<item><pubDate>someday</pubDate><description>Ministers met.</description></item>",
        "<item><description>A & B &nope; met &#xFFFFFFFF; there.</description></description>",
    ] {
        let (articles, problems) =
            bytes(&format!("<rss version='2.0'><channel>{ITEM}{bad}{ITEM}</channel></rss>"));
        assert!(articles.len() >= 2, "{bad}: {articles:?}");
        assert!(!problems.is_empty(), "{bad}");
        let titles = articles.iter().filter(|a| a.title.as_deref() == Some("Talks in Oslo go on"));
        assert_eq!(titles.count(), 2, "{bad}");
    }
}

#[test]
fn an_item_too_large_is_passed_over() {
    let options = ReadOptions { max_article_bytes: 500, ..ReadOptions::default() };
    let large = format!("<item><description>{}</description></item>", "Ministers met. ".repeat(50));
    let feed = format!("<rss version='2.0'><channel>{ITEM}{large}{ITEM}</channel></rss>");
    let (articles, problems) = split(parse_bytes(feed.as_bytes(), "input", &options));
    assert_eq!(articles.len(), 2);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, ProblemKind::TooLarge);
    assert_eq!(problems[0].place.as_deref(), Some("item 2"));
}

#[test]
fn a_tag_without_end_is_too_large() {
    let feed = format!("<rss version='2.0'><channel>{ITEM}<item {}", "x".repeat(20_000_000));
    let (articles, problems) = bytes(&feed);
    assert_eq!(articles.len(), 1);
    assert_eq!(problems[0].kind, ProblemKind::TooLarge);
}

#[test]
fn a_feed_without_articles_says_so() {
    for (feed, kind) in [
        ("<rss version='2.0'><channel><title>Nothing</title></channel></rss>", ProblemKind::Empty),
        ("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": []}", ProblemKind::Empty),
        ("{\"version\": \"https://jsonfeed.org/version/1\"}", ProblemKind::Malformed),
        (
            "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [7]}",
            ProblemKind::Malformed,
        ),
    ] {
        let (articles, problems) = bytes(feed);
        assert!(articles.is_empty(), "{feed}");
        assert_eq!(problems.len(), 1, "{feed}");
        assert_eq!(problems[0].kind, kind, "{feed}");
    }
    let options = ReadOptions { format: Some(Format::Feed), ..ReadOptions::default() };
    for (other, kind) in [
        ("<nitf><body>Ministers met.</body></nitf>", ProblemKind::Malformed),
        ("Ministers met in Oslo.", ProblemKind::Empty),
        ("", ProblemKind::Empty),
    ] {
        let (articles, problems) = split(parse_bytes(other.as_bytes(), "input", &options));
        assert!(articles.is_empty(), "{other}");
        assert_eq!(problems[0].kind, kind, "{other}");
    }
}

#[test]
fn elements_nested_without_end_are_no_feed() {
    let feed = format!("<rss version='2.0'><channel>{ITEM}{}", "<a>".repeat(10_000));
    let (articles, problems) = bytes(&feed);
    assert_eq!(articles.len(), 1);
    assert_eq!(problems[0].kind, ProblemKind::Malformed);
}
