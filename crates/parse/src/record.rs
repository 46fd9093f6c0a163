//! Articles that come in fields: lines of JSON, rows of a data frame.

use crate::dates::parse_published;
use crate::format::looks_like_html;
use crate::problems::{empty, unparsed};
use crate::text::{Given, article};
use crate::{Parsed, ReadOptions, html};
use detente_model::{Problem, ProblemKind, Published};

/// The fields of one article as the source gives them; empty strings count as absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The text, plain or HTML.
    pub text: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The publication date, in any form that [`parse_published`] reads.
    pub date: Option<String>,
    /// The address on the web.
    pub url: Option<String>,
    /// The source's own id.
    pub id: Option<String>,
    /// The names in the byline.
    pub authors: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// ISO 639-1 code of the language.
    pub language: Option<String>,
}

/// Makes an article of a record. A text that clearly starts with a tag is read as HTML; any other is read like
/// [`parse_text`](crate::parse_text), its headline looked for only when the record has none. A date that cannot be read
/// is a problem of the article, as is a missing one.
#[must_use]
pub fn parse_record(record: Record, source: &str, options: &ReadOptions) -> Vec<Parsed> {
    let text = record.text.as_deref().unwrap_or_default();
    let body = if looks_like_html(text.trim_start().as_bytes()) { Body::Page } else { Body::Text };
    article_of(record, body, source, options)
}

/// How the text of a record is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    /// Plain, or wire copy.
    Text,
    /// A web page, of which the article is a part.
    Page,
    /// Markup that is the article and nothing else.
    Fragment,
}

/// Makes an article of a record whose text is known to be written as `body`.
pub(crate) fn article_of(
    record: Record,
    body: Body,
    source: &str,
    options: &ReadOptions,
) -> Vec<Parsed> {
    let said = |value: Option<String>| {
        value
            .map(|v| v.trim().to_owned())
            .filter(|v| !matches!(v.as_str(), "" | "None" | "null" | "NaN" | "nan"))
    };
    let mut doubts = Vec::new();
    let published = record.date.as_deref().and_then(|date| dated(date, source, &mut doubts));
    let text = record.text.unwrap_or_default();
    if text.len() > options.max_article_bytes {
        return vec![Parsed::Problem(crate::problems::too_large(
            source,
            options.max_article_bytes,
        ))];
    }
    let title = said(record.title).map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
    let given = Given {
        id: said(record.id),
        url: said(record.url),
        title,
        authors: record.authors.into_iter().filter(|a| !a.trim().is_empty()).collect(),
        publisher: said(record.publisher),
        published,
        language: said(record.language).map(|l| l.to_lowercase()),
        blocks: None,
    };
    if text.trim().is_empty() {
        return match given.title {
            // A headline alone is little, but it can be coded.
            Some(_) => {
                let message =
                    "no text beside the headline: if it is in another field, name the field";
                doubts.push(unparsed(source, ProblemKind::NoText, message));
                article(" ", source, Given { blocks: Some(Vec::new()), ..given }, doubts, options)
            }
            None => vec![Parsed::Problem(Problem {
                message: "no text: if it is in another field, name the field".to_owned(),
                kind: ProblemKind::NoText,
                ..empty(source)
            })],
        };
    }
    match body {
        Body::Text => article(&text, source, given, doubts, options),
        Body::Page => html::article(&text, source, given, doubts, options),
        Body::Fragment => html::fragment(&text, source, given, doubts, options),
    }
}

fn dated(date: &str, source: &str, doubts: &mut Vec<Problem>) -> Option<Published> {
    match parse_published(date) {
        Ok(published) => published,
        Err(error) => {
            let problem = unparsed(source, ProblemKind::BadDate, error.to_string());
            doubts.push(Problem { place: Some("date".to_owned()), ..problem });
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(parsed: &[Parsed]) -> Vec<ProblemKind> {
        parsed
            .iter()
            .filter_map(|p| if let Parsed::Problem(p) = p { Some(p.kind) } else { None })
            .collect()
    }

    #[test]
    fn a_bad_date_is_reported_with_its_article() {
        let record = Record {
            text: Some("Ministers met in Oslo.".to_owned()),
            date: Some("05/08/2015".to_owned()),
            id: Some("7".to_owned()),
            ..Record::default()
        };
        let parsed = parse_record(record, "a:1", &ReadOptions::default());
        assert_eq!(kinds(&parsed), [ProblemKind::BadDate]);
        let Parsed::Problem(problem) = &parsed[1] else { panic!("no problem") };
        assert_eq!(problem.article.as_ref().unwrap().as_str(), "7");
    }

    #[test]
    fn no_text_is_a_problem() {
        let parsed = parse_record(Record::default(), "a:1", &ReadOptions::default());
        assert_eq!(kinds(&parsed), [ProblemKind::NoText]);
    }
}
