//! Settles who held an office that one person holds at a time.
//!
//! 1. A curated term beats the derived ones of other persons on its days.
//! 2. A start that is not known to the day comes after the end of the predecessor; an end that is not, or is not known
//!    at all, comes before the start of the successor, and no later than the holder's death.
//! 3. Two persons who still hold the office for more than [`TOLERANCE`] days, counting only days that are certain, are
//!    a contradiction, unless `held_by_several.tsv` says that and why they did.
//!
//! A contradiction is settled by hand: `holdings.tsv` for a date, `titles.tsv` for a title that is another office,
//! `holdings_struck.tsv` for a row that is wrong altogether.

use super::Builder;
use super::people::owner;
use super::terms::Term;
use crate::AtlasError;
use crate::compile::source::Source;
use crate::file::day::{EVER, OPEN, date};
use crate::file::records::office::{MANY, ONE, ONE_EACH, SOLE};
use std::collections::BTreeMap;
use std::path::Path;

/// Days on which sources may disagree about a change of holder: election, oath and appointment.
const TOLERANCE: i32 = 31;

pub(super) fn settle(
    builder: &mut Builder,
    folder: &Path,
    deaths: &BTreeMap<u32, i32>,
) -> Result<(), AtlasError> {
    let shared = Shared::read(builder, folder)?;
    let mut settled = Vec::with_capacity(builder.terms.len());
    let mut by_office: BTreeMap<(u32, u32, String), Vec<Term>> = BTreeMap::new();
    for mut term in std::mem::take(&mut builder.terms) {
        end_with_life(builder, &mut term, deaths)?;
        match builder.offices.get(term.office as usize).map_or(MANY, |o| o[SOLE]) {
            ONE if term.from.is_some() => {
                by_office.entry((term.owner, term.office, String::new())).or_default().push(term);
            }
            ONE_EACH if term.from.is_some() => {
                let title = term.title.to_lowercase();
                by_office.entry((term.owner, term.office, title)).or_default().push(term);
            }
            _ => settled.push(term),
        }
    }
    for ((_, office, _), terms) in by_office {
        let mut terms = curated_first(terms, &shared);
        one_after_another(&mut terms);
        if builder.offices.get(office as usize).is_some_and(|o| o[SOLE] == ONE) {
            check(builder, &terms, &shared)?;
        }
        settled.extend(terms);
    }
    builder.terms = settled;
    Ok(())
}

/// Intervals in which an office had several holders.
struct Shared(Vec<(u32, u32, i32, i32)>);

impl Shared {
    fn read(builder: &Builder, folder: &Path) -> Result<Self, AtlasError> {
        let table = Source::read(folder, "held_by_several.tsv")?;
        let mut all = Vec::new();
        for row in table.rows() {
            let Some(&office) = builder.office_ids.get(row.get("office")) else {
                return Err(row.wrong(format!("offices.tsv does not define {}", row.get("office"))));
            };
            let (from, to) = super::interval(&row)?;
            all.push((owner(builder, &row)?, office, from.unwrap_or(EVER), to.unwrap_or(OPEN)));
        }
        Ok(Self(all))
    }

    fn covers(&self, of: &Term, first: i32, last: i32) -> bool {
        self.0.iter().any(|&(owner, office, from, to)| {
            (owner, office) == (of.owner, of.office)
                && from <= first.saturating_add(TOLERANCE)
                && last.saturating_sub(TOLERANCE) <= to
        })
    }
}

/// No term lasts past the holder's death, and none begins after it.
fn end_with_life(
    builder: &Builder,
    term: &mut Term,
    deaths: &BTreeMap<u32, i32>,
) -> Result<(), AtlasError> {
    let Some(&died) = deaths.get(&term.person) else { return Ok(()) };
    if term.from.is_some_and(|f| f.0.saturating_sub(died) > TOLERANCE) {
        return Err(AtlasError::Contradiction {
            first: term.place(),
            second: "derived/people.tsv.gz".to_owned(),
            message: format!(
                "{} cannot have taken office after dying on {}",
                builder.actor_name(term.person).unwrap_or_default(),
                day(died)
            ),
        });
    }
    if term.last() > died && term.first() <= died {
        term.to = Some((term.to.map_or(died, |t| t.0.min(died)), died));
        term.open_ended = false;
    }
    Ok(())
}

