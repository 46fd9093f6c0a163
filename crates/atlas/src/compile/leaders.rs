//! Reads who led a state when the other sources know little of it: late in the twentieth century, and of late.

use super::people::{names_of, owner, person};
use super::terms::{Term, office_of, snapshot};
use super::{Builder, interval};
use crate::AtlasError;
use crate::compile::source::Source;
use crate::file::fold::Words;
use crate::file::records::{Target, flag};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A table of leaders, what stands before its ids, and its source where some of its terms have no end.
type Table = (&'static str, &'static str, Option<&'static str>);
const TABLES: [Table; 2] =
    [("derived/leaders.tsv", "reign-", None), ("derived/heads.tsv", "", Some("factbook"))];
/// A family name of so many letters is a name only beside a title.
const SHORT: usize = 3;

/// Enters the leaders and their terms. Gives those who were not known: the table has the family names they go by.
pub(super) fn leaders(
    builder: &mut Builder,
    folder: &Path,
    by_name: &mut BTreeMap<String, Vec<u32>>,
) -> Result<BTreeSet<u32>, AtlasError> {
    let mut new = BTreeSet::new();
    for table in TABLES {
        read(builder, folder, table, by_name, &mut new)?;
    }
    Ok(new)
}

fn read(
    builder: &mut Builder,
    folder: &Path,
    (path, prefix, source): Table,
    by_name: &mut BTreeMap<String, Vec<u32>>,
    new: &mut BTreeSet<u32>,
) -> Result<(), AtlasError> {
    let table = Source::read(folder, path)?;
    for row in table.rows() {
        let owner = owner(builder, &row)?;
        let office = office_of(builder, &row, row.get("office"))?;
        let (name, qid) = (row.get("name"), row.get("qid"));
        let own_id = format!("{prefix}{}", row.get("id"));
        let by_id = |id: &str| builder.ids.get(&format!("person:{id}")).copied();
        let person = by_id(qid).or_else(|| by_id(&own_id)).unwrap_or_else(|| {
            let index = person(builder, qid, &own_id, &[name], true);
            by_name.entry(Words::of(name).key()).or_default().push(index);
            new.insert(index);
            index
        });
        for alias in row.list("aliases") {
            names_of(builder, alias, person);
        }
        // "Salva Kiir" of "Salva Kiir Mayardit": the name and the family name, which is not the last word.
        for surname in row.list("surnames") {
            let inside = |(first, rest): (&str, &str)| {
                let found = rest.split(' ').position(|word| word == surname)?;
                (found + 1 < rest.split(' ').count()).then(|| format!("{first} {surname}"))
            };
            if let Some(short) = name.split_once(' ').and_then(inside) {
                names_of(builder, &short, person);
            }
        }
        // By what texts call one of late, such as Lula, others may not have known him.
        let called = new.contains(&person) || source.is_some();
        for surname in row.list("surnames").filter(|_| called) {
            let short = surname.chars().count() <= SHORT || builder.small_states.contains(&owner);
            let flags = if short { flag::COMMON } else { 0 };
            builder.name(surname, Target::Surname, person, flags, 0);
        }
        interval(&row)?;
        let to = row.days("to")?;
        builder.terms.push(Term {
            person,
            owner,
            office,
            title: row.get("title").to_owned(),
            from: row.days("from")?,
            to,
            open_ended: to.is_none(),
            snapshot: source.map_or(Ok(0), |s| snapshot(&row, s))?,
            curated: false,
            verified: true,
            table: path,
            line: row.line(),
        });
    }
    Ok(())
}
