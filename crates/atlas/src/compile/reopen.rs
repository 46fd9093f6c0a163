//! An opened atlas taken apart again, so that actors can be added to it.

use super::Builder;
use super::terms::Term;
use crate::file::day::{EVER, OPEN};
use crate::file::records::{
    Target, actor, flag, holding, nature, pack_country, pack_kind, pack_sectors, unpack_nature,
};
use crate::file::store::Store;
use crate::{AtlasError, OwnActor};
use detente_model::EntityKind;
use fst::Streamer;
use std::collections::BTreeSet;

impl Builder {
    /// Everything that an atlas holds, as it was before it was written.
    pub(crate) fn reopen(store: &Store) -> Self {
        let mut builder = Self::new();
        for id in 1..store.strings.len() {
            builder.string(store.string(id as u32));
        }
        builder.actors = rows(&store.actors);
        builder.offices = rows(&store.offices);
        builder.roles = rows(&store.roles);
        builder.metonyms = rows(&store.metonyms);
        builder.places = rows(&store.places);
        builder.terms = rows(&store.holdings).iter().map(|row| term(store, row)).collect();
        for (index, row) in builder.actors.iter_mut().enumerate() {
            if unpack_nature(row[actor::KIND]) == nature::PERSON {
                row[actor::HELD] = 0;
                row[actor::HELD_COUNT] = 0;
            }
            builder.ids.insert(store.actor_id(index), index as u32);
        }
        let mut names = store.names.stream();
        while let Some((key, value)) = names.next() {
            let (first, count) =
                ((value.value() >> 16) as usize, (value.value() & 0xFFFF) as usize);
            let postings = (first..first + count).map(|i| store.postings.row(i)).collect();
            builder.names.insert(key.to_vec(), postings);
        }
        let mut variants = store.variants.stream();
        while let Some((key, value)) = variants.next() {
            builder.variants.insert(String::from_utf8_lossy(key).into_owned(), value.value());
        }
        builder
    }

    /// Adds the user's actors; a name of theirs hides what else it means on the days on which they bear it.
    pub(crate) fn add(&mut self, actors: &[OwnActor]) -> Result<(), AtlasError> {
        let mut seen = BTreeSet::new();
        for own in actors {
            let kind = own.kind.unwrap_or(EntityKind::Organization);
            let wrong = |what: String| AtlasError::Inconsistent(format!("{}: {what}", own.name));
            if !seen.insert(&own.id) {
                return Err(wrong(format!("two of the actors to add have the id {}", own.id)));
            }
            if own.id.starts_with("state:") {
                return Err(wrong("a state cannot be added or replaced".to_owned()));
            }
            let owner = match own.country {
                None => None,
                Some(code) => match self.ids.get(&format!("state:{code}")) {
                    Some(&state) => Some(state),
                    None => return Err(wrong(format!("the atlas has no state {code}"))),
                },
            };
            let index = self.place_for(&own.id);
            let record = self.own_record(own, kind);
            if let Some(old) = self.actors.get_mut(index as usize) {
                *old = record;
            }
            self.terms.retain(|term| term.person != index);
            if let (Some(role), Some(owner)) = (&own.role, owner) {
                let office = self.own_office(role, own);
                self.terms.push(Term {
                    person: index,
                    owner,
                    office,
                    title: role.clone(),
                    from: Some(own.days.0.map_or((EVER + 1, EVER + 1), |d| (d, d))),
                    to: own.days.1.map(|d| (d, d)),
                    open_ended: own.days.1.is_none(),
                    snapshot: OPEN >> 4,
                    curated: true,
                    verified: true,
                    table: "",
                    line: 0,
                });
            }
            for name in std::iter::once(&own.name).chain(&own.aliases) {
                self.name(name, Target::Actor, index, flag::MAIN | flag::OWN, 0);
                if kind == EntityKind::Person {
                    self.loose_name(name, index);
                }
            }
            if kind == EntityKind::Person {
                for family in super::people::family_names(&own.name, false) {
                    self.name(&family, Target::Surname, index, 0, 0);
                }
            }
        }
        Ok(())
    }

    /// The record of the actor with this id; a new one where there is none.
    fn place_for(&mut self, id: &str) -> u32 {
        if let Some(&known) = self.ids.get(id) {
            return known;
        }
        let index = self.actors.len() as u32;
        self.actors.push([0; actor::COLUMNS]);
        self.ids.insert(id.to_owned(), index);
        index
    }

    fn own_record(&mut self, own: &OwnActor, kind: EntityKind) -> [u32; actor::COLUMNS] {
        let which = match kind {
            EntityKind::Person => nature::PERSON,
            EntityKind::Agreement => nature::AGREEMENT,
            EntityKind::Place => nature::REGION,
            EntityKind::Group => nature::GROUP,
            _ => nature::ORGANIZATION,
        };
        // A person exists before and after the office.
        let (from, to) = if own.role.is_some() { (None, None) } else { own.days };
        let (lat, lon) = own.point.unwrap_or((f32::NAN, f32::NAN));
        let mut record = [0; actor::COLUMNS];
        record[actor::ID] = self.string(&own.id);
        record[actor::NAME] = self.string(&own.name);
        record[actor::KIND] = pack_kind(kind, which, true);
        record[actor::SECTORS] = pack_sectors(&own.sectors);
        record[actor::COUNTRY] = pack_country(own.country);
        record[actor::QID] = self.string(own.wikidata.as_deref().unwrap_or_default());
        record[actor::CAMEO] = self.string(own.cameo.as_deref().unwrap_or_default());
        record[actor::FROM] = from.unwrap_or(EVER) as u32;
        record[actor::TO] = to.unwrap_or(OPEN) as u32;
        if which != nature::PERSON {
            record[actor::LAT] = lat.to_bits();
            record[actor::LON] = lon.to_bits();
        }
        record
    }

    /// An office that is this role alone, of the rank of ministers.
    fn own_office(&mut self, role: &str, own: &OwnActor) -> u32 {
        const RANK: u32 = 3;
        let label = self.string(&role.to_lowercase());
        self.offices.push([label, label, pack_sectors(&own.sectors), 0, RANK]);
        self.offices.len() as u32 - 1
    }
}

fn rows<const N: usize>(table: &crate::file::store::Table<N>) -> Vec<[u32; N]> {
    (0..table.len()).map(|i| table.row(i)).collect()
}

fn term(store: &Store, row: &[u32; 7]) -> Term {
    let day =
        |column: usize, none: i32| Some(row[column] as i32).filter(|d| *d != none).map(|d| (d, d));
    Term {
        person: row[holding::PERSON],
        owner: row[holding::OWNER],
        office: row[holding::OFFICE],
        title: store.string(row[holding::TITLE]).to_owned(),
        from: day(holding::FROM, EVER),
        to: day(holding::TO, OPEN),
        open_ended: row[holding::FLAGS] & 1 == 1,
        snapshot: (row[holding::FLAGS] >> holding::SNAPSHOT_SHIFT) as i32,
        curated: false,
        verified: row[holding::FLAGS] & 4 != 0,
        table: "",
        line: 0,
    }
}
