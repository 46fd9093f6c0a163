//! Where rules and network meet: each act that either of them found becomes a candidate, once for each type that one of
//! them gives it.

use super::act::{Act, status_of};
use super::answered::kind;
use super::arguments::Grammar;
use super::bystanders::{blamed, blaming_verb, lay_at_door, leave_out_attacked, leave_out_tellers};
use super::cast::Cast;
use super::people::Sides;
use super::reconciled::{lowest, part, settle, undergo};
use super::rule::Rule;
use super::setting::word_of;
use crate::clause::{self, Clause};
use crate::{Rules, factuality};
use detente_model::{
    Deprel, EventType, Findings, Participant, Penn, ProposedAct, ProposedParty, Status, Upos,
};
use std::ops::Range;

/// A word that is less likely to head a party is none.
pub(crate) const PARTY: f32 = 0.15;

/// Nor is one the party of a meeting: who did not come makes it another meeting.
const ATTENDS: f32 = 0.25;

/// From here on it is rather sure of one that stands where places do.
const LOCATED: f32 = 0.5;

/// How many words up the preposition may stand that opens what a meeting is about.
const DEEP: usize = 4;

/// An act with one type, on the word of a rule, of the network, or of both.
pub(crate) struct Candidate<'a> {
    pub(crate) event_type: EventType,
    /// The rule that gives this very type.
    pub(crate) rule: Option<&'a Rule>,
    /// What the rule says of itself, 0 to 1.
    pub(crate) confidence: f32,
    /// A rule gave the same words another type.
    pub(crate) disputed: bool,
    pub(crate) proposal: Option<&'a ProposedAct>,
    pub(crate) trigger: u32,
    pub(crate) words: (u32, u32),
    pub(crate) args: Clause,
    pub(crate) sides: Sides,
    /// The lowest of the network's probabilities for the parties of each side; 0 where it named none of them.
    pub(crate) party_scores: [f32; 2],
    /// The status by the words around the act.
    pub(crate) read_status: Status,
    /// They say outright that it did not take place.
    pub(crate) fell_through: bool,
    /// They say outright that it did: "not only signed".
    pub(crate) more_than_done: bool,
}

impl Candidate<'_> {
    /// The word that carries tense.
    pub(crate) fn anchor(&self) -> u32 {
        self.args.light.unwrap_or(self.trigger)
    }
}

/// Turns acts and proposals into candidates; those that are about the same words stand together.
pub(crate) struct Joining<'a, 'd> {
    pub(crate) grammar: &'a Grammar<'a, 'd>,
    pub(crate) cast: &'a Cast<'d>,
    pub(crate) rules: &'a Rules,
    pub(crate) found: &'a Findings,
}

