use super::*;
use crate::ReadOptions;
use proptest::prelude::*;

const PAGE: &str = r##"<!DOCTYPE html><html lang="en-GB"><head>
<title>Ministers leave quota talks | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<link rel="canonical" href="https://harbourpost.example/quota">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
 {"@type": "WebPage", "name": "Quota"},
 {"@type": "NewsArticle", "headline": "Ministers leave quota talks without a deal", "datePublished": "2024-03-12T10:30:00+01:00",
  "author": [{"@id": "#ana"}], "publisher": {"@type": "Organization", "name": "The Harbour Post"}},
 {"@type": "Person", "@id": "#ana", "name": "Ana Reyes"}]};
</script></head><body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Ministers leave quota talks without a deal</h1><p class="byline">By Ana Reyes</p>
<figure><img src="a.jpg"><figcaption>Ingrid Solheim (L) in the harbour. Photo: Vera Ilina</figcaption></figure>
<p>OSLO, March 12 (Wire) - Fishing ministers from five northern states met in the harbour on Monday to talk about quotas for the coming year.</p>
<p>They left it without a text that all of them could have signed, the host said after the talks had ended in the evening.</p>
<h2>Boats in port</h2>
<p>The talks will be taken up again within a month, if the scientists have come to an agreed count of the stock by then, officials said.</p>
<p>Nobody expects that the count will be finished before the summer, when the boats are out at sea for weeks on end.</p>
</article><footer>© 2024 The Harbour Post. All rights reserved.</footer></body></html>"##;

fn read(html: &str) -> Vec<Parsed> {
    parse_html(html, "page.html", &ReadOptions::default())
}

#[test]
fn a_page_gives_its_article() {
    let parsed = read(PAGE);
    let [Parsed::Article(article)] = parsed.as_slice() else { panic!("{parsed:?}") };
    assert_eq!(article.title.as_deref(), Some("Ministers leave quota talks without a deal"));
    assert_eq!(article.authors, ["Ana Reyes"]);
    assert_eq!(article.publisher.as_deref(), Some("The Harbour Post"));
    assert_eq!(article.url.as_deref(), Some("https://harbourpost.example/quota"));
    assert_eq!(article.published.unwrap().at.to_rfc3339(), "2024-03-12T09:30:00+00:00");
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(article.dateline.as_ref().unwrap().place.as_deref(), Some("OSLO"));
    assert_eq!(article.section(Section::Body).count(), 4, "{}", article.text);
    assert_eq!(article.section(Section::Subhead).collect::<Vec<_>>(), ["Boats in port"]);
    assert_eq!(article.section(Section::Caption).count(), 1);
    for furniture in ["Home", "By Ana", "All rights"] {
        assert!(!article.text.contains(furniture), "{furniture}");
    }
}

fn bodies(html: &str) -> Vec<String> {
    match &read(html)[..] {
        [Parsed::Article(article), ..] => {
            article.section(Section::Body).map(str::to_owned).collect()
        }
        other => panic!("{other:?}"),
    }
}

const FIRST: &str = "Fishing ministers from five northern states met in Oslo on Monday.";
const SECOND: &str = "They left without a text that all of them could have signed.";

#[test]
fn a_short_article_keeps_its_paragraphs() {
    for page in [
        format!("<article><h1>Quota talks</h1><p>{FIRST}</p><p>{SECOND}</p></article>"),
        format!("<main><h1>Quota talks</h1>\n<p>{FIRST}</p>\n<p>{SECOND}</p>\n</main>"),
        format!("<article><h1>Quota talks</h1><div>{FIRST}</div><div>{SECOND}</div></article>"),
        format!(
            "<article><h1>Quota talks</h1><p>{FIRST}</p><aside>Other news</aside><p>{SECOND}</p></article>"
        ),
    ] {
        let page =
            format!("<html><head><title>Quota talks</title></head><body>{page}</body></html>");
        assert_eq!(bodies(&page), [FIRST, SECOND], "{page}");
    }
}

#[test]
fn a_notice_longer_than_the_article_is_not_the_article() {
    let notice = "We and our partners store and read information on a device, such as cookies, and process personal data, \
        such as unique identifiers and standard information sent by a device, for advertising and content. "
        .repeat(3);
    for (before, after) in [
        ("<div class='cmp-consent-layer'>", "</div>"),
        ("<section id='cookieLaw'><div>", "</div></section>"),
        ("<div aria-modal='true' class='layer'>", "</div>"),
    ] {
        let page = format!(
            "<html><body>{before}<p>{notice}</p><p>{notice}</p>{after}<article><h1>Quota talks</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
        );
        assert_eq!(bodies(&page), [FIRST, SECOND], "{page}");
    }
}

