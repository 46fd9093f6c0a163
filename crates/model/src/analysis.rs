//! The language analysis of one article: its sentences, its tokens and its names.

use crate::vocabulary::closed_vocabulary;
use crate::{ByteSpan, ProposedAct, ProposedQuote, Section, TokenView, Tokens};
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

/// What the language stage makes of an [`Article`](crate::Article).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// In reading order.
    pub sentences: Vec<Sentence>,
    /// All tokens of all sentences.
    pub tokens: Tokens,
    /// In reading order, never overlapping.
    pub names: Vec<Name>,
    /// What the network takes for acts, in reading order, never overlapping; `None` where it was not asked.
    #[serde(default)]
    pub acts: Option<Vec<ProposedAct>>,
    /// What it takes for words that report, in reading order; `None` where it was not asked.
    #[serde(default)]
    pub quotes: Option<Vec<ProposedQuote>>,
}

impl Analysis {
    /// A view of token `index` of `text`, the text that was analysed. Panics when there is no such token.
    #[must_use]
    pub fn token<'a>(&'a self, text: &'a str, index: u32) -> TokenView<'a> {
        assert!((index as usize) < self.tokens.len(), "token {index} of {}", self.tokens.len());
        TokenView::new(self, text, index)
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
        let start = self.tokens.spans().partition_point(|t| t.end <= span.start) as u32;
        let end = self.tokens.spans().partition_point(|t| t.start < span.end) as u32;
        start..end.max(start)
    }

    /// The span of a range of tokens; `None` when it is empty.
    #[must_use]
    pub fn span_of(&self, tokens: Range<u32>) -> Option<ByteSpan> {
        let spans = self.tokens.spans().get(tokens.start as usize..tokens.end as usize)?;
        Some(spans.first()?.cover(*spans.last()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Deprel, Penn, TokensBuilder, Upos};

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
        (
            text,
            Analysis {
                sentences: vec![sentence],
                tokens: tokens.build(),
                names: Vec::new(),
                acts: None,
                quotes: None,
            },
        )
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
}
