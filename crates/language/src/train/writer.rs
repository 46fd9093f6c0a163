//! Writing of the model file; [`crate::model_file`] reads it.

use super::lemmas::LemmaRules;
use super::perceptron::Finished;
use crate::lexicon::WordType;
use crate::model_file::{FORMAT, MAGIC};
use crate::weights::NARROW;
use detente_model::{Deprel, NameKind, Penn, Upos};
use xxhash_rust::xxh3::xxh3_64;

/// Everything that the model file holds.
#[derive(Debug, Default)]
pub(crate) struct ModelParts {
    pub(crate) record: String,
    pub(crate) tags: Vec<(Penn, Upos)>,
    pub(crate) relations: Vec<Deprel>,
    pub(crate) name_kinds: Vec<NameKind>,
    pub(crate) coarser: Vec<[u16; 2]>,
    pub(crate) types: Vec<WordType>,
    pub(crate) tagger: Finished,
    pub(crate) transitions: Finished,
    pub(crate) labels: Finished,
    pub(crate) names: Finished,
    pub(crate) boundaries: Finished,
    pub(crate) lemmas: LemmaRules,
}

impl ModelParts {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        string(&mut body, &self.record);
        varint(&mut body, self.tags.len() as u32);
        for (penn, upos) in &self.tags {
            string(&mut body, penn.as_str());
            string(&mut body, upos.as_str());
        }
        varint(&mut body, self.relations.len() as u32);
        for relation in &self.relations {
            string(&mut body, relation.as_str());
        }
        varint(&mut body, self.name_kinds.len() as u32);
        for kind in &self.name_kinds {
            string(&mut body, kind.as_str());
        }
        varint(&mut body, self.coarser.len() as u32);
        for [middle, coarse] in &self.coarser {
            varint(&mut body, (*middle).into());
            varint(&mut body, (*coarse).into());
        }
        varint(&mut body, self.types.len() as u32);
        let mut last = 0;
        for t in &self.types {
            varint(&mut body, t.key - last);
            last = t.key;
            varint(&mut body, t.cluster.into());
            varint(&mut body, t.class.into());
            body.push(t.in_names);
        }
        for part in [&self.tagger, &self.transitions, &self.labels, &self.names, &self.boundaries] {
            weights(&mut body, part);
        }
        varint(&mut body, self.lemmas.scripts.len() as u32);
        for script in &self.lemmas.scripts {
            body.push(script.keep_case.into());
            body.push(script.cut);
            string(&mut body, &script.append);
        }
        varint(&mut body, self.lemmas.rules.len() as u32);
        let mut last = 0;
        for (key, script) in &self.lemmas.rules {
            varint(&mut body, key - last);
            last = *key;
            varint(&mut body, (*script).into());
        }
        let mut file = MAGIC.to_vec();
        file.extend(FORMAT.to_le_bytes());
        file.extend(xxh3_64(&body).to_le_bytes());
        file.extend(body);
        file
    }
}

fn weights(out: &mut Vec<u8>, part: &Finished) {
    varint(out, part.labels as u32);
    varint(out, part.features.len() as u32);
    let mut last = 0;
    for (key, weights) in &part.features {
        varint(out, key - last);
        last = *key;
        if part.labels <= NARROW {
            let weight = |label| weights.iter().find(|(l, _)| usize::from(*l) == label);
            out.extend((0..part.labels).map(|label| weight(label).map_or(0, |(_, w)| *w as u8)));
            continue;
        }
        out.push(weights.len() as u8);
    }
    if part.labels <= NARROW {
        return;
    }
    for (label, weight) in part.features.iter().flat_map(|(_, w)| w) {
        out.extend([*label, *weight as u8]);
    }
}

fn string(out: &mut Vec<u8>, s: &str) {
    varint(out, s.len() as u32);
    out.extend(s.as_bytes());
}

/// Seven bits a byte, low bits first.
fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
