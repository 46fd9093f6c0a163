//! English sentences, tokens, tags, lemmas, dependencies and names.
//!
//! The text is cut into words by rules (the files under `rules/`), sentence ends are found by rules and a linear model,
//! and one small network of bidirectional SRU layers gives tags, dependencies and names. Its products are of signed bytes,
//! by the best instructions that the processor has; every kind of instructions gives the same result to the bit. Words and
//! tags follow the UD English Web Treebank (<https://universaldependencies.org/treebanks/en_ewt/>), names the Universal NER
//! project.
//!
//! The model is compiled in. `training/README.md` says how it was trained.

mod act_file;
mod analyser;
mod clauses;
pub mod conllu;
mod hashing;
mod kernels;
mod lemma;
mod lexicon;
mod model_file;
mod names;
mod network;
mod sentences;
mod token_rules;
mod tokenize;
#[cfg(feature = "train")]
pub mod train;
mod weights;
mod words;

pub use analyser::Analyser;
pub use model_file::ModelError;
