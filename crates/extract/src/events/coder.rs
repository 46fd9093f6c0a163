//! Codes a document: finds what rules and network take for acts, judges it, and makes an event of each act that is kept.

use super::act::Act;
use super::answered::{Told, answered, told_before};
use super::arguments::Grammar;
use super::cast::Cast;
use super::choose::choose;
use super::judge::{self, Verdict};
use super::lexicon::Word;
use super::matching::{Fit, Matcher};
use super::people::Casting;
use super::proposal::{Candidate, Joining};
use super::rule::Part;
use super::tree::Tree;
use super::weighed::Weighed;
use super::{obligation, retold, scene, setting};
use crate::{Rules, clause, factuality};
use detente_model::{
    DateRange, Deprel, EntityKind, Event, EventType, Findings, Mode, Participant, Place, Status,
    Upos,
};
use std::collections::{BTreeMap, BTreeSet};

/// All events of the document, in reading order.
pub(super) fn code(tree: &Tree<'_>, rules: &Rules, found: &Findings) -> Vec<Event> {
    let cast = Cast::new(tree, found);
    let grammar = Grammar { tree, cast: &cast, rules: &rules.events, clauses: &rules.clauses };
    let coder = Coder { grammar: &grammar, rules, found };
    let mut likeliest: Vec<Judged<'_>> =
        coder.groups().into_iter().filter_map(|g| coder.best(g)).collect();
    likeliest.sort_by_key(|act| act.candidate.trigger);
    let mut likeliest = coder.once(likeliest);
    coder.recall(&mut likeliest);
    coder.blame_doers(&mut likeliest);
    coder.answer(&mut likeliest);
    let least = rules.judgement.least;
    let kept: Vec<Judged<'_>> =
        likeliest.into_iter().filter(|judged| judged.verdict.keep >= least).collect();
    let kept = coder.without_demanded(kept);
    let dated = |act: &Judged<'_>| setting::Dated {
        trigger: act.candidate.trigger,
        anchor: act.candidate.anchor(),
        status: act.verdict.status,
    };
    let acts: Vec<setting::Dated> = kept.iter().map(dated).collect();
    let dates = setting::dates(tree, &rules.times, found, &acts);
    let kept = kept.into_iter().zip(dates);
    let mut events: Vec<Event> = kept.filter_map(|(act, date)| coder.event(act, date)).collect();
    setting::follow_text(tree, found, &mut events);
    setting::join_headline_speaker(found, &mut events);
    for event in events.iter_mut().filter(|e| e.event_type.is_joint()) {
        // "Lund convened a meeting": nobody meets himself, but "the leaders met".
        let alone = match (event.source.as_slice(), event.target.as_slice()) {
            ([a], [b]) => a.entity == b.entity && is_one(&cast, *a),
            _ => false,
        };
        if alone {
            event.target.clear();
        }
    }
    let is_in = |p: &Participant| {
        let place = &rules.events.cue.place;
        cast.is_place(*p) && tree.doc.analysis.tokens_in(p.span).any(|t| tree.case_in(t, place))
    };
    for event in &mut events {
        match event.event_type {
            // "flew to Lima for talks with Peru": the town is where, not with whom.
            EventType::Consult if !event.target.iter().all(|p| cast.is_place(*p)) => {
                event.target.retain(|p| !cast.is_place(*p));
            }
            // "condemned the attack in Mubi" is not against Mubi, but "thanked Quito" is to Ecuador.
            EventType::Accuse | EventType::Support => event.target.retain(|p| !is_in(p)),
            _ => {}
        }
    }
    events.sort_by_key(|e| (e.span, e.event_type));
    events
}

