//! Learning of lemma scripts.

use crate::conllu::TreebankSentence;
use crate::lemma::{LONGEST, Script, keys, lower};
use detente_model::{Penn, Upos};
use std::collections::{BTreeMap, BTreeSet};

/// Scripts, and the rule keys with the number of their script, in the order of the keys.
#[derive(Debug, Default)]
pub(crate) struct LemmaRules {
    pub(crate) scripts: Vec<Script>,
    pub(crate) rules: Vec<(u32, u16)>,
}

/// An ending needs this many occurrences before it has a rule of its own.
const ENDING_COUNT: u32 = 2;

/// A form whose lemma no ending tells.
#[derive(Debug, Clone)]
pub(crate) struct Irregular {
    pub(crate) form: String,
    pub(crate) penn: Penn,
    pub(crate) lemma: String,
}

/// Finds for every word and ending the script that is most frequent with it, and drops those that a shorter ending
/// gives anyway. `irregular` forms that the sentences lack get the script of their lemma.
pub(crate) fn learn(sentences: &[TreebankSentence], irregular: &[Irregular]) -> LemmaRules {
    let mut numbers: BTreeMap<Script, u16> = BTreeMap::new();
    let mut chains: BTreeMap<Vec<u32>, ()> = BTreeMap::new();
    let mut counts: BTreeMap<u32, BTreeMap<u16, u32>> = BTreeMap::new();
    let mut whole: BTreeMap<u32, u32> = BTreeMap::new();
    for word in sentences.iter().flat_map(|s| &s.words) {
        if word.lemma == "_" || word.upos == Upos::X {
            continue;
        }
        let next = numbers.len() as u16;
        let script = *numbers.entry(Script::between(&word.form, &word.lemma)).or_insert(next);
        let lower = lower(&word.form);
        let chain: Vec<u32> = keys(&word.form, &lower, word.penn, word.upos).collect();
        *whole.entry(chain[0]).or_default() += 1;
        for &key in &chain {
            *counts.entry(key).or_default().entry(script).or_default() += 1;
        }
        chains.insert(chain, ());
    }
    let best = |key: u32| {
        let scripts = &counts[&key];
        let top = scripts.iter().max_by_key(|(s, n)| (**n, u16::MAX - **s));
        top.map(|(s, n)| (*s, *n))
            .filter(|_| whole.contains_key(&key) || scripts.values().sum::<u32>() >= ENDING_COUNT)
    };
    let mut rules: BTreeMap<u32, u16> = BTreeMap::new();
    for chain in chains.keys() {
        // From the shortest ending up: a longer one is kept only where it says something else.
        for (i, &key) in chain.iter().enumerate().rev() {
            let shorter = chain[i + 1..].iter().find_map(|k| rules.get(k)).copied();
            if let Some((script, _)) = best(key)
                && shorter != Some(script)
            {
                rules.insert(key, script);
            }
        }
    }
    let verbs = sentences.iter().flat_map(|s| &s.words).filter(|w| w.upos == Upos::Verb);
    let bases: BTreeSet<&str> =
        verbs.map(|w| w.lemma.as_str()).chain(irregular.iter().map(|i| i.lemma.as_str())).collect();
    // "retook" is a past form even where it is tagged as a present one: it is nobody's base.
    let mistagged = irregular
        .iter()
        .filter(|i| i.penn == Penn::Vbd && !bases.contains(i.form.as_str()))
        .map(|i| Irregular { penn: Penn::Vbp, ..i.clone() });
    for Irregular { form, penn, lemma } in irregular.iter().cloned().chain(mistagged) {
        let upos = match penn.as_str().as_bytes() {
            [b'V', ..] => Upos::Verb,
            [b'N', ..] => Upos::Noun,
            [b'J', ..] => Upos::Adj,
            _ => Upos::Adv,
        };
        let next = numbers.len() as u16;
        let script = *numbers.entry(Script::between(&form, &lemma)).or_insert(next);
        if let Some(key) = keys(&form, &form, penn, upos).next()
            && !whole.contains_key(&key)
        {
            rules.insert(key, script);
        }
    }
    debug_assert!(chains.keys().all(|c| c.len() <= LONGEST + 2));
    let mut scripts: Vec<(u16, Script)> = numbers.into_iter().map(|(s, n)| (n, s)).collect();
    scripts.sort();
    LemmaRules {
        scripts: scripts.into_iter().map(|(_, s)| s).collect(),
        rules: rules.into_iter().collect(),
    }
}
