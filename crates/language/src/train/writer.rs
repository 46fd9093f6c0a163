//! Writing of the model file; [`crate::model_file`] reads it.

use super::lemmas::LemmaRules;
use crate::lexicon::WordType;
use crate::model_file::{FORMAT, MAGIC};
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
    /// The section that [`super::network::pack`] made.
    pub(crate) network: Vec<u8>,
    pub(crate) boundaries: Vec<(u32, i8)>,
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
            varint(&mut body, t.vector);
        }
        body.extend(&self.network);
        varint(&mut body, self.boundaries.len() as u32);
        let mut last = 0;
        for (key, weight) in &self.boundaries {
            varint(&mut body, key - last);
            last = *key;
            body.push(*weight as u8);
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
        file(MAGIC, &body)
    }
}

/// A file that starts with `magic`, the format and a checksum.
pub(crate) fn file(magic: &[u8; 8], body: &[u8]) -> Vec<u8> {
    let mut file = magic.to_vec();
    file.extend(FORMAT.to_le_bytes());
    file.extend(xxh3_64(body).to_le_bytes());
    file.extend(body);
    file
}

pub(crate) fn floats(out: &mut Vec<u8>, values: &[f32]) {
    varint(out, values.len() as u32);
    out.extend(values.iter().flat_map(|v| v.to_le_bytes()));
}

pub(crate) fn signed(out: &mut Vec<u8>, values: &[i8]) {
    varint(out, values.len() as u32);
    out.extend(values.iter().map(|&v| v as u8));
}

pub(crate) fn string(out: &mut Vec<u8>, s: &str) {
    varint(out, s.len() as u32);
    out.extend(s.as_bytes());
}

/// Seven bits a byte, low bits first.
pub(crate) fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