/// Everything that may be an event, kept or not; what is about the same words stands together.
pub(super) fn weigh(tree: &Tree<'_>, rules: &Rules, found: &Findings) -> Vec<Vec<Weighed>> {
    let cast = Cast::new(tree, found);
    let grammar = Grammar { tree, cast: &cast, rules: &rules.events, clauses: &rules.clauses };
    let coder = Coder { grammar: &grammar, rules, found };
    let weigh = |candidate: Candidate<'_>| {
        let judged = coder.judge(candidate);
        let (candidate, verdict) = (&judged.candidate, judged.verdict);
        let keep = judge::keep_features(candidate);
        let score = judge::score_features(candidate, verdict.keep, verdict.status);
        let named = |names: &[&'static str], values: &[f32]| {
            names.iter().copied().zip(values.iter().copied()).collect()
        };
        let statuses = candidate.proposal.map(|p| p.statuses.clone()).unwrap_or_default();
        let read_status = candidate.read_status;
        Some(Weighed {
            keep: named(&judge::KEEP, &keep),
            score: named(&judge::SCORE, &score),
            settled: Vec::new(),
            statuses,
            read_status,
            fell_through: candidate.fell_through,
            event: coder.event(judged, None)?,
        })
    };
    coder.groups().into_iter().map(|g| g.into_iter().filter_map(weigh).collect()).collect()
}

/// Whether somebody is a single person or state.
fn is_one(cast: &Cast<'_>, who: Participant) -> bool {
    let kind = cast.entity(who).map(|e| e.kind);
    matches!(kind, Some(EntityKind::Person | EntityKind::Country))
}

/// What stands for a rule where none fired.
const NETWORK: &str = "network";

/// A candidate with what the models say of it.
struct Judged<'a> {
    candidate: Candidate<'a>,
    verdict: Verdict,
}

struct Coder<'a, 'd> {
    grammar: &'a Grammar<'a, 'd>,
    rules: &'a Rules,
    found: &'a Findings,
}

