//! Where an event took place.

use super::cast::Cast;
use super::load::EventRules;
use super::tree::Tree;
use crate::clause::Clause;
use crate::dateline;
use detente_model::{Deprel, EventType, Penn, Place, Quad, Upos};

/// How many steps up the tree lead from a place to the act that is told to have been there.
const STEPS: usize = 6;

/// Where the clause says that it was: "in Doha", "at the White House".
pub(crate) fn place(
    tree: &Tree<'_>,
    rules: &EventRules,
    cast: &Cast<'_>,
    args: &Clause,
    skipped: &[u32],
) -> Option<Place> {
    let of_objects = args.object.iter().flat_map(|&o| tree.children(o)).copied();
    args.oblique
        .iter()
        .copied()
        .chain(of_objects)
        .filter(|o| !skipped.contains(o))
        .find_map(|o| place_at(cast, o).filter(|_| tree.case_in(o, &rules.cue.place)))
}

/// Where the journey at token `trigger` leads: "flew to Lima", "a visit to Chad", "is due in Oslo", "visited the port of Aden".
pub(crate) fn destination(
    tree: &Tree<'_>,
    rules: &EventRules,
    cast: &Cast<'_>,
    args: &Clause,
) -> Option<Place> {
    let leads = |&o: &u32| tree.has_case(o, rules.cue.to) || tree.case_in(o, &rules.cue.place);
    let there = args.oblique.iter().copied().filter(leads);
    there.chain(args.object.iter().copied()).find_map(|o| place_at(cast, o))
}

/// Where the rest of the sentence says that the act at `trigger` was: "In Taiz, rebels seized a hilltop", "an attack on a convoy
/// taking food to families in Darfur". What is said rather than done is about places: "ruled out troops in Ukraine".
pub(crate) fn around(
    tree: &Tree<'_>,
    rules: &EventRules,
    cast: &Cast<'_>,
    trigger: u32,
    event_type: EventType,
) -> Option<Place> {
    let said = matches!(event_type.quad(), Quad::VerbalCooperation | Quad::VerbalConflict);
    let (of_act, main) = branch(tree, trigger);
    let verb = of_act.last().copied().filter(|_| main);
    // "a protest against the war in C": the protest is there.
    let arguments = of_act.iter().rev().nth(1).is_none_or(|&t| is_argument(tree, t));
    let tokens = tree.token(trigger).sentence().tokens.clone();
    let located = tokens.filter(|&t| tree.case_in(t, &rules.cue.place) && (!said || t < trigger));
    let near = |t: u32| {
        let (up, _) = branch(tree, t);
        let below = up.iter().position(|&a| a == trigger);
        let top = up.last().copied();
        let beside = top == verb || t < trigger && verb.is_some_and(|v| is_joined(tree, top, v));
        let beside = (beside && verb.is_some() && arguments).then_some(STEPS + up.len());
        Some((below.or(beside)?, t.abs_diff(trigger), t))
    };
    let mut near: Vec<_> = located.filter_map(near).collect();
    near.sort_unstable();
    near.into_iter().find_map(|(_, _, t)| place_at(cast, t))
}

/// The tokens from `token` up to the verb of its clause, and whether that verb was reached.
fn branch(tree: &Tree<'_>, token: u32) -> (Vec<u32>, bool) {
    let mut out = vec![token];
    let mut at = token;
    while out.len() <= STEPS {
        let reduced = tree.deprel(at) == Deprel::Acl;
        if tree.upos(at) == Upos::Verb && !reduced {
            return (out, true);
        }
        let Some(head) = tree.head(at) else { break };
        out.push(head);
        at = head;
    }
    (out, false)
}

fn is_argument(tree: &Tree<'_>, token: u32) -> bool {
    tree.deprel(token).is_subject() || matches!(tree.deprel(token), Deprel::Obj | Deprel::Iobj)
}

/// "In Taiz, fighters seized a hilltop and freed twelve men": what opens a sentence holds for verbs that are joined.
fn is_joined(tree: &Tree<'_>, first: Option<u32>, verb: u32) -> bool {
    tree.deprel(verb) == Deprel::Conj && tree.head(verb) == first
}

/// The place or country that token `i` stands in.
pub(crate) fn place_at(cast: &Cast<'_>, i: u32) -> Option<Place> {
    let entity = cast.entity(cast.at(i)?)?;
    dateline::of_entity(entity)
}

/// Where the meeting at token `trigger` was, by word order, with the places that its topic names instead.
///
/// Parsers hang what follows "talks on the war in C with D in E" at will: E, after the company, is the place; in "talks
/// on steel in C", C is the place when it is a town.
pub(crate) fn meeting_place(
    tree: &Tree<'_>,
    rules: &EventRules,
    cast: &Cast<'_>,
    trigger: u32,
) -> (Option<Place>, Vec<u32>) {
    let end = tree.token(trigger).sentence().tokens.end;
    let (mut topic, mut town, mut skipped) = (false, None, Vec::new());
    for i in trigger + 1..end {
        if matches!(tree.penn(i), Penn::Vbd | Penn::Vbz | Penn::Vbp) {
            break;
        }
        // "a meeting to discuss floods in Mali", "talks aimed at ending the war in Mali", but "talks held in Mali".
        let aim = matches!(tree.penn(i), Penn::Vb | Penn::Vbn | Penn::Vbg)
            && tree.upos(i) == Upos::Verb
            && !tree.is(i, &rules.light);
        topic |= aim;
        if tree.deprel(i) != Deprel::Case {
            continue;
        }
        if tree.is(i, &rules.cue.company) {
            topic = false;
        } else if tree.is(i, &rules.cue.topic) {
            topic |= i + 1 < end && !cast.is_time(tree, i + 1);
        } else if tree.is(i, &rules.cue.place)
            && let Some(o) = tree.head(i)
            && let Some(place) = place_at(cast, o)
        {
            if !topic {
                return (Some(place), skipped);
            }
            skipped.push(o);
            let is_town = cast.at(o).is_some_and(|p| cast.is_place(p));
            town = town.or_else(|| Some(place).filter(|_| is_town));
        }
    }
    (town, skipped)
}
