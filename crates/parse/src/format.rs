//! The formats, by extension and by content.

use crate::exports::database;
use crate::feeds::{looks_like_feed, looks_like_xhtml};
use crate::packed::looks_like_zip;
use crate::warc::looks_like_warc;
use std::path::Path;

/// How articles are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text or wire copy, one article a file.
    Text,
    /// A web page.
    Html,
    /// JSON: an article a line, or one object or array of articles.
    Jsonl,
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
    "`{0}` is not a format; the formats are text, html, jsonl, feed, warc, nexis, factiva, proquest, gigaword, zip, docx"
)]
pub struct UnknownFormat(pub String);

impl std::str::FromStr for Format {
    type Err = UnknownFormat;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name.to_ascii_lowercase().as_str() {
            "text" | "txt" => Ok(Self::Text),
            "html" | "htm" | "xhtml" => Ok(Self::Html),
            "jsonl" | "ndjson" | "json" => Ok(Self::Jsonl),
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
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        match head {
            [b'{', rest @ ..] if matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')) => {
                Self::Jsonl
            }
            [b'[', rest @ ..] if rest.trim_ascii_start().first() == Some(&b'{') => Self::Jsonl,
            [b'<', ..] if looks_like_html(head) => Self::Html,
            _ => Self::Text,
        }
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
            // A text file may hold a saved page; a page or a dump is what its name says.
            Some(Self::Text) if sniffed == Self::Html => Self::Html,
            Some(Self::Feed) if looks_like_xhtml(head) => Self::Html,
            Some(format) => format,
            None => sniffed,
        }
    }

    /// Whether files of the format hold many articles and are read by a reader of their own.
    pub(crate) fn is_collection(self) -> bool {
        !matches!(self, Self::Text | Self::Html | Self::Jsonl) && !self.is_packed()
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
    }
}
