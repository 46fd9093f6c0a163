//! One token of an analysed text, with its neighbours, its head and its dependents.

use crate::{Analysis, ByteSpan, Deprel, Penn, Sentence, Upos};
use std::ops::Range;

/// One token, with its surroundings at hand.
#[derive(Clone, Copy)]
pub struct TokenView<'a> {
    analysis: &'a Analysis,
    text: &'a str,
    index: u32,
}

impl<'a> TokenView<'a> {
    pub(crate) const fn new(analysis: &'a Analysis, text: &'a str, index: u32) -> Self {
        Self { analysis, text, index }
    }

    /// Its index in the text.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.index
    }

    fn at<T: Copy>(self, column: &[T]) -> T {
        column[self.index as usize]
    }

    /// Where it stands.
    #[must_use]
    pub fn span(self) -> ByteSpan {
        self.at(self.analysis.tokens.spans())
    }

    /// Its surface.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.span().of(self.text)
    }

    /// Its lemma, in lower case but for proper nouns.
    #[must_use]
    pub fn lemma(self) -> &'a str {
        self.analysis.tokens.lemma(self.index as usize)
    }

    /// Universal part of speech.
    #[must_use]
    pub fn upos(self) -> Upos {
        self.at(self.analysis.tokens.upos())
    }

    /// Penn part of speech.
    #[must_use]
    pub fn penn(self) -> Penn {
        self.at(self.analysis.tokens.penn())
    }

    /// Relation to the head; `root` for a root.
    #[must_use]
    pub fn deprel(self) -> Deprel {
        self.at(self.analysis.tokens.deprels())
    }

    /// The head; `None` for a root.
    #[must_use]
    pub fn head(self) -> Option<Self> {
        let head = self.at(self.analysis.tokens.heads());
        (head != self.index).then_some(Self { index: head, ..self })
    }

    /// The token before it in its sentence.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        let first = self.sentence().tokens.start;
        (self.index > first).then(|| Self { index: self.index - 1, ..self })
    }

    /// The token after it in its sentence.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let end = self.sentence().tokens.end;
        (self.index + 1 < end).then(|| Self { index: self.index + 1, ..self })
    }

    /// The sentence that holds it.
    #[must_use]
    pub fn sentence(self) -> &'a Sentence {
        &self.analysis.sentences[self.analysis.sentence_of(self.index)]
    }

    /// Its direct dependents, in reading order.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Self> {
        let dependents = self.analysis.tokens.dependents(self.index);
        dependents.iter().map(move |&index| Self { index, ..self })
    }

    /// The first dependent with relation `deprel`.
    #[must_use]
    pub fn child(self, deprel: Deprel) -> Option<Self> {
        self.children().find(|c| c.deprel() == deprel)
    }

    /// Its ancestors, nearest first. Ends after as many steps as the sentence has tokens, even in a broken tree.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        let n = self.sentence().tokens.len();
        std::iter::successors(self.head(), |t| t.head()).take(n)
    }

    /// The smallest run of tokens that holds it and all its descendants.
    #[must_use]
    pub fn subtree(self) -> Range<u32> {
        let (mut low, mut high) = (self.index, self.index);
        let mut open = vec![self];
        // A cycle, which only a broken tree has, ends when every token of the sentence has been seen.
        let mut left = self.sentence().tokens.len();
        while let Some(token) = open.pop().filter(|_| left > 0) {
            left -= 1;
            low = low.min(token.index);
            high = high.max(token.index);
            open.extend(token.children());
        }
        low..high + 1
    }
}

impl std::fmt::Debug for TokenView<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}/{}/{}", self.index, self.text(), self.upos(), self.deprel())
    }
}
