//! Codes a document: finds triggers, fits rules, fills roles, and keeps one event for each act.

use super::arguments::{Arguments, Grammar};
use super::cast::Cast;
use super::matching::{Fit, Matcher};
use super::people::{Casting, Sides};
use super::rule::{Part, Rule};
use super::tree::Tree;
use super::{obligation, setting};
use crate::factuality;
use crate::{Document, Rules};
use detente_model::{Deprel, Event, EventType, Findings, Participant, Penn, Place, Status};
use std::collections::{BTreeMap, BTreeSet};

/// An act before the choice between acts.
struct Act<'a> {
    trigger: u32,
    rule: &'a Rule,
    args: Arguments,
    sides: Sides,
    words: (u32, u32),
    used: Option<u32>,
    part: Part,
    depth: usize,
}

impl Act<'_> {
    /// The word that carries tense: the light verb of a noun, else the trigger.
    fn anchor(&self) -> u32 {
        self.args.light.unwrap_or(self.trigger)
    }
}

/// All events of the document, in reading order.
pub(super) fn code(tree: &Tree<'_>, rules: &Rules, found: &Findings) -> Vec<Event> {
    let doc = tree.doc;
    let cast = Cast::new(tree, found);
    let grammar = Grammar { tree, cast: &cast, rules: &rules.events };
    let acts = choose(tree, rules, candidates(&grammar, &cast, rules, found));
    let anchors: BTreeMap<u32, usize> = acts
        .iter()
        .enumerate()
        .flat_map(|(i, act)| [(act.trigger, i), (act.anchor(), i)])
        .collect();
    let dates = setting::dates(tree, found, &anchors);
    let events = acts.into_iter().enumerate().filter_map(|(i, act)| {
        let span = doc.analysis.span_of(act.words.0..act.words.1 + 1)?;
        let status = status(doc, rules, &act);
        let date = dates.get(&i).copied();
        let date = date.or_else(|| setting::news_date(tree, act.anchor(), status));
        let (attributed_to, quote) = setting::word_of(found, span);
        let score = confidence(&act, status);
        Some(Event {
            sentence: doc.analysis.sentence_of(act.trigger) as u32,
            span,
            event_type: act.rule.event_type,
            mode: act.rule.mode,
            contexts: act.rule.contexts.clone(),
            cameo: act.rule.cameo.clone(),
            status,
            date,
            place: place(&grammar, &act),
            attributed_to,
            quote,
            rule: act.rule.name.clone(),
            score,
            source: act.sides.source,
            target: act.sides.target,
        })
    });
    let mut events: Vec<Event> = events.collect();
    for event in events.iter_mut().filter(|e| e.event_type == EventType::Consult) {
        // "flew to Lima for talks with Peru": the town is where, not with whom.
        if !event.target.iter().all(|p| cast.is_place(*p)) {
            event.target.retain(|p| !cast.is_place(*p));
        }
    }
    events.sort_by_key(|e| (e.span, e.event_type));
    events
}

fn candidates<'a>(
    grammar: &Grammar<'_, '_>,
    cast: &Cast<'_>,
    rules: &'a Rules,
    found: &Findings,
) -> Vec<Act<'a>> {
    let tree = grammar.tree;
    let matcher = Matcher { grammar, cast, factuality: &rules.factuality };
    let casting = Casting { grammar, cast };
    let mut acts = Vec::new();
    for i in 0..tree.len() {
        let words = [tree.lemma(i), tree.form(i)];
        let distinct = if words[0] == words[1] { &words[..1] } else { &words[..] };
        let lost = rules.events.lexicon.verb_of(tree.token(i).text());
        let lost = lost.filter(|&w| w != words[0] && matcher.may_be_lost(i));
        let listed = distinct.iter().filter_map(|w| rules.events.index.get(w)).flatten();
        let listed = listed.chain(lost.iter().filter_map(|w| rules.events.index.get(w)).flatten());
        for (id, trigger) in listed {
            let rule = &rules.events.rules[*id];
            let depth = tree.token(i).ancestors().count();
            if trigger.part == Part::Modal {
                let Some((verb, sides)) = obligation::demand(grammar, cast, found, i) else {
                    continue;
                };
                let args = grammar.of_predicate(verb);
                let words = (i.min(verb), i.max(verb));
                acts.push(Act {
                    trigger: i,
                    rule,
                    args,
                    sides,
                    words,
                    used: None,
                    part: Part::Modal,
                    depth,
                });
                break;
            }
            let Some(fit) = matcher.fit(rule, trigger, i) else { continue };
            let Some(sides) = casting.sides(rule, trigger.part, &fit, i) else { continue };
            let Fit { args, words, used, .. } = fit;
            acts.push(Act {
                trigger: i,
                rule,
                args,
                sides,
                words,
                used,
                part: trigger.part,
                depth,
            });
            break;
        }
    }
    acts
}

