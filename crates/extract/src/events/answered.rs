//! Whom an answer answers: "Sudan accused Chad. Chad rejected the allegation" is against Sudan.

use super::cast::Cast;
use super::people::Sides;
use super::tree::Tree;
use crate::Rules;
use crate::clause::Clause;
use detente_model::{Deprel, EventType, Participant, Penn, Upos};

/// How many sentences back the act that is answered may lie.
const BACK: u32 = 2;

/// How many where the noun says what kind of act it was: "the sanctions".
const BACK_ALIKE: u32 = 6;

/// From here on the network tells the kind of act that a noun names.
const LIKELY: f32 = 0.2;

/// An act in the order of the text.
pub(super) struct Told<'s> {
    pub(super) trigger: u32,
    pub(super) event_type: EventType,
    pub(super) args: &'s Clause,
    pub(super) sides: &'s Sides,
}

/// Whoever did what the act at `i` answers, where its own words name nobody: the doer of the last act that was done to whoever
/// answers, else of the last act. `acts` are in the order of their triggers.
pub(super) fn answered(
    tree: &Tree<'_>,
    rules: &Rules,
    cast: &Cast<'_>,
    acts: &[Told<'_>],
    i: usize,
) -> Vec<Participant> {
    use EventType::{Accuse, Agree, Reject, Support};
    let act = &acts[i];
    if strikes_back(tree, rules, act) {
        return last_to_hit(tree, cast, acts, i);
    }
    let answers = matches!(act.event_type, Accuse | Agree | Reject | Support);
    if !answers || !act.sides.target.is_empty() || act.sides.source.is_empty() {
        return Vec::new();
    }
    let about = about(tree, act.args);
    let taken_up = about.iter().find(|&&o| is_taken_up(tree, o));
    let names = |&o: &u32| !cast.named(tree, &rules.events, o).is_empty();
    let Some(taken_up) = taken_up.filter(|_| !about.iter().any(names)) else { return Vec::new() };
    let sentence = |t: u32| tree.doc.sentence(t);
    let here = sentence(act.trigger);
    let on = |side: &[Participant], who: &Participant| side.iter().any(|p| p.entity == who.entity);
    let doers = |told: &Told<'_>| -> Vec<Participant> {
        let others = told.sides.source.iter().filter(|p| !on(&act.sides.source, p));
        others.copied().collect()
    };
    let before = acts[..i].iter().rev().filter(|told| told.trigger < *taken_up);
    let near = before.take_while(|told| sentence(told.trigger) + BACK_ALIKE >= here);
    let done: Vec<&Told<'_>> = near.filter(|told| !doers(told).is_empty()).collect();
    let kind = kind(tree, *taken_up);
    let alike = done.iter().find(|told| Some(told.event_type) == kind);
    if let Some(told) = alike {
        return doers(told);
    }
    let known: Vec<&Told<'_>> =
        done.into_iter().filter(|told| sentence(told.trigger) + BACK >= here).collect();
    let done_to_us = |told: &&&Told<'_>| told.sides.target.iter().any(|p| on(&act.sides.source, p));
    let meant = known.iter().find(done_to_us).or(known.first());
    meant.map(|told| doers(told)).unwrap_or_default()
}

/// "Returned fire", "vowed revenge", "retaliated with mortars", without word of whom.
fn strikes_back(tree: &Tree<'_>, rules: &Rules, act: &Told<'_>) -> bool {
    use EventType::{Assault, Coerce, Mobilize, Protest, Sanction, Threaten};
    let hits =
        matches!(act.event_type, Assault | Coerce | Mobilize | Protest | Sanction | Threaten);
    let open = act.sides.target.is_empty() && !act.sides.source.is_empty();
    let back = |&t: &u32| tree.is(t, &rules.events.strike_back);
    let mut words = std::iter::once(act.trigger).chain(act.args.object.iter().copied());
    hits && open && words.any(|t| back(&t))
}

