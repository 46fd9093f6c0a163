//! The clause that a time expression belongs to.

use super::phrase::head_among;
use super::subject::subject;
use crate::Document;
use detente_model::{ByteSpan, Deprel, Penn, TokenView, Upos};

/// The word of `span` that the others hang on, and the word that it hangs on.
///
/// Parsers hang the day in "said on Sunday it would leave" on the verb after it; it is the day of saying, unless
/// "that" opens the clause before it.
pub(crate) fn governor<'a>(
    doc: &Document<'a>,
    span: ByteSpan,
) -> Option<(TokenView<'a>, Option<TokenView<'a>>)> {
    let tokens = doc.analysis.tokens_in(span);
    if tokens.is_empty() {
        return None;
    }
    let time = doc.token(head_among(doc, &tokens));
    let Some(head) = time.head() else { return Some((time, None)) };
    // Names of people and countries have no dates: what hangs on them belongs to their clause.
    let verb = std::iter::once(head)
        .chain(head.ancestors())
        .find(|t| t.upos() != Upos::Propn || t.index() > time.index())
        .unwrap_or(head);
    let moved = saying(time, verb).or_else(|| past_aside(doc, time, verb));
    Some((time, Some(moved.unwrap_or(verb))))
}

fn saying<'a>(time: TokenView<'a>, verb: TokenView<'a>) -> Option<TokenView<'a>> {
    let above = verb.head()?;
    let between = |t: TokenView<'_>| above.index() < t.index() && t.index() < time.index();
    let inside = |t: TokenView<'_>| time.index() < t.index() && t.index() < verb.index();
    let subject = subject(verb).is_some_and(inside);
    let opened = verb.children().any(|c| c.deprel() == Deprel::Mark && between(c));
    let complement = matches!(verb.deprel(), Deprel::Ccomp | Deprel::Parataxis);
    (subject && !opened && complement && above.upos() == Upos::Verb && above.index() < time.index())
        .then_some(above)
}

/// The verb above a relative clause that a comma has closed before the day: "the man, who fled in May, on Monday".
fn past_aside<'a>(
    doc: &Document<'a>,
    time: TokenView<'a>,
    above: TokenView<'a>,
) -> Option<TokenView<'a>> {
    let comma = |i: u32| doc.token(i).penn() == Penn::Comma;
    let aside = std::iter::once(above)
        .chain(above.ancestors())
        .find(|t| matches!(t.deprel(), Deprel::Acl | Deprel::AclRelcl))?;
    let start = aside.subtree().start;
    let opened = comma(start) || start.checked_sub(1).is_some_and(comma);
    let closed = (aside.index() + 1..time.index())
        .any(|i| comma(i) && matches!(doc.token(i + 1).upos(), Upos::Adp | Upos::Verb | Upos::Aux));
    let main = || aside.ancestors().find(|t| t.upos() == Upos::Verb);
    (opened && closed).then(main).flatten()
}
