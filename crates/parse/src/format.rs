//! The formats, by extension and by content.

use crate::csv;
use crate::exports::database;
use crate::feeds::{looks_like_feed, looks_like_xhtml};
use crate::packed::looks_like_zip;
use crate::warc::looks_like_warc;
use std::path::Path;

/// How articles are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// Plain text or wire copy, one article a file.
    Text,
    /// A web page.
    Html,
    /// JSON: an article a line, or one object or array of articles.
    Jsonl,
    /// CSV and TSV: an article a row, under a first row that names the columns.
    Csv,
    /// Apache Parquet, an article a row.
    Parquet,
    /// Arrow IPC files (Feather 2) and streams, an article a row.
    Arrow,
    /// RSS 0.9 to 2.0, RDF, Atom or JSON Feed: an article an item, of its content or else its summary. A sitemap, which
    /// holds no text, is a problem.
    Feed,
    /// A web archive: an article a page, with the address it was fetched from. Where a page tells no date of publication,
    /// the day on which it was fetched stands in, and a problem of the article says so.
    Warc,
    /// Text of LexisNexis or Nexis Uni.
    Nexis,
    /// Text of Factiva, with field codes or without.
    Factiva,
    /// Text of ProQuest.
    ProQuest,
    /// SGML of the Gigaword corpora: an article a document of the type `story`.
    Gigaword,
    /// A ZIP archive: the files in it are read as if they lay in a folder, but for archives in the archive.
    Zip,
    /// A document of Word: its text, in any of the formats of text.
    Docx,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
            Self::Feed => "feed",
            Self::Warc => "warc",
            Self::Nexis => "nexis",
            Self::Factiva => "factiva",
            Self::ProQuest => "proquest",
            Self::Gigaword => "gigaword",
            Self::Zip => "zip",
            Self::Docx => "docx",
        })
    }
}

/// A name that is not a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a format; the formats are text, html, jsonl, csv, parquet, arrow, feed, warc, nexis, factiva, proquest, \
     gigaword, zip, docx"
)]
pub struct UnknownFormat(pub String);

impl std::str::FromStr for Format {
    type Err = UnknownFormat;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name.to_ascii_lowercase().as_str() {
            "text" | "txt" => Ok(Self::Text),
            "html" | "htm" | "xhtml" => Ok(Self::Html),
            "jsonl" | "ndjson" | "json" => Ok(Self::Jsonl),
            "csv" | "tsv" | "tab" => Ok(Self::Csv),
            "parquet" | "pq" => Ok(Self::Parquet),
            "arrow" | "arrows" | "feather" | "ipc" => Ok(Self::Arrow),
            "feed" | "rss" | "atom" | "rdf" | "xml" => Ok(Self::Feed),
            "warc" => Ok(Self::Warc),
            "nexis" | "lexisnexis" => Ok(Self::Nexis),
            "factiva" => Ok(Self::Factiva),
            "proquest" => Ok(Self::ProQuest),
            "gigaword" | "sgml" | "sgm" => Ok(Self::Gigaword),
            "zip" => Ok(Self::Zip),
            "docx" => Ok(Self::Docx),
            _ => Err(UnknownFormat(name.to_owned())),
        }
    }
}

impl Format {
    /// The format that the file name promises, `.gz` aside. `None` for any other extension, or none.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        if is_month_of_gigaword(name) {
            return Some(Self::Gigaword);
        }
        let (_, extension) = name.rsplit_once('.')?;
        extension.parse().ok()
    }

    /// The format that the beginning of the content shows; text unless it clearly is another.
    #[must_use]
    pub fn sniff(head: &[u8]) -> Self {
        if let Some(format) = Self::marked(head) {
            return format;
        }
        let ascii: Vec<u8>;
        let head = match head {
            // Of UTF-16, what is ASCII tells as much.
            [0xff, 0xfe, wide @ ..] | [0xfe, 0xff, wide @ ..] => {
                ascii = wide.iter().copied().take(1 << 16).filter(|byte| *byte != 0).collect();
                &ascii
            }
            _ => head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head),
        };
        let head = head.trim_ascii_start();
        match head {
            [b'{', rest @ ..] if matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')) => {
                Self::Jsonl
            }
            [b'[', rest @ ..] if rest.trim_ascii_start().first() == Some(&b'{') => Self::Jsonl,
            [b'<', ..] if looks_like_html(head) => Self::Html,
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            [b'A', b'R', b'R', b'O', b'W', b'1', ..] | [0xff, 0xff, 0xff, 0xff, ..] => Self::Arrow,
            _ if csv::looks_like_articles(head) => Self::Csv,
            _ => Self::Text,
        }
    }

    /// Whether it is stored by column, and opened by [`ReadOptions::open_columns`](crate::ReadOptions::open_columns).
    #[must_use]
    pub const fn is_columnar(self) -> bool {
        matches!(self, Self::Parquet | Self::Arrow)
    }

    /// The format whose signs content bears, whatever its name promises.
    fn marked(head: &[u8]) -> Option<Self> {
        if looks_like_zip(head) {
            Some(Self::Zip)
        } else if looks_like_warc(head) {
            Some(Self::Warc)
        } else if looks_like_feed(head) {
            Some(Self::Feed)
        } else {
            database(head)
        }
    }

    /// The format of content that begins with `head`, whose name promises `promised`.
    pub(crate) fn of_file(promised: Option<Self>, head: &[u8]) -> Self {
        if let Some(format) = Self::marked(head) {
            return format;
        }
        let sniffed = Self::sniff(head);
        match promised {
            // A text file may hold a saved page, a table or records, any file columns; a page or a dump is what its name says.
            Some(Self::Text) if matches!(sniffed, Self::Html | Self::Csv | Self::Jsonl) => sniffed,
            Some(_) if sniffed.is_columnar() => sniffed,
            Some(Self::Feed) if looks_like_xhtml(head) => Self::Html,
            Some(format) => format,
            None => sniffed,
        }
    }

    /// Whether files of the format hold many articles and are read by a reader of their own.
    pub(crate) fn is_collection(self) -> bool {
        let records = matches!(self, Self::Jsonl | Self::Csv) || self.is_columnar();
        !matches!(self, Self::Text | Self::Html) && !records && !self.is_packed()
    }

    /// Whether files of the format are packed into it.
    pub(crate) fn is_packed(self) -> bool {
        matches!(self, Self::Zip | Self::Docx)
    }
}

