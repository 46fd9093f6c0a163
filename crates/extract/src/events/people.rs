//! Who takes part in an event, and whether that makes it a political one.

use super::cast::Cast;
use super::matching::Fit;
use super::rule::{Bare, Needs, Part, Role, Rule};
use super::{arguments::Grammar, lexicon::Word};
use crate::clause::Clause;
use detente_model::{CountryCode, Deprel, EntityKind, Participant, Penn};

/// Source and target of an event.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sides {
    pub(crate) source: Vec<Participant>,
    pub(crate) target: Vec<Participant>,
}

/// Fills the roles of rules.
pub(crate) struct Casting<'a, 'd> {
    pub(crate) grammar: &'a Grammar<'a, 'd>,
    pub(crate) cast: &'a Cast<'d>,
}

impl Casting<'_, '_> {
    /// The two sides of the act, or `None` when those whom the rule needs are not there.
    pub(crate) fn sides(&self, rule: &Rule, part: Part, fit: &Fit, trigger: u32) -> Option<Sides> {
        let cue = &self.grammar.rules.cue;
        if part == Part::Noun
            && rule.reciprocal
            && let Some(present) = self.attendance(trigger, fit)
        {
            return Some(Sides { source: present.clone(), target: present });
        }
        if part == Part::Noun && !self.may_stand_alone(rule, fit) {
            return None;
        }
        let args = &fit.args;
        let mut sides = Sides { source: self.first(&rule.source, args, part), target: Vec::new() };
        sides.target = if args.undergone && !args.object.is_empty() {
            self.named(&args.object)
        } else {
            self.best_target(rule, args, part, &sides.source)
        };
        if rule.reciprocal {
            let both = self.governed_by(cue.between, args);
            let both = if both.is_empty() { self.governed_by(cue.among, args) } else { both };
            if both.len() > 1 && (sides.source.is_empty() || part == Part::Noun) {
                sides = Sides { source: both.clone(), target: both };
            }
        }
        if part != Part::Noun && sides.source.is_empty() && !self.subject_may_be_unknown(rule, args)
        {
            return None;
        }
        if sides.source.len() > 1 && self.grammar.is_mutual(args) {
            sides.target.clone_from(&sides.source);
        }
        let source = sides.source.clone();
        let same = sides.target.len() > 1
            && source.iter().map(|p| p.entity).eq(sides.target.iter().map(|p| p.entity));
        if !same {
            sides.target.retain(|t| source.iter().all(|s| s.entity != t.entity));
        }
        if rule.reciprocal && sides.target.is_empty() && sides.source.len() > 1 {
            sides.target.clone_from(&sides.source);
        }
        if rule.reciprocal && sides.target.is_empty() && self.is_plural(&sides.source) {
            sides.target.clone_from(&sides.source);
        }
        self.enough(rule.needs, &sides).then_some(sides)
    }

    /// Those who do something at the meeting that noun `n` names without saying whose it is: "at the Doha meeting, A and
    /// B agreed", "A and B spoke before the meeting".
    fn attendance(&self, n: u32, fit: &Fit) -> Option<Vec<Participant>> {
        let tree = self.grammar.tree;
        let occasion = tree.case_in(n, &self.grammar.rules.cue.occasion);
        let nobody = fit.own.subject.iter().all(|&s| {
            self.cast.at(s).is_none_or(|p| {
                let place = self
                    .cast
                    .entity(p)
                    .is_some_and(|e| matches!(e.kind, EntityKind::Place | EntityKind::Country));
                place && tree.deprel(s) == Deprel::Compound
            })
        });
        let company = fit.own.oblique.iter().any(|&o| {
            tree.children(o).iter().any(|&c| tree.is(c, &self.grammar.rules.cue.company))
        });
        if !occasion || !nobody || company || fit.args.light.is_some() {
            return None;
        }
        let verb = tree.head(n)?;
        let beside = tree.children(n).iter().copied().filter(|&c| {
            c > n && c < verb && matches!(tree.deprel(c), Deprel::Appos | Deprel::Conj)
        });
        let lost = || tree.head(verb).filter(|_| tree.deprel(verb) == Deprel::Flat);
        let subject = tree.child(verb, Deprel::Nsubj).or_else(lost);
        let mut present: Vec<Participant> = Vec::new();
        for head in beside.chain(subject) {
            for who in self.cast.named(tree, self.grammar.rules, head) {
                let new = present.iter().all(|p| p.entity != who.entity);
                if new && !self.cast.is_place(who) && self.cast.is_political(who) {
                    present.push(who);
                }
            }
        }
        (present.len() > 1).then_some(present)
    }

