//! The language analysis of one article: sentences, tokens, tags, lemmas, dependencies and names.

use crate::vocabulary::closed_vocabulary;
use crate::{ByteSpan, Deprel, Penn, Section, Upos};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands in the text.
    pub span: ByteSpan,
    /// What part of the article it belongs to.
    pub section: Section,
    /// Its tokens, as indices into [`Analysis::tokens`].
    pub tokens: Range<u32>,
}

closed_vocabulary!(
    /// What a name names, as the NER of the Universal NER project distinguishes (<https://www.universalner.org>).
    NameKind, "kind of name", {
        Person = "PER",
        Organization = "ORG",
        Location = "LOC",
    }
);

/// A proper name that the analyser found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What it names.
    pub kind: NameKind,
}

/// The syntactic words of a text, a column for each property. All columns are equally long: [`TokensBuilder`] sees to it.
///
/// Fused words are split as Universal Dependencies splits them (`don't` → `do`, `n't`), each with its own span.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Columns", into = "Columns")]
pub struct Tokens {
    columns: Columns,
    dependents: Dependents,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Columns {
    span: Vec<ByteSpan>,
    upos: Vec<Upos>,
    penn: Vec<Penn>,
    /// Index of the head token; a root points at itself.
    head: Vec<u32>,
    deprel: Vec<Deprel>,
    lemma_end: Vec<u32>,
    lemmas: String,
}

/// The dependents of every token, in reading order: those of token `i` are `all[starts[i]..starts[i + 1]]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Dependents {
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Dependents {
    /// Counts and places the dependents in two passes over the heads.
    fn of(head: &[u32]) -> Self {
        let mut starts = vec![0; head.len() + 1];
        let arcs = || head.iter().enumerate().filter(|&(i, &head)| head as usize != i);
        for (_, &head) in arcs() {
            starts[head as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut free = starts.clone();
        let mut all = vec![0; *starts.last().unwrap_or(&0) as usize];
        for (i, &head) in arcs() {
            all[free[head as usize] as usize] = i as u32;
            free[head as usize] += 1;
        }
        Self { starts, all }
    }

    fn of_token(&self, index: u32) -> &[u32] {
        let (start, end) = (self.starts[index as usize], self.starts[index as usize + 1]);
        &self.all[start as usize..end as usize]
    }
}

/// Token columns that do not belong together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the columns of the tokens are not equally long, or their lemmas do not fit: the value was not written by detente"
)]
pub struct TokensError;

impl Columns {
    fn fit(&self) -> bool {
        let n = self.span.len();
        let lengths = [self.upos.len(), self.penn.len(), self.head.len(), self.deprel.len()];
        let lemmas_fit = |&end: &u32| self.lemmas.is_char_boundary(end as usize);
        lengths.iter().all(|&length| length == n)
            && self.lemma_end.len() == n
            && self.lemma_end.is_sorted()
            && self.lemma_end.iter().all(lemmas_fit)
    }

    /// A head outside the text is made a root.
    fn finish(mut self) -> Tokens {
        let n = self.span.len() as u32;
        for (i, head) in self.head.iter_mut().enumerate() {
            if *head >= n {
                *head = i as u32;
            }
        }
        let dependents = Dependents::of(&self.head);
        Tokens { columns: self, dependents }
    }
}

impl TryFrom<Columns> for Tokens {
    type Error = TokensError;
    fn try_from(columns: Columns) -> Result<Self, Self::Error> {
        if columns.fit() { Ok(columns.finish()) } else { Err(TokensError) }
    }
}

impl From<Tokens> for Columns {
    fn from(tokens: Tokens) -> Self {
        tokens.columns
    }
}

/// Gathers tokens one by one.
#[derive(Debug, Default)]
pub struct TokensBuilder(Columns);

impl TokensBuilder {
    /// Appends a token and returns its index. `head` is the index of its head in the whole text, its own for a root.
    pub fn push(
        &mut self,
        span: ByteSpan,
        upos: Upos,
        penn: Penn,
        lemma: &str,
        head: u32,
        deprel: Deprel,
    ) -> u32 {
        let t = &mut self.0;
        t.span.push(span);
        t.upos.push(upos);
        t.penn.push(penn);
        t.head.push(head);
        t.deprel.push(deprel);
        t.lemmas.push_str(lemma);
        t.lemma_end.push(t.lemmas.len() as u32);
        t.span.len() as u32 - 1
    }

    /// The number of tokens so far.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.0.span.len() as u32
    }

    /// Whether there are none yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.span.is_empty()
    }

    /// The finished columns. A head outside the text is made a root.
    #[must_use]
    pub fn build(self) -> Tokens {
        self.0.finish()
    }
}

impl Tokens {
    /// The number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.span.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.span.is_empty()
    }

    /// Where each token stands in the text.
    #[must_use]
    pub fn spans(&self) -> &[ByteSpan] {
        &self.columns.span
    }

    fn lemma(&self, i: usize) -> &str {
        let Columns { lemma_end, lemmas, .. } = &self.columns;
        let start = if i == 0 { 0 } else { lemma_end[i - 1] as usize };
        &lemmas[start..lemma_end[i] as usize]
    }
}

/// What the language stage makes of an [`Article`](crate::Article).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    /// In reading order.
    pub sentences: Vec<Sentence>,
    /// All tokens of all sentences.
    pub tokens: Tokens,
    /// In reading order, never overlapping.
    pub names: Vec<Name>,
}

