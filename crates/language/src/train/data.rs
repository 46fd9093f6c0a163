//! The files that training reads.

use super::lemmas::Irregular;
use crate::conllu::{self, ConlluError, TreebankSentence};
use crate::lexicon::NAME_WORDS;
use detente_model::NameKind;
use std::io::Read;
use std::path::Path;

/// Training data that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file of the network is not one that `training/student.py` wrote.
    #[error("{path}: not a trained network: {what}; write it with training/student.py")]
    Network {
        /// The file.
        path: String,
        /// What is wrong.
        what: String,
    },
    /// A treebank is not CoNLL-U.
    #[error("{path}, {source}")]
    Treebank {
        /// The file.
        path: String,
        /// What is wrong, and where.
        source: ConlluError,
    },
}

pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, DataError> {
    std::fs::read(path)
        .map_err(|source| DataError::Unreadable { path: path.display().to_string(), source })
}

/// Reads a text file; one whose name ends in `.gz` is unpacked.
pub(crate) fn read_text(path: &Path) -> Result<String, DataError> {
    let unreadable = |source| DataError::Unreadable { path: path.display().to_string(), source };
    let mut text = String::new();
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).map_err(unreadable)?;
    } else {
        file.read_to_string(&mut text).map_err(unreadable)?;
    }
    Ok(text)
}

pub(crate) fn read_treebank(path: &Path) -> Result<Vec<TreebankSentence>, DataError> {
    conllu::read(&read_text(path)?)
        .map_err(|source| DataError::Treebank { path: path.display().to_string(), source })
}

/// One sentence of a name corpus.
#[derive(Debug, Clone, Default)]
pub(crate) struct NamedSentence {
    pub(crate) words: Vec<String>,
    /// Labels as [`crate::names`] numbers them.
    pub(crate) labels: Vec<u8>,
}

/// Reads `token<TAB>BIO` lines with blank lines between sentences; kinds that are not in `kinds` count as no name.
pub(crate) fn read_names(path: &Path, kinds: &[NameKind]) -> Result<Vec<NamedSentence>, DataError> {
    let text = read_text(path)?;
    let mut sentences = Vec::new();
    let mut current = NamedSentence::default();
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !current.words.is_empty() {
                sentences.push(std::mem::take(&mut current));
            }
            continue;
        }
        let Some((word, label)) = line.split_once('\t') else { continue };
        let kind = label.get(2..).and_then(|k| kinds.iter().position(|x| x.as_str() == k));
        let number = match (kind, label.as_bytes()[0]) {
            (Some(kind), b'B') => 2 * kind as u8 + 1,
            (Some(kind), b'I') => 2 * kind as u8 + 2,
            _ => 0,
        };
        current.words.push(word.to_owned());
        current.labels.push(number);
    }
    Ok(sentences)
}

/// Words with their fine cluster.
pub(crate) type ClusteredWords = Vec<(String, u16)>;

/// The clusters of `clusters.tsv.gz`: words with their fine cluster, and the coarser clusters of each fine one.
pub(crate) fn read_clusters(path: &Path) -> Result<(ClusteredWords, Vec<[u16; 2]>), DataError> {
    let text = read_text(path)?;
    let mut words = Vec::new();
    let mut coarser = vec![[0; 2]];
    for line in text.lines().filter(|l| !l.starts_with("# ")) {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields[..] {
            ["*", _, middle, coarse] => {
                coarser.push([middle.parse().unwrap_or(0), coarse.parse().unwrap_or(0)]);
            }
            [word, cluster] => words.push((word.to_owned(), cluster.parse().unwrap_or(0))),
            _ => {}
        }
    }
    Ok((words, coarser))
}

/// The words of `name_words.tsv.gz` with the kinds of names in which they stand, as bits.
pub(crate) fn read_name_words(path: &Path) -> Result<Vec<(String, u8)>, DataError> {
    let text = read_text(path)?;
    let kinds = |letters: &str| {
        letters.chars().filter_map(|c| NAME_WORDS.find(c)).fold(0, |bits, at| bits | 1 << at)
    };
    let lines = text.lines().filter_map(|l| l.split_once('\t'));
    Ok(lines.map(|(word, letters)| (word.to_owned(), kinds(letters))).collect())
}

/// The forms of `irregular.tsv`.
pub(crate) fn read_irregular(path: &Path) -> Result<Vec<Irregular>, DataError> {
    let text = read_text(path)?;
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    let form = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        let (form, penn, lemma) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Irregular { form, penn: penn.parse().ok()?, lemma })
    };
    Ok(lines.filter_map(form).collect())
}
