//! Articles whose fields have codes: `HD`, `BY`, `PD`, `LP`, `TD`.

use super::accession;
use crate::Record;
use crate::exports::language;

/// The codes of fields, in the order of the display format "Full Article/Report plus Indexing".
const CODES: [&str; 31] = [
    "SE", "CLM", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY",
    "CX", "LP", "TD", "ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "NT",
    "DE",
];

/// The code that a line begins with, and the value after it. The two stand apart by a tab or several spaces, or the value
/// stands in the lines below.
pub(super) fn code(line: &str) -> Option<(&'static str, &str)> {
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let (word, rest) = line.split_at_checked(end)?;
    let code = CODES.iter().find(|code| **code == word)?;
    let gap = rest.len() - rest.trim_start().len();
    let apart = rest.is_empty() || gap > 1 || rest.starts_with('\t');
    apart.then_some((*code, rest.trim()))
}

pub(super) fn article(lines: &[&str]) -> Result<Record, &'static str> {
    let mut record = Record::default();
    let mut texts: Vec<&str> = Vec::new();
    let mut field = "";
    let mut values: Vec<(&str, String)> = Vec::new();
    for line in lines {
        let mut said = *line;
        if let Some((code, value)) = code(line) {
            (field, said) = (code, value);
            if matches!(field, "LP" | "TD") {
                texts.push("");
            }
        }
        if let Some(number) = accession(line).or_else(|| accession(said)) {
            record.id = Some(number.to_owned());
        } else if matches!(field, "LP" | "TD") {
            texts.push(said);
        } else if !said.is_empty() {
            match values.last_mut().filter(|(last, _)| *last == field) {
                Some((_, value)) => {
                    value.push(' ');
                    value.push_str(said);
                }
                None => values.push((field, said.to_owned())),
            }
        }
    }
    for (field, value) in values {
        match field {
            "HD" => record.title = Some(value),
            "BY" => record.authors = crate::byline::people(&value),
            "PD" => record.date = Some(value),
            "SN" => record.publisher = Some(value),
            "LA" => record.language = language(&value),
            _ => {}
        }
    }
    record.text = Some(texts.join("\n"));
    Ok(record)
}
