//! Who is named beside an act and does not do it: whoever tells of it or is told, whoever is attacked, whoever blames others for it.

use super::answered::kind;
use super::arguments::Grammar;
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
    // "told a news agency that police beat them": nor does whoever is told.
    let object = |&c: &u32| matches!(tree.deprel(c), Deprel::Obj | Deprel::Iobj);
    let told = outer.and_then(|verb| tree.children(verb).iter().copied().find(object));
    if let Some(told) = told.map(|t| tree.token(t).span()) {
        sides.source.retain(|p| !p.span.contains(told));
    }
    let others = |verb: u32| sides.source.iter().any(not_teller(verb));
    if let Some(verb) = outer.filter(|&verb| others(verb)) {
        sides.source.retain(not_teller(verb));
    }
}

/// "Police attributed the bombing to rebels": rebels did it, and to whom is not said.
pub(super) fn lay_at_door(
    grammar: &Grammar<'_, '_>,
    sides: &mut Sides,
    trigger: u32,
    event_type: EventType,
) {
    let Grammar { tree, rules, cast, .. } = *grammar;
    let harm = matches!(event_type, EventType::Assault | EventType::Coerce);
    let Some(verb) = blaming_verb(tree, rules, trigger).filter(|_| harm) else { return };
    let named = |token: u32| cast.named(tree, rules, token);
    let tellers = clause::subject(tree.token(verb)).map(|t| named(t.index())).unwrap_or_default();
    let doers = blamed(tree, rules, verb, trigger).map(named).unwrap_or_default();
    let among = |all: &[Participant], p: &Participant| all.iter().any(|q| q.entity == p.entity);
    sides.source.retain(|p| !among(&tellers, p));
    sides.target.retain(|p| !among(&doers, p));
    if sides.source.is_empty() {
        sides.source = doers;
    }
}

/// "Attributed the attack to rebels": the words after "to", on whichever word they hang.
pub(super) fn blamed(tree: &Tree<'_>, rules: &EventRules, verb: u32, act: u32) -> Option<u32> {
    let below = tree.children(verb).iter().chain(tree.children(act)).copied();
    let named = |&c: &u32| {
        matches!(tree.deprel(c), Deprel::Obl | Deprel::Nmod) && tree.case_in(c, &rules.cue.blamed)
    };
    below.filter(|c| *c > act).find(named)
}

/// The verb that lays the act of noun `trigger` at a door: "blamed the attack on them".
pub(super) fn blaming_verb(tree: &Tree<'_>, rules: &EventRules, trigger: u32) -> Option<u32> {
    let object = matches!(tree.deprel(trigger), Deprel::Obj | Deprel::NsubjPass);
    tree.head(trigger).filter(|&verb| object && tree.is(verb, &rules.blaming))
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