#[test]
fn the_lead_in_a_container_of_its_own_is_read() {
    let story = "<p>The talks will be taken up again within a month, if the scientists have come to an agreed count of the stock by then.</p>\
        <p>Nobody expects that the count will be finished before the summer, when the boats are out at sea for weeks on end.</p>\
        <p>Officials said that the host had written a text of two pages, and that nobody but the host had liked it very much.</p>";
    for lead in [
        format!("<div class='article-dek'>{FIRST}</div>"),
        format!("<header><p>{FIRST}</p></header>"),
        format!("<h2 class='sub-headline'>{FIRST}</h2>"),
    ] {
        let page = format!(
            "<html><body><h1>Quota talks end</h1>{lead}<div class='author-bio'><p>{SECOND}</p></div><div class='text'>{story}</div></body></html>"
        );
        let bodies = bodies(&page);
        assert_eq!(bodies[0], FIRST, "{page}");
        assert_eq!(bodies.len(), 4, "{page}");
    }
}

#[test]
fn the_markup_tells_publication_from_update_and_hidden_names() {
    let story = format!("<p>{FIRST}</p><p>{SECOND}</p>").repeat(2);
    let page = format!(
        r#"<html><head><title>Quota talks end - The Harbour Post</title>
        <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Quota talks end", "author": {{"@type": "Person", "givenName": "Ana", "familyName": "Reyes",}},}}</script>
        </head><body><article><h1>Quota talks end</h1>
        <time class="updated" datetime="2024-03-13T10:00:00Z">13 March 2024</time>
        <time datetime="2024-03-12T10:00:00Z">12 March 2024</time>{story}</article></body></html>"#
    );
    let [Parsed::Article(article)] = &read(&page)[..] else { panic!("no article") };
    assert_eq!(article.published.unwrap().day.to_string(), "2024-03-12");
    assert_eq!(article.authors, ["Ana Reyes"]);
    assert_eq!(article.publisher.as_deref(), Some("The Harbour Post"));
    let micro = format!(
        "<html><body><article><h1>Quota talks end</h1><span itemprop='author'><meta itemprop='name' content='Ana Reyes'></span><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    );
    assert!(matches!(&read(&micro)[0], Parsed::Article(a) if a.authors == ["Ana Reyes"]));
}

#[test]
fn what_stands_above_the_headline_is_not_the_article() {
    let page = format!(
        "<html><head><title>Quota talks | The Harbour Post</title></head><body><div class='top'><a href='/'>Home</a> <a href='/w'>World</a></div>
        <div class='hint'><p>{notice}</p><p>{notice}</p></div><div class='text'><h1>Quota talks</h1><p>{FIRST}</p><p>{SECOND}</p></div></body></html>",
        notice = "Your browser is too old to show all of our pages as they were meant to be seen. ".repeat(4)
    );
    assert_eq!(bodies(&page), [FIRST, SECOND]);
}

#[test]
fn lines_below_the_headline_name_author_and_date() {
    for head in [
        "<div class='meta'>By Ana Reyes | 5 March 2021 | Updated 6 March 2021</div>",
        "<p>Ana Reyes in Lisbon</p><p>5 March 2021</p>",
        "<div><span>Ana Reyes</span> • <span>05.03.2021</span></div>",
    ] {
        let page = format!(
            "<html><body><article><h1>Quota talks end</h1>{head}<p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
        );
        let [Parsed::Article(article)] = &read(&page)[..] else { panic!("{page}") };
        assert_eq!(article.authors, ["Ana Reyes"], "{head}");
        assert_eq!(article.published.unwrap().day.to_string(), "2021-03-05", "{head}");
        assert_eq!(article.section(Section::Body).collect::<Vec<_>>(), [FIRST, SECOND], "{head}");
    }
}

#[test]
fn a_page_without_text_is_a_problem() {
    let parsed = read("<html><body><nav><a href='/'>Home</a></nav></body></html>");
    assert!(
        matches!(&parsed[..], [Parsed::Problem(p)] if p.kind == ProblemKind::NoText),
        "{parsed:?}"
    );
}

#[test]
fn towers_of_elements_are_a_problem_or_an_article() {
    for depth in [300, 399, 1_000, 1_900, 1_000_000] {
        // Threads of a pool have small stacks: the page must be read on one.
        let page = format!(
            "{}Ministers met in the harbour of Oslo and talked about quotas for long.{}",
            "<div><b>".repeat(depth / 2),
            "</b></div>".repeat(depth / 2)
        );
        let thread =
            std::thread::Builder::new().stack_size(2 << 20).spawn(move || read(&page).len());
        assert!(thread.unwrap().join().unwrap() > 0, "{depth}");
    }
}

proptest! {
    #[test]
    fn any_markup_is_read(html in "(<[/a-z!]{0,6}[ a-z=\"'/]{0,8}>|[A-Za-z .&;]{0,20}|<p>|<h1>|<li>|<script type='application/ld\\+json'>[{}\\[\\]\":a-z,]{0,20}</script>){0,30}") {
        for parsed in read(&html) {
            if let Parsed::Article(article) = parsed {
                for block in &article.blocks {
                    prop_assert!(!block.span.of(&article.text).is_empty());
                }
            }
        }
    }
}
