//! The dependency trees of a document, laid out for walking: dependents in constant time, words as rule words.

use super::lexicon::{Lexicon, Word, WordSet};
use crate::Document;
use detente_model::{Deprel, Penn, TokenView, Upos};

/// The trees of a document.
pub(crate) struct Tree<'d> {
    pub(crate) doc: &'d Document<'d>,
    head: Vec<u32>,
    first: Vec<u32>,
    dependents: Vec<u32>,
    lemma: Vec<Word>,
    form: Vec<Word>,
}

impl<'d> Tree<'d> {
    pub(crate) fn new(doc: &'d Document<'d>, lexicon: &Lexicon) -> Self {
        let n = doc.analysis.tokens.len() as u32;
        let mut tree = Self {
            doc,
            head: Vec::with_capacity(n as usize),
            first: vec![0; n as usize + 2],
            dependents: vec![0; n as usize],
            lemma: Vec::with_capacity(n as usize),
            form: Vec::with_capacity(n as usize),
        };
        for i in 0..n {
            let token = doc.token(i);
            let head = token.head().map_or(i, TokenView::index);
            tree.head.push(head);
            if head != i {
                tree.first[head as usize + 2] += 1;
            }
            let lemma = match lexicon.get(token.lemma()) {
                // A plural that the lemmatiser left alone.
                Word::NONE => {
                    token.lemma().strip_suffix('s').map_or(Word::NONE, |l| lexicon.get(l))
                }
                known => known,
            };
            tree.lemma.push(lemma);
            tree.form.push(lexicon.get(token.text()));
        }
        for i in 2..tree.first.len() {
            tree.first[i] += tree.first[i - 1];
        }
        for i in 0..n {
            let head = tree.head[i as usize];
            if head != i {
                let at = &mut tree.first[head as usize + 1];
                tree.dependents[*at as usize] = i;
                *at += 1;
            }
        }
        tree
    }

    pub(crate) fn len(&self) -> u32 {
        self.head.len() as u32
    }

    pub(crate) fn token(&self, i: u32) -> TokenView<'d> {
        self.doc.token(i)
    }

    pub(crate) fn deprel(&self, i: u32) -> Deprel {
        self.token(i).deprel()
    }

    pub(crate) fn upos(&self, i: u32) -> Upos {
        self.token(i).upos()
    }

    pub(crate) fn penn(&self, i: u32) -> Penn {
        self.token(i).penn()
    }

    pub(crate) fn head(&self, i: u32) -> Option<u32> {
        let head = self.head[i as usize];
        (head != i).then_some(head)
    }

    pub(crate) fn children(&self, i: u32) -> &[u32] {
        &self.dependents[self.first[i as usize] as usize..self.first[i as usize + 1] as usize]
    }

    pub(crate) fn child(&self, i: u32, deprel: Deprel) -> Option<u32> {
        self.children(i).iter().copied().find(|&c| self.deprel(c) == deprel)
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

    /// The case marker of a nominal: the first word of its preposition.
    pub(crate) fn case(&self, i: u32) -> Option<u32> {
        self.children(i)
            .iter()
            .copied()
            .find(|&c| self.deprel(c) == Deprel::Case && self.token(c).penn() != Penn::Pos)
    }

    /// Whether the case marker of `i` is `word`.
    pub(crate) fn has_case(&self, i: u32, word: Word) -> bool {
        self.children(i).iter().any(|&c| {
            matches!(self.deprel(c), Deprel::Case | Deprel::Mark) && self.is_word(c, word)
        })
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
