//! English sentences, tokens, tags, lemmas, dependencies and names.
//!
//! The text is cut into words by rules ([`Analyser`] lists none of them: they are the files under `rules/`), and
//! sentences, tags, dependencies and names are found by linear models over hashed features. Words and tags follow the
//! UD English Web Treebank (<https://universaldependencies.org/treebanks/en_ewt/>), names the Universal NER project.
//!
//! The model is compiled in. It is trained by a program of this crate:
//!
//! ```text
//! cargo run --release -p detente-language --features train --bin train -- --data FOLDER
//! ```

mod analyser;
pub mod conllu;
mod hashing;
mod lemma;
mod lexicon;
mod model_file;
mod names;
mod parser;
mod sentences;
mod tagger;
mod token_rules;
mod tokenize;
#[cfg(feature = "train")]
pub mod train;
mod transition;
mod weights;
mod words;

pub use analyser::Analyser;
pub use model_file::ModelError;
