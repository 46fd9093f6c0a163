//! Articles whose fields have no codes ("Full Article/Report"): they are told by their order.

use super::accession;
use crate::Record;
use crate::exports::{date_of, is_copyright, language};

pub(super) fn article(lines: &[&str]) -> Result<Record, &'static str> {
    let said: Vec<(usize, &str)> =
        lines.iter().copied().enumerate().filter(|(_, line)| !line.is_empty()).collect();
    let Some(count) = said.iter().position(|(_, line)| is_count(line)) else {
        return Err("no count of words below the headline: not an article of Factiva");
    };
    let (above, below) = said.split_at(count);
    let mut record = Record::default();
    let mut above = above.iter().map(|(_, line)| *line).rev();
    match above.next() {
        Some(line) if is_byline(line) => {
            record.authors = crate::byline::people(line);
            record.title = above.next().map(str::to_owned);
        }
        line => record.title = line.map(str::to_owned),
    }
    // Count, date, hour, source, code, edition, language, copyright, then the text.
    let mut fields = below.iter().skip(1);
    record.date = fields.next().and_then(|(_, line)| date_of(line));
    if record.date.is_none() {
        return Err("no date below the count of words: not an article of Factiva");
    }
    let mut text_from = None;
    for (at, line) in fields {
        if is_copyright(line) {
            text_from = Some(at + 1);
            break;
        }
        if let Some(tongue) = language(line).filter(|_| !line.contains(' ')) {
            record.language = Some(tongue);
            text_from = Some(at + 1);
        } else if text_from.is_some() {
            break;
        } else if record.publisher.is_none() && !is_hour(line) {
            record.publisher = Some((*line).to_owned());
        }
    }
    let Some(from) = text_from else {
        return Err("no language and no copyright above the text: not an article of Factiva");
    };
    record.id = lines.iter().find_map(|line| accession(line)).map(str::to_owned);
    let text = lines.get(from..).unwrap_or_default();
    let text: Vec<&str> = text.iter().copied().filter(|line| accession(line).is_none()).collect();
    record.text = Some(text.join("\n"));
    Ok(record)
}

/// `1,454 words`
fn is_count(line: &str) -> bool {
    line.strip_suffix(" words").or_else(|| line.strip_suffix(" word")).is_some_and(|count| {
        !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit() || b == b',')
    })
}

fn is_hour(line: &str) -> bool {
    line.len() <= 8 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit())
}

fn is_byline(line: &str) -> bool {
    line.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by ")) || crate::text::is_name(line)
}
