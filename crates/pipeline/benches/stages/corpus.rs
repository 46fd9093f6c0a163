//! The texts that the stages are measured on, and what each stage starts from.

use detente_model::{Analysis, Article};
use detente_parse::{Format, Parsed, ReadOptions, parse_bytes};
use detente_pipeline::Pipeline;
use std::path::Path;

/// Two dozen of the dispatches: by name, because texts are added to their files.
const TEXTS: [(&str, [&str; 12]); 2] = [
    (
        "dispatches/dispatches.jsonl",
        [
            "own-A01", "own-B07", "own-C13", "own-E06", "own-F12", "own-H04", "own-I11", "own-J12",
            "own-L02", "own-M08", "own-N13", "own-O12",
        ],
    ),
    (
        "dispatches/articles.jsonl",
        [
            "own-W01", "own-W33", "own-X09", "own-X25", "own-Y25", "own-Z09", "own-AA25",
            "own-AB17", "own-AC09", "own-AD01", "own-AE09", "own-AF01",
        ],
    ),
];

/// The same texts before and after every stage.
pub(crate) struct Corpus {
    pub(crate) pipeline: Pipeline,
    /// Words of all texts, as blanks part them.
    pub(crate) words: usize,
    /// As plain text.
    pub(crate) plain: Vec<String>,
    /// As web pages.
    pub(crate) pages: Vec<String>,
    pub(crate) articles: Vec<Article>,
    /// With the acts that the network proposes.
    pub(crate) analyses: Vec<Analysis>,
}

impl Corpus {
    pub(crate) fn new() -> Self {
        let pipeline = Pipeline::new().expect("what is compiled in is sound");
        let articles = articles();
        let plain: Vec<String> = articles.iter().map(|article| article.text.clone()).collect();
        Self {
            words: plain.iter().map(|text| text.split_whitespace().count()).sum(),
            pages: plain.iter().map(|text| page(text)).collect(),
            plain,
            analyses: articles.iter().map(|a| pipeline.analyser().analyse_acts(a)).collect(),
            articles,
            pipeline,
        }
    }
}

/// What is read from the bytes of one file.
pub(crate) fn read(text: &str, format: Format) -> Vec<Parsed> {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    parse_bytes(text.as_bytes(), "text", &options).collect()
}

fn articles() -> Vec<Article> {
    let mut articles = Vec::new();
    for (file, ids) in TEXTS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
        let lines = std::fs::read_to_string(path).expect("the dispatches are in the repository");
        for parsed in read(&lines, Format::Jsonl) {
            match parsed {
                Parsed::Article(article) if ids.contains(&article.id.as_str()) => {
                    articles.push(article);
                }
                _ => {}
            }
        }
    }
    assert_eq!(articles.len(), TEXTS.iter().map(|(_, ids)| ids.len()).sum::<usize>());
    articles
}

/// A web page as newspapers have it: the article between menus, teasers of others and a footer.
fn page(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let mut paragraphs = escaped.split("\n\n");
    let headline = paragraphs.next().unwrap_or_default();
    let body: String = paragraphs.map(|p| format!("<p>{p}</p>\n")).collect();
    let links: String = ["World", "Politics", "Business", "Culture", "Sport", "Weather"]
        .iter()
        .map(|name| format!("<li><a href=\"/{name}\">{name}</a></li>\n"))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{headline} | The Daily Example</title>\n\
         <meta property=\"article:published_time\" content=\"2021-03-09T08:00:00Z\">\n\
         <style>nav {{ float: left }}</style><script>var page = {{ \"ads\": true }};</script></head>\n\
         <body><header><nav><ul>\n{links}</ul></nav></header>\n\
         <main><article><h1>{headline}</h1><div class=\"byline\">By Our Staff</div>\n{body}</article>\n\
         <aside class=\"related\"><h3>Read more</h3><ul>\n{links}</ul></aside></main>\n\
         <footer><p>Copyright 2021 The Daily Example. All rights reserved.</p></footer></body></html>\n"
    )
}
