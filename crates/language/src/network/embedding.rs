//! What the network sees of a word by itself: rows of hashed tables, of a table of name lists, and of word vectors.

use crate::hashing::feature;
use crate::kernels::{self, Level};
use crate::words::Word;

/// Rows of signed bytes, each with its scale.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Table {
    columns: usize,
    scales: Vec<f32>,
    bytes: Vec<i8>,
}

impl Table {
    /// None when there is no row, or when the sizes do not fit together.
    pub(crate) fn new(columns: usize, scales: Vec<f32>, bytes: Vec<i8>) -> Option<Self> {
        let fits = columns > 0
            && !scales.is_empty()
            && scales.len().checked_mul(columns) == Some(bytes.len());
        fits.then_some(Self { columns, scales, bytes })
    }

    /// The length of a row.
    pub(crate) const fn columns(&self) -> usize {
        self.columns
    }

    /// Adds row `hash` modulo the number of rows to `out`.
    pub(crate) fn add(&self, level: Level, hash: u32, out: &mut [f32]) {
        let row = hash as usize % self.scales.len();
        let bytes = &self.bytes[row * self.columns..][..self.columns];
        kernels::add_scaled(level, bytes, self.scales[row], out);
    }
}

/// The tables, in the order in which their rows stand in a word's embedding.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Embedding {
    pub(crate) words: Table,
    pub(crate) prefixes: Table,
    pub(crate) suffixes: Table,
    pub(crate) shapes: Table,
    /// A row for each set of kinds of names in whose lists a word stands.
    pub(crate) lists: Table,
    /// Row 0 is for words without a vector.
    pub(crate) vectors: Table,
}

impl Embedding {
    pub(crate) fn tables(&self) -> [&Table; 6] {
        [&self.words, &self.prefixes, &self.suffixes, &self.shapes, &self.lists, &self.vectors]
    }

    pub(crate) fn width(&self) -> usize {
        self.tables().iter().map(|t| t.columns).sum()
    }

    /// Writes the embedding of `word` into `out`, which holds zeros.
    pub(crate) fn embed(&self, level: Level, word: &Word, out: &mut [f32]) {
        let mut rest = out;
        for (table, hashes) in self.tables().into_iter().zip(rows_of(word)) {
            let (slot, others) = rest.split_at_mut(table.columns);
            for &hash in hashes.iter().flatten() {
                table.add(level, hash, slot);
            }
            rest = others;
        }
    }
}

/// For each table the rows of a word, before they are taken modulo the number of rows.
pub(crate) const fn rows_of(word: &Word) -> [[Option<u32>; 3]; 6] {
    const fn hash(property: u32, of: u32) -> Option<u32> {
        Some(feature(1000 + property, of, 0, 0))
    }
    [
        [hash(1, word.lower), hash(2, word.lower), None],
        [hash(3, word.prefix[0]), hash(4, word.prefix[2]), None],
        [hash(5, word.suffix[1]), hash(6, word.suffix[2]), hash(7, word.suffix[3])],
        [hash(8, word.shape), None, None],
        [Some(word.in_names), None, None],
        [Some(word.vector), None, None],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// What `training/features.py` says of these words.
    const OF_PYTHON: [(&str, [u32; 8]); 8] = [
        ("Minister", [12184, 3289, 1928, 795, 11621, 1043, 9757, 1441]),
        ("al-Jubeir", [17035, 1037, 963, 1273, 3731, 9739, 5119, 214]),
        ("U.S.", [12711, 12793, 3089, 2864, 5671, 11605, 10226, 546]),
        ("7.5", [2251, 19922, 1997, 2264, 11176, 1236, 4695, 1423]),
        ("Çavuşoğlu’s", [19890, 3611, 3336, 2123, 5761, 3144, 3408, 339]),
        ("x", [9723, 1369, 3679, 90, 2084, 10715, 5112, 167]),
        ("''", [13334, 15899, 1045, 3392, 1919, 9307, 2891, 1445]),
        ("(2nd", [16766, 19925, 2662, 3209, 1916, 11986, 1152, 103]),
    ];

    #[test]
    fn words_are_hashed_as_in_training() {
        let sizes = [20_000, 20_000, 4_000, 4_000, 12_000, 12_000, 12_000, 2_000];
        for (surface, wanted) in OF_PYTHON {
            let word = Word::new(surface, &Lexicon::default());
            let found: Vec<u32> = rows_of(&word)[..4]
                .iter()
                .flatten()
                .flatten()
                .zip(sizes)
                .map(|(hash, size)| hash % size)
                .collect();
            assert_eq!(found, wanted, "{surface}");
        }
    }
}