    /// The target: the first role that names somebody of another state than the source's, else the first that names
    /// anybody.
    fn best_target(
        &self,
        rule: &Rule,
        args: &Clause,
        part: Part,
        source: &[Participant],
    ) -> Vec<Participant> {
        let country = |p: &Participant| self.cast.entity(*p).and_then(|e| e.country);
        let home: Vec<_> = source.iter().filter_map(country).collect();
        let mut first = Vec::new();
        for role in &rule.target {
            // "A and B agreed that officials would meet": the parties are each other's, not the officials.
            if *role == Role::Content && rule.reciprocal && source.len() > 1 {
                continue;
            }
            let named = self.first(std::slice::from_ref(role), args, part);
            let named: Vec<_> =
                named.into_iter().filter(|t| source.iter().all(|s| s.entity != t.entity)).collect();
            if named.iter().any(|p| country(p).is_none_or(|c| !home.contains(&c))) {
                return named;
            }
            if first.is_empty() {
                first = named;
            }
        }
        if first.is_empty() && !rule.target.is_empty() && !(rule.reciprocal && source.len() > 1) {
            first = self.below(rule, args, source, &home);
        }
        first
    }

    /// The first political actor of another state below the act's own arguments, wherever the parser hung it.
    fn below(
        &self,
        rule: &Rule,
        args: &Clause,
        source: &[Participant],
        home: &[CountryCode],
    ) -> Vec<Participant> {
        let tree = self.grammar.tree;
        let mut heads = args.object.clone();
        heads.extend(args.indirect.iter().chain(&args.oblique));
        let mut tokens = Vec::new();
        tree.walk(&heads, |t| {
            let clause = matches!(
                tree.deprel(t),
                Deprel::AclRelcl | Deprel::Advcl | Deprel::Parataxis | Deprel::Ccomp | Deprel::Acl
            );
            // "a meeting on the war in Chad" is not with Chad.
            let topic = rule.reciprocal && tree.case_in(t, &self.grammar.rules.cue.topic);
            if !clause && !topic {
                tokens.push(t);
            }
            !clause && !topic
        });
        tokens.sort_unstable();
        // Who does it is no target, and "met in Germany" is not with Germany.
        let apart = |t: u32| {
            tree.has_case(t, self.grammar.rules.cue.by)
                || tree.case_in(t, &self.grammar.rules.cue.place)
        };
        let first = tokens.into_iter().filter(|&t| !apart(t)).find_map(|t| {
            let who = self.cast.headed_by(t)?;
            let country = self.cast.entity(who)?.country?;
            let new = source.iter().all(|s| s.entity != who.entity) && !home.contains(&country);
            (new && self.cast.is_political(who)).then_some(who)
        });
        first.into_iter().collect()
    }

    /// "Leaders of the member states met": one phrase for many who meet each other.
    fn is_plural(&self, side: &[Participant]) -> bool {
        let tree = self.grammar.tree;
        let [only] = side else { return false };
        let tokens = tree.doc.analysis.tokens_in(only.span);
        self.cast.entity(*only).is_some_and(|e| e.kind == EntityKind::Group)
            && tokens.into_iter().any(|t| tree.penn(t) == Penn::Nns)
    }

    /// A noun without a light verb must name its own sides, as far as the rule says.
    fn may_stand_alone(&self, rule: &Rule, fit: &Fit) -> bool {
        if fit.args.light.is_some() {
            return true;
        }
        let source = || !self.first(&rule.source, &fit.own, Part::Noun).is_empty();
        let target = || !self.first(&rule.target, &fit.own, Part::Noun).is_empty();
        let pair = || {
            rule.reciprocal && self.governed_by(self.grammar.rules.cue.between, &fit.own).len() > 1
        };
        match rule.bare {
            Bare::Always => true,
            Bare::Source => source() || pair(),
            Bare::Either => source() || target(),
            Bare::Both => pair() || (source() && target()),
            Bare::Light => false,
        }
    }

    /// An active verb whose subject names no actor is somebody else's act, but for weapons, and but for rules that
    /// name their subjects.
    fn subject_may_be_unknown(&self, rule: &Rule, args: &Clause) -> bool {
        args.subject.is_empty()
            || rule.needs == Needs::Any
            || args.subject.iter().any(|&s| {
                self.grammar.tree.is(s, &rule.subject)
                    || self.grammar.tree.is(s, &self.grammar.rules.cue.weapon)
            })
    }

    fn enough(&self, needs: Needs, sides: &Sides) -> bool {
        let political = |side: &[Participant]| side.iter().any(|&p| self.cast.is_political(p));
        match needs {
            Needs::Any => true,
            Needs::Source => {
                political(&sides.source) || (!sides.source.is_empty() && political(&sides.target))
            }
            Needs::Target => political(&sides.target),
            Needs::Either => political(&sides.source) || political(&sides.target),
            Needs::Both => {
                !sides.source.is_empty()
                    && !sides.target.is_empty()
                    && (political(&sides.source) || political(&sides.target))
            }
        }
    }

