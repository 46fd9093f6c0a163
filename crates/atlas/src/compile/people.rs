//! Persons, the offices they held and when.

use super::{Builder, interval};
use crate::AtlasError;
use crate::compile::builder::Term;
use crate::day::{EVER, OPEN, range};
use crate::fold::Words;
use crate::records::{Target, actor, flag, nature};
use crate::source::{Row, Source};
use detente_model::EntityKind;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The day past which each source knows nothing: the Wikidata exports are of 2022-07 and later, the list of the
/// Congress of 2026-06; the curated table was written in 2026-06.
const SNAPSHOTS: [(&str, &str); 3] =
    [("wikidata", "2022-07-01"), ("congress", "2026-06-15"), ("curated", "2026-06-01")];

/// Titles of monarchs and the styles that stand before their names.
const ROYAL: [(&str, &[&str]); 8] = [
    ("monarch", &["King", "Queen"]),
    ("king", &["King"]),
    ("queen", &["Queen"]),
    ("emir", &["Emir", "Sheikh"]),
    ("sultan", &["Sultan"]),
    ("emperor", &["Emperor"]),
    ("grand duke", &["Grand Duke"]),
    ("prince", &["Prince"]),
];

/// States where the family name comes first.
const FAMILY_FIRST: [&str; 7] = ["CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM"];

/// The actor that owns an office: a state by its ISO code, or an organisation by its id.
pub(super) fn owner_of(builder: &Builder, owner: &str) -> Option<u32> {
    let organization = format!("org:{}", owner.to_lowercase());
    builder.ids.get(&format!("state:{owner}")).or_else(|| builder.ids.get(&organization)).copied()
}

pub(super) fn owner(builder: &Builder, row: &Row<'_>) -> Result<u32, AtlasError> {
    let name = if row.get("owner").is_empty() { row.get("iso3") } else { row.get("owner") };
    owner_of(builder, name).ok_or_else(|| row.wrong(format!("no table defines {name}")))
}

pub(super) fn people(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let mut deaths = BTreeMap::new();
    let mut by_name: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let persons = Source::read(folder, "derived/people.tsv.gz")?;
    for row in persons.rows() {
        let names: Vec<&str> =
            std::iter::once(row.get("name")).chain(row.list("aliases")).collect();
        let index = person(builder, row.get("qid"), &names);
        by_name.entry(Words::of(row.get("name")).key()).or_default().push(index);
        if let Some((_, died)) = row.days("died").ok().flatten() {
            deaths.insert(index, died);
        }
    }
    derived_terms(builder, folder)?;
    curated_terms(builder, folder, &mut by_name)?;
    settle_ends(builder, &deaths);
    monarchs(builder);
    surnames(builder);
    Ok(())
}

fn person(builder: &mut Builder, qid: &str, names: &[&str]) -> u32 {
    let index = builder.actors.len() as u32;
    let main = names.first().copied().unwrap_or("");
    let id = if qid.is_empty() {
        format!("person:{}", Words::of(main).key().replace(' ', "-"))
    } else {
        format!("person:{qid}")
    };
    let mut record = [0; actor::COLUMNS];
    record[actor::NAME] = builder.string(main);
    record[actor::ID] = if qid.is_empty() { builder.string(&id) } else { 0 };
    record[actor::KIND] = EntityKind::Person as u32 | nature::PERSON << 8;
    record[actor::QID] = builder.string(qid);
    record[actor::FROM] = EVER as u32;
    record[actor::TO] = OPEN as u32;
    record[actor::LAT] = f32::NAN.to_bits();
    record[actor::LON] = f32::NAN.to_bits();
    builder.actors.push(record);
    builder.ids.insert(id, index);
    for name in names {
        names_of(builder, name, index);
    }
    index
}

fn names_of(builder: &mut Builder, name: &str, index: u32) {
    // A title of nobility after a comma is not part of what texts write.
    let short = name.split(',').next().unwrap_or(name);
    if Words::of(short).len() >= 2 {
        builder.name(short, Target::Actor, index, flag::MAIN, 0);
        builder.loose_name(short, index);
    }
}

fn snapshot(row: &Row<'_>, source: &str) -> Result<i32, AtlasError> {
    SNAPSHOTS
        .iter()
        .find(|(name, _)| *name == source)
        .and_then(|(_, day)| range(day))
        .map(|(day, _)| day)
        .ok_or_else(|| row.wrong(format!("`{source}` is not a source of holdings")))
}