impl Analysis {
    /// A view of token `index` of `text`, the text that was analysed. Panics when there is no such token.
    #[must_use]
    pub fn token<'a>(&'a self, text: &'a str, index: u32) -> TokenView<'a> {
        assert!((index as usize) < self.tokens.len(), "token {index} of {}", self.tokens.len());
        TokenView { analysis: self, text, index }
    }

    /// Views of the tokens of sentence number `sentence`.
    pub fn sentence_tokens<'a>(
        &'a self,
        text: &'a str,
        sentence: usize,
    ) -> impl DoubleEndedIterator<Item = TokenView<'a>> + ExactSizeIterator {
        self.sentences[sentence].tokens.clone().map(move |i| self.token(text, i))
    }

    /// The number of the sentence that holds token `index`.
    #[must_use]
    pub fn sentence_of(&self, index: u32) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= index)
    }

    /// The number of the last sentence that starts at or before byte `offset`, or `None` before the first.
    #[must_use]
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        self.sentences.partition_point(|s| s.span.start <= offset).checked_sub(1)
    }

    /// The tokens that overlap `span`; empty when there are none.
    #[must_use]
    pub fn tokens_in(&self, span: ByteSpan) -> Range<u32> {
        let start = self.tokens.columns.span.partition_point(|t| t.end <= span.start) as u32;
        let end = self.tokens.columns.span.partition_point(|t| t.start < span.end) as u32;
        start..end.max(start)
    }

    /// The span of a range of tokens; `None` when it is empty.
    #[must_use]
    pub fn span_of(&self, tokens: Range<u32>) -> Option<ByteSpan> {
        let spans = self.tokens.columns.span.get(tokens.start as usize..tokens.end as usize)?;
        Some(spans.first()?.cover(*spans.last()?))
    }
}

/// One token, with its surroundings at hand.
#[derive(Clone, Copy)]
pub struct TokenView<'a> {
    analysis: &'a Analysis,
    text: &'a str,
    index: u32,
}

impl<'a> TokenView<'a> {
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
        self.at(&self.analysis.tokens.columns.span)
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
        self.at(&self.analysis.tokens.columns.upos)
    }

    /// Penn part of speech.
    #[must_use]
    pub fn penn(self) -> Penn {
        self.at(&self.analysis.tokens.columns.penn)
    }

    /// Relation to the head; `root` for a root.
    #[must_use]
    pub fn deprel(self) -> Deprel {
        self.at(&self.analysis.tokens.columns.deprel)
    }

    /// The head; `None` for a root.
    #[must_use]
    pub fn head(self) -> Option<Self> {
        let head = self.at(&self.analysis.tokens.columns.head);
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
        let dependents = self.analysis.tokens.dependents.of_token(self.index);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ministers_met_in_doha() -> (String, Analysis) {
        let text = "Ministers met in Doha.".to_owned();
        let mut tokens = TokensBuilder::default();
        tokens.push(ByteSpan::new(0, 9), Upos::Noun, Penn::Nns, "minister", 1, Deprel::Nsubj);
        tokens.push(ByteSpan::new(10, 13), Upos::Verb, Penn::Vbd, "meet", 1, Deprel::Root);
        tokens.push(ByteSpan::new(14, 16), Upos::Adp, Penn::In, "in", 3, Deprel::Case);
        tokens.push(ByteSpan::new(17, 21), Upos::Propn, Penn::Nnp, "Doha", 1, Deprel::Obl);
        tokens.push(ByteSpan::new(21, 22), Upos::Punct, Penn::Stop, ".", 1, Deprel::Punct);
        let sentence =
            Sentence { span: ByteSpan::new(0, 22), section: Section::Body, tokens: 0..5 };
        (text, Analysis { sentences: vec![sentence], tokens: tokens.build(), names: Vec::new() })
    }

    #[test]
    fn views_walk_the_tree() {
        let (text, analysis) = ministers_met_in_doha();
        let met = analysis.token(&text, 1);
        assert_eq!(met.head().map(TokenView::index), None);
        assert_eq!(
            met.children().map(TokenView::text).collect::<Vec<_>>(),
            ["Ministers", "Doha", "."]
        );
        let doha = met.child(Deprel::Obl).unwrap();
        assert_eq!(analysis.span_of(doha.subtree()).unwrap().of(&text), "in Doha");
        assert_eq!(doha.ancestors().map(TokenView::lemma).collect::<Vec<_>>(), ["meet"]);
        assert_eq!(doha.lemma(), "Doha");
    }

    #[test]
    fn spans_and_tokens_find_each_other() {
        let (text, analysis) = ministers_met_in_doha();
        assert_eq!(analysis.tokens_in(ByteSpan::new(11, 18)), 1..4);
        assert_eq!(analysis.tokens_in(ByteSpan::new(9, 10)), 1..1);
        assert_eq!(analysis.sentence_at(21), Some(0));
        assert_eq!(analysis.span_of(2..4).unwrap().of(&text), "in Doha");
    }

    #[test]
    fn an_analysis_survives_serde_and_a_damaged_one_does_not_build() {
        let (_, analysis) = ministers_met_in_doha();
        let json = serde_json::to_string(&analysis).unwrap();
        assert_eq!(serde_json::from_str::<Analysis>(&json).unwrap(), analysis);
        let damaged = json.replacen("[\"NOUN\",", "[", 1);
        assert_ne!(damaged, json);
        assert!(serde_json::from_str::<Analysis>(&damaged).is_err());
    }

    #[test]
    fn a_head_outside_the_text_becomes_a_root() {
        let mut tokens = TokensBuilder::default();
        tokens.push(ByteSpan::new(0, 1), Upos::X, Penn::Xx, "x", 9, Deprel::Dep);
        assert_eq!(tokens.build().columns.head, [0]);
    }
}
