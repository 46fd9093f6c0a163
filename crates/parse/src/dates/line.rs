//! Lines that are nothing but a date.

use super::parse_published;
use super::words::FILE;
use detente_model::{Published, PublishedPrecision};

/// Reads a line of the article's head that is nothing but a date, with or without a label before it.
pub(crate) fn date_line(line: &str) -> Option<Published> {
    let line = line.trim().trim_matches(['*', '_', '|']).trim();
    if line.len() > 90 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = match line.split_once(':') {
        Some((label, rest)) if FILE.words.labels.contains(label.trim().to_lowercase().as_str()) => {
            rest.trim()
        }
        _ => line,
    };
    // `Published 5 Aug 2015, updated 6 Aug 2015`: the first counts.
    let lower = value.to_ascii_lowercase();
    let first = ["updated", "last updated", "modified", "| ", "; "]
        .iter()
        .filter_map(|second| lower.find(second).filter(|at| *at > 5))
        .min()
        .map_or(value, |at| &value[..at]);
    let read = parse_published(first.trim().trim_end_matches(['.', '/', '-', '|', ',', '(', ' ']))
        .ok()
        .flatten()?;
    // A lone number is no date line.
    (read.precision != PublishedPrecision::Year && !value.bytes().all(|b| b.is_ascii_digit()))
        .then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines_may_have_a_label() {
        for line in [
            "August 05, 2015",
            "Published: 5 August 2015",
            "Posted on August 5, 2015 at 10:30",
            "Published August 5, 2015, updated August 6, 2015",
        ] {
            assert_eq!(date_line(line).unwrap().day.to_string(), "2015-08-05", "{line}");
        }
        for line in ["In August 2015 they met.", "2015", "The deal of 5 August 2015"] {
            assert!(date_line(line).is_none(), "{line}");
        }
    }
}
