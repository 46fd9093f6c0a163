//! Dyads: who acts on whom, period by period.

use crate::columns::Columns;
use crate::corpus::{article_facts, days, text};
use crate::parties::{Parties, Party};
use crate::period::Every;
use crate::schema::DYADS;
use chrono::NaiveDate;
use detente_model::Status;
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What the two sides of a dyad are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Countries (ISO 3166-1 alpha-3); participants without one are left out.
    Country,
    /// Persons, states, bodies and groups, by name.
    Entity,
}

/// A string that is not a unit of dyads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("dyads are not made by `{0}`, but by country or entity")]
pub struct UnknownUnit(pub String);

impl std::str::FromStr for By {
    type Err = UnknownUnit;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "country" => Ok(Self::Country),
            "entity" => Ok(Self::Entity),
            _ => Err(UnknownUnit(name.to_owned())),
        }
    }
}

/// How events are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DyadOptions {
    /// The period.
    pub every: Every,
    /// The unit.
    pub by: By,
    /// Events of other statuses are not counted.
    pub status: Vec<Status>,
    /// Whether articles with the body of an earlier article count too.
    pub duplicates: bool,
}

impl Default for DyadOptions {
    /// By country and month, what happened or was going on, copies left out.
    fn default() -> Self {
        Self {
            every: Every::Month,
            by: By::Country,
            status: vec![Status::Actual, Status::Ongoing],
            duplicates: false,
        }
    }
}

#[derive(Default)]
struct Cell {
    by_quad: [i64; 4],
    scale: f64,
}

/// Counts the events of the `events` table by source, target and period.
///
/// An event counts once for each ordered pair of a source and a target; a unit with itself is no dyad. Its period is
/// that of `date_start`, or of the article's publication day (UTC) where the event has no date; null without either.
/// Rows are sorted by period, source and target.
///
/// # Errors
/// When a column that is needed is missing or of another type.
pub fn dyads(
    events: &DataFrame,
    articles: &DataFrame,
    options: &DyadOptions,
) -> PolarsResult<DataFrame> {
    let (sources, targets) = (Parties::of(events, "source")?, Parties::of(events, "target")?);
    let facts = article_facts(articles)?;
    let (article, status) = (text(events, "article_id")?, text(events, "status")?);
    let (quad, scale) = (events.column("quad")?.i8()?, events.column("goldstein")?.f32()?);
    let dates = days(events, "date_start")?;
    let mut cells: BTreeMap<(Option<i32>, &str, &str), Cell> = BTreeMap::new();
    for (row, date) in dates.into_iter().enumerate() {
        let facts = article.get(row).and_then(|id| facts.get(id)).copied().unwrap_or_default();
        let counted =
            status.get(row).is_some_and(|s| options.status.iter().any(|w| w.as_str() == s));
        if !counted || (facts.duplicate && !options.duplicates) {
            continue;
        }
        let period = date.or(facts.published).and_then(|day| options.every.start(day));
        for (source, target) in pairs(sources.row(row), targets.row(row), options.by) {
            let cell = cells.entry((period, source, target)).or_default();
            if let Some(count) = quad
                .get(row)
                .and_then(|q| cell.by_quad.get_mut(usize::try_from(q).ok()?.checked_sub(1)?))
            {
                *count += 1;
            }
            cell.scale += f64::from(scale.get(row).unwrap_or_default());
        }
    }
    table(&cells)
}

fn pairs<'a>(
    sources: impl Iterator<Item = Party<'a>>,
    targets: impl Iterator<Item = Party<'a>>,
    by: By,
) -> BTreeSet<(&'a str, &'a str)> {
    let unit = |party: Party<'a>| match by {
        By::Country => party.country,
        By::Entity => Some(party.name),
    };
    let targets: Vec<_> = targets.filter_map(unit).collect();
    let pair = |source| targets.iter().map(move |&target| (source, target));
    sources.filter_map(unit).flat_map(pair).filter(|(source, target)| source != target).collect()
}

fn table(cells: &BTreeMap<(Option<i32>, &str, &str), Cell>) -> PolarsResult<DataFrame> {
    let date = |days: i32| {
        NaiveDate::default().checked_add_signed(chrono::Duration::days(i64::from(days)))
    };
    let total = |cell: &Cell| cell.by_quad.iter().sum::<i64>();
    let quad = |n: usize| cells.values().map(move |cell| cell.by_quad[n]);
    Columns::default()
        .date("period", cells.keys().map(|key| date(key.0?)))
        .text("source", cells.keys().map(|key| key.1))
        .text("target", cells.keys().map(|key| key.2))
        .count("n_events", cells.values().map(total))
        .count("n_verbal_cooperation", quad(0))
        .count("n_material_cooperation", quad(1))
        .count("n_verbal_conflict", quad(2))
        .count("n_material_conflict", quad(3))
        .real("goldstein_mean", cells.values().map(|c| Some(c.scale / total(c) as f64)))
        .real("goldstein_sum", cells.values().map(|c| Some(c.scale)))
        .finish(DYADS)
}
