//! The dependency trees of an article, indexed once so that every question about them is cheap.

use crate::Document;
use detente_model::{Deprel, TokenView, Upos};
use std::ops::Range;

/// Children, edges of subtrees and sentences of all tokens.
pub(super) struct Syntax<'a> {
    doc: Document<'a>,
    /// Index of the first child of each token in `children`; one entry more than tokens.
    first_child: Vec<u32>,
    children: Vec<u32>,
    sentence: Vec<u32>,
}

impl<'a> Syntax<'a> {
    pub(super) fn new(doc: &Document<'a>) -> Self {
        let n = doc.analysis.tokens.len();
        let heads: Vec<u32> =
            (0..n as u32).map(|i| doc.token(i).head().map_or(i, |h| h.index())).collect();
        let mut first_child = vec![0u32; n + 1];
        for (i, &head) in heads.iter().enumerate() {
            if head as usize != i {
                first_child[head as usize + 1] += 1;
            }
        }
        for i in 0..n {
            first_child[i + 1] += first_child[i];
        }
        let mut next = first_child.clone();
        let mut children = vec![0u32; first_child[n] as usize];
        for (i, &head) in heads.iter().enumerate() {
            if head as usize != i {
                children[next[head as usize] as usize] = i as u32;
                next[head as usize] += 1;
            }
        }
        let mut sentence = vec![0u32; n];
        for (number, s) in doc.analysis.sentences.iter().enumerate() {
            for i in s.tokens.clone() {
                sentence[i as usize] = number as u32;
            }
        }
        Self { doc: *doc, first_child, children, sentence }
    }

    pub(super) fn len(&self) -> u32 {
        self.sentence.len() as u32
    }

    pub(super) fn token(&self, index: u32) -> TokenView<'a> {
        self.doc.token(index)
    }

    pub(super) fn text(&self, index: u32) -> &'a str {
        self.doc.token(index).text()
    }

    pub(super) const fn doc(&self) -> &Document<'a> {
        &self.doc
    }

    /// The number of the sentence of token `index`.
    pub(super) fn sentence(&self, index: u32) -> u32 {
        self.sentence[index as usize]
    }

    /// The tokens of the sentence of token `index`.
    pub(super) fn sentence_tokens(&self, index: u32) -> Range<u32> {
        self.doc
            .analysis
            .sentences
            .get(self.sentence(index) as usize)
            .map_or(index..index + 1, |s| s.tokens.clone())
    }

    /// The direct dependents of token `index`, in reading order.
    pub(super) fn children(&self, index: u32) -> &[u32] {
        let i = index as usize;
        &self.children[self.first_child[i] as usize..self.first_child[i + 1] as usize]
    }

    pub(super) fn child(&self, index: u32, wanted: impl Fn(Deprel) -> bool) -> Option<u32> {
        self.children(index).iter().copied().find(|&c| wanted(self.token(c).deprel()))
    }

    /// The head of token `index`; `None` for a root.
    pub(super) fn head(&self, index: u32) -> Option<u32> {
        self.token(index).head().map(TokenView::index)
    }

    /// The token of `range` that heads the others: the first noun whose own head lies outside, else the first such token. In
    /// `Indian and Chinese troops` the head of `Chinese` is `Indian`, and still `troops` heads `Chinese troops`.
    pub(super) fn head_of(&self, range: &Range<u32>) -> u32 {
        let outside = |i: &u32| {
            self.head(*i).is_none_or(|h| !range.contains(&h))
                && self.token(*i).upos() != Upos::Punct
        };
        let noun = |i: &u32| matches!(self.token(*i).upos(), Upos::Noun | Upos::Propn);
        let heads = || range.clone().filter(outside);
        let head = heads().find(noun).or_else(|| heads().next());
        head.unwrap_or_else(|| range.end.saturating_sub(1).max(range.start))
    }

    /// The first member of the coordination that token `index` belongs to, itself when there is none.
    pub(super) fn first_conjunct(&self, index: u32) -> u32 {
        let mut at = index;
        while self.token(at).deprel() == Deprel::Conj {
            match self.head(at) {
                Some(head) if head < at => at = head,
                _ => break,
            }
        }
        at
    }

    /// The relation of token `index` to its governor, with coordination and apposition seen through.
    pub(super) fn role(&self, index: u32) -> (Deprel, Option<u32>) {
        let mut at = index;
        for _ in 0..8 {
            match (self.token(at).deprel(), self.head(at)) {
                (Deprel::Conj | Deprel::Appos | Deprel::Flat, Some(head)) if head < at => at = head,
                (deprel, head) => return (deprel, head),
            }
        }
        (self.token(at).deprel(), self.head(at))
    }

    /// The dependent of token `index` that marks its case: a preposition or the possessive's.
    pub(super) fn case(&self, index: u32) -> Option<u32> {
        self.child(index, |d| d == Deprel::Case)
    }
}