    /// The participants of the first role that names any.
    fn first(&self, roles: &[Role], args: &Clause, part: Part) -> Vec<Participant> {
        let named = |heads: &[u32]| self.named(heads);
        let of = || self.governed_by(self.grammar.rules.cue.of, args);
        roles
            .iter()
            .map(|role| match *role {
                Role::Subject => named(&args.subject),
                Role::Object if part == Part::Noun && args.object.is_empty() => of(),
                Role::Object => named(&args.object),
                Role::Indirect => named(&args.indirect),
                Role::Content => self.inside(&args.content, args),
                Role::Preposition(word) => self.governed_by(word, args),
            })
            .find(|side| !side.is_empty())
            .unwrap_or_default()
    }

    fn named(&self, heads: &[u32]) -> Vec<Participant> {
        let mut out: Vec<Participant> = Vec::new();
        for &head in heads {
            let head = self.speaker_of(head).unwrap_or(head);
            for who in self.cast.named(self.grammar.tree, self.grammar.rules, head) {
                if out.iter().all(|p| p.entity != who.entity) {
                    out.push(who);
                }
            }
            // The first subject that names anybody is the one: a possessor before the light verb's subject.
            if !out.is_empty() {
                break;
            }
        }
        out
    }

    /// An unresolved "it" or "they" is the nearest subject before it: "Iran says it barred two employees".
    fn speaker_of(&self, i: u32) -> Option<u32> {
        let tree = self.grammar.tree;
        if tree.penn(i) != Penn::Prp || self.cast.at(i).is_some() {
            return None;
        }
        let start = tree.token(i).sentence().tokens.start;
        let subject = |&t: &u32| {
            matches!(tree.deprel(t), Deprel::Nsubj | Deprel::NsubjPass) && self.cast.at(t).is_some()
        };
        (start..i).rev().find(subject)
    }

    /// Whoever follows preposition `word`, as a dependent of the trigger or of its object.
    fn governed_by(&self, word: Word, args: &Clause) -> Vec<Participant> {
        let tree = self.grammar.tree;
        let of_objects = args
            .object
            .iter()
            .flat_map(|&o| tree.children(o))
            .copied()
            .filter(|&c| matches!(tree.deprel(c), Deprel::Nmod | Deprel::Obl));
        let mut out: Vec<Participant> = Vec::new();
        // "talks on the war in C with D": the company may hang on the place before it; "after a meeting with D" has its own.
        let mut nested = Vec::new();
        if self.grammar.rules.cue.company.has(word) {
            let occasion = |o: u32| tree.case_in(o, &self.grammar.rules.cue.occasion);
            let open: Vec<u32> = args.oblique.iter().copied().filter(|&o| !occasion(o)).collect();
            tree.walk(&open, |t| {
                let below = tree.deprel(t) == Deprel::Nmod && !args.oblique.contains(&t);
                if below {
                    nested.push(t);
                }
                below || args.oblique.contains(&t)
            });
        }
        for head in args.oblique.iter().copied().chain(of_objects).chain(nested) {
            if tree.has_case(head, word) {
                for who in self.cast.named(tree, self.grammar.rules, head) {
                    if out.iter().all(|p| p.entity != who.entity) {
                        out.push(who);
                    }
                }
            }
        }
        out
    }

    /// The first actor inside the content who is not the subject, of another state if there is one.
    fn inside(&self, heads: &[u32], args: &Clause) -> Vec<Participant> {
        let tree = self.grammar.tree;
        let subject = self.named(&args.subject);
        let mut all = heads.to_vec();
        all.extend(&args.object);
        let mut tokens = Vec::new();
        tree.walk(&all, |t| {
            tokens.push(t);
            tree.deprel(t) != Deprel::AclRelcl
        });
        tokens.sort_unstable();
        let actor = |t: u32, abroad: bool| {
            let who = self.cast.headed_by(t)?;
            let country = self.cast.entity(who).and_then(|e| e.country);
            let home = |s: &Participant| {
                s.entity == who.entity
                    || (abroad
                        && self
                            .cast
                            .entity(*s)
                            .is_some_and(|e| e.country.is_some() && e.country == country))
            };
            let other = !subject.iter().any(home) && !self.cast.is_place(who);
            (other && self.cast.is_political(who)).then_some(who)
        };
        let first = tokens.iter().find_map(|&t| actor(t, true));
        first.or_else(|| tokens.iter().find_map(|&t| actor(t, false))).into_iter().collect()
    }
}