/// Whoever was the last to do something hostile to whoever acts at `i`, or to one of the same state.
fn last_to_hit(tree: &Tree<'_>, cast: &Cast<'_>, acts: &[Told<'_>], i: usize) -> Vec<Participant> {
    use EventType::{Accuse, Assault, Coerce, Sanction, Threaten};
    let act = &acts[i];
    let state = |p: &Participant| cast.entity(*p).and_then(|e| e.country);
    let ours = |p: &Participant| {
        let alike =
            |s: &Participant| s.entity == p.entity || state(s).is_some() && state(s) == state(p);
        act.sides.source.iter().any(alike)
    };
    let here = tree.doc.sentence(act.trigger);
    let near = |told: &&Told<'_>| tree.doc.sentence(told.trigger) + BACK_ALIKE >= here;
    let hit_us = |told: &&Told<'_>| {
        matches!(told.event_type, Accuse | Assault | Coerce | Sanction | Threaten)
            && told.sides.target.iter().any(ours)
            && !told.sides.source.is_empty()
            && !told
                .sides
                .source
                .iter()
                .any(|p| act.sides.source.iter().any(|s| s.entity == p.entity))
    };
    let last = acts[..i].iter().rev().take_while(near).find(hit_us);
    last.map(|told| told.sides.source.clone()).unwrap_or_default()
}

/// The heads of what an act is about: "dismissed the claim", "agreed to the idea", "called the charge absurd".
fn about(tree: &Tree<'_>, args: &Clause) -> Vec<u32> {
    let subjects = args.content.iter().filter_map(|&c| tree.child(c, Deprel::Nsubj));
    args.object.iter().chain(&args.oblique).copied().chain(subjects).collect()
}

/// The type of act that the network would see in the noun, if any.
pub(super) fn kind(tree: &Tree<'_>, noun: u32) -> Option<EventType> {
    // Proposals are in reading order and never overlap.
    let acts = tree.doc.analysis.acts.as_deref().unwrap_or_default();
    let act = acts.get(acts.partition_point(|a| a.tokens.end <= noun))?;
    let names = act.tokens.contains(&noun) && act.score >= LIKELY;
    act.best_type().filter(|_| names).map(|(t, _)| t)
}

/// Whether a noun takes up what was told before, and says no more of it: "the allegation", "this step", but not "the detention of
/// strikers".
fn is_taken_up(tree: &Tree<'_>, noun: u32) -> bool {
    let definite = |&c: &u32| {
        tree.deprel(c) == Deprel::Det
            && matches!(tree.token(c).lemma(), "the" | "this" | "that" | "these" | "those")
    };
    let says_more = |&c: &u32| {
        matches!(
            tree.deprel(c),
            Deprel::Nmod | Deprel::NmodPoss | Deprel::Acl | Deprel::AclRelcl | Deprel::Appos
        )
    };
    if matches!(tree.token(noun).lemma(), "this" | "that" | "it") && tree.upos(noun) == Upos::Pron {
        return true;
    }
    let children = tree.children(noun);
    tree.upos(noun) == Upos::Noun
        && tree.penn(noun) != Penn::Nnp
        && children.iter().any(definite)
        && !children.iter().any(says_more)
}

/// How many sentences back the act may lie that a bare noun tells of again.
const AGAIN: u32 = 3;

/// The sides of the last act of the same kind, where the one at `i` is told by a bare definite noun: "The attack also damaged the
/// port."
pub(super) fn told_before(tree: &Tree<'_>, acts: &[Told<'_>], i: usize) -> Option<Sides> {
    let act = &acts[i];
    let done_to = matches!(act.event_type, EventType::Assault | EventType::Coerce);
    if !done_to || !is_taken_up(tree, act.trigger) {
        return None;
    }
    let here = tree.doc.sentence(act.trigger);
    let near = |told: &&Told<'_>| tree.doc.sentence(told.trigger) + AGAIN >= here;
    let mut before = acts[..i].iter().rev().take_while(near);
    before.find(|told| told.event_type == act.event_type).map(|told| told.sides.clone())
}