impl<'a> Coder<'a, '_> {
    /// The candidates of each act.
    fn groups(&self) -> Vec<Vec<Candidate<'a>>> {
        let Self { grammar, rules, found } = *self;
        let acts = choose(grammar.tree, rules, acts(grammar, grammar.cast, rules, found));
        let proposals = grammar.tree.doc.analysis.acts.as_deref().unwrap_or_default();
        Joining { grammar, cast: grammar.cast, rules, found }.candidates(acts, proposals)
    }

    fn best<'c>(&self, group: Vec<Candidate<'c>>) -> Option<Judged<'c>> {
        let judged = group.into_iter().map(|candidate| self.judge(candidate));
        judged.max_by(|a, b| a.verdict.keep.total_cmp(&b.verdict.keep))
    }

    /// "Two died in the raid": what a clause names twice is one act, kept where it is surer.
    fn once<'c>(&self, mut acts: Vec<Judged<'c>>) -> Vec<Judged<'c>> {
        let tree = self.grammar.tree;
        let least = self.rules.judgement.least;
        let mut again = vec![false; acts.len()];
        let mut at: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, act) in acts.iter().enumerate().filter(|(_, act)| act.verdict.keep >= least) {
            for token in BTreeSet::from([act.candidate.trigger, act.candidate.anchor()]) {
                at.entry(token).or_default().push(i);
            }
        }
        for i in 0..acts.len() {
            if again[i] || acts[i].verdict.keep < least {
                continue;
            }
            let inner = &acts[i].candidate;
            let above = retold::above(tree, inner).filter_map(|token| at.get(&token)).flatten();
            let outer = above.copied().find(|&j| {
                j != i && !again[j] && retold::is_retold(tree, &acts[j].candidate, inner)
            });
            let Some(outer) = outer else { continue };
            let surer = acts[outer].verdict.keep >= acts[i].verdict.keep;
            let (stays, goes) = if surer { (outer, i) } else { (i, outer) };
            again[goes] = true;
            let more = acts[goes].candidate.sides.clone();
            retold::fill(&mut acts[stays].candidate.sides, more);
        }
        acts.into_iter().zip(again).filter(|(_, again)| !again).map(|(act, _)| act).collect()
    }

    /// "condemned the attack on Kabul", "hailed the release of two Chadians by Mali": what is blamed or praised is an act,
    /// and meant is whoever does it, never those to whom it is done.
    fn blame_doers(&self, acts: &mut [Judged<'_>]) {
        let least = self.rules.judgement.least;
        // "the raid on Jos" is an act, coded or not, but "the policy of Chad" seldom is.
        let is_act = |act: &Judged<'_>| {
            let done_to_others = matches!(
                act.candidate.event_type,
                EventType::Assault | EventType::Coerce | EventType::Retreat
            );
            done_to_others || act.verdict.keep >= least
        };
        let named = acts.iter().enumerate().filter(|(_, act)| is_act(act));
        let by_trigger: BTreeMap<u32, usize> =
            named.map(|(i, act)| (act.candidate.trigger, i)).collect();
        for i in 0..acts.len() {
            let candidate = &acts[i].candidate;
            if !matches!(candidate.event_type, EventType::Accuse | EventType::Support) {
                continue;
            }
            let args = &candidate.args;
            let told = args.object.iter().find_map(|o| by_trigger.get(o)).filter(|&&t| t != i);
            let Some(act) = told.map(|&t| acts[t].candidate.sides.clone()) else { continue };
            let sides = &mut acts[i].candidate.sides;
            let on = |side: &[Participant], who: &Participant| {
                side.iter().any(|p| p.entity == who.entity)
            };
            sides.target.retain(|p| !on(&act.target, p) || on(&act.source, p));
            if sides.target.is_empty() {
                let source = sides.source.clone();
                sides.target.extend(act.source.into_iter().filter(|p| !on(&source, p)));
            }
        }
    }

    /// "The attack also damaged the port": who did it, and to whom else, was told before.
    fn recall(&self, acts: &mut [Judged<'_>]) {
        for (i, before) in self.among_kept(acts, |told, i| told_before(self.grammar.tree, told, i))
        {
            if let Some(before) = before {
                retold::fill(&mut acts[i].candidate.sides, before);
            }
        }
    }

    /// "Sudan accused Chad. Chad rejected the allegation": against Sudan.
    fn answer(&self, acts: &mut [Judged<'_>]) {
        let Grammar { tree, cast, .. } = *self.grammar;
        for (i, whom) in self.among_kept(acts, |told, i| answered(tree, self.rules, cast, told, i))
        {
            acts[i].candidate.sides.target.extend(whom);
        }
    }

    /// What `find` finds for each of the acts that are kept, among them in the order of the text.
    fn among_kept<T>(
        &self,
        acts: &[Judged<'_>],
        find: impl Fn(&[Told<'_>], usize) -> T,
    ) -> Vec<(usize, T)> {
        let least = self.rules.judgement.least;
        let kept: Vec<usize> = (0..acts.len()).filter(|&i| acts[i].verdict.keep >= least).collect();
        let told = |&i: &usize| {
            let Candidate { trigger, event_type, ref args, ref sides, .. } = acts[i].candidate;
            Told { trigger, event_type, args, sides }
        };
        let told: Vec<Told<'_>> = kept.iter().map(told).collect();
        let found: Vec<T> = (0..told.len()).map(|at| find(&told, at)).collect();
        kept.into_iter().zip(found).collect()
    }

    /// "Peru asked Chile to condemn the raid": what is only demanded has not been done, whatever else says so.
    fn without_demanded<'c>(&self, acts: Vec<Judged<'c>>) -> Vec<Judged<'c>> {
        let tree = self.grammar.tree;
        let demands = acts.iter().filter(|a| a.candidate.event_type == EventType::Request);
        let demands: BTreeSet<u32> = demands.map(|a| a.candidate.anchor()).collect();
        let demanded = |verb: u32| {
            matches!(tree.deprel(verb), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
                && clause::is_infinitive(tree.token(verb))
                && tree.head(verb).is_some_and(|head| demands.contains(&head))
        };
        let only = |act: &Judged<'_>| {
            act.verdict.status == Status::Actual && demanded(act.candidate.anchor())
        };
        acts.into_iter().filter(|act| !only(act)).collect()
    }

    fn judge<'c>(&self, candidate: Candidate<'c>) -> Judged<'c> {
        // Where the network was not asked, the rules alone decide, and an analyst's rule always does.
        let unasked = self.grammar.tree.doc.analysis.acts.is_none();
        let verdict = if unasked || candidate.rule.is_some_and(|rule| rule.own) {
            let (status, score) = (candidate.read_status, candidate.confidence);
            Verdict { keep: 1.0, status, score }
        } else {
            self.rules.judgement.verdict(&candidate)
        };
        Judged { candidate, verdict }
    }

    fn event(&self, judged: Judged<'_>, date: Option<DateRange>) -> Option<Event> {
        let Judged { candidate, verdict } = judged;
        let tree = self.grammar.tree;
        let span = tree.doc.analysis.span_of(candidate.words.0..candidate.words.1 + 1)?;
        let date = date.or_else(|| setting::news_date(tree, candidate.anchor(), verdict.status));
        let (attributed_to, quote) = setting::word_of(self.found, span);
        let rule = candidate.rule;
        let event_type = candidate.event_type;
        let read = || candidate.proposal.and_then(|p| p.mode(event_type));
        let told = || self.rules.events.mode_of(tree, candidate.words, event_type);
        let mode = rule.and_then(|r| r.mode).or_else(read).or_else(told);
        let cameo = match rule {
            Some(rule) => rule.cameo.clone(),
            None => self.rules.cameo.code(event_type, mode),
        };
        Some(Event {
            sentence: tree.doc.analysis.sentence_of(candidate.trigger) as u32,
            span,
            event_type,
            mode,
            contexts: rule.map(|r| r.contexts.clone()).unwrap_or_default(),
            cameo,
            status: verdict.status,
            date,
            place: place(self.grammar, &candidate, mode),
            attributed_to,
            quote,
            rule: rule.map_or_else(|| NETWORK.to_owned(), |r| r.name.clone()),
            score: verdict.score,
            factuality: factuality::score(tree.doc, &self.rules.factuality, candidate.trigger),
            is_main: false,
            source: candidate.sides.source,
            target: candidate.sides.target,
        })
    }
}

