//! What is said not to be.

use super::phrase::markers;
use super::rules::ClauseRules;
use super::subject::subject;
use crate::word_list::Words;
use detente_model::{Deprel, TokenView};

fn is_in(words: &Words, token: TokenView<'_>) -> bool {
    let is = |text: &str| words.iter().any(|w| text.eq_ignore_ascii_case(w));
    is(token.text()) || is(token.lemma())
}

impl ClauseRules {
    /// Whether a word negates what it stands beside: "not", "no", "never", but not "not" of "not only".
    pub(crate) fn is_negation(&self, word: TokenView<'_>) -> bool {
        is_in(&self.negation.words, word) && !word.next().is_some_and(|n| self.extends(n))
    }

    /// Whether a word makes a negation before it none: "only" of "not only".
    fn extends(&self, word: TokenView<'_>) -> bool {
        is_in(&self.negation.extenders, word)
    }

    /// Whether a verb has a negation that is none, so that what it tells was done, and more: "not only signed".
    pub(crate) fn is_more_than_done(&self, verb: TokenView<'_>) -> bool {
        let extends = |c: TokenView<'_>| {
            let negation = c.previous().filter(|p| is_in(&self.negation.words, *p));
            self.extends(c) && negation.is_some() && c.index() < verb.index()
        };
        verb.children().any(extends)
    }

    /// "nobody signed", "no country signed", "neither side signed", "neither Peru nor Chile signed".
    pub(crate) fn is_nobody(&self, subject: TokenView<'_>) -> bool {
        is_in(&self.negation.nobodies, subject)
            || subject.children().any(|c| {
                matches!(c.deprel(), Deprel::Det | Deprel::CcPreconj) && self.is_negation(c)
            })
    }

    /// Whether the clause of a verb is negated: "did not sign", "nobody signed", "without signing", but not "not only signed".
    pub(crate) fn is_negated(&self, verb: TokenView<'_>) -> bool {
        let negates = |c: TokenView<'_>| {
            matches!(c.deprel(), Deprel::Advmod | Deprel::Det | Deprel::Cc | Deprel::CcPreconj)
                && c.index() < verb.index()
                && self.is_negation(c)
        };
        verb.children().any(negates)
            || subject(verb).is_some_and(|s| s.index() < verb.index() && self.is_nobody(s))
            || markers(verb).any(|m| self.is_without(m))
    }

    /// Whether a word joins a clause that is not so: "without".
    pub(crate) fn is_without(&self, marker: TokenView<'_>) -> bool {
        is_in(&self.negation.without, marker)
    }
}

/// Whether there is none of an object: "signed no accord".
pub(crate) fn has_none(object: TokenView<'_>) -> bool {
    object.children().any(|c| c.deprel() == Deprel::Det && c.text().eq_ignore_ascii_case("no"))
}
