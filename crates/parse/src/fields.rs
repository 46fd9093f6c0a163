//! The fields of records: which of them holds which part of an article.

use crate::ParseError;
use crate::rules::{Loaded, toml_file};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// A part of an article that a record gives in a field of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Part {
    Text,
    Title,
    Date,
    Url,
    Id,
    Authors,
    Publisher,
    Language,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Title,
        Self::Date,
        Self::Url,
        Self::Id,
        Self::Authors,
        Self::Publisher,
        Self::Language,
    ];

    /// The name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Date => "date",
            Self::Url => "url",
            Self::Id => "id",
            Self::Authors => "authors",
            Self::Publisher => "publisher",
            Self::Language => "language",
        }
    }
}

/// The names under which records give the parts of an article: fields of JSON, columns of tables. A name given here is the
/// only one looked for; where it is `None`, the usual names are tried in turn (`data/fields.toml`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct FieldNames {
    pub text: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub id: Option<String>,
    pub authors: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
}

impl FieldNames {
    /// The name given for `part`.
    #[must_use]
    pub fn get(&self, part: Part) -> Option<&str> {
        let name = match part {
            Part::Text => &self.text,
            Part::Title => &self.title,
            Part::Date => &self.date,
            Part::Url => &self.url,
            Part::Id => &self.id,
            Part::Authors => &self.authors,
            Part::Publisher => &self.publisher,
            Part::Language => &self.language,
        };
        name.as_deref()
    }

    /// Whether a column of this name may hold a part of an article: the others need not be read.
    #[must_use]
    pub fn may_hold(&self, column: &str) -> bool {
        Part::ALL.iter().any(|part| self.get(*part) == Some(column)) || usual(column).is_some()
    }

    /// Whether a field of this name may hold a part of an article, or the object in which one lies.
    pub(crate) fn ask_for(&self, field: &str) -> bool {
        let within = |part: &Part| self.get(*part).and_then(outer) == Some(field);
        self.may_hold(field) || Part::ALL.iter().any(within)
    }

    /// Makes sure that `columns` hold a text, and all that is named. `source` and `described` begin the error.
    pub(crate) fn check(
        &self,
        columns: &[String],
        source: &str,
        described: &'static str,
    ) -> Result<(), ParseError> {
        let error = |part, name: Option<&str>| ParseError::NoColumn {
            source_name: source.to_owned(),
            part,
            name: name.map(str::to_owned),
            columns: listed(columns, described),
        };
        for part in Part::ALL {
            if let Some(name) = self.get(part)
                && !columns.iter().any(|column| column == name || Some(&**column) == outer(name))
            {
                return Err(error(part, Some(name)));
            }
        }
        let record = columns.iter().map(|column| (column.clone(), Value::from("x"))).collect();
        if self.text.is_some() || find(&record, self).contains_key(&Part::Text) {
            return Ok(());
        }
        Err(error(Part::Text, None))
    }
}

/// How many columns an error names.
const SHOWN: usize = 24;

/// So many fields of records are enough to be named in an error, and to tell that there are more.
pub(crate) const LISTED: usize = SHOWN + 1;

/// Columns as an error names them: some of them, and the beginning of each.
fn listed(columns: &[String], described: &str) -> String {
    let short = |column: &String| column.chars().take(40).collect::<String>();
    let names: Vec<_> = columns.iter().take(SHOWN).map(short).collect();
    let more = if columns.len() > SHOWN { ", …" } else { "" };
    format!("{described} {}{more}", names.join(", "))
}

/// The fields of other names that were taken for parts of articles, none being named for them, in the order they were met. Displays as the options
/// that would name them: `text="body", date="day"`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guesses(BTreeMap<Part, Vec<String>>);

impl Guesses {
    /// Each part that was looked for by its usual names, and the fields where it was found.
    pub fn iter(&self) -> impl Iterator<Item = (Part, &[String])> {
        self.0.iter().map(|(part, fields)| (*part, fields.as_slice()))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, part: Part, field: &str) {
        let fields = self.0.entry(part).or_default();
        if !fields.iter().any(|known| known == field) {
            fields.push(field.to_owned());
        }
    }

    pub(crate) fn extend(&mut self, other: &Self) {
        for (part, fields) in &other.0 {
            fields.iter().for_each(|field| self.push(*part, field));
        }
    }
}

impl fmt::Display for Guesses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (part, fields)) in self.0.iter().enumerate() {
            let fields: Vec<_> = fields.iter().map(|field| format!("\"{field}\"")).collect();
            let comma = if i == 0 { "" } else { ", " };
            write!(f, "{comma}{}={}", part.as_str(), fields.join(" or "))?;
        }
        Ok(())
    }
}

/// The fields of a record that say something about the article: the one named for a part, or the first of the usual ones.
pub(crate) fn find<'v>(
    record: &'v Map<String, Value>,
    names: &FieldNames,
) -> BTreeMap<Part, (&'v str, &'v Value)> {
    let mut found = BTreeMap::new();
    let mut ranks = BTreeMap::new();
    for part in Part::ALL {
        let Some(name) = names.get(part) else { continue };
        let field = record.get_key_value(name).map(|(name, value)| (name.as_str(), value));
        if let Some(field) = field.or_else(|| inside(record, name)).filter(|f| says(f.1)) {
            found.insert(part, field);
        }
    }
    for (name, value) in record {
        let Some((part, rank)) = usual(name) else { continue };
        let named = Part::ALL.iter().any(|part| names.get(*part) == Some(name.as_str()));
        if named || names.get(part).is_some() || !says(value) {
            continue;
        }
        if ranks.get(&part).is_none_or(|best| rank < *best) {
            ranks.insert(part, rank);
            found.insert(part, (name.as_str(), value));
        }
    }
    found
}

