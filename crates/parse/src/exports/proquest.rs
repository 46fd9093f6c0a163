//! ProQuest: articles between rules of underscores, in labelled paragraphs.

use super::{Layout, Mark, language};
use crate::Record;

pub(super) struct ProQuest;

/// The labels of an article.
const LABELS: [&str; 39] = [
    "Abstract",
    "Accession number",
    "Author",
    "Company / organization",
    "Copyright",
    "Country of publication",
    "Credit",
    "Database",
    "Dateline",
    "Document feature",
    "Document type",
    "Document URL",
    "Edition",
    "Full Text",
    "Full text",
    "Illustration",
    "Issue",
    "ISSN",
    "Language of publication",
    "Language",
    "Last updated",
    "Links",
    "Location",
    "Pages",
    "People",
    "Place of publication",
    "ProQuest document ID",
    "Publication date",
    "Publication info",
    "Publication subject",
    "Publication title",
    "Publication year",
    "Publisher",
    "Section",
    "Source type",
    "Subject",
    "Subtitle",
    "Title",
    "Volume",
];

/// Whether lines are of an export: a rule, and labels that nobody else has.
pub(super) fn is_export<'l>(lines: impl Iterator<Item = &'l str>) -> bool {
    let (mut rule, mut own) = (false, false);
    for line in lines {
        rule |= is_rule(line);
        own |= line.starts_with("ProQuest document ID:")
            || line.starts_with("Publication title:")
            || line == "Report Information from ProQuest";
        if rule && own {
            return true;
        }
    }
    false
}

fn is_rule(line: &str) -> bool {
    line.len() >= 40 && line.bytes().all(|b| b == b'_')
}

impl Layout for ProQuest {
    fn mark(&mut self, line: &str) -> Mark {
        if is_rule(line) { Mark::Between } else { Mark::Inside }
    }

    fn is_closed(&self, _: &str) -> bool {
        false
    }

    fn article(&self, text: &str) -> Result<Option<Record>, &'static str> {
        let mut record = Record::default();
        let mut field = "";
        let mut values: Vec<(&str, Vec<&str>)> = vec![("", Vec::new())];
        for line in text.lines().map(str::trim_end) {
            let mut said = line;
            if let Some((label, value)) = labelled(line) {
                (field, said) = (label, value);
                values.push((field, Vec::new()));
            }
            if let Some((_, lines)) = values.last_mut().filter(|(last, _)| *last == field) {
                lines.push(said);
            }
        }
        // Cover and contents at the beginning and the owner's notice at the end have few labels or none.
        let names = |name: &str| values.iter().any(|(label, _)| *label == name);
        if !names("Publication title") && !names("ProQuest document ID") {
            return Ok(None);
        }
        let value = |name: &str| {
            let (_, lines) = values.iter().find(|(label, _)| *label == name)?;
            let value = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            (!value.is_empty()).then_some(value)
        };
        let heading = values.first().and_then(|(_, lines)| {
            lines.iter().map(|line| line.trim()).find(|line| !line.is_empty())
        });
        record.title = value("Title").or_else(|| heading.map(str::to_owned));
        record.date = value("Publication date").or_else(|| value("Publication year"));
        record.publisher = value("Publication title").map(|title| outlet(&title));
        record.authors = value("Author").map(|a| people(&a)).unwrap_or_default();
        record.id = value("ProQuest document ID");
        record.url = value("Document URL");
        record.language = value("Language of publication")
            .or_else(|| value("Language"))
            .and_then(|l| language(&l));
        let text = values.iter().find(|(label, _)| label.eq_ignore_ascii_case("full text"));
        record.text = text.map(|(_, lines)| lines.join("\n")).filter(|text| !is_absent(text));
        Ok(Some(record))
    }
}

/// The known label that a line begins with, and what follows it.
fn labelled(line: &str) -> Option<(&'static str, &str)> {
    let (label, value) = line.split_once(':')?;
    let label = LABELS.iter().find(|known| **known == label)?;
    Some((label, value.trim_start()))
}

/// `The Harbour Post; Bergen`: the place is none of the name.
fn outlet(title: &str) -> String {
    title.split(';').next().unwrap_or(title).trim().to_owned()
}

/// `Reyes, Anna; Dahl, Jon`: family names first.
fn people(authors: &str) -> Vec<String> {
    let inverted = |name: &str| match name.split_once(',') {
        Some((family, given)) if !given.contains(',') => {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => name.to_owned(),
    };
    let names = authors.split(';').map(str::trim).filter(|name| !name.is_empty());
    names.flat_map(|name| crate::byline::people(&inverted(name))).collect()
}

/// What stands in place of a text.
fn is_absent(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    text.is_empty() || text == "not available" || text.starts_with("full text not available")
}
