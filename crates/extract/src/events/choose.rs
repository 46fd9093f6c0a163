//! The choice between the acts that rules find: one for each thing done.

use super::act::Act;
use super::rule::Part;
use super::tree::Tree;
use crate::{Rules, clause};
use detente_model::{Deprel, EventType};
use std::collections::{BTreeMap, BTreeSet};

/// Keeps one act for each thing done: outer before inner, and nothing that is only asked for, promised or refused.
pub(super) fn choose<'a>(tree: &Tree<'_>, rules: &Rules, mut acts: Vec<Act<'a>>) -> Vec<Act<'a>> {
    acts.sort_by_key(|a| (a.depth, a.trigger));
    let lent: BTreeSet<u32> =
        acts.iter().filter(|a| a.part == Part::Noun).filter_map(|a| a.args.light).collect();
    let used: BTreeSet<u32> =
        acts.iter().filter(|a| a.part != Part::Noun).filter_map(|a| a.used).collect();
    let consumed = |act: &Act<'_>| {
        // The verb asked for this very noun, or the noun speaks for the verb.
        let by_verb = used.contains(&act.trigger);
        let by_noun = act.part != Part::Noun && act.used.is_none() && lent.contains(&act.trigger);
        (act.part == Part::Noun && by_verb) || by_noun
    };
    let dropped: BTreeSet<u32> = acts.iter().filter(|a| consumed(a)).map(|a| a.trigger).collect();
    let mut hidden = BTreeSet::new();
    let mut kept: Vec<Act<'a>> = Vec::new();
    // The acts that are kept, by the words that name them.
    let mut at: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for act in acts {
        if is_mere_purpose(tree, rules, &act)
            || dropped.contains(&act.trigger)
            || hidden.contains(&act.trigger)
            || hidden.contains(&act.anchor())
        {
            continue;
        }
        if act.rule.hides {
            hide(tree, rules, &act, &mut hidden);
        }
        let above = |t: &u32| at.get(t).into_iter().flatten().copied();
        let outer = climb(tree, act.trigger)
            .flat_map(|t| above(&t).collect::<Vec<_>>())
            .filter(|&i| tells_the_same(tree, &kept[i], &act))
            .min();
        match outer {
            Some(i) => merge(&mut kept[i], act),
            None => {
                for token in BTreeSet::from([act.trigger, act.anchor()]) {
                    at.entry(token).or_default().push(kept.len());
                }
                kept.push(act);
            }
        }
    }
    kept.sort_by_key(|a| a.trigger);
    kept
}

/// "a coalition to fight rebels", "came to seek support": an aim, not an act, unless the word above it makes it a plan.
fn is_mere_purpose(tree: &Tree<'_>, rules: &Rules, act: &Act<'_>) -> bool {
    let verb = act.anchor();
    let infinitive = clause::is_infinitive(tree.token(verb));
    let loose = matches!(tree.deprel(verb), Deprel::Advcl | Deprel::Acl);
    let planned =
        tree.head(verb).is_some_and(|h| rules.factuality.effect(tree.token(h).lemma()).is_some());
    // What tells of the same act as its verb is merged with it, not dropped.
    let told = act.rule.event_type == EventType::Consult;
    infinitive && loose && !planned && !told
}

fn hide(tree: &Tree<'_>, rules: &Rules, act: &Act<'_>, hidden: &mut BTreeSet<u32>) {
    let mut heads = act.args.content.clone();
    heads.extend(&act.args.object);
    heads.extend(
        act.args
            .oblique
            .iter()
            .filter(|&&o| clause::markers(tree.token(o)).any(|m| rules.clauses.opens_content(m))),
    );
    if act.part == Part::Modal {
        heads.extend(tree.head(act.trigger));
    }
    tree.walk(&heads, |t| {
        let aside = !heads.contains(&t)
            && matches!(
                tree.deprel(t),
                Deprel::AclRelcl | Deprel::Advcl | Deprel::Parataxis | Deprel::Appos
            );
        if !aside && t != act.trigger {
            hidden.insert(t);
        }
        !aside
    });
}

/// How many words up an act is looked for that tells of the same.
const UP: usize = 4;

/// Token `i` and the words above it, as far as one act is looked for.
fn climb<'t>(tree: &'t Tree<'_>, i: u32) -> impl Iterator<Item = u32> + 't {
    std::iter::successors(Some(i), |&t| tree.head(t)).take(UP)
}

/// Whether `inner` is the same act as `outer`, told again inside its clause: "met to discuss", "killed in an attack".
fn tells_the_same(tree: &Tree<'_>, outer: &Act<'_>, inner: &Act<'_>) -> bool {
    if outer.rule.event_type != inner.rule.event_type {
        return false;
    }
    let mut at = inner.trigger;
    for _ in 0..UP {
        if at == outer.trigger || at == outer.anchor() {
            let (a, b) = (&outer.sides.source, &inner.sides.source);
            let shared = a.iter().any(|p| b.iter().any(|q| p.entity == q.entity));
            return a.is_empty() || b.is_empty() || shared;
        }
        if matches!(tree.deprel(at), Deprel::Conj | Deprel::Parataxis | Deprel::Root) {
            return false;
        }
        let Some(head) = tree.head(at) else { return false };
        at = head;
    }
    false
}

fn merge<'a>(outer: &mut Act<'a>, inner: Act<'a>) {
    if outer.sides.source.is_empty() {
        outer.sides.source = inner.sides.source;
    }
    for who in inner.sides.target {
        let known = outer.sides.source.iter().chain(&outer.sides.target);
        if known.clone().all(|p| p.entity != who.entity) {
            outer.sides.target.push(who);
        }
    }
    if outer.rule.mode.is_none() && inner.rule.mode.is_some() {
        outer.rule = inner.rule;
    }
}