fn acts<'a>(
    grammar: &Grammar<'_, '_>,
    cast: &Cast<'_>,
    rules: &'a Rules,
    found: &Findings,
) -> Vec<Act<'a>> {
    let tree = grammar.tree;
    let matcher = Matcher { grammar, cast, factuality: &rules.factuality };
    let casting = Casting { grammar, cast };
    let mut acts = Vec::new();
    for i in (0..tree.len()).filter(|&i| !tree.follows_according_to(i)) {
        let words = [tree.lemma(i), tree.form(i)];
        let distinct = if words[0] == words[1] { &words[..1] } else { &words[..] };
        // The lemmatiser may not know the verb: "shelled".
        let verb = tree.upos(i) == Upos::Verb && tree.lemma(i) == Word::NONE;
        let verb = verb.then(|| rules.events.lexicon.verb_of(tree.token(i).text())).flatten();
        let listed =
            distinct.iter().chain(&verb).filter_map(|w| rules.events.index.get(w)).flatten();
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

/// Where an act took place; a meeting's place is told from what it was about.
fn place(grammar: &Grammar<'_, '_>, act: &Candidate<'_>, mode: Option<Mode>) -> Option<Place> {
    let (tree, cast, rules) = (grammar.tree, grammar.cast, grammar.rules);
    if act.event_type != EventType::Consult {
        let told = scene::place(tree, rules, cast, &act.args, &[]);
        return told.or_else(|| scene::around(tree, rules, cast, act.trigger, act.event_type));
    }
    if mode == Some(Mode::Visit)
        && let Some(there) = scene::destination(tree, rules, cast, &act.args)
    {
        return Some(there);
    }
    let (near, skipped) = scene::meeting_place(tree, rules, cast, act.trigger);
    near.or_else(|| scene::place(tree, rules, cast, &act.args, &skipped)).or_else(|| {
        let party = |p: &Participant| {
            act.sides.source.iter().chain(&act.sides.target).any(|s| s.entity == p.entity)
        };
        let named = tree.children(act.trigger).iter().copied().filter(|&c| {
            tree.deprel(c) == Deprel::Compound && cast.at(c).is_some_and(|p| !party(&p))
        });
        named.into_iter().find_map(|c| scene::place_at(cast, c))
    })
}
