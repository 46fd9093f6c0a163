//! Every head, foreign and defence minister whom the source dates to the day, asked for as articles name them.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on stops")]

use chrono::{Days, NaiveDate};
use detente_atlas::{Atlas, Reason, Surroundings};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

type Row = BTreeMap<String, String>;

fn table(name: &str) -> Vec<Row> {
    let bytes =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)).unwrap();
    let mut text = String::new();
    if name.ends_with(".gz") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    let mut lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row = |l: &str| {
        header.iter().map(|h| (*h).to_owned()).zip(l.split('\t').map(str::to_owned)).collect()
    };
    lines.map(row).collect()
}

/// First and last day of a date that is precise to a day, a month or a year.
fn days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let first: NaiveDate = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    }
    .parse()
    .ok()?;
    let width = match text.len() {
        4 => 365,
        7 => 30,
        _ => 0,
    };
    Some((first, first + Days::new(width)))
}

#[derive(Debug, Clone)]
struct Term {
    qid: String,
    title: String,
    from: (NaiveDate, NaiveDate),
    to: Option<(NaiveDate, NaiveDate)>,
}

impl Term {
    fn holds(&self, day: NaiveDate) -> bool {
        self.from.0 <= day && self.to.is_none_or(|t| day <= t.1)
    }

    fn changes_near(&self, day: NaiveDate) -> bool {
        let near = |(first, last): (NaiveDate, NaiveDate)| {
            first - Days::new(30) <= day && day <= last + Days::new(30)
        };
        near(self.from) || self.to.is_some_and(near)
    }

    /// The middle of a term that the source dates to the day at both ends.
    fn middle(&self) -> Option<NaiveDate> {
        let to = self.to.filter(|t| t.0 == t.1 && self.from.0 == self.from.1)?;
        let length = u64::try_from((to.0 - self.from.0).num_days()).ok()?;
        Some(self.from.0 + Days::new(length / 2))
    }
}

const OFFICES: [(&str, &str); 4] = [
    ("head_of_state", "president"),
    ("head_of_government", "prime minister"),
    ("foreign_minister", "foreign minister"),
    ("defence_minister", "defence minister"),
];

/// The terms in each office of each state, as the source has them: with the right office for each title, and without
/// the rows that are struck.
fn terms() -> BTreeMap<(String, String), Vec<Term>> {
    let titles: BTreeMap<(String, String), String> = table("titles.tsv")
        .into_iter()
        .map(|r| ((r["iso3"].clone(), r["title"].clone()), r["office"].clone()))
        .collect();
    let struck: Vec<[String; 4]> = table("holdings_struck.tsv")
        .iter()
        .map(|r| ["qid", "iso3", "office", "from"].map(|c| r[c].clone()))
        .collect();
    let mut all: BTreeMap<_, Vec<Term>> = BTreeMap::new();
    for row in table("derived/holdings.tsv.gz") {
        let corrected = [row["iso3"].as_str(), "*"]
            .iter()
            .find_map(|iso| titles.get(&((*iso).to_owned(), row["title"].clone())));
        let office = corrected.unwrap_or(&row["office"]).clone();
        let key = [row["qid"].clone(), row["iso3"].clone(), office.clone(), row["from"].clone()];
        let known = OFFICES.iter().any(|(o, _)| *o == office) && !struck.contains(&key);
        if let Some(from) = days(&row["from"]).filter(|_| known) {
            let (qid, title, to) = (row["qid"].clone(), row["title"].clone(), days(&row["to"]));
            let term = Term { qid, title, from, to };
            all.entry((row["iso3"].clone(), office)).or_default().push(term);
        }
    }
    all
}

/// A name and an adjective of each state.
fn states() -> BTreeMap<String, (String, String)> {
    let first = |list: &str| list.split(';').next().unwrap_or("").to_owned();
    let mut all: BTreeMap<String, (String, String)> = table("derived/states.tsv")
        .iter()
        .map(|r| (r["iso3"].clone(), (r["name"].clone(), first(&r["demonyms"]))))
        .collect();
    for row in table("state_names.tsv") {
        let Some(state) = all.get_mut(&row["iso3"]) else { continue };
        match row["kind"].as_str() {
            "label" => state.0 = first(&row["surfaces"]),
            "demonym" => state.1 = first(&row["surfaces"]),
            _ => {}
        }
    }
    all
}

#[test]
fn who_held_the_office_that_day() {
    let (terms, states, atlas) = (terms(), states(), Atlas::embedded());
    let (mut right, mut nobody, mut wrong, mut stale) = (0, Vec::new(), Vec::new(), 0);
    for ((iso3, office), held) in &terms {
        let Some((state, adjective)) = states.get(iso3) else { continue };
        for term in held {
            let Some(day) = term.middle().filter(|d| !held.iter().any(|t| t.changes_near(*d)))
            else {
                continue;
            };
            let usual = OFFICES.iter().find(|(o, _)| o == office).unwrap().1;
            // A head goes by the own title where that is short: `the Emir of Qatar`.
            let own = office.starts_with("head") && !term.title.contains(" of ");
            let title = if own { term.title.to_lowercase() } else { usual.to_owned() };
            // `Dominican` is of the Dominican Republic: some states have no adjective of their own.
            let of_adjective = (!adjective.is_empty()).then(|| format!("the {adjective} {title}"));
            let of_name = [format!("{state}'s {title}"), format!("{title} of {state}")];
            for surface in of_adjective.into_iter().chain(of_name) {
                let found = atlas.resolve(&surface, Some(day), &Surroundings::default());
                let Some(best) = found.first().filter(|c| {
                    c.reason == Reason::Office && c.country.is_some() && c.wikidata.is_some()
                }) else {
                    nobody.push(format!("{surface} on {day}: {}", term.qid));
                    continue;
                };
                // Two states share an adjective here and there; then both holders come first.
                let fits = found.iter().take_while(|c| c.score >= best.score).any(|c| {
                    held.iter().any(|t| t.holds(day) && c.wikidata.as_deref() == Some(&t.qid))
                });
                if fits {
                    right += 1;
                } else {
                    stale += usize::from(best.stale);
                    wrong.push(format!("{surface} on {day}: {}, not {}", best.name, term.qid));
                }
            }
        }
    }
    let asked = right + nobody.len() + wrong.len();
    let share = right as f64 / asked as f64;
    println!(
        "{asked} asked: {right} right ({:.2} %), {} nobody, {} wrong, of these {stale} stale",
        100.0 * share,
        nobody.len(),
        wrong.len()
    );
    for line in nobody.iter().chain(&wrong) {
        println!("{line}");
    }
    assert!(asked > 5000, "{asked}");
    assert!(share >= 0.999, "{share}");
    assert!(wrong.len() - stale == 0, "{wrong:?}");
}
