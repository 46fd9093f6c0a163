//! Nominals: their prepositions, their heads, what they are joined to.

use crate::Document;
use detente_model::{Deprel, Penn, TokenView, Upos};
use std::ops::Range;

/// The preposition of a nominal: the first word of it, where it has several.
pub(crate) fn case(nominal: TokenView<'_>) -> Option<TokenView<'_>> {
    nominal.children().find(|c| c.deprel() == Deprel::Case && c.penn() != Penn::Pos)
}

/// The words that join a clause or a nominal to what it depends on: "to", "that", "of".
pub(crate) fn markers(word: TokenView<'_>) -> impl Iterator<Item = TokenView<'_>> {
    word.children().filter(|c| matches!(c.deprel(), Deprel::Case | Deprel::Mark))
}

/// Whether the marker `lemma` joins a clause or a nominal.
pub(crate) fn has_marker(word: TokenView<'_>, lemma: &str) -> bool {
    markers(word).any(|m| m.lemma() == lemma)
}

/// How many words a complement may have that is part of what its noun is called.
const COMPLEMENT: u32 = 8;

/// The phrase `tokens` headed by token `head`, with what follows "of": `head of the mission in Lima`, `leaders of both parties`.
pub(crate) fn with_complement(doc: &Document<'_>, head: u32, tokens: Range<u32>) -> Range<u32> {
    let of = |c: &TokenView<'_>| {
        let follows = case(*c).is_some_and(|p| p.index() == tokens.end && p.lemma() == "of");
        matches!(c.deprel(), Deprel::Nmod | Deprel::Obl) && follows
    };
    let Some(complement) = doc.token(head).children().find(of) else { return tokens };
    let goes_on = |t: &u32| {
        let token = doc.token(*t);
        let stops = matches!(token.upos(), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Pron);
        !stops && token.penn() != Penn::Wdt
    };
    let end = complement.subtree().end;
    let words = (tokens.end..end).take_while(goes_on).count() as u32;
    let whole = tokens.end + words > complement.index() && words <= COMPLEMENT;
    if whole { tokens.start..tokens.end + words } else { tokens }
}

/// What a relative pronoun stands for: the noun that its clause modifies.
pub(crate) fn antecedent(pronoun: TokenView<'_>) -> Option<TokenView<'_>> {
    if !matches!(pronoun.penn(), Penn::Wdt | Penn::Wp | Penn::WpPoss) || pronoun.lemma() == "what" {
        return None;
    }
    let mut above = std::iter::once(pronoun).chain(pronoun.ancestors()).take(6);
    // "the envoy who asked who had left": the second one asks.
    let clause = above.find(|t| t.deprel() == Deprel::AclRelcl)?;
    clause.head().filter(|h| h.index() < pronoun.index() && pronoun.index() <= clause.index())
}

/// Whether a word is a noun, a name, a pronoun or a number that stands for one.
pub(crate) fn is_nominal(word: TokenView<'_>) -> bool {
    matches!(word.upos(), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
}

/// Whether a token is a dash between words, not within one.
pub(crate) fn is_dash(token: TokenView<'_>) -> bool {
    let spaced = || {
        token.next().is_some_and(|n| n.span().start > token.span().end)
            && token.previous().is_some_and(|p| p.span().end < token.span().start)
    };
    matches!(token.text(), "\u{2014}" | "--")
        || matches!(token.text(), "-" | "\u{2013}") && spaced()
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

/// The tokens of `range` whose own heads lie outside.
fn tops<'r>(doc: &'r Document<'_>, range: &'r Range<u32>) -> impl Iterator<Item = u32> + 'r {
    range.clone().filter(|&i| {
        doc.head(i).is_none_or(|h| !range.contains(&h)) && doc.token(i).upos() != Upos::Punct
    })
}

/// The token of `range` that heads the others, whatever they are.
pub(crate) fn head_among(doc: &Document<'_>, range: &Range<u32>) -> u32 {
    tops(doc, range).next().unwrap_or_else(|| range.end.saturating_sub(1).max(range.start))
}

/// The token that heads the nominal `range`: in `Indian and Chinese troops` the head of `Chinese` is `Indian`, and still `troops`
/// heads `Chinese troops`.
pub(crate) fn noun_among(doc: &Document<'_>, range: &Range<u32>) -> u32 {
    let noun = tops(doc, range).find(|&i| is_nominal(doc.token(i)));
    noun.unwrap_or_else(|| head_among(doc, range))
}
