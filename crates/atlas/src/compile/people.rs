//! Persons and the names they go by.

use super::{Builder, leaders, settle, terms};
use crate::AtlasError;
use crate::compile::source::{Row, Source};
use crate::file::day::{EVER, OPEN};
use crate::file::fold::Words;
use crate::file::records::{Target, actor, flag, nature, office as office_record, pack_kind};
use detente_model::EntityKind;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

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
        let index = person(builder, row.get("qid"), "", &names, true);
        by_name.entry(Words::of(row.get("name")).key()).or_default().push(index);
        if let Some((_, died)) = row.days("died").ok().flatten() {
            deaths.insert(index, died);
        }
    }
    terms::derived(builder, folder)?;
    let named = leaders::leaders(builder, folder, &mut by_name)?;
    terms::curated(builder, folder, &mut by_name)?;
    settle::settle(builder, folder, &deaths)?;
    monarchs(builder);
    surnames(builder, named);
    Ok(())
}

/// A new person: under the Wikidata id, or `own_id` of the source, or the name.
pub(super) fn person(
    builder: &mut Builder,
    qid: &str,
    own_id: &str,
    names: &[&str],
    verified: bool,
) -> u32 {
    let index = builder.actors.len() as u32;
    let main = names.first().copied().unwrap_or("");
    let id = match (qid, own_id) {
        ("", "") => format!("person:{}", Words::of(main).key().replace(' ', "-")),
        ("", own_id) => format!("person:{own_id}"),
        (qid, _) => format!("person:{qid}"),
    };
    let mut record = [0; actor::COLUMNS];
    record[actor::NAME] = builder.string(main);
    record[actor::ID] = if qid.is_empty() { builder.string(&id) } else { 0 };
    record[actor::KIND] = pack_kind(EntityKind::Person, nature::PERSON, verified);
    record[actor::QID] = builder.string(qid);
    record[actor::FROM] = EVER as u32;
    record[actor::TO] = OPEN as u32;
    builder.actors.push(record);
    builder.ids.insert(id, index);
    for name in names {
        names_of(builder, name, index);
    }
    index
}

pub(super) fn names_of(builder: &mut Builder, name: &str, index: u32) {
    // A title of nobility after a comma is not part of what texts write.
    let short = name.split(',').next().unwrap_or(name);
    if Words::of(short).len() >= 2 {
        builder.name(short, Target::Actor, index, flag::MAIN, 0);
        builder.loose_name(short, index);
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

/// Enters the family names of those who held an office by which texts name a person without more; `seen` have theirs.
fn surnames(builder: &mut Builder, mut seen: BTreeSet<u32>) {
    // "Sen. Collins": English-language news does not say whose senator she is.
    let named = |title: &str| matches!(title, "U.S. Senator" | "U.S. Representative");
    let terms: Vec<(u32, u32, u32, bool)> =
        builder.terms.iter().map(|t| (t.person, t.owner, t.office, named(&t.title))).collect();
    let of_congress = terms.iter().filter(|(.., named)| *named);
    let other: BTreeSet<String> = of_congress
        .filter_map(|&(index, ..)| builder.actor_name(index))
        .flat_map(|name| family_names(&name, false))
        .filter(|surname| builder.is_known(surname))
        .collect();
    for (index, owner, office, named) in terms {
        let rank = builder.offices.get(office as usize).map_or(99, |o| o[office_record::RANK]);
        let of_note = rank <= 6;
        if !of_note && !named || !seen.insert(index) {
            continue;
        }
        let Some(name) = builder.actor_name(index) else { continue };
        let owner_is_east =
            FAMILY_FIRST.iter().any(|iso| builder.ids.get(&format!("state:{iso}")) == Some(&owner));
        for surname in family_names(&name, owner_is_east) {
            // "Jordan" is a state first.
            if !of_note && other.contains(&surname) {
                continue;
            }
            let flags = if builder.small_states.contains(&owner) { flag::COMMON } else { 0 };
            builder.name(&surname, Target::Surname, index, flags, 0);
        }
    }
}

/// The family name alone and, where a particle or an article goes before it, with that.
pub(super) fn family_names(name: &str, first: bool) -> Vec<String> {
    let short = name.split(',').next().unwrap_or(name);
    // `Beatrix of the Netherlands`: what stands last is a state.
    if short.contains(" of ") {
        return Vec::new();
    }
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
    pub(super) fn actor_name(&self, index: u32) -> Option<String> {
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
        assert!(family_names("Otto II of Ruritania", false).is_empty());
    }
}
