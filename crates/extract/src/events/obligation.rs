//! "Britain said that Libya must hand over the suspects": a demand made with a modal verb.

use super::arguments::Grammar;
use super::cast::Cast;
use super::people::Sides;
use super::setting::word_of;
use crate::clause;
use detente_model::{ByteSpan, Deprel, Findings, Participant, Upos};

/// The verb under the modal at token `i` and the two sides of the demand: who speaks, and who must act.
pub(crate) fn demand(
    grammar: &Grammar<'_, '_>,
    cast: &Cast<'_>,
    found: &Findings,
    i: u32,
) -> Option<(u32, Sides)> {
    let tree = grammar.tree;
    if tree.upos(i) != Upos::Aux || tree.deprel(i) != Deprel::Aux {
        return None;
    }
    let verb = tree.head(i)?;
    let target = cast.named(tree, grammar.rules, grammar.actor(verb)?);
    let source = reporter(grammar, cast, verb).or_else(|| speaker(found, tree.token(i).span()))?;
    let other = target.iter().any(|t| source.iter().all(|s| s.entity != t.entity));
    (other && !source.is_empty()).then_some((verb, Sides { source, target }))
}

/// Whoever says the clause of `verb`.
fn reporter(grammar: &Grammar<'_, '_>, cast: &Cast<'_>, mut verb: u32) -> Option<Vec<Participant>> {
    let tree = grammar.tree;
    for _ in 0..3 {
        let head = tree.head(verb)?;
        match tree.deprel(verb) {
            Deprel::Conj => verb = head,
            Deprel::Ccomp | Deprel::Acl | Deprel::Parataxis => {
                let who = cast.named(tree, grammar.rules, grammar.actor(head)?);
                return (!who.is_empty()).then_some(who);
            }
            _ => break,
        }
    }
    // "…must be stopped, the minister said": the verb of saying hangs on the clause.
    let said = tree.token(verb).children().filter(|c| c.deprel() == Deprel::Parataxis);
    let who = cast.named(tree, grammar.rules, said.filter_map(clause::subject).next()?.index());
    (!who.is_empty()).then_some(who)
}

fn speaker(found: &Findings, at: ByteSpan) -> Option<Vec<Participant>> {
    let (entity, quote) = word_of(found, at);
    let span = found.quotes.get(quote?.index())?.speaker?;
    Some(vec![Participant { entity: entity?, span }])
}
