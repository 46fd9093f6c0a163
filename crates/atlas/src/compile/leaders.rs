//! Reads who led a state in the last decades of the twentieth century, of which the other sources know little.

use super::people::{names_of, owner, person};
use super::terms::{Term, office_of};
use super::{Builder, interval};
use crate::AtlasError;
use crate::fold::Words;
use crate::records::{Target, flag};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const LEADERS: &str = "derived/leaders.tsv";
/// A family name of so many letters is a name only beside a title.
const SHORT: usize = 3;

/// Enters the leaders and their terms. Gives those who were not known: the table has the family names they go by.
pub(super) fn leaders(
    builder: &mut Builder,
    folder: &Path,
    by_name: &mut BTreeMap<String, Vec<u32>>,
) -> Result<BTreeSet<u32>, AtlasError> {
    let table = Source::read(folder, LEADERS)?;
    let mut new = BTreeSet::new();
    for row in table.rows() {
        let owner = owner(builder, &row)?;
        let office = office_of(builder, &row, row.get("office"))?;
        let (name, qid) = (row.get("name"), row.get("qid"));
        let own_id = format!("reign-{}", row.get("id"));
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
        for surname in row.list("surnames").filter(|_| new.contains(&person)) {
            let short = surname.chars().count() <= SHORT || builder.small_states.contains(&owner);
            let flags = if short { flag::COMMON } else { 0 };
            builder.name(surname, Target::Surname, person, flags, 0);
        }
        interval(&row)?;
        builder.terms.push(Term {
            person,
            owner,
            office,
            title: row.get("title").to_owned(),
            from: row.days("from")?,
            to: row.days("to")?,
            // Every end is known.
            snapshot: 0,
            curated: false,
            verified: true,
            table: LEADERS,
            line: row.line(),
        });
    }
    Ok(new)
}
