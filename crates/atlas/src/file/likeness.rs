//! How much a name is like those of a state's office-holders: a naive Bayes over its trigrams.
//!
//! `Kovalenko` is likelier in Ukraine than in Peru, whoever bears it. The method is that of classifiers of names by
//! nationality (Ambekar et al. 2009, "Name-ethnicity classification from open sources", KDD '09); what is counted are
//! the persons and terms of this atlas. It speaks of names, not of persons: use it to choose among states for which
//! something else speaks already.

use crate::file::fold::Words;
use crate::file::records::pack_country;
use crate::file::store::Store;
use detente_model::CountryCode;
use std::collections::{BTreeMap, BTreeSet};

/// How many trigrams of all states' names are added to those of each: a state with few persons is like the average.
const PRIOR: f32 = 200.0;
/// A trigram of fewer persons tells of them only.
const LEAST: u32 = 2;
/// A stored logarithm is counted in steps of one sixty-fourth from −16 on.
const STEP: f32 = 64.0;
const FROM: f32 = -16.0;

/// What is stored of trigrams and states, for the index of the atlas file: a trigram with a state has the logarithm of how
/// much likelier it is there, a state alone that of a trigram that none of its persons has.
pub(crate) fn index(persons: BTreeSet<(String, u32)>) -> BTreeMap<Vec<u8>, u64> {
    let mut all: BTreeMap<[char; 3], u32> = BTreeMap::new();
    let mut by_state: BTreeMap<u32, BTreeMap<[char; 3], u32>> = BTreeMap::new();
    for (name, state) in persons {
        for trigram in trigrams(&name) {
            *all.entry(trigram).or_default() += 1;
            *by_state.entry(state).or_default().entry(trigram).or_default() += 1;
        }
    }
    all.retain(|_, n| *n >= LEAST);
    let total = all.values().sum::<u32>() as f32;
    let mut index = BTreeMap::new();
    for (state, counts) in by_state {
        let known = counts.iter().filter_map(|(t, n)| Some((t, *n as f32, *all.get(t)? as f32)));
        let known: Vec<_> = known.collect();
        let whole = PRIOR + known.iter().map(|(_, n, _)| n).sum::<f32>();
        index.insert(state_key(state), stored(libm::logf(PRIOR / whole)));
        for (trigram, n, of_all) in known {
            let likelier = (n * total / of_all + PRIOR) / whole;
            index.insert(key(*trigram, state), stored(libm::logf(likelier)));
        }
    }
    for trigram in all.keys() {
        index.insert(key(*trigram, 0), 0);
    }
    index
}

/// What a name is made of, to be compared with those of states.
#[derive(Debug)]
pub struct Likeness<'a> {
    store: &'a Store,
    /// Those that the atlas knows of.
    trigrams: Vec<[char; 3]>,
}

impl<'a> Likeness<'a> {
    pub(crate) fn of(store: &'a Store, name: &str) -> Self {
        let mut trigrams = trigrams(name);
        trigrams.retain(|trigram| store.trigrams.get(key(*trigram, 0)).is_some());
        Self { store, trigrams }
    }

    /// The mean over the trigrams of the logarithm of how much likelier they are in names of the office-holders of `country`
    /// than in all; 0 where nothing is known.
    #[must_use]
    pub fn to(&self, country: CountryCode) -> f32 {
        let state = pack_country(Some(country));
        let read = |key: Vec<u8>| self.store.trigrams.get(key).map(|stored| value(stored.value()));
        let Some(missing) = read(state_key(state)) else { return 0.0 };
        let each = self.trigrams.iter().map(|t| read(key(*t, state)).unwrap_or(missing));
        each.sum::<f32>() / self.trigrams.len().max(1) as f32
    }
}

/// The trigrams of each folded word, with its ends.
fn trigrams(name: &str) -> Vec<[char; 3]> {
    let words = Words::of(name);
    let mut out = Vec::new();
    for i in 0..words.len() {
        let letters = words.text(i).chars().filter(|c| c.is_alphabetic());
        let ends = |c| std::iter::once(c);
        let letters: Vec<char> = ends('^').chain(letters).chain(ends('$')).collect();
        out.extend(letters.windows(3).filter_map(|w| <[char; 3]>::try_from(w).ok()));
    }
    out
}

fn key(trigram: [char; 3], state: u32) -> Vec<u8> {
    let mut key: Vec<u8> = trigram.iter().collect::<String>().into_bytes();
    key.extend(state.to_be_bytes());
    key
}

fn state_key(state: u32) -> Vec<u8> {
    state.to_be_bytes().to_vec()
}

fn stored(logarithm: f32) -> u64 {
    ((logarithm - FROM) * STEP).round().max(0.0) as u64
}

fn value(stored: u64) -> f32 {
    stored as f32 / STEP + FROM
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_into_trigrams_of_its_words() {
        let cut: Vec<String> = trigrams("Žu Ann").iter().map(|t| t.iter().collect()).collect();
        assert_eq!(cut, ["^zu", "zu$", "^an", "ann", "nn$"]);
    }

    #[test]
    fn stored_logarithms_keep_their_sign() {
        for logarithm in [-3.5, 0.0, 2.25] {
            assert!((value(stored(logarithm)) - logarithm).abs() < 1e-6);
        }
    }
}
