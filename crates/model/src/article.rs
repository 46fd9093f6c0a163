//! Articles: what the parse stage makes of bytes.

use crate::vocabulary::closed_vocabulary;
use crate::{ArticleId, ByteSpan, DateRange};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

closed_vocabulary!(
    /// What part of an article a block of text is.
    Section, "section", {
        Title = "title",
        Caption = "caption",
        Subhead = "subhead",
        Body = "body",
    }
);

closed_vocabulary!(
    /// How much of the publication date the source gave.
    PublishedPrecision, "publication precision", {
        Second = "second",
        Minute = "minute",
        Day = "day",
        Month = "month",
        Year = "year",
    }
);

/// When an article was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Published {
    /// The instant, in UTC; midnight of the first day where the source gave no time.
    pub at: DateTime<Utc>,
    /// The calendar day at the place of publication, against which "Monday" and "yesterday" are read.
    pub day: NaiveDate,
    /// How much of it the source gave.
    pub precision: PublishedPrecision,
}

impl Published {
    /// A publication day without a time.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self {
            at: day.and_time(chrono::NaiveTime::MIN).and_utc(),
            day,
            precision: PublishedPrecision::Day,
        }
    }
}

/// The place and date of writing that opens wire copy: `MOSCOW, August 5. /TASS/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dateline {
    /// The dateline as it stood in the text, agency included.
    pub text: String,
    /// The place as written, `MOSCOW`.
    pub place: Option<String>,
    /// The date as far as the dateline and the publication date give it.
    pub date: Option<DateRange>,
    /// The agency, `TASS`.
    pub agency: Option<String>,
}

/// A run of text that belongs together: a headline, a caption, a subhead or a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What part of the article it is.
    pub section: Section,
    /// Where it stands in [`Article::text`].
    pub span: ByteSpan,
}

/// One article: its text in blocks, and what the source says about it.
///
/// `text` holds headline, captions, subheads and paragraphs in reading order, a blank line between blocks; bylines,
/// date lines, datelines, URLs and page furniture are metadata and not part of it. Build one with [`Article::builder`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Stable id.
    pub id: ArticleId,
    /// Where it came from: a path, a URL, or a path with a record number such as `dump.jsonl:17`.
    pub source: String,
    /// Its address on the web.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The names in the byline.
    pub authors: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published; `None` leaves relative dates unresolved.
    pub published: Option<Published>,
    /// Place, date and agency of wire copy.
    pub dateline: Option<Dateline>,
    /// ISO 639-1 code of the language, where known.
    pub language: Option<String>,
    /// Headline, captions, subheads and body, in reading order.
    pub text: String,
    /// The blocks of `text`, in order, never overlapping.
    pub blocks: Vec<Block>,
}

impl Article {
    /// Starts an article that came from `source`.
    #[must_use]
    pub fn builder(source: impl Into<String>) -> ArticleBuilder {
        ArticleBuilder::new(source.into())
    }

    /// An article of body text alone: one block for each paragraph, that is, for each run without a blank line.
    /// The text is kept byte for byte, so that offsets into the given text stay valid.
    #[must_use]
    pub fn from_text(text: impl Into<String>, published: Option<Published>) -> Self {
        let text = text.into();
        let blocks = paragraphs(&text).map(|span| Block { section: Section::Body, span }).collect();
        let date = published.map(|p| p.at.to_rfc3339());
        Self {
            id: ArticleId::from_content(None, None, date.as_deref(), &text),
            source: "text".to_owned(),
            url: None,
            title: None,
            authors: Vec::new(),
            publisher: None,
            published,
            dateline: None,
            language: None,
            text,
            blocks,
        }
    }

    /// The surfaces of all blocks of one section, in order.
    pub fn section(&self, section: Section) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter(move |b| b.section == section).map(|b| b.span.of(&self.text))
    }

    /// The publication day, if any.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.published.map(|p| p.day)
    }
}

