//! Words that are not names: role nouns, offices, modifiers, and spellings of given names.

use super::{Builder, sectors};
use crate::AtlasError;
use crate::compile::source::Source;
use crate::file::fold::Words;
use crate::file::records::{BODY, GROUP, Modifier, PERSON, Target, office};
use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn variants(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let table = Source::read(folder, "name_variants.tsv")?;
    for (family, row) in table.rows().enumerate() {
        for spelling in row.get("spellings").split_whitespace() {
            let known = builder.variants.insert(spelling.to_owned(), family as u64);
            if known.is_some_and(|k| k != family as u64) {
                return Err(row.wrong(format!("`{spelling}` stands in two rows")));
            }
        }
    }
    Ok(())
}

pub(super) fn modifiers(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let table = Source::read(folder, "modifiers.tsv")?;
    for row in table.rows() {
        let kind = row.get("kind");
        let Some((modifier, _)) = Modifier::ALL.iter().find(|(_, name)| *name == kind) else {
            return Err(row.wrong(format!("`{kind}` is not a kind of modifier")));
        };
        builder.name(row.get("surface"), Target::Modifier, *modifier as u32, 0, 0);
    }
    Ok(())
}

pub(super) fn offices(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let table = Source::read(folder, "offices.tsv")?;
    for row in table.rows() {
        let index = builder.offices.len() as u32;
        let (id, label) = (builder.string(row.get("office")), builder.string(row.get("label")));
        let rank: u32 = row.parsed("rank")?.ok_or_else(|| row.wrong("an office needs a rank"))?;
        let sole = match row.get("sole") {
            "0" => office::MANY,
            "1" => office::ONE,
            "title" => office::ONE_EACH,
            other => {
                return Err(row.wrong(format!("`{other}` is not a value for sole: 0, 1 or title")));
            }
        };
        builder.offices.push([id, label, sectors(&row)?, sole, rank]);
        builder.office_ids.insert(row.get("office").to_owned(), index);
        for title in row.list("titles") {
            let (title, owner) = title.split_once('@').unwrap_or((title, ""));
            let extra = match owner {
                "" => 0,
                owner => {
                    1 + super::people::owner_of(builder, owner)
                        .ok_or_else(|| row.wrong(format!("no table defines {owner}")))?
                }
            };
            builder.name(title, Target::Office, index, 0, extra);
            if let Some(many) = plural(title).filter(|_| extra == 0) {
                let role = role_for(builder, &row, title)?;
                builder.name(&many, Target::Role, role, 0, 0);
            }
        }
    }
    Ok(())
}

/// Several holders of an office are a group with its sectors.
fn role_for(
    builder: &mut Builder,
    row: &crate::compile::source::Row<'_>,
    title: &str,
) -> Result<u32, AtlasError> {
    let label = builder.string(title);
    let slug = builder.string(&Words::of(title).key().replace(' ', "-"));
    builder.roles.push([label, sectors(row)?, GROUP, slug]);
    Ok(builder.roles.len() as u32 - 1)
}

pub(super) fn roles(builder: &mut Builder, folder: &Path) -> Result<(), AtlasError> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for file in ["roles.tsv", "derived/roles.tsv"] {
        let table = Source::read(folder, file)?;
        let curated = file == "roles.tsv";
        for row in table.rows() {
            let surface = row.get("surface");
            let key = Words::of(surface).key();
            if seen.contains(&key) || key.is_empty() {
                continue;
            }
            let kind = match row.get("kind") {
                "body" => BODY,
                "person" => PERSON,
                "group" => GROUP,
                "" if !curated => guess(&key),
                other => {
                    return Err(row
                        .wrong(format!("`{other}` is not a kind of role: body, person or group")));
                }
            };
            let slug = if row.get("slug").is_empty() {
                key.replace(' ', "-")
            } else {
                row.get("slug").to_owned()
            };
            let (label, slug) = (builder.string(surface), builder.string(&slug));
            let packed = sectors(&row)?;
            let index = builder.roles.len() as u32;
            builder.roles.push([label, packed, kind, slug]);
            builder.name(surface, Target::Role, index, 0, 0);
            seen.insert(key);
            if let Some(many) = plural(surface) {
                let many_key = Words::of(&many).key();
                if seen.insert(many_key) {
                    let label = builder.string(&many);
                    let kind = if kind == BODY { BODY } else { GROUP };
                    builder.roles.push([label, packed, kind, slug]);
                    builder.name(&many, Target::Role, index + 1, 0, 0);
                }
            }
        }
    }
    Ok(())
}

/// The kind of a role noun of the derived table, which has none, by its last word.
fn guess(key: &str) -> u32 {
    let last = key.rsplit(' ').next().unwrap_or("");
    let body = [
        "ministry",
        "department",
        "agency",
        "office",
        "court",
        "service",
        "council",
        "commission",
        "party",
        "bank",
        "company",
        "union",
        "army",
        "assembly",
        "committee",
        "force",
        "association",
        "corporation",
        "industry",
    ];
    if body.contains(&last) {
        BODY
    } else if last.ends_with('s') || last.ends_with("men") || last.ends_with("people") {
        GROUP
    } else {
        PERSON
    }
}

/// The regular plural of the last word; `None` where it looks plural already.
fn plural(surface: &str) -> Option<String> {
    let lower = surface.to_lowercase();
    let ends = |tail: &str| lower.ends_with(tail);
    if lower.contains(" of ")
        || ends("ss") && lower.len() < 4
        || ends("people")
        || ends("men")
        || ends("police")
    {
        return None;
    }
    if ends("man") && !ends("german") {
        return Some(format!("{}men", &surface[..surface.len() - 3]));
    }
    if ends("child") {
        return Some(format!("{surface}ren"));
    }
    if ends("s") && !ends("ss") {
        return None;
    }
    if ends("y") && !["ay", "ey", "oy", "uy"].iter().any(|t| ends(t)) {
        return Some(format!("{}ies", &surface[..surface.len() - 1]));
    }
    if ["ss", "sh", "ch", "x", "z"].iter().any(|t| ends(t)) {
        return Some(format!("{surface}es"));
    }
    Some(format!("{surface}s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_of_roles() {
        for (one, many) in [
            ("rebel", Some("rebels")),
            ("gunman", Some("gunmen")),
            ("ministry", Some("ministries")),
            ("attorney", Some("attorneys")),
            ("boss", Some("bosses")),
            ("troops", None),
            ("people", None),
        ] {
            assert_eq!(plural(one).as_deref(), many, "{one}");
        }
    }
}
