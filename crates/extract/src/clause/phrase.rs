//! Nominals: their prepositions, their heads, what they are joined to.

use crate::Document;
use detente_model::{Deprel, Penn, TokenView, Upos};
use std::ops::Range;

/// The preposition of a nominal: the first word of it, where it has several.
pub(crate) fn case(nominal: TokenView<'_>) -> Option<TokenView<'_>> {
    nominal.children().find(|c| c.deprel() == Deprel::Case && c.penn() != Penn::Pos)
}

/// The first member of the coordination that a word belongs to, itself when there is none.
pub(crate) fn first_conjunct(word: TokenView<'_>) -> TokenView<'_> {
    let mut at = word;
    while at.deprel() == Deprel::Conj {
        match at.head() {
            Some(head) if head.index() < at.index() => at = head,
            _ => break,
        }
    }
    at
}

/// The relation of a word to its governor, with coordination and apposition seen through.
pub(crate) fn relation(word: TokenView<'_>) -> (Deprel, Option<TokenView<'_>>) {
    let mut at = word;
    for _ in 0..8 {
        match (at.deprel(), at.head()) {
            (Deprel::Conj | Deprel::Appos | Deprel::Flat, Some(head))
                if head.index() < at.index() =>
            {
                at = head;
            }
            found => return found,
        }
    }
    (at.deprel(), at.head())
}

/// The token of `range` that heads the others: the first noun whose own head lies outside, else the first such token. In
/// `Indian and Chinese troops` the head of `Chinese` is `Indian`, and still `troops` heads `Chinese troops`.
pub(crate) fn head_among(doc: &Document<'_>, range: &Range<u32>) -> u32 {
    let outside = |i: &u32| {
        doc.head(*i).is_none_or(|h| !range.contains(&h)) && doc.token(*i).upos() != Upos::Punct
    };
    let noun = |i: &u32| matches!(doc.token(*i).upos(), Upos::Noun | Upos::Propn);
    let heads = || range.clone().filter(outside);
    let head = heads().find(noun).or_else(|| heads().next());
    head.unwrap_or_else(|| range.end.saturating_sub(1).max(range.start))
}
