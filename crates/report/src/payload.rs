//! The data of a page: columns of what is shown and of what that points at, as `page/data.js` reads them.

use crate::error::ReportError;
use crate::findings::{Events, Meetings, Quotes};
use crate::pool::Pool;
use base64::Engine;
use detente_model::Table;
use flate2::{Compression, write::ZlibEncoder};
use polars::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// More events than this are not put on one page.
pub const MOST_EVENTS: usize = 200_000;

const MICROS_A_DAY: i64 = 86_400_000_000;

#[derive(Debug, Serialize)]
pub(crate) struct Payload<'a> {
    articles: ArticleColumns<'a>,
    sentences: SentenceColumns<'a>,
    actors: ActorColumns,
    pub(crate) events: Events<'a>,
    pub(crate) meetings: Meetings<'a>,
    pub(crate) quotes: Quotes<'a>,
    #[serde(skip)]
    pub(crate) read: ArticlesRead,
}

/// The articles that the tables hold, whether or not anything was found in them.
#[derive(Debug, Default)]
pub(crate) struct ArticlesRead {
    pub(crate) n: usize,
    pub(crate) copies: usize,
    /// The first and the last publication day, in days since 1970.
    pub(crate) days: Option<(i64, i64)>,
}

/// The articles that rows belong to.
#[derive(Debug, Serialize)]
struct ArticleColumns<'a> {
    id: Vec<&'a str>,
    title: Vec<Option<&'a str>>,
    source: Vec<Option<&'a str>>,
    url: Vec<Option<&'a str>>,
    day: Vec<Option<i64>>,
}

/// The sentences that rows point at.
#[derive(Debug, Serialize)]
struct SentenceColumns<'a> {
    text: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct ActorColumns {
    name: Vec<String>,
    country: Vec<Option<String>>,
}

/// What rows point at, as far as it was asked for.
pub(crate) struct Context<'a> {
    article_rows: BTreeMap<&'a str, usize>,
    /// Row, first and last code point of every sentence, by article and number.
    sentence_rows: BTreeMap<(&'a str, i64), SentenceRow>,
    articles: Pool<usize>,
    pub(crate) sentences: Pool<usize>,
    /// Names and countries, by which the page tells one actor from another.
    actors: Pool<(String, Option<String>)>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct SentenceRow {
    pub(crate) row: usize,
    pub(crate) start: i64,
    pub(crate) end: i64,
}

impl<'a> Payload<'a> {
    pub(crate) fn of(tables: &'a BTreeMap<Table, DataFrame>) -> Result<Self, ReportError> {
        let table = |name| tables.get(&name).ok_or(ReportError::MissingTable(name));
        let in_table = |table| move |source| ReportError::Columns { table, source };
        let (articles, sentences) = (table(Table::Articles)?, table(Table::Sentences)?);
        let (article_rows, read) = known_articles(articles).map_err(in_table(Table::Articles))?;
        let sentence_rows = known_sentences(sentences).map_err(in_table(Table::Sentences))?;
        let mut context = Context {
            article_rows,
            sentence_rows,
            articles: Pool::default(),
            sentences: Pool::default(),
            actors: Pool::default(),
        };
        let events = Events::of(table(Table::Events)?, &mut context);
        let events = events.map_err(in_table(Table::Events))?;
        if events.len() > MOST_EVENTS {
            return Err(ReportError::TooMany { events: events.len() });
        }
        let meetings = Meetings::of(table(Table::Meetings)?, &mut context);
        let meetings = meetings.map_err(in_table(Table::Meetings))?;
        let quotes = Quotes::of(table(Table::Quotes)?, &mut context);
        let quotes = quotes.map_err(in_table(Table::Quotes))?;
        let actors = context.actors.values();
        let articles = ArticleColumns::of(articles, context.articles.values());
        let sentences = SentenceColumns::of(sentences, context.sentences.values());
        Ok(Self {
            articles: articles.map_err(in_table(Table::Articles))?,
            sentences: sentences.map_err(in_table(Table::Sentences))?,
            actors: ActorColumns {
                name: actors.iter().map(|actor| actor.0.clone()).collect(),
                country: actors.iter().map(|actor| actor.1.clone()).collect(),
            },
            events,
            meetings,
            quotes,
            read,
        })
    }

    /// JSON, compressed (zlib) and in Base64: about a quarter of the JSON, and nothing in it that is markup.
    pub(crate) fn packed(&self) -> Result<String, ReportError> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        serde_json::to_writer(&mut packed, self)
            .map_err(|error| ReportError::Packing(error.into()))?;
        let bytes = packed.finish().map_err(ReportError::Packing)?;
        Ok(base64::engine::general_purpose::STANDARD.encode(bytes))
    }
}

