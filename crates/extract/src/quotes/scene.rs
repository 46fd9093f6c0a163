//! What the parts of this finder read: the words with their quotation marks.

use super::rules::{CueVerb, QuoteRules};
use crate::{Document, clause, marks::Marked};
use detente_model::{
    Block, ByteSpan, EntityKind, Findings, Mention, Penn, ProposedQuote, TokenView, Upos,
};
use std::ops::Range;

/// Bytes of a mention at most.
const LONGEST_MENTION: u32 = 64;

/// The document, its mentions and times, its marked words, and the rules.
pub(super) struct Scene<'a> {
    pub(super) doc: Document<'a>,
    pub(super) found: &'a Findings,
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

    /// Whether any words of a span stand in quotation marks.
    pub(super) fn has_marks(&self, span: ByteSpan) -> bool {
        let next = self.marks.partition_point(|m| m.outer.end <= span.start);
        self.marks.get(next).is_some_and(|m| m.outer.start < span.end)
    }

    pub(super) fn is_marked(&self, token: TokenView<'_>) -> bool {
        self.marked_at(token.span().start).is_some()
    }

    /// The lines of a block, each with the break that ends it.
    pub(super) fn lines(&self, block: &Block) -> impl Iterator<Item = ByteSpan> + use<'a> {
        let mut end = block.span.start as usize;
        self.doc.surface(block.span).split_inclusive('\n').map(move |line| {
            end += line.len();
            ByteSpan::from_range(end - line.len()..end)
        })
    }

    /// The tokens between two bytes.
    pub(super) fn between(&self, start: u32, end: u32) -> Range<u32> {
        self.doc.analysis.tokens_in(ByteSpan::new(start, end))
    }

    /// What the network makes of a token as a word that reports.
    pub(super) fn proposed(&self, token: u32) -> Option<&'a ProposedQuote> {
        let quotes = self.doc.analysis.quotes.as_deref()?;
        let at = quotes.binary_search_by_key(&token, |q| q.cue).ok()?;
        Some(&quotes[at])
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

    /// The mentions that overlap `span`.
    pub(super) fn mentions(&self, span: ByteSpan) -> impl Iterator<Item = &'a Mention> {
        let mentions = &self.found.mentions;
        let from =
            mentions.partition_point(|m| m.span.start < span.start.saturating_sub(LONGEST_MENTION));
        mentions[from..]
            .iter()
            .take_while(move |m| m.span.start < span.end)
            .filter(move |m| m.span.overlaps(span))
    }

    /// The word that the others of `span` hang on.
    pub(super) fn head_in(&self, span: ByteSpan) -> Option<TokenView<'_>> {
        let tokens = self.between(span.start, span.end);
        let names = |t: &TokenView<'_>| is_nominal(*t) || t.upos() == Upos::Num;
        let top = (!tokens.is_empty()).then(|| self.token(clause::noun_among(&self.doc, &tokens)));
        top.filter(names).or_else(|| tokens.map(|i| self.token(i)).rfind(names))
    }

    /// Whether a phrase names somebody who can speak: by name, as "he", or by a noun for people or bodies.
    pub(super) fn can_speak(&self, span: ByteSpan) -> bool {
        let Some(head) = self.head_in(span) else { return false };
        match head.upos() {
            Upos::Propn => true,
            Upos::Pron => self.rules.is_voice_pronoun(&head.text().to_lowercase()),
            _ => self.mentions(head.span()).any(|m| m.head == head.index() && speaks(m.kind)),
        }
    }

    /// Whether a token ends a sentence.
    pub(super) fn stops(&self, token: TokenView<'_>) -> bool {
        matches!(token.text(), "." | "?" | "!" | ";" | "\u{2026}" | "...")
    }

    /// The words of `zone` after the last stop in it.
    pub(super) fn last_sentence(&self, zone: Range<u32>) -> Range<u32> {
        let stop = zone.clone().rev().find(|&t| self.stops(self.token(t)));
        stop.map_or(zone.start, |t| t + 1).min(zone.end)..zone.end
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

/// Whether somebody or something of this kind can say something.
pub(super) const fn speaks(kind: EntityKind) -> bool {
    use EntityKind::{Country, Group, Organization, Person};
    matches!(kind, Person | Group | Organization | Country)
}
