//! JSON values as records.

use crate::Record;
use crate::options::{ALIASES, FieldNames};
use serde_json::{Map, Value};

impl Record {
    /// The parts of an article in a JSON object. A name that is given is the only one looked for; where none is, the
    /// usual names are tried in turn.
    #[must_use]
    pub fn from_json(object: &Map<String, Value>, names: &FieldNames) -> Self {
        record(object, names)
    }
}

/// The parts of an article in a JSON object.
pub(crate) fn record(object: &Map<String, Value>, names: &FieldNames) -> Record {
    let usual = &*ALIASES;
    let text = |chosen: &Option<String>, usual: &[String]| {
        find(object, chosen.as_deref(), usual).and_then(words)
    };
    Record {
        text: text(&names.text, &usual.text),
        title: text(&names.title, &usual.title),
        date: text(&names.date, &usual.date),
        url: text(&names.url, &usual.url),
        id: text(&names.id, &usual.id),
        authors: find(object, names.authors.as_deref(), &usual.authors)
            .map(people)
            .unwrap_or_default(),
        publisher: text(&names.publisher, &usual.publisher),
        language: text(&names.language, &usual.language),
    }
}

/// The chosen field, or the first of the usual ones that says something. `a.b` looks into objects.
fn find<'v>(
    object: &'v Map<String, Value>,
    chosen: Option<&str>,
    usual: &[String],
) -> Option<&'v Value> {
    let says = |value: &&Value| !matches!(value, Value::Null) && value.as_str() != Some("");
    match chosen {
        Some(name) => object.get(name).or_else(|| inside(object, name)).filter(says),
        None => usual.iter().filter_map(|name| object.get(name.as_str())).find(says),
    }
}

fn inside<'v>(object: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    let (first, rest) = path.split_once('.')?;
    let inner = object.get(first)?.as_object()?;
    inner.get(rest).or_else(|| inside(inner, rest))
}

/// A string, a number as its digits, the paragraphs of a list, or the `name` or `text` of an object.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => {
            let seconds = number.as_f64().filter(|_| !number.is_i64() && !number.is_u64());
            Some(seconds.map_or_else(|| number.to_string(), |s| format!("{s:.0}")))
        }
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().filter_map(words).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        Value::Object(object) => ["name", "text", "title", "@value", "$date", "$oid"]
            .iter()
            .find_map(|key| words(object.get(*key)?)),
        Value::Null | Value::Bool(_) => None,
    }
}

/// A name, several in one string, or a list of names or of objects with a `name`.
fn people(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(people).collect(),
        other => words(other).map(|text| crate::byline::people(&text)).unwrap_or_default(),
    }
}
