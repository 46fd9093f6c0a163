//! Which clause a day belongs to, and which other clauses of the sentence share it.

use super::tree::Tree;
use crate::{clause, times::TimeRules};
use detente_model::{ByteSpan, DateRange, Deprel, Findings, Penn, TimeKind, TokenView, Upos};
use std::collections::BTreeMap;

/// The day of a clause or of a noun that is an act.
#[derive(Clone, Copy)]
pub(super) struct ClauseDate {
    pub(super) range: DateRange,
    /// How far up in the tree the day was found to belong.
    pub(super) steps: u32,
    /// The token of the day.
    at: u32,
}

/// Words between day and act at most.
const REACH: u32 = 12;

/// Days that a noun's own day is old at least, where nothing else tells it from the day of the clause.
const OLD: i64 = 365;

/// A time expression on its way up.
struct Time<'a> {
    token: u32,
    range: DateRange,
    case: Option<&'a str>,
    /// Whether it is long past.
    old: bool,
    /// Whether it is wholly after the day of writing.
    ahead: bool,
}

/// The days of the clauses and acts, by the verb or the noun that heads them.
pub(super) fn dated(
    tree: &Tree<'_>,
    rules: &TimeRules,
    found: &Findings,
    acts: &BTreeMap<u32, usize>,
) -> BTreeMap<u32, ClauseDate> {
    let mut clauses: BTreeMap<u32, ClauseDate> = BTreeMap::new();
    let day = tree.doc.article.day();
    for (i, time) in found.times.iter().enumerate() {
        let Some(mut range) = time.range else { continue };
        if time.kind == TimeKind::Duration && day.is_some_and(|day| range.end() > day) {
            continue;
        }
        if let Some(last) =
            found.times.get(i + 1).filter(|b| joined(tree, rules, time.span, b.span))
            && let Some(end) = last.range
        {
            range = DateRange::between(range.start(), end.end()).unwrap_or(range);
        }
        let Some((token, Some(above))) = clause::governor(tree.doc, time.span) else { continue };
        let case = clause::case(token).map(|c| c.lemma());
        if case == Some("since")
            && let Some(until_now) = day.and_then(|day| DateRange::between(range.start(), day))
        {
            range = until_now;
        }
        let old = day.is_some_and(|day| (day - range.end()).num_days() > OLD);
        let ahead = day.is_some_and(|day| range.start() > day);
        let time = Time { token: token.index(), range, case, old, ahead };
        rise(tree, &time, above.index(), acts, &mut clauses);
    }
    clauses
}

/// Carries a day up the tree to the first act, and leaves it with the first verb on the way.
fn rise(
    tree: &Tree<'_>,
    time: &Time<'_>,
    above: u32,
    acts: &BTreeMap<u32, usize>,
    clauses: &mut BTreeMap<u32, ClauseDate>,
) {
    let (mut from, mut at) = (time.token, above);
    for steps in 0..REACH {
        let act = acts.contains_key(&at);
        if crosses_bracket(tree, time.token, at) || !passes(tree, time, from, at, act) {
            return;
        }
        if act || tree.upos(at) == Upos::Verb {
            let since = time.case == Some("since");
            if since && !goes_on(tree.token(at)) || time.old && tells_of_now(tree.token(at)) {
                return;
            }
            let date = ClauseDate { range: time.range, steps, at: time.token };
            let known = clauses.entry(at).or_insert(date);
            if known.steps > steps {
                *known = date;
            }
        }
        let Some(head) = tree.head(at).filter(|_| !act) else { return };
        (from, at) = (at, head);
    }
}

/// Whether what a word names can have gone on since some day: "have detained", "fighting", but not "met for the first time
/// since 2002" or "the worst attack since May".
fn goes_on(word: TokenView<'_>) -> bool {
    if word.upos() != Upos::Verb {
        return !word
            .children()
            .any(|c| c.penn() == Penn::Jjs || matches!(c.lemma(), "first" | "only"));
    }
    matches!(word.penn(), Penn::Vbg | Penn::Vbn) || clause::has_auxiliary(word, "have")
}

/// Whether a verb is in the simple present, in which digests tell the news: "is sentenced for killings in 2017".
fn tells_of_now(word: TokenView<'_>) -> bool {
    let present = |t: TokenView<'_>| matches!(t.penn(), Penn::Vbz | Penn::Vbp);
    let auxiliary = |c: TokenView<'_>| matches!(c.deprel(), Deprel::Aux | Deprel::AuxPass);
    word.upos() == Upos::Verb
        && !clause::has_auxiliary(word, "have")
        && (present(word) || word.children().any(|c| auxiliary(c) && present(c)))
}