fn curated_first(terms: Vec<Term>, shared: &Shared) -> Vec<Term> {
    let (curated, mut derived): (Vec<Term>, Vec<Term>) = terms.into_iter().partition(|t| t.curated);
    for by in &curated {
        derived = derived.into_iter().flat_map(|t| without(t, by, shared)).collect();
    }
    derived.extend(curated);
    derived
}

/// What is left of a derived term when the days of a curated one are taken out.
fn without(term: Term, by: &Term, shared: &Shared) -> Vec<Term> {
    let (first, last) = (term.first().max(by.first()), term.last().min(by.last()));
    let apart = term.person == by.person || term.overlap(by) <= i64::from(TOLERANCE);
    if apart || shared.covers(&term, first, last) {
        return vec![term];
    }
    let mut rest = Vec::new();
    if term.first() < by.first() {
        let end = by.first() - 1;
        rest.push(Term { to: Some((end, end)), ..term.clone() });
    }
    // A term without a known end is unknown from the day on which another holder begins.
    let known_to_last = rest.is_empty() || term.to.is_some();
    if known_to_last && term.last() > by.last() {
        let start = by.last() + 1;
        rest.push(Term { from: Some((start, start)), ..term });
    }
    rest
}

fn one_after_another(terms: &mut [Term]) {
    let ends: Vec<(i32, u32)> = terms
        .iter()
        .filter_map(|t| t.to.filter(|(first, last)| first == last).map(|to| (to.0, t.person)))
        .collect();
    for term in terms.iter_mut() {
        let Some((first, last)) = term.from else { continue };
        let before = ends
            .iter()
            .filter(|(end, person)| *person != term.person && (first..last).contains(end))
            .map(|(end, _)| end + 1)
            .max();
        if let Some(start) = before.filter(|start| *start <= term.last()) {
            term.from = Some((start, last));
        }
    }
    let starts: Vec<(i32, u32)> = terms.iter().map(|t| (t.first(), t.person)).collect();
    for term in terms.iter_mut() {
        let next = starts
            .iter()
            .filter(|(start, person)| *person != term.person && *start > term.first())
            .map(|(start, _)| start - 1)
            .min();
        let Some(end) = next else { continue };
        term.to = match term.to {
            None => Some((end, end)),
            Some((first, last)) if first < last && end < last => Some((first, end.max(first))),
            known => known,
        };
    }
}

fn check(builder: &Builder, terms: &[Term], shared: &Shared) -> Result<(), AtlasError> {
    let certain = |t: &Term| (t.from.map_or(EVER, |f| f.1), t.to.map_or(OPEN, |t| t.0));
    for (i, one) in terms.iter().enumerate() {
        for other in terms.iter().skip(i + 1).filter(|o| o.person != one.person) {
            let (a, b) = (certain(one), certain(other));
            let (first, last) = (a.0.max(b.0), a.1.min(b.1));
            let contradict = last.saturating_sub(first) >= TOLERANCE;
            if contradict && !shared.covers(one, first, last) {
                let name = |t: &Term| builder.actor_name(t.person).unwrap_or_default();
                return Err(AtlasError::Contradiction {
                    first: one.place(),
                    second: other.place(),
                    message: format!(
                        "{} and {} cannot both have been {} from {} to {}: correct one or enter both in held_by_several.tsv",
                        name(one),
                        name(other),
                        one.title,
                        day(first),
                        day(last)
                    ),
                });
            }
        }
    }
    Ok(())
}

fn day(number: i32) -> String {
    date(number).map_or_else(|| "today".to_owned(), |d| d.to_string())
}
