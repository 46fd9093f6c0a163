//! Treebank sentences as numbers.

use crate::conllu::{TreebankSentence, TreebankWord};
use crate::lexicon::Lexicon;
use crate::words::Word;
use detente_model::{Deprel, Penn, Upos};
use std::collections::BTreeMap;

/// The labels of the model, and their numbers.
pub(crate) struct Labels {
    pub(crate) tags: Vec<(Penn, Upos)>,
    pub(crate) relations: Vec<Deprel>,
    tag_numbers: BTreeMap<(Penn, Upos), u8>,
    relation_numbers: BTreeMap<Deprel, u8>,
}

/// A pair of tags that is rarer is not learned: most such pairs are slips of annotation.
const PAIR_COUNT: usize = 5;

impl Labels {
    pub(crate) fn of(gold: &[TreebankSentence]) -> Self {
        let mut pairs: BTreeMap<(Penn, Upos), usize> = BTreeMap::new();
        let mut relations: BTreeMap<Deprel, usize> = BTreeMap::new();
        for word in gold.iter().flat_map(|s| &s.words) {
            *pairs.entry((word.penn, word.upos)).or_default() += 1;
            *relations.entry(word.deprel).or_default() += 1;
        }
        let tags: Vec<_> =
            pairs.into_iter().filter(|(_, n)| *n >= PAIR_COUNT).map(|(p, _)| p).collect();
        let relations: Vec<_> = relations.into_keys().collect();
        Self {
            tag_numbers: tags.iter().enumerate().map(|(i, &t)| (t, i as u8)).collect(),
            relation_numbers: relations.iter().enumerate().map(|(i, &r)| (r, i as u8)).collect(),
            tags,
            relations,
        }
    }

    /// The number of a word's pair of tags; of another pair with the same universal tag where the pair is rare.
    pub(crate) fn tag(&self, word: &TreebankWord) -> u8 {
        let same_upos = || self.tags.iter().position(|(_, upos)| *upos == word.upos).unwrap_or(0);
        self.tag_numbers.get(&(word.penn, word.upos)).copied().unwrap_or_else(|| same_upos() as u8)
    }

    fn relation(&self, relation: Deprel) -> u8 {
        self.relation_numbers.get(&relation).copied().unwrap_or(0)
    }
}

/// One training sentence.
pub(crate) struct Sample {
    pub(crate) words: Vec<Word>,
    pub(crate) tags: Vec<u8>,
    /// The number of words stands for the root.
    pub(crate) heads: Vec<u16>,
    pub(crate) relations: Vec<u8>,
}

impl Sample {
    pub(crate) fn new(gold: &TreebankSentence, lexicon: &Lexicon, labels: &Labels) -> Self {
        let n = gold.words.len();
        Self {
            words: gold.words.iter().map(|w| Word::new(&w.form, lexicon)).collect(),
            tags: gold.words.iter().map(|w| labels.tag(w)).collect(),
            heads: gold.words.iter().map(|w| w.head.unwrap_or(n) as u16).collect(),
            relations: gold.words.iter().map(|w| labels.relation(w.deprel)).collect(),
        }
    }
}
