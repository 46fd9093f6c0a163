//! Who said what about whom.

use crate::columns::Columns;
use crate::corpus::{article_facts, days, ensure, texts};
use crate::network::Mentioned;
use crate::schema::STATEMENTS;
use detente_model::Table;
use polars::prelude::*;

/// The tables from which statements are joined.
#[derive(Debug, Clone, Copy)]
pub struct QuoteTables<'a> {
    /// The `quotes` table, perhaps filtered.
    pub quotes: &'a DataFrame,
    /// The `mentions` table.
    pub mentions: &'a DataFrame,
    /// The `entities` table.
    pub entities: &'a DataFrame,
    /// The `articles` table.
    pub articles: &'a DataFrame,
}

/// Which statements are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementOptions {
    /// Only of a speaker with this name, country or id in the atlas.
    pub speaker: Option<String>,
    /// Only about one with this name, country or id in the atlas.
    pub about: Option<String>,
    /// Whether articles that are copies of others count too.
    pub duplicates: bool,
}

#[derive(Clone, Copy, Default)]
struct Entity<'a> {
    actor: Option<&'a str>,
    name: Option<&'a str>,
    kind: Option<&'a str>,
    country: Option<&'a str>,
    sector: Option<&'a str>,
}

impl Entity<'_> {
    fn is(&self, wanted: Option<&str>) -> bool {
        let Some(wanted) = wanted else { return true };
        [self.actor, self.name, self.country].contains(&Some(wanted))
    }
}

struct Row<'a> {
    quote: usize,
    day: Option<i32>,
    speaker: Entity<'a>,
    about: Entity<'a>,
    about_id: Option<&'a str>,
    place: Option<(i64, i64)>,
}

/// The quotes of the `quotes` table, each with everyone whom the `mentions` table finds inside it, once; a quote that
/// mentions nobody has one row, unless somebody is asked for. In the order of the quotes, and of the mentions in them.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn statements(tables: QuoteTables<'_>, options: &StatementOptions) -> PolarsResult<DataFrame> {
    let QuoteTables { quotes, mentions, entities, articles } = tables;
    let needed =
        ["article_id", "quote_id", "start", "end", "text", "kind", "speaker_entity_id", "said_on"];
    ensure(quotes, Table::Quotes, &needed)?;
    ensure(mentions, Table::Mentions, &["article_id", "start", "end", "entity_id"])?;
    let needed = ["entity_id", "actor_id", "name", "kind", "country", "sector"];
    ensure(entities, Table::Entities, &needed)?;
    ensure(articles, Table::Articles, &["article_id", "published", "duplicate_of"])?;
    let facts = article_facts(articles)?;
    let columns = needed.map(|name| texts(entities, name));
    let [ids, actor, name, kind, country, sector] = columns;
    let (ids, actor, name) = (ids?, actor?, name?);
    let (kind, country, sector) = (kind?, country?, sector?);
    let of_row = |row| Entity {
        actor: actor.get(row),
        name: name.get(row),
        kind: kind.get(row),
        country: country.get(row),
        sector: sector.get(row),
    };
    let known: PlHashMap<&str, Entity<'_>> =
        ids.iter().enumerate().filter_map(|(row, id)| Some((id?, of_row(row)))).collect();
    let mentioned = Mentioned::of(mentions)?;
    let article = texts(quotes, "article_id")?;
    let speaker_id = texts(quotes, "speaker_entity_id")?;
    let (start, end) = (quotes.column("start")?.i64()?, quotes.column("end")?.i64()?);
    let mut rows = Vec::new();
    for (quote, said_on) in days(quotes, "said_on")?.into_iter().enumerate() {
        let (Some(id), Some(from), Some(to)) =
            (article.get(quote), start.get(quote), end.get(quote))
        else {
            continue;
        };
        let facts = facts.get(id).copied().unwrap_or_default();
        let entity =
            |id: Option<&str>| id.and_then(|id| known.get(id)).copied().unwrap_or_default();
        let speaker = entity(speaker_id.get(quote));
        if (facts.duplicate && !options.duplicates) || !speaker.is(options.speaker.as_deref()) {
            continue;
        }
        let day = said_on.or(facts.published);
        let mut seen = Vec::new();
        for (from, to, about_id) in mentioned.within(id, from, to) {
            let about = entity(Some(about_id));
            if !seen.contains(&about_id) && about.is(options.about.as_deref()) {
                let (about_id, place) = (Some(about_id), Some((from, to)));
                rows.push(Row { quote, day, speaker, about, about_id, place });
            }
            seen.push(about_id);
        }
        if seen.is_empty() && options.about.is_none() {
            let about = Entity::default();
            rows.push(Row { quote, day, speaker, about, about_id: None, place: None });
        }
    }
    frame(quotes, &rows)
}

fn frame(quotes: &DataFrame, rows: &[Row<'_>]) -> PolarsResult<DataFrame> {
    let (article, quote) = (texts(quotes, "article_id")?, texts(quotes, "quote_id")?);
    let (kind, text) = (texts(quotes, "kind")?, texts(quotes, "text")?);
    let speaker_id = texts(quotes, "speaker_entity_id")?;
    let (start, end) = (quotes.column("start")?.i64()?, quotes.column("end")?.i64()?);
    Columns::default()
        .text_or_null("article_id", rows.iter().map(|r| article.get(r.quote)))
        .text_or_null("quote_id", rows.iter().map(|r| quote.get(r.quote)))
        .day("day", rows.iter().map(|r| r.day))
        .text_or_null("speaker", rows.iter().map(|r| r.speaker.name))
        .text_or_null("speaker_country", rows.iter().map(|r| r.speaker.country))
        .text_or_null("speaker_sector", rows.iter().map(|r| r.speaker.sector))
        .text_or_null("about", rows.iter().map(|r| r.about.name))
        .text_or_null("about_kind", rows.iter().map(|r| r.about.kind))
        .text_or_null("about_country", rows.iter().map(|r| r.about.country))
        .text_or_null("kind", rows.iter().map(|r| kind.get(r.quote)))
        .text_or_null("text", rows.iter().map(|r| text.get(r.quote)))
        .count_or_null("start", rows.iter().map(|r| start.get(r.quote)))
        .count_or_null("end", rows.iter().map(|r| end.get(r.quote)))
        .count_or_null("about_start", rows.iter().map(|r| Some(r.place?.0)))
        .count_or_null("about_end", rows.iter().map(|r| Some(r.place?.1)))
        .text_or_null("speaker_entity_id", rows.iter().map(|r| speaker_id.get(r.quote)))
        .text_or_null("about_entity_id", rows.iter().map(|r| r.about_id))
        .finish(STATEMENTS)
}
