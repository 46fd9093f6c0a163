//! The clause that a time expression belongs to.

use crate::Document;
use detente_model::{ByteSpan, Deprel, TokenView, Upos};

/// The word of `span` that the others hang on, and the word that it hangs on.
///
/// Parsers hang the day in "said on Sunday it would leave" on the verb behind it; it is the day of saying, unless
/// "that" opens the clause before it.
pub(crate) fn governor<'a>(
    doc: &Document<'a>,
    span: ByteSpan,
) -> Option<(TokenView<'a>, Option<TokenView<'a>>)> {
    let tokens = doc.analysis.tokens_in(span);
    let outside = |t: &u32| doc.token(*t).head().is_none_or(|h| !tokens.contains(&h.index()));
    let time = doc.token(tokens.clone().find(outside)?);
    let Some(head) = time.head() else { return Some((time, None)) };
    // Names of people and countries have no dates: what hangs on them belongs to their clause.
    let verb = std::iter::once(head)
        .chain(head.ancestors())
        .find(|t| t.upos() != Upos::Propn || t.index() > time.index())
        .unwrap_or(head);
    Some((time, Some(saying(time, verb).unwrap_or(verb))))
}

fn saying<'a>(time: TokenView<'a>, verb: TokenView<'a>) -> Option<TokenView<'a>> {
    let above = verb.head()?;
    let between = |t: TokenView<'_>| above.index() < t.index() && t.index() < time.index();
    let inside = |t: TokenView<'_>| time.index() < t.index() && t.index() < verb.index();
    let subject = verb
        .children()
        .any(|c| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjPass) && inside(c));
    let opened = verb.children().any(|c| c.deprel() == Deprel::Mark && between(c));
    let complement = matches!(verb.deprel(), Deprel::Ccomp | Deprel::Parataxis);
    (subject && !opened && complement && above.upos() == Upos::Verb && above.index() < time.index())
        .then_some(above)
}
