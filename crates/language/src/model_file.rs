//! The model file: a header, a training record, a checksum and the tables.

use crate::analyser::Models;
use crate::lemma::{Lemmatizer, Script};
use crate::lexicon::{Lexicon, WordType};
use crate::weights::{MAX_ENTRIES, NARROW, Weights};
use detente_model::{Deprel, NameKind, Penn, Upos};
use xxhash_rust::xxh3::xxh3_64;

/// The first bytes of every model file.
pub(crate) const MAGIC: &[u8; 8] = b"DETENTE\0";

/// The version of the file format, of the features and of their hashes.
pub(crate) const FORMAT: u32 = 2;

/// A model that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes are something else.
    #[error(
        "the language model does not start with `DETENTE`: it is not a model file; train one with `cargo run --release -p detente-language --features train --bin train`"
    )]
    NotAModel,
    /// The file is of another version of detente.
    #[error(
        "the language model has format {found}, this program reads format {FORMAT}; train it anew"
    )]
    Format {
        /// The version that the file states.
        found: u32,
    },
    /// The file is cut short or altered.
    #[error("the language model is damaged ({place}); restore the file or train it anew")]
    Damaged {
        /// Which part.
        place: &'static str,
    },
}

/// Reads numbers and tables off the bytes of a file.
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
    place: &'static str,
}

impl<'b> Reader<'b> {
    const fn damaged(&self) -> ModelError {
        ModelError::Damaged { place: self.place }
    }

    fn take(&mut self, n: usize) -> Result<&'b [u8], ModelError> {
        let (taken, rest) = self.bytes.split_at_checked(n).ok_or(self.damaged())?;
        self.bytes = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, ModelError> {
        Ok(self.take(1)?[0])
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?.try_into().map_err(|_| self.damaged())?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn u64(&mut self) -> Result<u64, ModelError> {
        let bytes = self.take(8)?.try_into().map_err(|_| self.damaged())?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// Seven bits a byte, low bits first.
    fn varint(&mut self) -> Result<u32, ModelError> {
        let mut value = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return u32::try_from(value).map_err(|_| self.damaged());
            }
        }
        Err(self.damaged())
    }

    /// A count of items that take at least one byte each.
    fn count(&mut self) -> Result<usize, ModelError> {
        let n = self.varint()? as usize;
        if n > self.bytes.len() { Err(self.damaged()) } else { Ok(n) }
    }

