//! Where rules and network meet: each act that either of them found becomes a candidate, once for each type that one of
//! them gives it.

use super::act::{Act, status_of};
use super::arguments::Grammar;
use super::cast::Cast;
use super::people::Sides;
use super::rule::Rule;
use super::setting::word_of;
use crate::clause::{self, Clause};
use crate::{Rules, factuality};
use detente_model::{
    Deprel, EventType, Findings, Participant, Penn, ProposedAct, ProposedParty, Status, Upos,
};

/// A word that is less likely to head a party is none.
pub(crate) const PARTY: f32 = 0.15;

/// Nor is one the party of a meeting: who did not come makes it another meeting.
const ATTENDS: f32 = 0.25;

/// From here on the network is sure of a party.
const SURE: f32 = 0.8;

/// From here on it is rather sure of one that stands where places do.
const LOCATED: f32 = 0.5;

/// By so much it must be surer of one side than of the other to decide between them.
const SURER: f32 = 0.3;

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
        let read_status = act.status(self.grammar.tree.doc, self.rules);
        let fell_through = self.fell_through(act.trigger, act.rule.event_type, read_status);
        let mut sides = act.sides.clone();
        let mut party_scores = [0.0; 2];
        if let Some(proposal) = proposal {
            let event_type = act.rule.event_type;
            let least = least(event_type);
            let proposed = self.proposed(proposal, least);
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
                undergo(&mut sides, &proposed, event_type);
            }
            self.cast.name_once(&mut sides.source);
            self.cast.name_once(&mut sides.target);
        }
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
        }
    }

    /// Whether the verb is a participle that a headline may have left without its "was".
    fn may_be_passive(&self, act: &Act<'_>) -> bool {
        let form = self.grammar.tree.penn(act.trigger);
        let alone = act.args.object.is_empty() && act.args.content.is_empty();
        alone && matches!(form, Penn::Vbn | Penn::Vbd)
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
            read_status,
            args,
            sides,
            party_scores,
        }
    }

    /// The parties that the network names, and its lowest probability for one of each side.
    fn sides(&self, proposal: &ProposedAct, event_type: EventType) -> (Sides, [f32; 2]) {
        let proposed = self.proposed(proposal, least(event_type));
        let who = |side: &[(Participant, f32)]| side.iter().map(|&(who, _)| who).collect();
        let mut sides = Sides { source: who(&proposed[0]), target: who(&proposed[1]) };
        part(&mut sides, &proposed, event_type);
        self.cast.name_once(&mut sides.source);
        self.cast.name_once(&mut sides.target);
        (sides, lowest(&proposed))
    }

    /// Whom the network names for each side with a probability of at least `least`.
    fn proposed(&self, proposal: &ProposedAct, least: f32) -> [Vec<(Participant, f32)>; 2] {
        [&proposal.source, &proposal.target].map(|side| self.likely(side, least))
    }

    /// "Officials met in Tunis": what stands after a preposition of place is where, unless the network is rather sure.
    fn least_of(&self, token: u32, least: f32) -> f32 {
        let place = self.grammar.tree.case_in(token, &self.grammar.rules.cue.place);
        if place { least.max(LOCATED) } else { least }
    }

    /// Whom the network takes for parties with a probability of at least `least`, each once, in reading order.
    fn likely(&self, parties: &[ProposedParty], least: f32) -> Vec<(Participant, f32)> {
        let mut out: Vec<(Participant, f32)> = Vec::new();
        for party in parties.iter().filter(|p| p.score >= self.least_of(p.token, least)) {
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

/// The network's lowest probability for one of each side; 0 where it names nobody.
fn lowest(proposed: &[Vec<(Participant, f32)>; 2]) -> [f32; 2] {
    proposed
        .each_ref()
        .map(|side| side.iter().map(|&(_, score)| score).reduce(f32::min).unwrap_or(0.0))
}

/// How likely a word must be to head a party to an act of this type.
const fn least(event_type: EventType) -> f32 {
    match event_type {
        EventType::Consult => ATTENDS,
        _ => PARTY,
    }
}

/// "Ghana's former president sentenced", "criticism from Serbia": nobody does to himself what is not done together, so whoever is
/// on both sides stays on the one that the network is surer of.
fn part(sides: &mut Sides, proposed: &[Vec<(Participant, f32)>; 2], event_type: EventType) {
    let on = |side: &[Participant], who: &Participant| side.iter().any(|p| p.entity == who.entity);
    let Sides { source, target } = sides;
    let mutual = source.len() > 1 && source.iter().all(|p| on(target, p));
    if mutual || event_type.is_joint() {
        return;
    }
    let score = |side: usize, who: &Participant| {
        let found = proposed[side].iter().find(|(p, _)| p.entity == who.entity);
        found.map_or(0.0, |&(_, score)| score)
    };
    let both: Vec<Participant> = source.iter().copied().filter(|p| on(target, p)).collect();
    for who in both {
        let lean = score(0, &who) - score(1, &who);
        if lean.abs() >= SURER {
            let side = if lean < 0.0 { &mut *source } else { &mut *target };
            side.retain(|p| p.entity != who.entity);
        }
    }
}

/// "Former minister sentenced for fraud": the only party of an act that nobody is named for suffers it, if the network says so.
fn undergo(sides: &mut Sides, proposed: &[Vec<(Participant, f32)>; 2], event_type: EventType) {
    let Sides { source, target } = sides;
    let [only] = source.as_slice() else { return };
    let score = |side: usize| {
        let found = proposed[side].iter().find(|(p, _)| p.entity == only.entity);
        found.map_or(0.0, |&(_, score)| score)
    };
    if target.is_empty() && !event_type.is_joint() && score(1) > score(0) {
        std::mem::swap(source, target);
    }
}

/// The parties of a rule's act on one side, with those whom the network names: all of them where the rule names nobody, else
/// those it is sure of; never those whom the rule has `across`, on the other side.
fn settle(
    of_rule: &mut Vec<Participant>,
    proposed: &[(Participant, f32)],
    least: f32,
    across: &[Participant],
) {
    let least = if of_rule.is_empty() { least } else { SURE };
    for &(who, score) in proposed {
        let new = of_rule.iter().chain(across).all(|p| p.entity != who.entity);
        if score >= least && new {
            of_rule.push(who);
        }
    }
}
