//! What the parts of this finder read: the words with their quotation marks.

use super::marks::Marked;
use super::rules::{CueVerb, QuoteRules};
use crate::Document;
use detente_model::{ByteSpan, Penn, TokenView, Upos};
use std::ops::Range;

/// The document, its marked words, and the rules.
pub(super) struct Scene<'a> {
    pub(super) doc: Document<'a>,
    pub(super) marks: Vec<Marked>,
    pub(super) rules: &'a QuoteRules,
}

impl<'a> Scene<'a> {
    pub(super) fn token(&self, index: u32) -> TokenView<'a> {
        self.doc.token(index)
    }

    /// The marked words that cover byte `at`, marks included.
    pub(super) fn marked_at(&self, at: u32) -> Option<usize> {
        let i = self.marks.partition_point(|m| m.outer.end <= at);
        self.marks.get(i).filter(|m| m.outer.start <= at).map(|_| i)
    }

    pub(super) fn is_marked(&self, token: TokenView<'_>) -> bool {
        self.marked_at(token.span().start).is_some()
    }

    /// The tokens between two bytes.
    pub(super) fn between(&self, start: u32, end: u32) -> Range<u32> {
        self.doc.analysis.tokens_in(ByteSpan::new(start, end))
    }

    /// What the token reports as a verb of saying.
    pub(super) fn cue(&self, token: TokenView<'_>) -> Option<CueVerb> {
        if token.upos() != Upos::Verb {
            return None;
        }
        self.rules.verb(token.lemma())
    }

    /// The cue that a word in `-ing` is the participle of: `reading`, `writing`.
    pub(super) fn participle_cue(&self, token: TokenView<'_>) -> Option<CueVerb> {
        let stem = token.text().strip_suffix("ing")?;
        self.rules.verb(stem).or_else(|| self.rules.verb(&format!("{stem}e")))
    }

    /// The verb with its auxiliaries: `have said`.
    pub(super) fn cue_span(&self, verb: TokenView<'_>) -> ByteSpan {
        let mut span = verb.span();
        let mut at = verb;
        while let Some(previous) = at.previous() {
            let auxiliary = previous.upos() == Upos::Aux
                && previous.head().is_some_and(|h| h.index() == verb.index());
            if !auxiliary {
                break;
            }
            (at, span) = (previous, previous.span().cover(span));
        }
        span
    }

    /// Whether a token ends a sentence.
    pub(super) fn stops(&self, token: TokenView<'_>) -> bool {
        matches!(token.text(), "." | "?" | "!" | ";" | "\u{2026}" | "...")
    }

    /// The number of words in a span.
    pub(super) fn words(&self, span: ByteSpan) -> usize {
        self.doc.surface(span).split_whitespace().count()
    }
}

/// Whether a token can head a speaker.
pub(super) fn is_nominal(token: TokenView<'_>) -> bool {
    matches!(token.upos(), Upos::Noun | Upos::Propn | Upos::Pron) && token.penn() != Penn::Wdt
}
