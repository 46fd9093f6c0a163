//! The trees of a document with their words as rule words.

use super::lexicon::{Lexicon, Word, WordSet};
use crate::{Document, clause};
use detente_model::{Deprel, Penn, TokenView, Upos};

/// The trees of a document.
pub(crate) struct Tree<'d> {
    pub(crate) doc: &'d Document<'d>,
    lemma: Vec<Word>,
    form: Vec<Word>,
}

impl<'d> Tree<'d> {
    pub(crate) fn new(doc: &'d Document<'d>, lexicon: &Lexicon) -> Self {
        let tokens = || (0..doc.len()).map(|i| doc.token(i));
        let lemma = |token: TokenView<'_>| match lexicon.get(token.lemma()) {
            // A plural that the lemmatiser left alone.
            Word::NONE => token.lemma().strip_suffix('s').map_or(Word::NONE, |l| lexicon.get(l)),
            known => known,
        };
        Self {
            doc,
            lemma: tokens().map(lemma).collect(),
            form: tokens().map(|t| lexicon.get(t.text())).collect(),
        }
    }

    pub(crate) fn len(&self) -> u32 {
        self.doc.len()
    }

    pub(crate) fn token(&self, i: u32) -> TokenView<'d> {
        self.doc.token(i)
    }

    pub(crate) fn deprel(&self, i: u32) -> Deprel {
        self.token(i).deprel()
    }

    /// "According to aid workers" is parsed as an infinitive, but "to" goes with "according".
    pub(crate) fn follows_according_to(&self, token: u32) -> bool {
        let before = |n: u32| token.checked_sub(n).map(|t| self.doc.word(t));
        before(1) == Some("to") && before(2).is_some_and(|w| w.eq_ignore_ascii_case("according"))
    }

    pub(crate) fn upos(&self, i: u32) -> Upos {
        self.token(i).upos()
    }

    pub(crate) fn penn(&self, i: u32) -> Penn {
        self.token(i).penn()
    }

    pub(crate) fn head(&self, i: u32) -> Option<u32> {
        self.doc.head(i)
    }

    pub(crate) fn children(&self, i: u32) -> &'d [u32] {
        self.doc.analysis.tokens.dependents(i)
    }

    pub(crate) fn child(&self, i: u32, deprel: Deprel) -> Option<u32> {
        self.token(i).child(deprel).map(TokenView::index)
    }

    pub(crate) fn form(&self, i: u32) -> Word {
        self.form[i as usize]
    }

    pub(crate) fn lemma(&self, i: u32) -> Word {
        self.lemma[i as usize]
    }

    /// Whether the lemma or the surface of token `i` is in `set`.
    pub(crate) fn is(&self, i: u32, set: &WordSet) -> bool {
        set.has(self.lemma[i as usize]) || set.has(self.form[i as usize])
    }

    pub(crate) fn is_word(&self, i: u32, word: Word) -> bool {
        word != Word::NONE && (self.lemma[i as usize] == word || self.form[i as usize] == word)
    }

    /// Whether token `i` is a hyphen with no space on either side, as in `US-China`.
    pub(crate) fn is_hyphen(&self, i: u32) -> bool {
        if i == 0 || i + 1 >= self.len() || !matches!(self.token(i).text(), "-" | "–") {
            return false;
        }
        let span = self.token(i).span();
        self.token(i - 1).span().end == span.start && span.end == self.token(i + 1).span().start
    }

    /// The preposition of the nominal at token `i`.
    pub(crate) fn case(&self, i: u32) -> Option<u32> {
        clause::case(self.token(i)).map(TokenView::index)
    }

    /// Whether the preposition of the nominal at token `i` is in `set`.
    pub(crate) fn case_in(&self, i: u32, set: &WordSet) -> bool {
        self.case(i).is_some_and(|c| self.is(c, set))
    }

    /// Whether the case marker of `i` is `word`.
    pub(crate) fn has_case(&self, i: u32, word: Word) -> bool {
        clause::markers(self.token(i)).any(|m| self.is_word(m.index(), word))
    }

    /// Tokens below `heads`, themselves included, that `visit` lets through; it is asked for each before going deeper.
    pub(crate) fn walk(&self, heads: &[u32], mut visit: impl FnMut(u32) -> bool) {
        let mut stack: Vec<u32> = heads.iter().rev().copied().collect();
        let mut steps = 0;
        while let Some(i) = stack.pop() {
            steps += 1;
            if steps > 200 {
                return;
            }
            if visit(i) {
                stack.extend(self.children(i).iter().rev());
            }
        }
    }
}