fn derived_terms(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let table = Source::read(folder, "derived/holdings.tsv.gz")?;
    for row in table.rows() {
        let Some(&person) = builder.ids.get(&format!("person:{}", row.get("qid"))) else {
            return Err(row.wrong("this person is not in people.tsv.gz"));
        };
        let Some(&office) = builder.office_ids.get(row.get("office")) else {
            return Err(row.wrong(format!("offices.tsv does not define {}", row.get("office"))));
        };
        let owner = owner(builder, &row)?;
        let (from, to) = (row.days("from")?.map(|d| d.0), row.days("to")?.map(|d| d.1));
        // The source has a few terms that end before they begin; nothing can be made of them.
        if matches!((from, to), (Some(from), Some(to)) if to < from) {
            continue;
        }
        let snapshot = snapshot(&row, row.get("source"))?;
        let title = row.get("title").to_owned();
        builder.terms.push(Term {
            person,
            owner,
            office,
            title,
            from,
            to,
            snapshot,
            curated: false,
        });
    }
    Ok(())
}

fn curated_terms(
    builder: &mut Builder,
    folder: &Path,
    by_name: &mut BTreeMap<String, Vec<u32>>,
) -> Result<(), AtlasError> {
    let table = Source::read(folder, "holdings.tsv")?;
    let mut replaced: Vec<(u32, u32, u32)> = Vec::new();
    let mut terms = Vec::new();
    for row in table.rows() {
        let name = row.get("person");
        let owner = owner(builder, &row)?;
        let Some(&office) = builder.office_ids.get(row.get("office")) else {
            return Err(row.wrong(format!("offices.tsv does not define {}", row.get("office"))));
        };
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
            let new = person(builder, row.get("qid"), &[name]);
            by_name.entry(key).or_default().push(new);
            new
        });
        for alias in std::iter::once(name).chain(row.list("aliases")) {
            names_of(builder, alias, person);
            if Words::of(alias).len() == 1 {
                builder.name(alias, Target::Surname, person, 0, 0);
            }
        }
        let (from, to) = interval(&row)?;
        replaced.push((person, owner, office));
        let snapshot = snapshot(&row, "curated")?;
        let title = row.get("title").to_owned();
        terms.push(Term { person, owner, office, title, from, to, snapshot, curated: true });
    }
    let overlaps = |a: &Term, b: &Term| {
        a.from.unwrap_or(EVER) <= b.to.unwrap_or(OPEN)
            && b.from.unwrap_or(EVER) <= a.to.unwrap_or(OPEN)
    };
    builder.terms.retain(|old| {
        !replaced.contains(&(old.person, old.owner, old.office))
            || !terms.iter().any(|new| {
                (new.person, new.owner, new.office) == (old.person, old.owner, old.office)
                    && overlaps(old, new)
            })
    });
    builder.terms.extend(terms);
    Ok(())
}

/// Closes terms that the source left open: at the holder's death, and where one person at a time holds the office
/// under that title, the day before the successor's start.
fn settle_ends(builder: &mut Builder, deaths: &BTreeMap<u32, i32>) {
    let mut starts: BTreeMap<(u32, u32, String), BTreeSet<(i32, u32)>> = BTreeMap::new();
    for term in &builder.terms {
        if let Some(from) = term.from {
            let title = if term.curated { String::new() } else { term.title.to_lowercase() };
            starts.entry((term.owner, term.office, title)).or_default().insert((from, term.person));
            if term.curated {
                starts
                    .entry((term.owner, term.office, term.title.to_lowercase()))
                    .or_default()
                    .insert((from, term.person));
            }
        }
    }
    for term in &mut builder.terms {
        let sole = builder.offices.get(term.office as usize).is_some_and(|o| o[3] == 1);
        let (None, Some(from)) = (term.to, term.from) else { continue };
        let mut end = deaths.get(&term.person).copied();
        if sole {
            // A state may have a king and a governor, a leader and a president: their successors are told by title.
            let heads = builder.office_ids.get("head_of_state") == Some(&term.office);
            for title in [term.title.to_lowercase(), String::new()].into_iter().take(if heads {
                1
            } else {
                2
            }) {
                if let Some(all) = starts.get(&(term.owner, term.office, title)) {
                    let next =
                        all.range((from + 1, 0)..).find(|(_, person)| *person != term.person);
                    if let Some(&(start, _)) = next {
                        end = Some(end.map_or(start - 1, |e| e.min(start - 1)));
                    }
                }
            }
        }
        term.to = end.filter(|&e| e >= from);
    }
}