/// The object in which `a.b` lies.
fn outer(path: &str) -> Option<&str> {
    path.split_once('.').map(|(first, _)| first)
}

fn says(value: &Value) -> bool {
    !value.is_null() && value.as_str() != Some("")
}

/// What `a.b` names within the object `a`.
fn inside<'v>(record: &'v Map<String, Value>, path: &str) -> Option<(&'v str, &'v Value)> {
    let (first, rest) = path.split_once('.')?;
    let inner = record.get(first)?.as_object()?;
    let field = inner.get_key_value(rest).map(|(name, value)| (name.as_str(), value));
    field.or_else(|| inside(inner, rest))
}

/// The part that is usually given under this name, and the place of the name among those of the part.
fn usual(name: &str) -> Option<(Part, usize)> {
    USUAL.get(&folded(name)).copied()
}

/// The part that a column of this name usually holds.
pub(crate) fn usual_part(name: &str) -> Option<Part> {
    usual(name).map(|(part, _)| part)
}

/// A name as names are compared.
fn folded(name: &str) -> String {
    // No usual name is longer: a line of prose need not be folded.
    name.chars().take(64).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn load() -> Loaded<BTreeMap<String, (Part, usize)>> {
    let parts: BTreeMap<Part, Vec<String>> =
        toml_file("fields.toml", include_str!("../data/fields.toml"))?;
    let ranked = |(part, names): (Part, Vec<String>)| {
        names.into_iter().enumerate().map(move |(rank, name)| (folded(&name), (part, rank)))
    };
    Ok(parts.into_iter().flat_map(ranked).collect())
}

static USUAL: LazyLock<BTreeMap<String, (Part, usize)>> =
    LazyLock::new(|| load().unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn chosen(record: &Value, names: &FieldNames) -> String {
        let mut guesses = Guesses::default();
        for (part, (field, _)) in find(record.as_object().unwrap(), names) {
            guesses.push(part, field);
        }
        guesses.to_string()
    }

    #[test]
    fn the_field_names_load_and_stand_once() {
        let parts: BTreeMap<Part, Vec<String>> =
            toml_file("fields.toml", include_str!("../data/fields.toml")).unwrap();
        assert_eq!(parts.len(), Part::ALL.len());
        let names = parts.values().flatten();
        assert_eq!(names.clone().count(), load().unwrap().len());
        assert!(names.into_iter().all(|name| *name == folded(name)));
    }

    #[test]
    fn the_names_of_known_sources_are_found() {
        for (record, wanted) in [
            (json!({"doc_id": "1", "text": "T"}), r#"text="text", id="doc_id""#),
            (
                json!({"maintext": "T", "date_publish": "D", "title": "H", "source_domain": "S", "url": "U",
                    "authors": ["A"], "date_download": "X", "description": "X", "language": "en"}),
                r#"text="maintext", title="title", date="date_publish", url="url", authors="authors", publisher="source_domain", language="language""#,
            ),
            (
                json!({"Headline": "H", "Publication Date": "D", "Byline": "B", "Newspaper": "N", "Article": "T"}),
                r#"text="Article", title="Headline", date="Publication Date", authors="Byline", publisher="Newspaper""#,
            ),
            (
                json!({"GKGRECORDID": "1", "DATE": "D", "SourceCommonName": "S", "DocumentIdentifier": "U"}),
                r#"date="DATE", url="DocumentIdentifier", id="GKGRECORDID", publisher="SourceCommonName""#,
            ),
            (
                json!({"id": "1", "publish_date": "D", "title": "H", "url": "U", "language": "en", "media_name": "M"}),
                r#"title="title", date="publish_date", url="url", id="id", publisher="media_name", language="language""#,
            ),
        ] {
            assert_eq!(chosen(&record, &FieldNames::default()), wanted);
        }
    }

    #[test]
    fn an_empty_field_gives_way_and_a_named_one_is_taken_for_nothing_else() {
        let record = json!({"text": "", "body": "T", "title": null, "Headline": "H"});
        assert_eq!(chosen(&record, &FieldNames::default()), r#"text="body", title="Headline""#);
        let names = FieldNames { text: Some("title".to_owned()), ..FieldNames::default() };
        assert_eq!(chosen(&json!({"title": "T", "body": "B"}), &names), r#"text="title""#);
        let names = FieldNames { text: Some("a.b".to_owned()), ..FieldNames::default() };
        assert_eq!(chosen(&json!({"a": {"b": "T"}}), &names), r#"text="b""#);
    }

    #[test]
    fn missing_columns_are_told_with_those_that_are_there() {
        let columns = ["contenu".to_owned(), "titre".to_owned()];
        let error = |names: &FieldNames| names.check(&columns, "a.csv", "the columns are");
        let message = error(&FieldNames::default()).unwrap_err().to_string();
        assert!(message.starts_with("a.csv: no column holds the text"), "{message}");
        assert!(message.contains("the columns are contenu, titre"), "{message}");
        let named =
            |name: &str| FieldNames { text: Some(name.to_owned()), ..FieldNames::default() };
        assert!(error(&named("body")).unwrap_err().to_string().contains("`body`"));
        assert!(error(&named("contenu")).is_ok());
    }
}
