//! BBC Monitoring: reports of others, translated, below a line that says what they are and above one that says whose.

use super::paragraphs;
use crate::{Record, outlets};
use regex::Regex;
use std::sync::LazyLock;

/// `Text of report in English by Russian news agency Interfax on 12 March`
static HEADER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^\[?(?:Text|Excerpts?|Summary|Transcript|Presenter's introduction|Recording) (?:of|from) (?:an? )?(?:\S+ ){0,6}?(?:report|article|commentary|editorial|interview|statement|item|announcement|programme)s?\b.{0,240}\bby .{2,160}$",
    )
    .ok()
});

/// `Source: Interfax news agency, Moscow, in English 1230 gmt 12 Mar 24`
static SOURCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^Source: (?P<outlet>[^,;]{2,80}),.{0,120}\bin \p{Lu}.{0,60}\d{1,2} \p{Lu}\p{L}{2,8} \d\d(?:\d\d)?(?:[,;]? pp? [\d, -]+)?\.?$",
    )
    .ok()
});

/// Kinds of outlets, which follow their names.
const KINDS: [&str; 8] = [
    " news agency",
    " press agency",
    " website",
    " web site",
    " TV",
    " radio",
    " newspaper",
    " daily",
];

/// Whoever made the report is its publisher; the lines that say so are no part of its text.
pub(super) fn take_origin(record: &mut Record) {
    let (Some(header), Some(source)) = (HEADER.as_ref(), SOURCE.as_ref()) else { return };
    let Some(text) = record.text.as_deref() else { return };
    let found: Vec<&str> = paragraphs(text).collect();
    let [first, .., last] = found.as_slice() else { return };
    let (first, last) = (super::joined(first), super::joined(last));
    let Some(captures) = source.captures(&last) else { return };
    let outlet = captures.name("outlet").map_or("", |outlet| outlet.as_str().trim());
    let bare = KINDS.iter().find_map(|kind| outlet.strip_suffix(kind)).unwrap_or(outlet);
    let begins = usize::from(header.is_match(&first));
    let text = found.get(begins..found.len() - 1).unwrap_or_default().join("\n\n");
    record.publisher = Some(outlets::named(bare).unwrap_or(bare).to_owned());
    record.text = Some(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> Record {
        let publisher = Some("BBC Monitoring Europe - Political".to_owned());
        let mut record = Record { text: Some(text.to_owned()), publisher, ..Record::default() };
        take_origin(&mut record);
        record
    }

    #[test]
    fn the_report_is_that_of_its_source() {
        for (header, source, outlet) in [
            (
                "Text of report in English by Russian news agency Interfax",
                "Source: Interfax news agency, Moscow, in English 1230 gmt 12 Mar 24",
                "Interfax",
            ),
            (
                "Excerpt from report headlined \"Talks end\" by Ruritanian newspaper Harbour Post on 12 March",
                "Source: Harbour Post website, Bergen, in Norwegian 12 Mar 24; p 6",
                "Harbour Post",
            ),
        ] {
            let record = taken(&format!(
                "{header}\n\nBergen, 12 March: Talks ended.\n\n[Passage omitted]\n\nThey go on.\n\n{source}\n"
            ));
            assert_eq!(record.publisher.as_deref(), Some(outlet));
            assert_eq!(
                record.text.as_deref(),
                Some("Bergen, 12 March: Talks ended.\n\n[Passage omitted]\n\nThey go on.")
            );
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "Talks ended in Bergen.\n\nSource: the ministry",
            "Talks ended in Bergen.",
            "Text of report by Interfax\n\nTalks ended.",
            "",
        ] {
            let record = taken(text);
            assert_eq!(record.text.as_deref(), Some(text));
            assert_eq!(record.publisher.as_deref(), Some("BBC Monitoring Europe - Political"));
        }
    }
}