/// Keeps one act for each thing done: outer before inner, and nothing that is only asked for, promised or refused.
fn choose<'a>(tree: &Tree<'_>, rules: &Rules, mut acts: Vec<Act<'a>>) -> Vec<Act<'a>> {
    acts.sort_by_key(|a| (a.depth, a.trigger));
    let verbs: BTreeMap<u32, Option<u32>> =
        acts.iter().filter(|a| a.part != Part::Noun).map(|a| (a.trigger, a.used)).collect();
    let lent: BTreeSet<u32> =
        acts.iter().filter(|a| a.part == Part::Noun).filter_map(|a| a.args.light).collect();
    let consumed = |act: &Act<'_>| {
        // The verb asked for this very noun, or the noun speaks for the verb.
        let by_verb = verbs.values().any(|used| *used == Some(act.trigger));
        let by_noun = act.part != Part::Noun && act.used.is_none() && lent.contains(&act.trigger);
        (act.part == Part::Noun && by_verb) || by_noun
    };
    let dropped: BTreeSet<u32> = acts.iter().filter(|a| consumed(a)).map(|a| a.trigger).collect();
    let mut hidden = BTreeSet::new();
    let mut kept: Vec<Act<'a>> = Vec::new();
    for act in acts {
        if is_mere_purpose(tree, rules, &act)
            || dropped.contains(&act.trigger)
            || hidden.contains(&act.trigger)
            || hidden.contains(&act.anchor())
        {
            continue;
        }
        if act.rule.hides {
            hide(tree, &act, &mut hidden);
        }
        match kept.iter_mut().find(|outer| tells_the_same(tree, outer, &act)) {
            Some(outer) => merge(outer, act),
            None => kept.push(act),
        }
    }
    kept.sort_by_key(|a| a.trigger);
    kept
}

/// "a coalition to fight rebels", "came to seek support": an aim, not an act, unless the word above it makes it a plan.
fn is_mere_purpose(tree: &Tree<'_>, rules: &Rules, act: &Act<'_>) -> bool {
    let verb = act.anchor();
    let infinitive = tree.penn(verb) == Penn::Vb
        && tree.children(verb).iter().any(|&c| tree.penn(c) == Penn::To);
    let loose = matches!(tree.deprel(verb), Deprel::Advcl | Deprel::Acl);
    if is_manner(tree, rules, verb) {
        return true;
    }
    let planned =
        tree.head(verb).is_some_and(|h| rules.factuality.effect(tree.token(h).lemma()).is_some());
    // What tells of the same act as its verb is merged with it, not dropped.
    let told = act.rule.event_type == EventType::Consult;
    infinitive && loose && !planned && !told
}

/// "an approach to fighting rebels", whatever the parser hangs it on.
fn is_manner(tree: &Tree<'_>, rules: &Rules, verb: u32) -> bool {
    let form = matches!(tree.penn(verb), Penn::Vb | Penn::Vbg);
    let first = tree.token(verb).sentence().tokens.start;
    let noun = verb.checked_sub(2).filter(|&n| n >= first);
    let marked = matches!(tree.penn(verb.saturating_sub(1)), Penn::To | Penn::In);
    form && marked && noun.is_some_and(|n| tree.is(n, &rules.events.manner))
}

/// Where an act took place; a meeting's place is told from what it was about.
fn place(grammar: &Grammar<'_, '_>, act: &Act<'_>) -> Option<Place> {
    let (tree, cast, rules) = (grammar.tree, grammar.cast, grammar.rules);
    if act.rule.event_type != EventType::Consult {
        return setting::place(tree, rules, cast, &act.args, &[]);
    }
    let (near, skipped) = setting::meeting_place(tree, rules, cast, act.trigger);
    near.or_else(|| setting::place(tree, rules, cast, &act.args, &skipped)).or_else(|| {
        let party = |p: &Participant| {
            act.sides.source.iter().chain(&act.sides.target).any(|s| s.entity == p.entity)
        };
        let named = tree.children(act.trigger).iter().copied().filter(|&c| {
            tree.deprel(c) == Deprel::Compound && cast.at(c).is_some_and(|p| !party(&p))
        });
        named.into_iter().find_map(|c| setting::place_at(cast, c))
    })
}

fn hide(tree: &Tree<'_>, act: &Act<'_>, hidden: &mut BTreeSet<u32>) {
    let mut heads = act.args.content.clone();
    heads.extend(&act.args.object);
    heads.extend(act.args.oblique.iter().filter(|&&o| {
        tree.children(o).iter().any(|&c| {
            tree.deprel(c) == Deprel::Case
                && matches!(tree.token(c).text(), "for" | "of" | "to" | "on" | "with" | "against")
        })
    }));
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

/// Whether `inner` is the same act as `outer`, told again inside its clause: "met to discuss", "killed in an attack".
fn tells_the_same(tree: &Tree<'_>, outer: &Act<'_>, inner: &Act<'_>) -> bool {
    if outer.rule.event_type != inner.rule.event_type {
        return false;
    }
    let mut at = inner.trigger;
    for _ in 0..4 {
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

fn status(doc: &Document<'_>, rules: &Rules, act: &Act<'_>) -> Status {
    if act.rule.negated_future || act.rule.conditional_future || act.part == Part::Modal {
        return Status::Actual;
    }
    let own = factuality::status(doc, &rules.factuality, act.trigger);
    match act.args.light {
        Some(light) if own == Status::Actual => factuality::status(doc, &rules.factuality, light),
        _ => own,
    }
}

/// How sure the coder is: more with both sides, with more conditions met, and high in the sentence.
fn confidence(act: &Act<'_>, status: Status) -> f32 {
    let mut score: f32 = 0.4;
    score += if act.sides.source.is_empty() { 0.0 } else { 0.2 };
    score += if act.sides.target.is_empty() { 0.0 } else { 0.15 };
    score += 0.15 / (1.0 + act.depth as f32);
    score += 0.02 * act.rule.specificity.clamp(0, 4) as f32;
    score += if status == Status::Negated { -0.1 } else { 0.0 };
    score.clamp(0.0, 1.0)
}
