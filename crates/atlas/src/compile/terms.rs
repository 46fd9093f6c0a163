//! Reads who held which office when.

use super::people::{names_of, owner, person};
use super::{Builder, interval};
use crate::AtlasError;
use crate::compile::source::{Row, Source};
use crate::file::day::{EVER, OPEN, range};
use crate::file::fold::Words;
use crate::file::records::Target;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const DERIVED: &str = "derived/holdings.tsv.gz";
const CURATED: &str = "holdings.tsv";

/// The day past which each source knows nothing: the Wikidata exports are of 2022-07 and later, the list of the
/// Congress of 2026-06, the Factbook's heads of 2026-01; the curated table was written in 2026-06.
const SNAPSHOTS: [(&str, &str); 4] = [
    ("wikidata", "2022-07-01"),
    ("congress", "2026-06-15"),
    ("factbook", "2026-01-15"),
    ("curated", "2026-06-01"),
];

/// A person's term in an office.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) person: u32,
    pub(crate) owner: u32,
    pub(crate) office: u32,
    pub(crate) title: String,
    /// The first and the last day on which it may have begun: a source that knows the year leaves a year of them.
    pub(crate) from: Option<(i32, i32)>,
    /// The first and the last day on which it may have ended.
    pub(crate) to: Option<(i32, i32)>,
    /// Whether the source has no end, so that past its snapshot nothing is sure, even where a successor ends the term.
    pub(crate) open_ended: bool,
    /// The day past which the source knows nothing.
    pub(crate) snapshot: i32,
    pub(crate) curated: bool,
    /// Whether a public source backs it.
    pub(crate) verified: bool,
    /// The table and the line it stands in.
    pub(super) table: &'static str,
    pub(super) line: usize,
}

impl Term {
    pub(crate) fn first(&self) -> i32 {
        self.from.map_or(EVER, |f| f.0)
    }

    pub(crate) fn last(&self) -> i32 {
        self.to.map_or(OPEN, |t| t.1)
    }

    pub(super) fn place(&self) -> String {
        format!("{}, line {}", self.table, self.line)
    }

    fn same_holder(&self, other: &Self) -> bool {
        (self.person, self.owner, self.office) == (other.person, other.owner, other.office)
    }

    /// How many days both may have lasted.
    pub(super) fn overlap(&self, other: &Self) -> i64 {
        let last = i64::from(self.last().min(other.last()));
        last - i64::from(self.first().max(other.first())) + 1
    }
}

pub(super) fn snapshot(row: &Row<'_>, source: &str) -> Result<i32, AtlasError> {
    SNAPSHOTS
        .iter()
        .find(|(name, _)| *name == source)
        .and_then(|(_, day)| range(day))
        .map(|(day, _)| day)
        .ok_or_else(|| row.wrong(format!("`{source}` is not a source of holdings")))
}

pub(super) fn office_of(builder: &Builder, row: &Row<'_>, name: &str) -> Result<u32, AtlasError> {
    let known = builder.office_ids.get(name).copied();
    known.ok_or_else(|| row.wrong(format!("offices.tsv does not define {name}")))
}

pub(super) fn derived(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let titles = Source::read(folder, "titles.tsv")?;
    let titles: BTreeMap<(&str, &str), &str> =
        titles.rows().map(|r| ((r.get("iso3"), r.get("title")), r.get("office"))).collect();
    let key = |r: &Row<'_>, office: &str| {
        [r.get("qid"), r.get("iso3"), office, r.get("from")].map(str::to_owned)
    };
    let struck = Source::read(folder, "holdings_struck.tsv")?;
    let mut unstruck: BTreeMap<_, Row<'_>> =
        struck.rows().map(|r| (key(&r, r.get("office")), r)).collect();
    let struck: BTreeSet<_> = unstruck.keys().cloned().collect();
    let table = Source::read(folder, DERIVED)?;
    for row in table.rows() {
        let Some(&person) = builder.ids.get(&format!("person:{}", row.get("qid"))) else {
            return Err(row.wrong("this person is not in people.tsv.gz"));
        };
        let (iso3, title) = (row.get("iso3"), row.get("title"));
        let corrected = titles.get(&(iso3, title)).or_else(|| titles.get(&("*", title)));
        let name = corrected.copied().unwrap_or_else(|| row.get("office"));
        let key = key(&row, name);
        if struck.contains(&key) {
            unstruck.remove(&key);
            continue;
        }
        let office = office_of(builder, &row, name)?;
        let owner = owner(builder, &row)?;
        let (from, to) = (row.days("from")?, row.days("to")?);
        // The source has a few terms that end before they begin; nothing can be made of them.
        if matches!((from, to), (Some(from), Some(to)) if to.1 < from.0) {
            continue;
        }
        let snapshot = snapshot(&row, row.get("source"))?;
        builder.terms.push(Term {
            person,
            owner,
            office,
            title: title.to_owned(),
            from,
            to,
            open_ended: to.is_none(),
            snapshot,
            curated: false,
            verified: true,
            table: DERIVED,
            line: row.line(),
        });
    }
    match unstruck.values().next() {
        Some(row) => Err(row.wrong(format!("{DERIVED} has no such row to strike"))),
        None => Ok(()),
    }
}

/// Curated terms replace derived ones of the same person and office that they overlap.
pub(super) fn curated(
    builder: &mut Builder,
    folder: &Path,
    by_name: &mut BTreeMap<String, Vec<u32>>,
) -> Result<(), AtlasError> {
    let table = Source::read(folder, CURATED)?;
    let mut terms: Vec<Term> = Vec::new();
    for row in table.rows() {
        let name = row.get("person");
        let owner = owner(builder, &row)?;
        let office = office_of(builder, &row, row.get("office"))?;
        let verified = !row.get("verified").is_empty();
        let key = Words::of(name).key();
        let namesakes = by_name.get(&key).cloned().unwrap_or_default();
        let same_owner = |p: &u32| builder.terms.iter().any(|t| t.person == *p && t.owner == owner);
        let known = builder
            .ids
            .get(&format!("person:{}", row.get("qid")))
            .copied()
            .or_else(|| namesakes.iter().find(|p| same_owner(p)).copied())
            .or_else(|| (namesakes.len() == 1).then(|| namesakes[0]));
        let person = known.unwrap_or_else(|| {
            let new = person(builder, row.get("qid"), "", &[name], verified);
            by_name.entry(key).or_default().push(new);
            new
        });
        for alias in std::iter::once(name).chain(row.list("aliases")) {
            names_of(builder, alias, person);
            if Words::of(alias).len() == 1 {
                builder.name(alias, Target::Surname, person, 0, 0);
            }
        }
        interval(&row)?;
        let to = row.days("to")?;
        terms.push(Term {
            person,
            owner,
            office,
            title: row.get("title").to_owned(),
            from: row.days("from")?,
            to,
            open_ended: to.is_none(),
            snapshot: snapshot(&row, "curated")?,
            curated: true,
            verified,
            table: CURATED,
            line: row.line(),
        });
    }
    builder
        .terms
        .retain(|old| !terms.iter().any(|new| new.same_holder(old) && new.overlap(old) > 0));
    builder.terms.extend(terms);
    Ok(())
}
