//! The model file: a header, a training record, a checksum and the tables.

use crate::analyser::Models;
use crate::kernels::Matrix;
use crate::lemma::{Lemmatizer, Script};
use crate::lexicon::{Lexicon, WordType};
use crate::network::{Embedding, Network, Parts, Table};
use crate::weights::Weights;
use detente_model::{Deprel, NameKind, Penn, Upos};
use xxhash_rust::xxh3::xxh3_64;

/// The first bytes of every model file.
pub(crate) const MAGIC: &[u8; 8] = b"DETENTE\0";

/// The version of the file format, of the features and of their hashes.
pub(crate) const FORMAT: u32 = 3;

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
    /// The weights for acts were trained on the states of another network than the one they are used with.
    #[error(
        "the model of acts belongs to another language model (checksum {wanted:016x}, here {found:016x}); train it anew with `training/act_student.py`"
    )]
    OtherNetwork {
        /// The checksum of the model that it was trained on.
        wanted: u64,
        /// The checksum of the model in use.
        found: u64,
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
    /// The part of the file that is being read, for errors.
    pub(crate) place: &'static str,
}

impl<'b> Reader<'b> {
    pub(crate) const fn damaged(&self) -> ModelError {
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

    pub(crate) fn u32(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?.try_into().map_err(|_| self.damaged())?;
        Ok(u32::from_le_bytes(bytes))
    }

    pub(crate) fn u64(&mut self) -> Result<u64, ModelError> {
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
    pub(crate) fn count(&mut self) -> Result<usize, ModelError> {
        let n = self.varint()? as usize;
        if n > self.bytes.len() { Err(self.damaged()) } else { Ok(n) }
    }

    pub(crate) fn string(&mut self) -> Result<&'b str, ModelError> {
        let n = self.count()?;
        std::str::from_utf8(self.take(n)?).map_err(|_| self.damaged())
    }

    pub(crate) fn term<T: std::str::FromStr>(&mut self) -> Result<T, ModelError> {
        self.string()?.parse().map_err(|_| self.damaged())
    }

    /// Keys in ascending order, as differences.
    fn next_key(&mut self, key: &mut u32) -> Result<u32, ModelError> {
        *key = key.checked_add(self.varint()?).filter(|&k| k != 0).ok_or(self.damaged())?;
        Ok(*key)
    }

    pub(crate) fn floats(&mut self) -> Result<Vec<f32>, ModelError> {
        let n = self.count()?;
        let bytes = self.take(n.checked_mul(4).ok_or(self.damaged())?)?;
        let floats = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let floats: Vec<f32> = floats.collect();
        if floats.iter().all(|f| f.is_finite()) { Ok(floats) } else { Err(self.damaged()) }
    }

    fn signed(&mut self) -> Result<Vec<i8>, ModelError> {
        let n = self.count()?;
        Ok(self.take(n)?.iter().map(|&b| b as i8).collect())
    }

    pub(crate) fn table(&mut self) -> Result<Table, ModelError> {
        let columns = self.count()?;
        Table::new(columns, self.floats()?, self.signed()?).ok_or(self.damaged())
    }

    pub(crate) fn matrix(&mut self) -> Result<Matrix, ModelError> {
        let inputs = self.count()?;
        let (scales, biases) = (self.floats()?, self.floats()?);
        Matrix::new(inputs, &self.signed()?, &scales, &biases).ok_or(self.damaged())
    }

    fn network(&mut self, labels: [usize; 3]) -> Result<Network, ModelError> {
        self.place = "network";
        let [tags, names, relations] = labels;
        let parts = Parts {
            embedding: Embedding {
                words: self.table()?,
                prefixes: self.table()?,
                suffixes: self.table()?,
                shapes: self.table()?,
                lists: self.table()?,
                vectors: self.table()?,
            },
            mix: self.matrix()?,
            norm: [self.floats()?, self.floats()?],
            layers: {
                let n = self.count()?;
                (0..n).map(|_| self.matrix()).collect::<Result<_, _>>()?
            },
            heads: self.matrix()?,
            product: self.matrix()?,
            root: [self.floats()?, self.floats()?],
            distance: self.floats()?,
            relation: self.matrix()?,
            tags,
            names,
            relations,
        };
        Network::new(parts).ok_or(self.damaged())
    }

    fn weights(&mut self, place: &'static str) -> Result<Weights, ModelError> {
        self.place = place;
        let n = self.count()?;
        let mut key = 0;
        let features = (0..n)
            .map(|_| Ok((self.next_key(&mut key)?, self.byte()? as i8)))
            .collect::<Result<Vec<_>, ModelError>>()?;
        Ok(Weights::new(&features))
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
            let (in_names, vector) = (self.byte()?, self.varint()?);
            types.push(WordType { key, cluster, class, in_names, vector });
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

impl<'b> Reader<'b> {
    /// Reads the header of a file that starts with `magic`, and gives the checksum of what follows.
    pub(crate) fn open(bytes: &'b [u8], magic: &[u8; 8]) -> Result<(Self, u64), ModelError> {
        let mut reader = Self { bytes, place: "header" };
        if reader.take(8).map_err(|_| ModelError::NotAModel)? != magic {
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
        Ok((reader, checksum))
    }
}

/// Reads a model.
pub(crate) fn read(bytes: &[u8]) -> Result<Models, ModelError> {
    let (mut reader, checksum) = Reader::open(bytes, MAGIC)?;
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
    let labels = [tags.len(), 1 + 2 * name_kinds.len(), relations.len()];
    let network = reader.network(labels)?;
    let boundaries = reader.weights("sentence ends")?;
    let lemmas = reader.lemmatizer()?;
    Ok(Models {
        record,
        checksum,
        tags,
        relations,
        name_kinds,
        lexicon,
        network,
        boundaries,
        lemmas,
    })
}
