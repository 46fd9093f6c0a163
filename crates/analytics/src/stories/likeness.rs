//! How likely it is that two reports tell of one event.

use super::report::{Report, Side, number};
use std::collections::{BTreeMap, BTreeSet};

/// Days that may lie between two reports of one event, where it is for the days of publication to tell.
pub(super) const DAYS: i32 = 4;
/// Days that may lie between them where both say when.
const DAYS_STATED: i32 = 2;
/// The likeness from which two reports tell of one event.
pub(super) const ENOUGH: f64 = 0.35;
/// What each doubt takes off: a day between what both say, other numbers, another place.
const DOUBT: f64 = 0.12;
/// What a day between them takes off where one does not say when: news travel.
const DAY_OF_PUBLICATION: f64 = 0.06;
/// How seldom a party must be named to say something, from 0 (by all reports) to 1 (by one).
const SELDOM: f64 = 0.5;
/// What a party that only one report names would add, in full.
const SELDOM_ADDS: f64 = 0.9;
/// What a headline and the text below it have for each other: the text tells again what the headline tells.
const HEADLINE_ADDS: f64 = 0.3;
/// How alike the words must be where the reports differ in who acted, or on whom.
const DIFFERENT_SIDE: f64 = 0.6;
/// Types whose parties act together, so that who comes first says nothing.
const MUTUAL: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];

/// The reports as they are compared: what they say, weighed by how seldom all of them say it.
pub(super) struct Compared<'a> {
    reports: &'a [Report<'a>],
    /// For each report, its words and their weights, in the order of the words.
    vectors: Vec<Vec<(u32, f64)>>,
    sides: Vec<[Keys<'a>; 2]>,
    seldom: BTreeMap<&'a str, f64>,
}

/// The names and countries of one side.
#[derive(Default)]
struct Keys<'a> {
    names: BTreeSet<&'a str>,
    countries: BTreeSet<&'a str>,
}

/// How two reports agree on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    Different,
    Unknown,
    Country,
    Name,
}

impl<'a> Compared<'a> {
    pub(super) fn new(reports: &'a [Report<'a>]) -> Self {
        let n = reports.len() as f64;
        let weight = |count: &u32| (1.0 + n / f64::from(*count)).ln();
        let counts = count(reports.iter().map(|r| r.words.iter().map(String::as_str)));
        let weights: BTreeMap<_, _> =
            (0u32..).zip(&counts).map(|(i, (word, count))| (*word, (i, weight(count)))).collect();
        let vectors = reports.iter().map(|report| {
            let vector: Vec<_> = report.words.iter().map(|word| weights[word.as_str()]).collect();
            let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
            vector.into_iter().map(|(word, w)| (word, w / length)).collect()
        });
        let sides: Vec<_> = reports.iter().map(sides).collect();
        let named = sides.iter().map(|[source, target]| source.names.union(&target.names).copied());
        let most = (1.0 + n).ln();
        let seldom = count(named).into_iter().map(|(name, count)| (name, weight(&count) / most));
        Self { reports, vectors: vectors.collect(), seldom: seldom.collect(), sides }
    }

    /// What a report of the same event has in common with report `i`: at least one of these.
    pub(super) fn keys(&self, i: usize) -> BTreeSet<&'a str> {
        let keys = self.sides[i].iter().flat_map(|side| side.names.iter().chain(&side.countries));
        keys.copied().collect()
    }

    /// The likeness of reports `i` and `j`; none where they cannot tell of one event.
    pub(super) fn likeness(&self, i: usize, j: usize) -> Option<f64> {
        let (a, b) = (&self.reports[i], &self.reports[j]);
        if a.event_type != b.event_type || standing(a) != standing(b) {
            return None;
        }
        let gap = gap(a, b)?;
        let stated = a.is_dated && b.is_dated;
        if other_dates(a, b) || gap > if stated { DAYS_STATED } else { DAYS } {
            return None;
        }
        let other_numbers =
            !a.numbers.is_empty() && !b.numbers.is_empty() && a.numbers.is_disjoint(&b.numbers);
        if other_numbers && gap > 0 {
            return None;
        }
        let (weaker, stronger, seldom) = self.parties(i, j)?;
        // Within an article it is known who is who, and the words around both are often the same; but a headline has "Chile"
        // for the minister whom the text names.
        let within = a.article == b.article;
        let told_again = within && a.headline != b.headline;
        let other = weaker == Agreement::Different || weaker == Agreement::Country && !told_again;
        if within && other {
            return None;
        }
        let words = cosine(&self.vectors[i], &self.vectors[j]);
        let sure = stronger == Agreement::Name && seldom >= SELDOM && words >= DIFFERENT_SIDE;
        if weaker == Agreement::Different && !sure {
            return None;
        }
        let doubts = u8::from(other_place(a.place, b.place)) + u8::from(other_numbers);
        let of_days = if stated { DOUBT } else { DAY_OF_PUBLICATION } * f64::from(gap);
        let of_party = SELDOM_ADDS * (seldom - SELDOM).max(0.0);
        let of_headline = if told_again { HEADLINE_ADDS } else { 0.0 };
        Some(words + of_party + of_headline - of_days - DOUBT * f64::from(doubts))
    }

    /// The agreement of the parties on the side where it is weaker, on the other, and how seldom named is the party most
    /// seldom named of those in common that have a name of their own. None where nobody is in common.
    fn parties(&self, i: usize, j: usize) -> Option<(Agreement, Agreement, f64)> {
        let (a, b) = (&self.sides[i], &self.sides[j]);
        let (weaker, stronger) = if MUTUAL.contains(&self.reports[i].event_type) {
            together(a, b)?
        } else {
            let (source, target) = (agreement(&a[0], &b[0]), agreement(&a[1], &b[1]));
            (source.min(target), source.max(target))
        };
        if stronger <= Agreement::Unknown {
            return None;
        }
        let common = (0..2).flat_map(|side| a[side].names.intersection(&b[side].names));
        let proper = common.filter(|name| is_proper(name));
        let seldom = proper.filter_map(|name| self.seldom.get(name)).copied().fold(0.0, f64::max);
        Some((weaker, stronger, seldom))
    }
}

