//! JSON values as records.

use crate::Record;
use crate::fields::{FieldNames, Guesses, Part, find};
use crate::problems::unparsed;
use crate::rows::Numbered;
use detente_model::{Problem, ProblemKind};
use serde_json::{Map, Value};

/// The parts of an article in a JSON object; `guesses` learns under which names they were found.
pub(crate) fn record(
    object: &Map<String, Value>,
    names: &FieldNames,
    guesses: &mut Guesses,
) -> Record {
    let mut found = find(object, names);
    for (part, (field, _)) in &found {
        // That a field `title` holds the title is no guess.
        if names.get(*part).is_none() && *field != part.as_str() {
            guesses.push(*part, field);
        }
    }
    let mut value = |part| found.remove(&part).map(|(_, value)| value);
    Record {
        text: value(Part::Text).and_then(words),
        title: value(Part::Title).and_then(words),
        date: value(Part::Date).and_then(words),
        url: value(Part::Url).and_then(words),
        id: value(Part::Id).and_then(words),
        authors: value(Part::Authors).map(people).unwrap_or_default(),
        publisher: value(Part::Publisher).and_then(words),
        language: value(Part::Language).and_then(words),
    }
}

/// A value that should be an object with the fields of an article. `number` is its place in `source`.
pub(crate) fn object(value: Value, source: &str, number: u64) -> Numbered {
    match value {
        Value::Object(object) => Ok((number, object)),
        _ => {
            let message = "not an object with the fields of an article";
            let problem = unparsed(source, ProblemKind::Malformed, message);
            Err(Problem { place: Some(format!("record {number}")), ..problem })
        }
    }
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
        other => {
            let text = words(other).unwrap_or_default();
            match listed(&text) {
                Some(names) => names.iter().flat_map(|name| crate::byline::people(name)).collect(),
                None => crate::byline::people(&text),
            }
        }
    }
}

/// The items of a list that a table holds as text: `['Ann Lee', "Bo O'Dell"]`, as JSON and Python write them.
fn listed(text: &str) -> Option<Vec<String>> {
    let mut rest = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut items = Vec::new();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let (item, after) = rest.get(1..)?.split_once(quote)?;
        items.push(item.to_owned());
        rest = after.trim_start().trim_start_matches(',').trim_start();
    }
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_people_may_be_written_as_text() {
        let names = |text: &str| people(&Value::from(text));
        assert_eq!(names("['Anna Reyes', \"Bo O'Dell\"]"), ["Anna Reyes", "Bo O'Dell"]);
        assert_eq!(names("[]"), [""; 0]);
        assert_eq!(names("Anna Reyes and Vera Ilina"), ["Anna Reyes", "Vera Ilina"]);
        assert_eq!(listed("[Anna Reyes]"), None);
    }
}