impl<'a> Joining<'a, '_> {
    /// For each act its candidates, one of which at most is kept.
    pub(crate) fn candidates(
        &self,
        acts: Vec<Act<'a>>,
        proposals: &'a [ProposedAct],
    ) -> Vec<Vec<Candidate<'a>>> {
        let mut taken = vec![false; proposals.len()];
        let mut groups = Vec::new();
        for act in acts {
            let found = likeliest_about(&act, proposals);
            let mut group = Vec::new();
            let proposal = found.map(|i| &proposals[i]);
            let other = proposal.and_then(ProposedAct::best_type).map(|(t, _)| t);
            if let (Some(i), Some(other)) = (found, other)
                && other != act.rule.event_type
                && !taken[i]
            {
                group.push(self.of_network(&proposals[i], other, true));
            }
            // "called off" is one act, though the network proposes "called" and "off".
            for i in found.into_iter().chain(within(&act, proposals)) {
                taken[i] = true;
            }
            group.push(self.of_rule(act, proposal));
            groups.push(group);
        }
        for (proposal, taken) in proposals.iter().zip(taken) {
            let after_according = self.grammar.tree.follows_according_to(proposal.tokens.start);
            let nothing = self.is_view(proposal) || self.is_unsaid(proposal);
            let open = !taken && !nothing && !after_according;
            if let Some((event_type, _)) = proposal.best_type().filter(|_| open) {
                groups.push(vec![self.of_network(proposal, event_type, false)]);
            }
        }
        groups
    }

    /// "Talks did not take place", "called off the exercise": a deal that is called off was made, but a meeting never was.
    fn fell_through(&self, trigger: u32, event_type: EventType, read: Status) -> bool {
        use EventType::{Consult, Cooperate, Protest};
        let tree = self.grammar.tree;
        read == Status::Negated
            && match tree.upos(trigger) {
                Upos::Noun => {
                    matches!(event_type, Consult | Cooperate | Protest)
                        && factuality::fell_through(tree.doc, &self.rules.factuality, trigger)
                }
                _ => factuality::has_no_object(tree.doc, trigger),
            }
    }

    fn is_more_than_done(&self, trigger: u32, light: Option<u32>) -> bool {
        self.rules.clauses.is_more_than_done(self.grammar.tree.token(light.unwrap_or(trigger)))
    }

    /// "We all agree that it is the common threat": what "we" or "I" hold at present, put as a clause, is a view and no act.
    fn is_view(&self, proposal: &ProposedAct) -> bool {
        let tree = self.grammar.tree;
        let verb = clause::head_among(tree.doc, &proposal.tokens);
        let subject = clause::subject(tree.token(verb));
        let ours = subject.is_some_and(|s| self.is_first_person(s.index()));
        ours && tree.penn(verb) == Penn::Vbp
            && tree.is(verb, &self.rules.events.view)
            && tree.child(verb, Deprel::Ccomp).is_some()
    }

    /// "Declined to be named": who does not speak rejects nothing.
    fn is_unsaid(&self, proposal: &ProposedAct) -> bool {
        let tree = self.grammar.tree;
        let verb = clause::head_among(tree.doc, &proposal.tokens);
        let unsaid = |&c: &u32| {
            matches!(tree.deprel(c), Deprel::Xcomp | Deprel::Ccomp)
                && tree.is(c, &self.rules.events.unsaid)
        };
        proposal.best_type().is_some_and(|(t, _)| t == EventType::Reject)
            && tree.children(verb).iter().any(unsaid)
    }

    fn is_first_person(&self, token: u32) -> bool {
        let tree = self.grammar.tree;
        tree.penn(token) == Penn::Prp
            && matches!(tree.token(token).lemma(), "I" | "i" | "we" | "us" | "me")
    }

    fn of_rule(&self, act: Act<'a>, proposal: Option<&'a ProposedAct>) -> Candidate<'a> {
        let tree = self.grammar.tree;
        let read_status = act.status(tree.doc, self.rules);
        let fell_through = self.fell_through(act.trigger, act.rule.event_type, read_status);
        let more_than_done = self.is_more_than_done(act.trigger, act.args.light);
        let mut sides = act.sides.clone();
        let mut party_scores = [0.0; 2];
        if let Some(proposal) = proposal {
            let event_type = act.rule.event_type;
            let least = least(event_type);
            let proposed = self.proposed(proposal, event_type);
            party_scores = lowest(&proposed);
            // "A and B met C": C met A and B, but nobody met himself.
            let shared =
                sides.source.iter().any(|p| sides.target.iter().any(|q| q.entity == p.entity));
            let apart = !shared && !sides.source.is_empty() && !sides.target.is_empty();
            let across = |side: &[Participant]| match event_type.is_joint() && !apart {
                true => Vec::new(),
                false => side.to_vec(),
            };
            let (source, target) = (across(&sides.source), across(&sides.target));
            settle(&mut sides.source, &proposed[0], least, &target);
            settle(&mut sides.target, &proposed[1], least, &source);
            part(&mut sides, &proposed, event_type);
            if self.may_be_passive(&act) {
                let headline = self.is_headline(act.trigger);
                undergo(&mut sides, &proposed, event_type, headline);
            }
            self.cast.name_once(&mut sides.source);
            self.cast.name_once(&mut sides.target);
        }
        self.leave_out_bystanders(&mut sides, (act.trigger, act.args.light), act.rule.event_type);
        self.complete(&mut sides, &act.args, act.rule.event_type);
        Candidate {
            event_type: act.rule.event_type,
            rule: Some(act.rule),
            confidence: act.confidence(),
            disputed: false,
            proposal,
            trigger: act.trigger,
            words: act.words,
            args: act.args,
            sides,
            party_scores,
            read_status,
            fell_through,
            more_than_done,
        }
    }

    /// Whether the verb is a participle that a headline may have left without its "was".
    fn may_be_passive(&self, act: &Act<'_>) -> bool {
        let form = self.grammar.tree.penn(act.trigger);
        let alone = act.args.object.is_empty() && act.args.content.is_empty();
        alone && matches!(form, Penn::Vbn | Penn::Vbd)
    }

    /// Whether the sentence ends as headlines do, without a full stop.
    fn is_headline(&self, token: u32) -> bool {
        let tree = self.grammar.tree;
        let end = tree.token(token).sentence().tokens.end;
        end.checked_sub(1).is_some_and(|last| tree.upos(last) != Upos::Punct)
    }

    fn of_network(
        &self,
        proposal: &'a ProposedAct,
        event_type: EventType,
        disputed: bool,
    ) -> Candidate<'a> {
        let tree = self.grammar.tree;
        let trigger = clause::head_among(tree.doc, &proposal.tokens);
        let args = match tree.upos(trigger) {
            Upos::Noun | Upos::Propn => self.grammar.of_noun(trigger, &self.rules.events.light).1,
            _ => self.grammar.of_predicate(trigger),
        };
        let (mut sides, party_scores) = self.sides(proposal, event_type);
        let read_status = status_of(tree.doc, self.rules, trigger, args.light);
        self.leave_out_bystanders(&mut sides, (trigger, args.light), event_type);
        self.complete(&mut sides, &args, event_type);
        if sides.source.len() > 1 && self.grammar.is_mutual(&args) {
            sides.target.clone_from(&sides.source);
        }
        Candidate {
            event_type,
            rule: None,
            confidence: 0.0,
            disputed,
            proposal: Some(proposal),
            trigger,
            words: (proposal.tokens.start, proposal.tokens.end - 1),
            fell_through: self.fell_through(trigger, event_type, read_status),
            more_than_done: self.is_more_than_done(trigger, args.light),
            read_status,
            args,
            sides,
            party_scores,
        }
    }

    /// Takes from the doers of an act those who only stand near it.
    fn leave_out_bystanders(
        &self,
        sides: &mut Sides,
        words: (u32, Option<u32>),
        event_type: EventType,
    ) {
        let Grammar { tree, rules, .. } = *self.grammar;
        if event_type == EventType::Assault {
            leave_out_attacked(tree, rules, sides);
        }
        lay_at_door(self.grammar, sides, words.0, event_type);
        leave_out_tellers(tree, rules, sides, words, event_type);
    }

    /// "Police seized his telephone": where the network names no party, whoever owns the object suffers it.
    fn complete(&self, sides: &mut Sides, args: &Clause, event_type: EventType) {
        use EventType::{Accuse, Assault, Coerce, Concede, Sanction};
        let done_to = matches!(event_type, Accuse | Assault | Coerce | Concede | Sanction);
        if !done_to || !sides.target.is_empty() {
            return;
        }
        let tree = self.grammar.tree;
        let owner = |&o: &u32| {
            let of = || self.owner_after_of(o).filter(|_| event_type == Accuse);
            tree.child(o, Deprel::NmodPoss).or_else(of)
        };
        // "Attributed the attack to rebels" accuses them.
        let accused = |&o: &u32| {
            let verb = blaming_verb(tree, &self.rules.events, o).filter(|_| event_type == Accuse);
            verb.and_then(|verb| blamed(tree, &self.rules.events, verb, o))
        };
        let owners = args.object.iter().filter_map(|o| accused(o).or_else(|| owner(o)));
        let owners = owners.flat_map(|o| self.cast.named(tree, &self.rules.events, o));
        let source = &sides.source;
        let others: Vec<_> =
            owners.filter(|p| source.iter().all(|s| s.entity != p.entity)).collect();
        sides.target.extend(others);
    }

    /// "Criticised the policy of the patrols", but not "the killing of two men".
    fn owner_after_of(&self, noun: u32) -> Option<u32> {
        let tree = self.grammar.tree;
        let done = tree.is(noun, &self.rules.events.suffered) || kind(tree, noun).is_some();
        let of =
            |&c: &u32| tree.deprel(c) == Deprel::Nmod && tree.has_case(c, self.rules.events.cue.of);
        tree.children(noun).iter().copied().find(of).filter(|_| !done)
    }

    /// The parties that the network names, and its lowest probability for one of each side.
    fn sides(&self, proposal: &ProposedAct, event_type: EventType) -> (Sides, [f32; 2]) {
        let proposed = self.proposed(proposal, event_type);
        let who = |side: &[(Participant, f32)]| side.iter().map(|&(who, _)| who).collect();
        let mut sides = Sides { source: who(&proposed[0]), target: who(&proposed[1]) };
        part(&mut sides, &proposed, event_type);
        self.cast.name_once(&mut sides.source);
        self.cast.name_once(&mut sides.target);
        (sides, lowest(&proposed))
    }

    /// Whom the network names for each side, as far as it is sure enough.
    fn proposed(
        &self,
        proposal: &ProposedAct,
        event_type: EventType,
    ) -> [Vec<(Participant, f32)>; 2] {
        [&proposal.source, &proposal.target]
            .map(|side| self.likely(side, event_type, &proposal.tokens))
    }

    /// "Officials met in Tunis", "a meeting on the war in Chad": what stands after a preposition of place is where, and what a
    /// meeting is about is not with whom, unless the network is rather sure.
    fn least_of(&self, token: u32, event_type: EventType, act: &Range<u32>) -> f32 {
        let Grammar { tree, rules, .. } = *self.grammar;
        let least = least(event_type);
        let place = tree.case_in(token, &rules.cue.place);
        let topic = || {
            let above = std::iter::once(tree.token(token)).chain(tree.token(token).ancestors());
            let phrase = above.take_while(|t| t.upos() != Upos::Verb && !act.contains(&t.index()));
            phrase.take(DEEP).any(|t| tree.case_in(t.index(), &rules.cue.topic))
        };
        let apart = place || event_type == EventType::Consult && topic();
        if apart { least.max(LOCATED) } else { least }
    }

    /// Whom the network takes for parties, each once, in reading order.
    fn likely(
        &self,
        parties: &[ProposedParty],
        event_type: EventType,
        act: &Range<u32>,
    ) -> Vec<(Participant, f32)> {
        let mut out: Vec<(Participant, f32)> = Vec::new();
        for party in parties.iter().filter(|p| p.score >= self.least_of(p.token, event_type, act)) {
            for who in self.named(party.token) {
                match out.iter_mut().find(|(p, _)| p.entity == who.entity) {
                    Some((_, score)) => *score = score.max(party.score),
                    None => out.push((who, party.score)),
                }
            }
        }
        // "captured fighters in Balkh": the town is where, not whom.
        if !out.iter().all(|(p, _)| self.cast.is_place(*p)) {
            out.retain(|(p, _)| !self.cast.is_place(*p));
        }
        out
    }

    /// Whom the word at `token` names: its mention, and where it is "we" or "I", whoever says so.
    fn named(&self, token: u32) -> Vec<Participant> {
        let tree = self.grammar.tree;
        if self.is_first_person(token) && self.cast.at(token).is_none() {
            let span = tree.token(token).span();
            let (speaker, _) = word_of(self.found, span);
            return speaker.map(|entity| Participant { entity, span }).into_iter().collect();
        }
        self.cast.named(tree, self.grammar.rules, token)
    }
}

