//! Months that are people: April Glaspie, Jan Egeland, August Hanning.

use super::vocabulary::TenseWords;
use crate::{Document, clause};
use detente_model::{ByteSpan, Deprel, Penn, TokenView, Upos};
use std::collections::BTreeSet;

/// Tells months from people, remembering who was named in full before.
#[derive(Default)]
pub(super) struct People<'a> {
    named: BTreeSet<&'a str>,
}

impl<'a> People<'a> {
    /// Whether the word of `span`, a month that stands alone, is the name of somebody, or a verb.
    pub(super) fn is_other(
        &mut self,
        doc: &Document<'a>,
        span: ByteSpan,
        words: &TenseWords,
    ) -> bool {
        let Some(i) = doc.analysis.tokens_in(span).next() else { return false };
        let token = doc.token(i);
        if matches!(token.upos(), Upos::Verb | Upos::Aux) && token.penn() != Penn::Nnp {
            return true;
        }
        if is_part_of_name(token) {
            self.named.insert(token.text());
            return true;
        }
        if token.child(Deprel::NmodDesc).is_some() {
            return true;
        }
        let dated = clause::case(token).is_some_and(|c| c.penn() == Penn::In);
        if self.named.contains(token.text()) && !dated {
            return true;
        }
        // "Jan" without a full stop is a month only beside a number.
        let short = token.text().len() == 3 && token.lemma() != "may" && token.text() != "May";
        short || acts(token, words)
    }
}

/// Whether the token is tied to a name before or after it.
fn is_part_of_name(token: TokenView<'_>) -> bool {
    let beside = |other: TokenView<'_>| {
        other.index().abs_diff(token.index()) == 1
            && other.upos() == Upos::Propn
            && other.text().starts_with(char::is_uppercase)
    };
    let tied = |t: TokenView<'_>| t.deprel() == Deprel::Flat;
    (tied(token) && token.previous().is_some_and(beside))
        || token.children().any(|c| tied(c) && beside(c))
}

/// Whether the token is the subject of a verb that no month does.
fn acts(token: TokenView<'_>, words: &TenseWords) -> bool {
    token.deprel() == Deprel::Nsubj
        && token.head().is_some_and(|verb| {
            verb.upos() == Upos::Verb
                && verb.index() > token.index()
                && words.month_verbs.iter().all(|w| w != verb.lemma())
        })
}
