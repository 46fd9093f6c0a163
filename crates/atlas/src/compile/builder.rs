//! Collects records and names, and writes them in the layout of a compiled atlas.

use super::terms::Term;
use crate::AtlasError;
use crate::file::fold::{Caps, Words, loose};
use crate::file::records::{
    LOOSE, Target, actor, flag, holding, nature, pack_target, unpack_nature,
};
use crate::file::{likeness, store};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub(crate) struct Builder {
    pool: Vec<u8>,
    strings: Vec<u32>,
    known_strings: BTreeMap<String, u32>,
    pub(crate) actors: Vec<[u32; actor::COLUMNS]>,
    /// Records of actors by id.
    pub(crate) ids: BTreeMap<String, u32>,
    pub(crate) terms: Vec<Term>,
    pub(crate) offices: Vec<[u32; 5]>,
    pub(crate) office_ids: BTreeMap<String, u32>,
    pub(crate) roles: Vec<[u32; 4]>,
    pub(crate) metonyms: Vec<[u32; 6]>,
    pub(crate) places: Vec<[u32; 7]>,
    pub(crate) names: BTreeMap<Vec<u8>, BTreeSet<[u32; 3]>>,
    pub(crate) variants: BTreeMap<String, u64>,
    pub(crate) common: BTreeSet<String>,
    /// Records of states with few inhabitants.
    pub(crate) small_states: BTreeSet<u32>,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            strings: vec![0],
            known_strings: BTreeMap::from([(String::new(), 0)]),
            ..Self::default()
        }
    }

    pub(crate) fn string(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.known_strings.get(text) {
            return id;
        }
        self.pool.extend(text.as_bytes());
        let id = self.strings.len() as u32;
        self.strings.push(self.pool.len() as u32);
        self.known_strings.insert(text.to_owned(), id);
        id
    }

    /// The text of string `id`.
    pub(crate) fn text(&self, id: u32) -> String {
        let end = self.strings.get(id as usize).copied().unwrap_or(0) as usize;
        let start = if id == 0 {
            0
        } else {
            self.strings.get(id as usize - 1).copied().unwrap_or(0) as usize
        };
        String::from_utf8_lossy(self.pool.get(start..end).unwrap_or(&[])).into_owned()
    }

    /// Whether `surface` names something already.
    pub(crate) fn is_known(&self, surface: &str) -> bool {
        self.names.contains_key(Words::of(surface).key().as_bytes())
    }

    /// Enters `surface` as a name; `flags` beside those that its writing asks for.
    pub(crate) fn name(
        &mut self,
        surface: &str,
        target: Target,
        index: u32,
        flags: u32,
        extra: u32,
    ) {
        let words = Words::of(surface);
        let key = words.key();
        if key.is_empty() {
            return;
        }
        let named = !matches!(target, Target::Role | Target::Office | Target::Modifier);
        let letters = surface.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = words.words.iter().all(|w| w.caps == Caps::All);
        let mut all = flags;
        if named && capitals && (letters <= 3 || self.common.contains(&key)) {
            all |= flag::UPPER;
        } else if named {
            all |= flag::CASED;
            if matches!(target, Target::Place | Target::Surname) && self.common.contains(&key) {
                all |= flag::COMMON;
            }
        }
        self.names.entry(key.into_bytes()).or_default().insert([
            pack_target(target, index),
            all,
            extra,
        ]);
    }

    /// Enters a person's full name under its loose form too.
    pub(crate) fn loose_name(&mut self, surface: &str, index: u32) {
        let words = Words::of(surface);
        let mut key = vec![LOOSE];
        let mut count = 0;
        for i in 0..words.len() {
            let mut form = String::new();
            loose(words.text(i), |w| self.variants.get(w).map(|&v| v as usize), &mut form);
            if !form.is_empty() {
                if count > 0 {
                    key.push(b' ');
                }
                key.extend(form.as_bytes());
                count += 1;
            }
        }
        if count >= 2 {
            self.names.entry(key).or_default().insert([
                pack_target(Target::Actor, index),
                flag::CASED,
                0,
            ]);
        }
    }

    pub(crate) fn finish(mut self) -> Result<Vec<u8>, AtlasError> {
        let terms = std::mem::take(&mut self.terms);
        let mut holdings: Vec<[u32; 7]> = Vec::with_capacity(terms.len());
        for term in &terms {
            let mut row = [0; 7];
            row[holding::PERSON] = term.person;
            row[holding::OWNER] = term.owner;
            row[holding::OFFICE] = term.office;
            row[holding::TITLE] = self.string(&term.title);
            row[holding::FROM] = term.first() as u32;
            row[holding::TO] = term.last() as u32;
            row[holding::FLAGS] = u32::from(term.open_ended)
                | u32::from(term.from.is_none()) << 1
                | u32::from(term.verified) << 2
                | (term.snapshot.max(0) as u32) << holding::SNAPSHOT_SHIFT;
            holdings.push(row);
        }
        holdings.sort_unstable_by_key(|r| {
            (r[holding::PERSON], r[holding::FROM] as i32, r[holding::OFFICE], *r)
        });
        for (i, row) in holdings.iter().enumerate() {
            let person = self.actors.get_mut(row[holding::PERSON] as usize);
            if let Some(person) = person.filter(|p| unpack_nature(p[actor::KIND]) == nature::PERSON)
            {
                if person[actor::HELD_COUNT] == 0 {
                    person[actor::HELD] = i as u32;
                }
                person[actor::HELD_COUNT] += 1;
            }
        }
        let persons = terms.iter().filter_map(|term| {
            let state = self.actors.get(term.owner as usize)?[actor::COUNTRY];
            Some((self.actor_name(term.person)?, state)).filter(|_| state != 0)
        });
        let trigrams_of_names = likeness::index(persons.collect());
        let mut by_owner: Vec<u32> = (0..holdings.len() as u32).collect();
        by_owner.sort_by_key(|&i| {
            let row = holdings[i as usize];
            (row[holding::OWNER], row[holding::OFFICE], row[holding::FROM] as i32, i)
        });
        let mut postings: Vec<[u32; 3]> = Vec::new();
        let mut names = fst::raw::Builder::memory();
        let broken = |e: fst::Error| AtlasError::Inconsistent(format!("the index of names: {e}"));
        for (key, entries) in &self.names {
            let value = (postings.len() as u64) << 16 | entries.len().min(0xFFFF) as u64;
            postings.extend(entries.iter().take(0xFFFF));
            names.insert(key, value).map_err(broken)?;
        }
        let mut trigrams = fst::raw::Builder::memory();
        for (key, value) in &trigrams_of_names {
            trigrams.insert(key, *value).map_err(broken)?;
        }
        let mut variants = fst::raw::Builder::memory();
        for (key, value) in &self.variants {
            variants.insert(key, *value).map_err(broken)?;
        }
        store::write([
            self.pool,
            self.strings.iter().flat_map(|n| n.to_le_bytes()).collect(),
            bytes(&self.actors),
            bytes(&holdings),
            by_owner.iter().flat_map(|n| n.to_le_bytes()).collect(),
            bytes(&self.offices),
            bytes(&self.roles),
            bytes(&self.metonyms),
            bytes(&self.places),
            bytes(&postings),
            names.into_inner().map_err(broken)?,
            variants.into_inner().map_err(broken)?,
            trigrams.into_inner().map_err(broken)?,
        ])
    }
}

fn bytes<const N: usize>(rows: &[[u32; N]]) -> Vec<u8> {
    rows.iter().flatten().flat_map(|n| n.to_le_bytes()).collect()
}
