//! Who is named beside an act and does not do it: whoever tells of it, whoever is attacked.

use super::answered::kind;
use super::load::EventRules;
use super::people::Sides;
use super::tree::Tree;
use crate::clause;
use detente_model::{Deprel, EventType, Participant, Upos};

/// "The coast guard confirmed the attack", "Chad says that raiders killed two": who only tells of an act does not do it. Beside the
/// clause only where others are named: "the army says that it killed two".
pub(super) fn leave_out_tellers(
    tree: &Tree<'_>,
    rules: &EventRules,
    sides: &mut Sides,
    (trigger, light): (u32, Option<u32>),
    event_type: EventType,
) {
    if !matches!(event_type, EventType::Assault | EventType::Coerce | EventType::Protest) {
        return;
    }
    let not_teller = |verb: u32| {
        let teller = clause::subject(tree.token(verb)).map(|t| t.span());
        move |p: &Participant| teller.is_none_or(|t| !p.span.contains(t))
    };
    if let Some(verb) = light.filter(|&verb| tree.is(verb, &rules.telling)) {
        sides.source.retain(not_teller(verb));
    }
    let clause = light.unwrap_or(trigger);
    let outer = tree.head(clause).filter(|_| tree.deprel(clause) == Deprel::Ccomp);
    let others = |verb: u32| sides.source.iter().any(not_teller(verb));
    if let Some(verb) = outer.filter(|&verb| others(verb)) {
        sides.source.retain(not_teller(verb));
    }
}

/// "Killed in an attack on the rally": those whom an attack is on do not make it.
pub(super) fn leave_out_attacked(tree: &Tree<'_>, rules: &EventRules, sides: &mut Sides) {
    let last = |p: &Participant| tree.doc.analysis.tokens_in(p.span).last();
    sides.source.retain(|p| last(p).is_none_or(|token| !is_attacked(tree, rules, token)));
}

/// Whether the word at `token` is in a phrase that says whom or what an attack is on.
fn is_attacked(tree: &Tree<'_>, rules: &EventRules, token: u32) -> bool {
    let qualifies = |t: u32| matches!(tree.deprel(t), Deprel::Compound | Deprel::NmodPoss);
    let up = |&t: &u32| tree.head(t).filter(|_| qualifies(t));
    let phrase = std::iter::successors(Some(token), up).last().unwrap_or(token);
    let act = tree.head(phrase).filter(|_| tree.case_in(phrase, &rules.cue.against));
    let attack = |act: u32| kind(tree, act) == Some(EventType::Assault);
    act.is_some_and(|act| tree.upos(act) == Upos::Noun && attack(act))
}