/// Enters monarchs as texts name them: `King Abdullah`, `Queen Margrethe II`.
fn monarchs(builder: &mut Builder) {
    let mut crowned = BTreeSet::new();
    for term in &builder.terms {
        let title = term.title.to_lowercase();
        if let Some((_, styles)) = ROYAL.iter().find(|(royal, _)| title == *royal) {
            crowned.insert((term.person, *styles));
        }
    }
    for (person, styles) in crowned {
        let Some(name) = builder.actor_name(person) else { continue };
        let full = name
            .split([',', '('])
            .next()
            .unwrap_or("")
            .split(" of ")
            .next()
            .unwrap_or("")
            .trim()
            .to_owned();
        let plain = full.trim_end_matches(|c: char| "IVX ".contains(c)).to_owned();
        for style in styles {
            for form in [&full, &plain] {
                if !form.is_empty() && !form.starts_with(style) {
                    builder.name(&format!("{style} {form}"), Target::Actor, person, 0, 0);
                }
            }
        }
    }
}

/// Enters the family names of those who held an office by which texts name a person without more.
fn surnames(builder: &mut Builder) {
    let mut seen = BTreeSet::new();
    let terms: Vec<(u32, u32, u32)> =
        builder.terms.iter().map(|t| (t.person, t.owner, t.office)).collect();
    for (index, owner, office) in terms {
        let rank = builder.offices.get(office as usize).map_or(99, |o| o[4]);
        if rank > 6 || !seen.insert(index) {
            continue;
        }
        let Some(name) = builder.actor_name(index) else { continue };
        let owner_is_east =
            FAMILY_FIRST.iter().any(|iso| builder.ids.get(&format!("state:{iso}")) == Some(&owner));
        for surname in family_names(&name, owner_is_east) {
            let flags = if builder.small_states.contains(&owner) { flag::COMMON } else { 0 };
            builder.name(&surname, Target::Surname, index, flags, 0);
        }
    }
}

/// The family name alone and, where a particle or an article goes before it, with that.
pub(super) fn family_names(name: &str, first: bool) -> Vec<String> {
    let short = name.split(',').next().unwrap_or(name);
    let words: Vec<&str> = short
        .split_whitespace()
        .filter(|w| !matches!(w.trim_end_matches('.'), "Jr" | "Sr"))
        .collect();
    // Monarchs and popes have a number where others have a family name.
    let numbered = words.last().is_some_and(|w| w.chars().all(|c| "IVX".contains(c)));
    if numbered {
        return Vec::new();
    }
    let ([head, .., last], true) = (words.as_slice(), words.len() >= 2) else { return Vec::new() };
    if first {
        return vec![(*head).to_owned()];
    }
    let mut all = vec![(*last).to_owned()];
    let folded: Vec<&str> = last.split('-').collect();
    if let [article, rest] = folded.as_slice()
        && article.chars().count() <= 3
    {
        all.push((*rest).to_owned());
    }
    let before: Vec<&str> = words[..words.len() - 1]
        .iter()
        .rev()
        .take_while(|w| {
            matches!(
                w.to_lowercase().as_str(),
                "de" | "von"
                    | "van"
                    | "der"
                    | "den"
                    | "la"
                    | "del"
                    | "da"
                    | "dos"
                    | "di"
                    | "al"
                    | "el"
                    | "bin"
                    | "le"
                    | "ten"
            )
        })
        .copied()
        .collect();
    if !before.is_empty() && before.len() < words.len() - 1 {
        let mut with: Vec<&str> = before.into_iter().rev().collect();
        with.push(last);
        all.push(with.join(" "));
    }
    all
}

impl Builder {
    fn actor_name(&self, index: u32) -> Option<String> {
        self.actors.get(index as usize).map(|r| self.text(r[actor::NAME]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_keep_their_particles() {
        assert_eq!(family_names("Karel van der Linden", false), ["Linden", "van der Linden"]);
        assert_eq!(family_names("Salim al-Badri", false), ["al-Badri", "Badri"]);
        assert_eq!(family_names("Wu Lan", true), ["Wu"]);
        assert_eq!(family_names("Tom Field Jr.", false), ["Field"]);
        assert!(family_names("Cher", false).is_empty());
        assert!(family_names("Otto Karl III", false).is_empty());
    }
}
