//! Token columns: a vector for each property, and the dependents of every token.

use crate::{ByteSpan, Deprel, Penn, Upos};
use serde::{Deserialize, Serialize};

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

    pub(crate) fn upos(&self) -> &[Upos] {
        &self.columns.upos
    }

    pub(crate) fn penn(&self) -> &[Penn] {
        &self.columns.penn
    }

    pub(crate) fn heads(&self) -> &[u32] {
        &self.columns.head
    }

    pub(crate) fn deprels(&self) -> &[Deprel] {
        &self.columns.deprel
    }

    /// The dependents of token `index`, in reading order. Panics when there is no such token.
    #[must_use]
    pub fn dependents(&self, index: u32) -> &[u32] {
        self.dependents.of_token(index)
    }

    pub(crate) fn lemma(&self, i: usize) -> &str {
        let Columns { lemma_end, lemmas, .. } = &self.columns;
        let start = if i == 0 { 0 } else { lemma_end[i - 1] as usize };
        &lemmas[start..lemma_end[i] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_outside_the_text_becomes_a_root() {
        let mut tokens = TokensBuilder::default();
        tokens.push(ByteSpan::new(0, 1), Upos::X, Penn::Xx, "x", 9, Deprel::Dep);
        assert_eq!(tokens.build().columns.head, [0]);
    }
}