    fn string(&mut self) -> Result<&'b str, ModelError> {
        let n = self.count()?;
        std::str::from_utf8(self.take(n)?).map_err(|_| self.damaged())
    }

    fn term<T: std::str::FromStr>(&mut self) -> Result<T, ModelError> {
        self.string()?.parse().map_err(|_| self.damaged())
    }

    /// Keys in ascending order, as differences.
    fn next_key(&mut self, key: &mut u32) -> Result<u32, ModelError> {
        *key = key.checked_add(self.varint()?).filter(|&k| k != 0).ok_or(self.damaged())?;
        Ok(*key)
    }

    fn weights(&mut self, place: &'static str) -> Result<Weights, ModelError> {
        self.place = place;
        let labels = self.count()?;
        let n = self.count()?;
        if labels == 0 || labels > 256 {
            return Err(self.damaged());
        }
        if labels <= NARROW {
            return self.narrow_weights(labels, n);
        }
        let mut features = Vec::with_capacity(n);
        let mut key = 0;
        let mut total = 0;
        for _ in 0..n {
            let feature = self.next_key(&mut key)?;
            let count = self.byte()?;
            total += usize::from(count);
            features.push((feature, count));
        }
        if total > MAX_ENTRIES {
            return Err(self.damaged());
        }
        let entries = self.take(total * 2)?.chunks_exact(2).map(|e| (e[0], e[1] as i8)).collect();
        Ok(Weights::new(labels, &features, entries))
    }

    fn narrow_weights(&mut self, labels: usize, n: usize) -> Result<Weights, ModelError> {
        let mut features = Vec::with_capacity(n);
        let mut key = 0;
        for _ in 0..n {
            let feature = self.next_key(&mut key)?;
            let mut weights = [0; NARROW];
            for (weight, byte) in weights.iter_mut().zip(self.take(labels)?) {
                *weight = *byte as i8;
            }
            features.push((feature, weights));
        }
        Ok(Weights::narrow(labels, &features))
    }

    fn lexicon(&mut self) -> Result<Lexicon, ModelError> {
        self.place = "lexicon";
        let n = self.count()?;
        let coarser = (0..n)
            .map(|_| Ok([self.varint()? as u16, self.varint()? as u16]))
            .collect::<Result<_, ModelError>>()?;
        let n = self.count()?;
        let mut types = Vec::with_capacity(n);
        let mut key = 0;
        for _ in 0..n {
            let key = self.next_key(&mut key)?;
            let (cluster, class) = (self.varint()? as u16, self.varint()? as u16);
            types.push(WordType { key, cluster, class, in_names: self.byte()? });
        }
        Ok(Lexicon::new(&types, coarser))
    }

    fn lemmatizer(&mut self) -> Result<Lemmatizer, ModelError> {
        self.place = "lemmas";
        let n = self.count()?;
        let mut scripts = Vec::with_capacity(n);
        for _ in 0..n {
            let keep_case = self.byte()? != 0;
            let cut = self.byte()?;
            let append = self.string()?.to_owned();
            scripts.push(Script { keep_case, cut, append });
        }
        let n = self.count()?;
        let mut rules = Vec::with_capacity(n);
        let mut key = 0;
        for _ in 0..n {
            let key = self.next_key(&mut key)?;
            let script = self.varint()?;
            if script as usize >= scripts.len() {
                return Err(self.damaged());
            }
            rules.push((key, script as u16));
        }
        Ok(Lemmatizer::new(scripts, &rules))
    }
}

/// Reads a model.
pub(crate) fn read(bytes: &[u8]) -> Result<Models, ModelError> {
    let mut reader = Reader { bytes, place: "header" };
    if reader.take(8).map_err(|_| ModelError::NotAModel)? != MAGIC {
        return Err(ModelError::NotAModel);
    }
    let found = reader.u32()?;
    if found != FORMAT {
        return Err(ModelError::Format { found });
    }
    let checksum = reader.u64()?;
    if xxh3_64(reader.bytes) != checksum {
        return Err(ModelError::Damaged { place: "checksum" });
    }
    let record = reader.string()?.to_owned();
    reader.place = "labels";
    let n = reader.count()?;
    let tags = (0..n)
        .map(|_| Ok((reader.term::<Penn>()?, reader.term::<Upos>()?)))
        .collect::<Result<Vec<_>, ModelError>>()?;
    let n = reader.count()?;
    let relations = (0..n).map(|_| reader.term::<Deprel>()).collect::<Result<Vec<_>, _>>()?;
    let n = reader.count()?;
    let name_kinds = (0..n).map(|_| reader.term::<NameKind>()).collect::<Result<Vec<_>, _>>()?;
    let lexicon = reader.lexicon()?;
    let tagger = reader.weights("tags")?;
    let transitions = reader.weights("transitions")?;
    let labels = reader.weights("relations")?;
    let names = reader.weights("names")?;
    let boundaries = reader.weights("sentence ends")?;
    let lemmas = reader.lemmatizer()?;
    let fits = tagger.labels() == tags.len()
        && transitions.labels() == crate::transition::Move::ALL.len()
        && labels.labels() == relations.len()
        && names.labels() == 1 + 2 * name_kinds.len()
        && boundaries.labels() == 2
        && !relations.is_empty();
    if !fits {
        return Err(ModelError::Damaged { place: "number of labels" });
    }
    Ok(Models {
        record,
        tags,
        relations,
        name_kinds,
        lexicon,
        tagger,
        transitions,
        labels,
        names,
        boundaries,
        lemmas,
    })
}
