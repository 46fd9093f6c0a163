//! Whether the clause of a time expression looks back or ahead.

use super::vocabulary::TenseWords;
use crate::Document;
use detente_model::{ByteSpan, Penn, TokenView, Upos};

/// Where the clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Ahead,
}

/// The tense of the nearest verb above the expression; `None` where no verb tells.
pub(super) fn of(doc: &Document<'_>, span: ByteSpan, words: &TenseWords) -> Option<Tense> {
    let token = doc.token(doc.analysis.tokens_in(span).next()?);
    std::iter::once(token).chain(token.ancestors()).find_map(|verb| of_verb(verb, words))
}

fn of_verb(verb: TokenView<'_>, words: &TenseWords) -> Option<Tense> {
    if !matches!(verb.upos(), Upos::Verb | Upos::Aux) && verb.penn() != Penn::Vbn {
        return of_copula(verb, words);
    }
    if words.ahead_verbs.iter().any(|w| w == verb.lemma()) && verb.penn() == Penn::Vbn {
        return Some(Tense::Ahead);
    }
    let auxiliary = verb.children().filter(|c| c.upos() == Upos::Aux || c.penn() == Penn::Md);
    let mut silent = true;
    for word in auxiliary {
        silent = false;
        if word.penn() == Penn::Md {
            return ahead(word, words);
        }
        if word.penn() == Penn::Vbd || word.lemma() == "have" {
            return Some(Tense::Past);
        }
    }
    match verb.penn() {
        Penn::Vbd => Some(Tense::Past),
        Penn::Vbn if silent => Some(Tense::Past),
        Penn::Vb if verb.children().any(|c| c.penn() == Penn::To) => Some(Tense::Ahead),
        _ => None,
    }
}

fn of_copula(word: TokenView<'_>, words: &TenseWords) -> Option<Tense> {
    let aux = word.children().find(|c| c.upos() == Upos::Aux)?;
    match aux.penn() {
        Penn::Vbd => Some(Tense::Past),
        Penn::Md => ahead(aux, words),
        _ if words.ahead_verbs.iter().any(|w| w == word.lemma()) => Some(Tense::Ahead),
        _ => None,
    }
}

fn ahead(modal: TokenView<'_>, words: &TenseWords) -> Option<Tense> {
    words.ahead_auxiliaries.iter().any(|w| w == modal.lemma()).then_some(Tense::Ahead)
}
