//! Universal part-of-speech tags.

use crate::vocabulary::closed_vocabulary;

closed_vocabulary!(
    /// The 17 tags of Universal Dependencies 2, <https://universaldependencies.org/u/pos/>.
    Upos, "universal part-of-speech tag", {
        Adj = "ADJ",
        Adp = "ADP",
        Adv = "ADV",
        Aux = "AUX",
        Cconj = "CCONJ",
        Det = "DET",
        Intj = "INTJ",
        Noun = "NOUN",
        Num = "NUM",
        Part = "PART",
        Pron = "PRON",
        Propn = "PROPN",
        Punct = "PUNCT",
        Sconj = "SCONJ",
        Sym = "SYM",
        Verb = "VERB",
        X = "X",
    }
);