impl<'a> Context<'a> {
    /// The position of an article; `None` leaves the row out.
    pub(crate) fn article(&mut self, id: Option<&str>) -> Option<u32> {
        Some(self.articles.position(*self.article_rows.get(id?)?))
    }

    pub(crate) fn actor(&mut self, name: &str, country: Option<&str>) -> u32 {
        self.actors.position((name.to_owned(), country.map(str::to_owned)))
    }

    pub(crate) fn numbered(&self, article: &'a str, number: i64) -> Option<SentenceRow> {
        self.sentence_rows.get(&(article, number)).copied()
    }

    /// The sentence that holds the code point `at`.
    pub(crate) fn around(&self, article: &'a str, at: i64) -> Option<SentenceRow> {
        let mut of_article = self.sentence_rows.range((article, i64::MIN)..=(article, i64::MAX));
        of_article.find(|(_, s)| s.start <= at && at < s.end).map(|(_, sentence)| *sentence)
    }
}

type KnownArticles<'a> = (BTreeMap<&'a str, usize>, ArticlesRead);

fn known_articles(articles: &DataFrame) -> PolarsResult<KnownArticles<'_>> {
    let (ids, copy_of) = (text(articles, "article_id")?, text(articles, "duplicate_of")?);
    let published = published(articles)?;
    let mut read = ArticlesRead::default();
    let mut rows = BTreeMap::new();
    for (row, day) in published.into_iter().enumerate() {
        if copy_of.get(row).is_some() {
            read.copies += 1;
            continue;
        }
        let Some(id) = ids.get(row) else { continue };
        rows.insert(id, row);
        read.n += 1;
        if let Some(day) = day {
            let (first, last) = read.days.unwrap_or((day, day));
            read.days = Some((first.min(day), last.max(day)));
        }
    }
    Ok((rows, read))
}

fn known_sentences(sentences: &DataFrame) -> PolarsResult<BTreeMap<(&str, i64), SentenceRow>> {
    let (article, number) = (text(sentences, "article_id")?, whole(sentences, "sentence")?);
    let (start, end) = (whole(sentences, "start")?, whole(sentences, "end")?);
    let rows = (0..sentences.height()).filter_map(|row| {
        let sentence = SentenceRow { row, start: start.get(row)?, end: end.get(row)? };
        Some(((article.get(row)?, number.get(row)?), sentence))
    });
    Ok(rows.collect())
}

impl<'a> ArticleColumns<'a> {
    fn of(articles: &'a DataFrame, rows: &[usize]) -> PolarsResult<Self> {
        let (ids, days) = (text(articles, "article_id")?, published(articles)?);
        let column = |name| {
            let column = text(articles, name)?;
            PolarsResult::Ok(rows.iter().map(|&row| column.get(row)).collect())
        };
        Ok(Self {
            id: rows.iter().filter_map(|&row| ids.get(row)).collect(),
            title: column("title")?,
            source: column("source")?,
            url: column("url")?,
            day: rows.iter().map(|&row| days.get(row).copied().flatten()).collect(),
        })
    }
}

impl<'a> SentenceColumns<'a> {
    fn of(sentences: &'a DataFrame, rows: &[usize]) -> PolarsResult<Self> {
        let texts = text(sentences, "text")?;
        Ok(Self { text: rows.iter().map(|&row| texts.get(row).unwrap_or_default()).collect() })
    }
}

/// The publication days, in days since 1970.
fn published(articles: &DataFrame) -> PolarsResult<Vec<Option<i64>>> {
    let published = articles.column("published")?.datetime()?;
    let days = published.physical().iter().map(|at| at.map(|at| at.div_euclid(MICROS_A_DAY)));
    Ok(days.collect())
}

pub(crate) fn text<'a>(frame: &'a DataFrame, column: &str) -> PolarsResult<&'a StringChunked> {
    frame.column(column)?.str()
}

pub(crate) fn whole<'a>(frame: &'a DataFrame, column: &str) -> PolarsResult<&'a Int64Chunked> {
    frame.column(column)?.i64()
}