/// The proposals about words of an act and no others.
fn within(act: &Act<'_>, proposals: &[ProposedAct]) -> std::ops::Range<usize> {
    let first = proposals.partition_point(|p| p.tokens.start < act.words.0);
    let inside = proposals[first..].iter().take_while(|p| p.tokens.end <= act.words.1 + 1).count();
    first..first + inside
}

/// The likeliest of the proposals about the words of an act. Proposals are in reading order and never overlap.
fn likeliest_about(act: &Act<'_>, proposals: &[ProposedAct]) -> Option<usize> {
    let last = proposals.len().checked_sub(1)?;
    let from = |token: u32| proposals.partition_point(|p| p.tokens.end <= token);
    let near = from(act.words.0)..from(act.words.1 + 1).min(last) + 1;
    let apart = [act.trigger, act.anchor()].map(from).into_iter().filter(|&i| i <= last);
    near.chain(apart)
        .filter(|&i| act.is_named_by(&proposals[i]))
        .max_by(|&a, &b| proposals[a].score.total_cmp(&proposals[b].score).then(b.cmp(&a)))
}

/// How likely a word must be to head a party to an act of this type.
const fn least(event_type: EventType) -> f32 {
    match event_type {
        EventType::Consult => ATTENDS,
        _ => PARTY,
    }
}