/// Runs of `text` between blank lines, trimmed; empty runs are skipped.
fn paragraphs(text: &str) -> impl Iterator<Item = ByteSpan> {
    let mut spans = Vec::new();
    let mut current: Option<ByteSpan> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = ByteSpan::from_range(at..at + line.len()).trimmed(text);
        at += line.len();
        if span.is_empty() {
            spans.extend(current.take());
        } else {
            current = Some(current.map_or(span, |c| c.cover(span)));
        }
    }
    spans.extend(current);
    spans.into_iter()
}

/// Gathers the parts of an [`Article`], and lays out its text.
#[derive(Debug, Clone)]
pub struct ArticleBuilder {
    article: Article,
    given_id: Option<String>,
}

impl ArticleBuilder {
    fn new(source: String) -> Self {
        let article = Article { source, ..Article::from_text(String::new(), None) };
        Self { article, given_id: None }
    }

    /// The input's own id for the article; without one, the id is made from the content.
    #[must_use]
    pub fn id(mut self, id: Option<String>) -> Self {
        self.given_id = id.filter(|id| !id.is_empty());
        self
    }

    /// The address on the web.
    #[must_use]
    pub fn url(mut self, url: Option<String>) -> Self {
        self.article.url = url;
        self
    }

    /// The names in the byline.
    #[must_use]
    pub fn authors(mut self, authors: Vec<String>) -> Self {
        self.article.authors = authors;
        self
    }

    /// Who published it.
    #[must_use]
    pub fn publisher(mut self, publisher: Option<String>) -> Self {
        self.article.publisher = publisher;
        self
    }

    /// When it was published.
    #[must_use]
    pub fn published(mut self, published: Option<Published>) -> Self {
        self.article.published = published;
        self
    }

    /// The dateline, already cut from the first paragraph.
    #[must_use]
    pub fn dateline(mut self, dateline: Option<Dateline>) -> Self {
        self.article.dateline = dateline;
        self
    }

    /// The language, ISO 639-1.
    #[must_use]
    pub fn language(mut self, language: Option<String>) -> Self {
        self.article.language = language;
        self
    }

    /// Appends a block of text, trimmed; nothing happens when it is empty. The first title becomes the headline.
    #[must_use]
    pub fn block(mut self, section: Section, text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return self;
        }
        let article = &mut self.article;
        if section == Section::Title && article.title.is_none() {
            article.title = Some(text.to_owned());
        }
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(text);
        article
            .blocks
            .push(Block { section, span: ByteSpan::from_range(start..article.text.len()) });
        self
    }

    /// The finished article.
    #[must_use]
    pub fn build(self) -> Article {
        let mut article = self.article;
        let date = article.published.map(|p| p.at.to_rfc3339());
        article.id = match self.given_id {
            Some(id) => ArticleId::given(id),
            None => ArticleId::from_content(
                article.url.as_deref(),
                article.title.as_deref(),
                date.as_deref(),
                &article.text,
            ),
        };
        article
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_are_the_text() {
        let article = Article::builder("a.txt")
            .block(Section::Title, " Talks end without a deal ")
            .block(Section::Body, "")
            .block(Section::Body, "Ministers met.")
            .build();
        assert_eq!(article.title.as_deref(), Some("Talks end without a deal"));
        assert_eq!(article.text, "Talks end without a deal\n\nMinisters met.");
        assert_eq!(article.section(Section::Body).collect::<Vec<_>>(), ["Ministers met."]);
    }

    #[test]
    fn paragraphs_of_plain_text_keep_their_offsets() {
        let article = Article::from_text("\n\n One\ntwo. \n \n\nThree.", None);
        assert_eq!(article.section(Section::Body).collect::<Vec<_>>(), ["One\ntwo.", "Three."]);
    }

    proptest! {
        #[test]
        fn blocks_never_overlap(text in "[a-z\\n \u{00e9}]{0,80}") {
            let article = Article::from_text(text, None);
            for pair in article.blocks.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for block in &article.blocks {
                prop_assert!(!block.span.of(&article.text).trim().is_empty());
            }
        }
    }
}
