//! An article of LexisNexis: source, date and headline, then fields, then the text, then fields again.

use crate::Record;
use crate::exports::{date_of, is_copyright, joined, language, paragraphs, with_dateline};

/// Labels before or within the text.
const ABOVE: [&str; 17] = [
    "AUTOR",
    "BODY",
    "BYLINE",
    "DATELINE",
    "HEADLINE",
    "HIGHLIGHT",
    "LENGTH",
    "LONGUEUR",
    "LÄNGE",
    "RUBRIK",
    "SECTION",
    "SERIES",
    "SUBTITLE",
    "TITLE",
    "VON",
    "COLUMN",
    "STANDFIRST",
];
/// Labels below the text. Others follow them that news begin with too, such as `UPDATE`.
const BELOW: [&str; 21] = [
    "ACC-NO",
    "COMPANY",
    "CORRECTION-DATE",
    "DISTRIBUTION",
    "DOCUMENT-TYPE",
    "GEOGRAPHIC",
    "GRAFIK",
    "GRAPHIC",
    "INDUSTRY",
    "ISSN",
    "JOURNAL-CODE",
    "LANGUAGE",
    "LANGUE",
    "LOAD-DATE",
    "ORGANIZATION",
    "PUB-TYPE",
    "PUBLICATION-TYPE",
    "SPRACHE",
    "SUBJECT",
    "TICKER",
    "URL",
];

/// Where in the article a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Part {
    Head,
    Fields,
    Text,
    Tail,
}

pub(super) fn article(text: &str) -> Result<Record, &'static str> {
    let pieces: Vec<&str> = paragraphs(text).flat_map(parted).collect();
    let measured = pieces.iter().any(|piece| labelled(piece).is_some_and(|(l, _)| opens_text(l)));
    let mut record = Record::default();
    let mut body: Vec<&str> = Vec::new();
    let mut dateline = None;
    let mut headline: Vec<String> = Vec::new();
    let mut part = Part::Head;
    for piece in &pieces {
        // Within the text, a label is a word like any other, but for those of the fields below.
        if let Some((label, value)) = labelled(piece).filter(|(l, _)| body.is_empty() || below(l)) {
            part = match part {
                _ if label == "BODY" => {
                    body.push(value);
                    Part::Text
                }
                _ if opens_text(label) => Part::Text,
                Part::Text | Part::Tail if below(label) => Part::Tail,
                Part::Head => Part::Fields,
                part => part,
            };
            let value = joined(value);
            match label {
                "BYLINE" | "AUTOR" | "VON" => record.authors = crate::byline::people(&value),
                "HEADLINE" | "TITLE" => record.title = Some(value),
                "DATELINE" => dateline = Some(value),
                "LANGUAGE" | "SPRACHE" | "LANGUE" => record.language = language(&value),
                "URL" => record.url = Some(value),
                _ => {}
            }
            continue;
        }
        match part {
            Part::Head => head(piece, &mut record, &mut headline),
            // Without its length, the text begins where the labels end.
            Part::Fields if !measured && !is_notice(piece) => {
                part = Part::Text;
                body.push(piece);
            }
            Part::Text if is_notice(piece) => part = Part::Tail,
            Part::Text => body.push(piece),
            Part::Fields | Part::Tail => {}
        }
    }
    if record.date.is_none() {
        return Err("no date below the count of documents: not an article of LexisNexis");
    }
    if body.is_empty() && !measured && headline.len() > 1 {
        // No label at all: what stands below the headline is the text.
        record.text = Some(headline.split_off(1).join("\n\n"));
    } else {
        record.text = Some(with_dateline(dateline.as_deref(), body.join("\n\n")));
    }
    record.title = record.title.or(Some(headline.join(" ")).filter(|h| !h.is_empty()));
    Ok(record)
}

fn opens_text(label: &str) -> bool {
    matches!(label, "LENGTH" | "LÄNGE" | "LONGUEUR" | "BODY")
}

/// The fields of a paragraph, where several stand below one another.
fn parted(paragraph: &str) -> Vec<&str> {
    let base = paragraph.as_ptr() as usize;
    let starts = paragraph.lines().filter(|line| labelled(line).is_some());
    let starts: Vec<usize> = starts.map(|line| line.as_ptr() as usize - base).collect();
    let ends = starts.iter().skip(usize::from(starts.first() == Some(&0)));
    let ends = ends.copied().chain(std::iter::once(paragraph.len()));
    let mut from = 0;
    ends.filter_map(|end| paragraph.get(std::mem::replace(&mut from, end)..end)).collect()
}

/// Source, date, edition or headline: what stands above the labels, in this order.
fn head(paragraph: &str, record: &mut Record, headline: &mut Vec<String>) {
    let lines = || paragraph.lines().map(str::trim).filter(|line| !line.is_empty());
    if record.date.is_none() {
        for line in lines().filter(|line| !is_copyright(line)) {
            if let Some(date) = date_of(line) {
                record.date = Some(date);
                break;
            }
            record.publisher.get_or_insert_with(|| joined(line));
        }
    } else if !lines().all(is_copyright) {
        headline.push(joined(paragraph));
    }
}

/// A centred notice of the owner ends an article that has no label below its text.
fn is_notice(paragraph: &str) -> bool {
    paragraph.starts_with("      ") && paragraph.lines().all(is_copyright)
}

fn below(label: &str) -> bool {
    BELOW.contains(&label)
}

/// The known label that a paragraph begins with, and what follows it.
fn labelled(paragraph: &str) -> Option<(&str, &str)> {
    let (label, value) = paragraph.split_once(':')?;
    (ABOVE.contains(&label) || BELOW.contains(&label)).then_some((label, value))
}