/// Of how many items each string is a part, in alphabetical order.
fn count<'a>(items: impl Iterator<Item = impl Iterator<Item = &'a str>>) -> BTreeMap<&'a str, u32> {
    let mut counts = BTreeMap::new();
    items.flatten().for_each(|part| *counts.entry(part).or_default() += 1);
    counts
}

fn sides<'a>(report: &Report<'a>) -> [Keys<'a>; 2] {
    let keys = |side: &Side<'a>| Keys {
        names: side.names().into_iter().collect(),
        countries: side.countries().into_iter().collect(),
    };
    let (mut source, target) = (keys(&report.source), keys(&report.target));
    if MUTUAL.contains(&report.event_type) {
        source.names.extend(&target.names);
        source.countries.extend(&target.countries);
        return [source, Keys::default()];
    }
    [source, target]
}

/// What happened, may happen and did not happen are three events.
pub(super) fn standing(report: &Report<'_>) -> u8 {
    match report.status {
        "actual" | "ongoing" => 0,
        "negated" => 1,
        _ => 2,
    }
}

fn gap(a: &Report<'_>, b: &Report<'_>) -> Option<i32> {
    let (first, last) = (a.first_day?.max(b.first_day?), a.last_day?.min(b.last_day?));
    Some(first.saturating_sub(last).max(0))
}

/// Whether the dates that two reports give, if only of a month or a year, are too far apart.
fn other_dates(a: &Report<'_>, b: &Report<'_>) -> bool {
    let dates = |r: &Report<'_>| r.date_start.map(|first| (first, r.date_end.unwrap_or(first)));
    let (Some(a), Some(b)) = (dates(a), dates(b)) else { return false };
    a.0.max(b.0).saturating_sub(a.1.min(b.1)) > DAYS_STATED
}

fn agreement(a: &Keys<'_>, b: &Keys<'_>) -> Agreement {
    if a.names.is_empty() || b.names.is_empty() {
        Agreement::Unknown
    } else if !a.names.is_disjoint(&b.names) {
        Agreement::Name
    } else if !a.countries.is_disjoint(&b.countries) {
        Agreement::Country
    } else {
        Agreement::Different
    }
}

/// Of those who act together, two must be in common; none where a report names only one.
fn together(a: &[Keys<'_>; 2], b: &[Keys<'_>; 2]) -> Option<(Agreement, Agreement)> {
    if a[0].names.len() < 2 || b[0].names.len() < 2 {
        return None;
    }
    let names = a[0].names.intersection(&b[0].names).count();
    let countries = a[0].countries.intersection(&b[0].countries).count();
    match (names, countries) {
        (2.., _) => Some((Agreement::Name, Agreement::Name)),
        (1, 2..) => Some((Agreement::Country, Agreement::Name)),
        (0, 2..) => Some((Agreement::Country, Agreement::Country)),
        _ => None,
    }
}

/// Whether a party has a name of its own: neither "unidentified gunmen" nor "Two gunmen" have.
fn is_proper(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    first.starts_with(char::is_uppercase) && number(&first.to_lowercase()).is_none()
}

fn other_place(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    !a.contains(b) && !b.contains(a)
}

fn cosine(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((x, v)), Some((y, w))) = (a.get(i), b.get(j)) {
        if x == y {
            sum += v * w;
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_no_names() {
        let proper =
            ["Kenya", "Ilse Marwick", "unidentified gunmen", "Two gunmen", "40 people", ""];
        assert_eq!(proper.map(is_proper), [true, true, false, false, false, false]);
    }

    #[test]
    fn those_who_act_together_are_two_at_least_whoever_comes_first() {
        let keys = |names: &[&'static str], countries: &[&'static str]| {
            let (names, countries) = (names.iter().copied(), countries.iter().copied());
            let all = Keys { names: names.collect(), countries: countries.collect() };
            [all, Keys::default()]
        };
        let talks = keys(&["Kenya", "Uganda"], &["KEN", "UGA"]);
        let named = keys(&["Uganda", "Kenya"], &["KEN", "UGA"]);
        let leaders = keys(&["Ruto", "Uganda"], &["KEN", "UGA"]);
        assert_eq!(together(&talks, &named), Some((Agreement::Name, Agreement::Name)));
        assert_eq!(together(&talks, &leaders), Some((Agreement::Country, Agreement::Name)));
        assert_eq!(together(&talks, &keys(&["Kenya"], &["KEN"])), None);
        assert_eq!(together(&talks, &keys(&["Kenya", "Chad"], &["KEN", "TCD"])), None);
    }
}