/// `afp_eng_201004`: an agency, a language, a month.
fn is_month_of_gigaword(name: &str) -> bool {
    let mut parts = name.split('_');
    let letters = |part: Option<&str>| {
        part.is_some_and(|p| p.len() == 3 && p.bytes().all(|b| b.is_ascii_lowercase()))
    };
    letters(parts.next())
        && letters(parts.next())
        && parts.next().is_some_and(|p| p.len() == 6 && p.bytes().all(|b| b.is_ascii_digit()))
        && parts.next().is_none()
}

/// Whether content opens with markup, and not with `<https://…>` or the like.
pub(crate) fn looks_like_html(head: &[u8]) -> bool {
    const OPENINGS: [&str; 16] = [
        "!doctype html",
        "!--",
        "html",
        "head",
        "body",
        "?xml",
        "p",
        "div",
        "article",
        "section",
        "main",
        "h1",
        "span",
        "table",
        "br",
        "meta",
    ];
    let Some(tag) = head.strip_prefix(b"<") else { return false };
    OPENINGS.iter().any(|opening| {
        tag.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening.as_bytes()))
            && (opening.starts_with('!')
                || matches!(
                    tag.get(opening.len()),
                    Some(b'>' | b' ' | b'/' | b'\n' | b'\r' | b'\t')
                ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_promise_formats() {
        for (name, format) in [
            ("a.txt", Some(Format::Text)),
            ("a.HTML", Some(Format::Html)),
            ("dump.jsonl.gz", Some(Format::Jsonl)),
            ("dump.CSV", Some(Format::Csv)),
            ("dump.tsv.gz", Some(Format::Csv)),
            ("dump.parquet", Some(Format::Parquet)),
            ("dump.feather", Some(Format::Arrow)),
            ("notes.md", None),
            ("a", None),
        ] {
            assert_eq!(Format::of_path(Path::new(name)), format, "{name}");
        }
    }

    #[test]
    fn content_shows_its_format() {
        assert_eq!(Format::sniff(b"\n <!DOCTYPE HTML><html>"), Format::Html);
        assert_eq!(Format::sniff(b"{\"text\": 1}"), Format::Jsonl);
        assert_eq!(Format::sniff(b"<https://example.org> a link"), Format::Text);
        assert_eq!(Format::sniff(b"{braces} in a text"), Format::Text);
        assert_eq!(Format::sniff(b"PAR1\x15\x04"), Format::Parquet);
        assert_eq!(Format::sniff(b"ARROW1\0\0"), Format::Arrow);
        assert_eq!(Format::of_file(Some(Format::Text), b"{\"text\": 1}"), Format::Jsonl);
    }

    #[test]
    fn a_table_of_articles_shows_by_its_first_row() {
        for table in [
            "doc_id,text\n1,Ministers met.\n",
            "Headline;Publication Date;Body\nTalks end;2024-03-12;Ministers met.",
            "url\tmaintext\ttags\nhttps://a.example\t\"Ministers met,\nand left.\"\t",
        ] {
            assert_eq!(Format::sniff(table.as_bytes()), Format::Csv, "{table}");
            let wide = std::iter::once(0xfeff).chain(table.encode_utf16());
            let wide: Vec<u8> = wide.flat_map(u16::to_le_bytes).collect();
            assert_eq!(Format::sniff(&wide), Format::Csv, "{table}");
        }
        for text in [
            "Text, title and date were missing, the minister said.\nHe left.",
            "OSLO, March 12 (Wire) - Ministers met, talked, and left.\n",
            "Story, by\nAnna Reyes\n\nMinisters met.",
            "text\nMinisters met.",
            "id,date\n1,2024-03-12\n",
        ] {
            assert_eq!(Format::sniff(text.as_bytes()), Format::Text, "{text}");
        }
    }

    #[test]
    fn a_name_counts_for_more_than_the_beginning_but_not_against_it() {
        let table = b"doc_id,text\n1,Ministers met.\n";
        assert_eq!(Format::of_file(Some(Format::Text), table), Format::Csv);
        assert_eq!(Format::of_file(Some(Format::Jsonl), table), Format::Jsonl);
        assert_eq!(Format::of_file(Some(Format::Csv), b"Ministers met."), Format::Csv);
        assert_eq!(Format::of_file(Some(Format::Csv), b"PAR1"), Format::Parquet);
    }
}
