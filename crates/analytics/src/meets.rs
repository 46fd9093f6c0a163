//! Who met whom.

use crate::columns::Columns;
use crate::corpus::{article_facts, days, ensure, texts};
use crate::counting::Undated;
use crate::parties::Parties;
use crate::schema::WHO_MET_WHOM;
use crate::units::{By, Units};
use detente_model::{Status, Table};
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Which meetings are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingOptions {
    /// The unit.
    pub by: By,
    /// Meetings of other statuses are left out.
    pub status: Vec<Status>,
    /// Whether articles that are copies of others count too.
    pub duplicates: bool,
    /// What day a meeting without a date has.
    pub undated: Undated,
}

#[derive(Default)]
struct Pair<'a> {
    days: BTreeSet<i32>,
    articles: BTreeSet<&'a str>,
    formats: BTreeSet<&'a str>,
    meetings: Vec<(Option<i32>, &'a str)>,
}

/// The pairs of those who took part in a meeting of the `meetings` table together, each pair once a meeting. Sorted by
/// the two.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn who_met_whom(
    meetings: &DataFrame,
    articles: &DataFrame,
    options: &MeetingOptions,
) -> PolarsResult<DataFrame> {
    let needed = ["article_id", "meeting_id", "format", "participants", "date", "status"];
    ensure(meetings, Table::Meetings, &needed)?;
    ensure(articles, Table::Articles, &["article_id", "published", "duplicate_of"])?;
    let (facts, participants) = (article_facts(articles)?, Parties::of(meetings, "participants")?);
    let (ids, article) = (texts(meetings, "meeting_id")?, texts(meetings, "article_id")?);
    let (format, status) = (texts(meetings, "format")?, texts(meetings, "status")?);
    let mut units = Units::new(options.by, None);
    let mut pairs: BTreeMap<(u32, u32), Pair<'_>> = BTreeMap::new();
    for (row, date) in days(meetings, "date")?.into_iter().enumerate() {
        let (Some(id), Some(status)) = (ids.get(row), status.get(row)) else { continue };
        let known = article.get(row).and_then(|id| facts.get(id)).copied().unwrap_or_default();
        let wanted = options.status.iter().any(|wanted| wanted.as_str() == status);
        let dropped = date.is_none() && options.undated == Undated::Drop;
        if !wanted || dropped || (known.duplicate && !options.duplicates) {
            continue;
        }
        let day = date.or(known.published);
        let met: BTreeSet<u32> =
            participants.row(row).filter_map(|party| units.number(&party)).collect();
        for one in &met {
            for other in met.range(one + 1..) {
                let pair = pairs.entry((*one, *other)).or_default();
                pair.days.extend(day);
                pair.articles.extend(article.get(row));
                pair.formats.extend(format.get(row));
                pair.meetings.push((day, id));
            }
        }
    }
    frame(pairs, &units.names())
}

fn frame(pairs: BTreeMap<(u32, u32), Pair<'_>>, names: &[String]) -> PolarsResult<DataFrame> {
    let named = |(a, b): (u32, u32)| {
        let (a, b) = (names[a as usize].as_str(), names[b as usize].as_str());
        (a.min(b), a.max(b))
    };
    let mut rows: Vec<_> = pairs.into_iter().map(|(pair, met)| (named(pair), met)).collect();
    rows.sort_by_key(|(pair, _)| *pair);
    for (_, met) in &mut rows {
        met.meetings.sort_by_key(|(day, id)| (day.is_none(), *day, *id));
    }
    let met = || rows.iter().map(|(_, met)| met);
    Columns::default()
        .text("one", rows.iter().map(|(pair, _)| pair.0))
        .text("other", rows.iter().map(|(pair, _)| pair.1))
        .count("n_meetings", met().map(|met| met.meetings.len() as i64))
        .count("n_days", met().map(|met| met.days.len() as i64))
        .count("n_articles", met().map(|met| met.articles.len() as i64))
        .day("first", met().map(|met| met.days.first().copied()))
        .day("last", met().map(|met| met.days.last().copied()))
        .texts("formats", met().map(|met| met.formats.iter().copied().collect()))?
        .texts("meeting_ids", met().map(|met| met.meetings.iter().map(|(_, id)| *id).collect()))?
        .finish(WHO_MET_WHOM)
}
