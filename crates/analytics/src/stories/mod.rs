//! Stories: the reports of one event, across articles.

mod fold;
mod likeness;
mod report;

use crate::columns::Columns;
use crate::schema::STORIES;
use polars::prelude::{DataFrame, PolarsResult};
use report::Report;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Folds the rows of the `events` table that report one event into a story a row.
///
/// Two rows report one event when type and status agree (actual with ongoing, planned with possible), few days lie
/// between them (two where both say when, four between their publication), who acts and who is acted on do not
/// contradict each other, and the words around them are alike: their tf-idf cosine, with a bonus for a party with a
/// name that is seldom named and a deduction for each day between them, another place, or other numbers. Within an
/// article the parties must be the same, or of the same states in headline and text.
///
/// A date of more than a week ("in March", "in 2019") does not say when: there the day of publication does, if the source
/// gave a day and not only a month or year. Rows with neither are stories by themselves. Every two reports of a story are
/// compatible, so that a chain of similar events does not make one, and the last begins four days after the first ends at
/// most.
///
/// `story` is the `event_id` of the report that tells most: source and target, then a date of a week at most or none, then
/// the highest score, then the earliest; type, status, parties, date and place are those of that report. The order of the rows decides nothing.
/// Sorted by day and `story`.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn stories(events: &DataFrame, articles: &DataFrame) -> PolarsResult<DataFrame> {
    let table = report::Table::of(events, articles)?;
    let reports = table.reports()?;
    let mut stories: Vec<Story<'_>> = fold::fold(&reports).into_iter().map(Story::of).collect();
    stories.sort_by_key(|s| {
        (s.told_best.first_day.is_none(), s.told_best.first_day, s.told_best.event)
    });
    frame(&stories)
}

struct Story<'a> {
    told_best: &'a Report<'a>,
    /// In the order of publication.
    reports: Vec<&'a Report<'a>>,
}

impl<'a> Story<'a> {
    fn of(mut reports: Vec<&'a Report<'a>>) -> Self {
        reports.sort_by_key(|r| (r.published.is_none(), r.published, r.event));
        let completeness = |r: &Report<'_>| {
            let roles = usize::from(!r.source.is_empty()) + usize::from(!r.target.is_empty());
            let vague = r.date_start.is_some() && !r.is_dated;
            (Reverse(roles), vague, Reverse(r.score))
        };
        let told_best = reports.iter().copied().min_by_key(|r| completeness(r));
        Self { told_best: told_best.unwrap_or(reports[0]), reports }
    }

    fn articles(&self) -> BTreeSet<&'a str> {
        self.reports.iter().map(|r| r.article).collect()
    }

    fn copies(&self) -> BTreeSet<&'a str> {
        self.reports.iter().filter(|r| r.copy).map(|r| r.article).collect()
    }
}

fn frame(stories: &[Story<'_>]) -> PolarsResult<DataFrame> {
    let best = || stories.iter().map(|s| s.told_best);
    Columns::default()
        .text("story", best().map(|r| r.event))
        .text("type", best().map(|r| r.event_type))
        .text("status", best().map(|r| r.status))
        .texts("source", best().map(|r| r.source.names()))?
        .texts("source_countries", best().map(|r| r.source.countries()))?
        .texts("target", best().map(|r| r.target.names()))?
        .texts("target_countries", best().map(|r| r.target.countries()))?
        .day("date_start", best().map(|r| r.date_start))
        .day("date_end", best().map(|r| r.date_end))
        .text_or_null("place", best().map(|r| r.place))
        .text_or_null("country", best().map(|r| r.country))
        .day(
            "first_published",
            stories.iter().map(|s| s.reports.iter().filter_map(|r| r.published).min()),
        )
        .day(
            "last_published",
            stories.iter().map(|s| s.reports.iter().filter_map(|r| r.published).max()),
        )
        .count("n_reports", stories.iter().map(|s| s.reports.len() as i64))
        .count("n_articles", stories.iter().map(|s| s.articles().len() as i64))
        .count("n_copies", stories.iter().map(|s| s.copies().len() as i64))
        .texts("event_ids", stories.iter().map(|s| s.reports.iter().map(|r| r.event).collect()))?
        .texts("article_ids", stories.iter().map(|s| s.articles().into_iter().collect()))?
        .finish(STORIES)
}
