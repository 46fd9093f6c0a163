//! The Gigaword corpora of the Linguistic Data Consortium (Parker et al., English Gigaword Fifth Edition, 2011).

use super::{Layout, Mark, joined, with_dateline};
use crate::{Record, outlets};

pub(super) struct Gigaword;

/// Whether lines begin with a document that has an id and a type.
pub(super) fn is_export<'l>(mut lines: impl Iterator<Item = &'l str>) -> bool {
    lines.find(|line| !line.is_empty()).is_some_and(|line| {
        line.starts_with("<DOC ") && attribute(line, "id").is_some() && line.contains("type=")
    })
}

impl Layout for Gigaword {
    fn mark(&mut self, line: &str) -> Mark {
        if line.starts_with("<DOC ") {
            Mark::First
        } else if line == "</DOC>" {
            Mark::Last
        } else {
            Mark::Inside
        }
    }

    fn is_closed(&self, _: &str) -> bool {
        true
    }

    /// Of a document of the type `story`; lists of headlines, notes to editors and the like are no articles.
    fn article(&self, text: &str) -> Result<Option<Record>, &'static str> {
        let (first, rest) = text.trim_start().split_once('\n').unwrap_or((text.trim(), ""));
        let Some(id) = attribute(first, "id").filter(|_| first.starts_with("<DOC ")) else {
            return Err("no <DOC> with an id: not a document of Gigaword");
        };
        if attribute(first, "type").is_some_and(|kind| kind != "story") {
            return Ok(None);
        }
        let headline = element(rest, "HEADLINE").map(|h| unescaped(&joined(h)));
        let dateline = element(rest, "DATELINE").map(|d| unescaped(&joined(d)));
        let body = element(rest, "TEXT").or_else(|| rest.split_once("<TEXT>").map(|(_, t)| t));
        let Some(body) = body else { return Err("no <TEXT>") };
        let paragraphs: Vec<String> = body
            .split("<P>")
            .map(|paragraph| {
                unescaped(&joined(&paragraph.replace("</P>", "").replace("</DOC>", "")))
            })
            .filter(|paragraph| !paragraph.is_empty())
            .collect();
        Ok(Some(Record {
            text: Some(with_dateline(dateline.as_deref(), paragraphs.join("\n\n"))),
            title: headline.filter(|headline| !headline.is_empty()),
            date: day(id).map(str::to_owned),
            id: Some(id.to_owned()),
            publisher: agency(id),
            language: id
                .get(4..7)
                .filter(|l| l.eq_ignore_ascii_case("eng"))
                .map(|_| "en".to_owned()),
            ..Record::default()
        }))
    }
}

fn attribute<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (_, value) = line.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(content, _)| content)
}

/// The day in `AFP_ENG_20100414.0615`.
fn day(id: &str) -> Option<&str> {
    let (_, number) = id.rsplit_once('_')?;
    number.get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()))
}

/// The agency whose wire an id is of.
fn agency(id: &str) -> Option<String> {
    let name = match id.get(..3)? {
        "APW" => "AP",
        "CNA" => "Central News Agency",
        "LTW" => "Los Angeles Times/Washington Post",
        "NYT" => "The New York Times",
        "WPB" => "Washington Post/Bloomberg",
        "XIN" => "Xinhua",
        other => other,
    };
    outlets::of_agency(name)
}

/// The entities of the corpora, written in either case.
fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        text = text.replace(entity, character).replace(&entity.to_uppercase(), character);
    }
    text
}
