//! The columns of what is read: articles, their sentences, and what went wrong.

use super::column::Kind::{Count, Instant, Text, Texts};
use super::column::{ColumnSpecs, column};
use super::{ARTICLE_ID, CODE_POINT};
use detente_model::{ProblemKind, PublishedPrecision, Section, Stage};

pub(crate) const ARTICLES: ColumnSpecs = &[
    column(
        "article_id",
        Text,
        "The id that the input gave, else 16 hexadecimal digits of a hash (XXH3) of URL, title, date and text; \
         a second article with the same id has ~2 after it.",
    ),
    column(
        "source",
        Text,
        "Where the article was read: a path, a URL, or a path with a record number such as dump.jsonl:17.",
    ),
    column("url", Text, "The article's address on the web.").or_null(),
    column("title", Text, "The headline.").or_null(),
    column("authors", Texts, "The names in the byline, in its order."),
    column("publisher", Text, "The outlet that published it.").or_null(),
    column(
        "published",
        Instant,
        "When it was published; midnight of the first day where the source gives no time.",
    )
    .or_null()
    .in_unit("UTC"),
    column("published_precision", Text, "How much of the publication date the source gave.")
        .or_null()
        .one_of(PublishedPrecision::TERMS),
    column("dateline", Text, "Place, date and agency that open wire copy, as they stood.")
        .or_null(),
    column("language", Text, "The language that the source declares.")
        .or_null()
        .in_unit("ISO 639-1"),
    column("captions", Texts, "The captions of pictures, in reading order."),
    column(
        "text",
        Text,
        "Headline, captions, subheads and paragraphs in reading order, with blank lines between; all offsets count \
         its code points.",
    ),
    column(
        "duplicate_of",
        Text,
        "The article that this one is a copy of, word for word or as a desk edits; in a streamed run, one that came before.",
    )
    .or_null(),
    column(
        "story",
        Text,
        "The article under which copies of one text are counted together: the first of them, or this one.",
    ),
];

pub(crate) const SENTENCES: ColumnSpecs = &[
    ARTICLE_ID,
    column("sentence", Count, "Its number within the article, from 0."),
    column("section", Text, "What part of the article it belongs to.").one_of(Section::TERMS),
    column("start", Count, "Where it starts in the article's text.").in_unit(CODE_POINT),
    column("end", Count, "Where it ends in the article's text, exclusive.").in_unit(CODE_POINT),
    column("text", Text, "The sentence as it stands."),
    column("n_tokens", Count, "How many words and punctuation marks it has.").in_unit("token"),
];

pub(crate) const PROBLEMS: ColumnSpecs = &[
    column("source", Text, "The path, URL or record that the problem is about."),
    column("article_id", Text, "The article, where there is one.").or_null(),
    column("stage", Text, "Where in the pipeline it was met.").one_of(Stage::TERMS),
    column("place", Text, "Where in the source: a line, a byte offset, a field.").or_null(),
    column("kind", Text, "What kind of problem it is; the spellings are stable.")
        .one_of(ProblemKind::TERMS),
    column("message", Text, "What happened, and what to do about it."),
];