/// Whether the day goes on from the word at `from` to its head `at`.
fn passes(tree: &Tree<'_>, time: &Time<'_>, from: u32, at: u32, act: bool) -> bool {
    if from == time.token {
        // "the 1998 treaty", "the war of 1973", "fighting since May": the noun's own.
        let noun = matches!(tree.upos(at), Upos::Noun | Upos::Propn);
        let own = from < at || time.old || matches!(time.case, Some("of" | "since"));
        return act || !noun || !own;
    }
    match tree.deprel(from) {
        Deprel::Acl | Deprel::AclRelcl | Deprel::AdvclRelcl | Deprel::Appos => act,
        Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::Parataxis => false,
        Deprel::Xcomp => !time.ahead,
        Deprel::Advcl => goes_with(tree, from),
        Deprel::Conj => tree.upos(from) != Upos::Verb || !clause::has_subject(tree.token(from)),
        _ => true,
    }
}

/// Whether an adverbial clause is of the same time as the clause above: "killing nine people", "to stop them from leaving".
fn goes_with(tree: &Tree<'_>, verb: u32) -> bool {
    let verb = tree.token(verb);
    let same_time = |c: TokenView<'_>| {
        c.deprel() != Deprel::Mark
            || matches!(c.lemma(), "to" | "as" | "while" | "by" | "from" | "in" | "amid")
    };
    verb.penn() != Penn::Vbn
        && !clause::has_auxiliary(verb, "have")
        && verb.children().all(same_time)
}

/// Whether a bracket opens or closes between the two tokens, so that one of them stands aside.
fn crosses_bracket(tree: &Tree<'_>, a: u32, b: u32) -> bool {
    let mut depth = 0i32;
    let mut lowest = 0;
    for i in a.min(b)..a.max(b) {
        match tree.token(i).text() {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            _ => {}
        }
        lowest = lowest.min(depth);
    }
    depth != 0 || lowest != 0
}

/// Whether the two expressions are the ends of one range: "from March to May".
fn joined(tree: &Tree<'_>, rules: &TimeRules, first: ByteSpan, second: ByteSpan) -> bool {
    let text = tree.doc.text();
    let before = text[..first.start as usize].split_whitespace().next_back().unwrap_or_default();
    let between = text.get(first.end as usize..second.start as usize).unwrap_or_default();
    rules.joins(before, between.trim())
}

/// The day that the act at `token` shares with another clause of its sentence.
pub(super) fn passed_on(
    tree: &Tree<'_>,
    rules: &TimeRules,
    clauses: &BTreeMap<u32, ClauseDate>,
    token: u32,
) -> Option<DateRange> {
    let own_subject = |i: u32| clause::has_subject(tree.token(i));
    let (mut at, mut shared) = (token, None);
    for _ in 0..4 {
        let Some(head) = tree.head(at) else { break };
        let date = clauses.get(&head);
        let heard = match tree.deprel(at) {
            // A day at the head of the sentence is that of all its clauses.
            Deprel::Conj => date.filter(|d| !own_subject(at) || is_fronted(tree, d.at, head)),
            Deprel::Advcl if goes_with(tree, at) => date,
            // "The talks began on Monday."
            Deprel::Nsubj if tree.upos(at) == Upos::Noun && tree.upos(head) == Upos::Verb => date,
            Deprel::Obj | Deprel::NsubjPass if rules.enacts(tree.token(head).lemma()) => date,
            Deprel::Xcomp => date.filter(|_| rules.enacts(tree.token(head).lemma())),
            _ => break,
        };
        if let Some(date) = heard {
            shared = Some(date.range);
            break;
        }
        at = head;
    }
    // "recalled the envoy and closed the consulate on Sunday".
    shared.or_else(|| {
        let later = tree.children(token).iter().filter(|&&c| {
            tree.deprel(c) == Deprel::Conj && tree.upos(c) == Upos::Verb && !own_subject(c)
        });
        later.filter_map(|c| clauses.get(c)).map(|d| d.range).find(|r| r.to_day().is_some())
    })
}

/// Whether the day at `time` stands before its verb and the verb's subject.
fn is_fronted(tree: &Tree<'_>, time: u32, verb: u32) -> bool {
    time < verb && tree.children(verb).iter().all(|&c| !tree.deprel(c).is_subject() || time < c)
}
