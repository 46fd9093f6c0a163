//! JSON-LD: what pages say of themselves in schema.org terms.

use super::places::PLACES;
use regex::Regex;
use scraper::Html;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// What the object that describes the article says.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) date: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) body: Option<String>,
    pub(super) language: Option<String>,
}

/// Objects within objects followed this deep.
const MAX_DEPTH: usize = 8;

/// Reads the JSON-LD of a page; empty where there is none about an article.
pub(super) fn linked(page: &Html) -> Linked {
    let documents: Vec<Value> = PLACES
        .json_ld(page)
        .filter_map(|script| lenient(&script.text().collect::<String>()))
        .collect();
    let mut objects = Vec::new();
    for document in &documents {
        flatten(document, &mut objects, 0);
    }
    // The first of the most telling type: a NewsArticle before the WebPage around it.
    let rank = |object: &Map<String, Value>| {
        let types = object.get("@type").map(strings).unwrap_or_default();
        PLACES
            .article_types
            .iter()
            .position(|known| types.iter().any(|t| t.rsplit(['/', ':']).next() == Some(known)))
    };
    let mut ranked: Vec<_> = objects.iter().filter_map(|o| rank(o).map(|r| (r, *o))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let first = |read: &dyn Fn(&Map<String, Value>) -> Option<String>| {
        ranked.iter().find_map(|(_, o)| read(o))
    };
    let resolve = |value: &Value| names(value, &objects, 0);
    Linked {
        headline: first(&|o| said(o.get("headline")?)),
        date: first(&|o| said(o.get("datePublished")?))
            .or_else(|| first(&|o| said(o.get("dateCreated")?))),
        authors: ranked
            .iter()
            .map(|(_, o)| {
                ["author", "creator"]
                    .iter()
                    .filter_map(|k| o.get(*k))
                    .map(resolve)
                    .find(|n| !n.is_empty())
                    .unwrap_or_default()
            })
            .find(|names| !names.is_empty())
            .unwrap_or_default(),
        publisher: first(&|o| resolve(o.get("publisher")?).into_iter().next()),
        url: first(&|o| {
            o.get("url").and_then(said).or_else(|| address(o.get("mainEntityOfPage")?))
        }),
        body: first(&|o| said(o.get("articleBody")?)),
        language: first(&|o| said(o.get("inLanguage")?)),
    }
}

/// Pages write line breaks into strings, commas after the last of a list, comments around scripts and semicolons after
/// them.
fn lenient(script: &str) -> Option<Value> {
    let script = script.trim();
    let script = script.strip_prefix("<!--").unwrap_or(script);
    let script = script.strip_suffix("-->").unwrap_or(script);
    let script = script.trim().trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script =
        script.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    static LAST_COMMA: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r",\s*([\]}])").ok());
    serde_json::from_str(script).ok().or_else(|| {
        let cleaned: String =
            script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let cleaned = LAST_COMMA
            .as_ref()
            .map_or(cleaned.as_str().into(), |comma| comma.replace_all(&cleaned, "$1"));
        serde_json::from_str(&cleaned).ok().or_else(|| {
            // The first of several objects without commas between them.
            serde_json::Deserializer::from_str(&cleaned).into_iter::<Value>().next()?.ok()
        })
    })
}

fn flatten<'v>(value: &'v Value, objects: &mut Vec<&'v Map<String, Value>>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| flatten(item, objects, depth + 1)),
        Value::Object(object) => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "author", "publisher"] {
                if let Some(inner) = object.get(key) {
                    flatten(inner, objects, depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A string that says something, unescaped; the first of a list.
fn said(value: &Value) -> Option<String> {
    let text = strings(value).into_iter().find(|s| !s.trim().is_empty())?;
    Some(unescaped(text.trim()))
}

fn address(value: &Value) -> Option<String> {
    said(value).or_else(|| said(value.get("@id")?)).filter(|a| a.starts_with("http"))
}

/// JSON is not HTML, but pages escape it as if it were.
pub(crate) fn unescaped(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    let fragment = Html::parse_fragment(text);
    fragment.root_element().text().collect::<String>()
}

/// The names of persons or organisations: strings, objects with a `name`, references by `@id`, or lists of them.
fn names(value: &Value, objects: &[&Map<String, Value>], depth: usize) -> Vec<String> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    match value {
        Value::String(_) => said(value).into_iter().collect(),
        Value::Array(items) => {
            items.iter().flat_map(|item| names(item, objects, depth + 1)).collect()
        }
        Value::Object(object) => match object.get("name") {
            Some(name) => names(name, objects, depth + 1),
            None if object.contains_key("familyName") => {
                let parts = ["givenName", "familyName"];
                let parts = parts.iter().filter_map(|key| said(object.get(*key)?));
                vec![parts.collect::<Vec<_>>().join(" ")]
            }
            None => object
                .get("@id")
                .and_then(|id| {
                    objects.iter().find(|o| o.get("@id") == Some(id) && o.contains_key("name"))
                })
                .and_then(|o| o.get("name"))
                .map(|name| names(name, objects, depth + 1))
                .unwrap_or_default(),
        },
        _ => Vec::new(),
    }
}
