//! Whether a rule fits a trigger in its clause.

use super::arguments::Grammar;
use super::cast::Cast;
use super::lexicon::{Word, WordSet};
use super::rule::{Bare, Part, Rule, Trigger};
use crate::clause::{self, Clause};
use crate::factuality::{self, FactualityRules};
use detente_model::{Deprel, Status, TokenView, Upos};

/// A rule that fits a trigger.
#[derive(Debug)]
pub(crate) struct Fit {
    /// The arguments, those of a light verb included.
    pub(crate) args: Clause,
    /// The arguments without the light verb's.
    pub(crate) own: Clause,
    /// First and last token of the words that name the act.
    pub(crate) words: (u32, u32),
    /// The noun that the rule asked for as the object.
    pub(crate) used: Option<u32>,
}

/// Tries rules on triggers.
pub(crate) struct Matcher<'a, 'd> {
    pub(crate) grammar: &'a Grammar<'a, 'd>,
    pub(crate) cast: &'a Cast<'d>,
    pub(crate) factuality: &'a FactualityRules,
}

impl Matcher<'_, '_> {
    /// Fits `rule` to token `i`; `None` when a condition does not hold.
    pub(crate) fn fit(&self, rule: &Rule, trigger: &Trigger, i: u32) -> Option<Fit> {
        match trigger.part {
            Part::Verb => self.fit_predicate(rule, trigger, i, Upos::Verb),
            Part::Adjective => self.fit_predicate(rule, trigger, i, Upos::Adj),
            Part::Noun => self.fit_noun(rule, trigger, i),
            Part::Modal => None,
        }
    }

    fn fit_predicate(&self, rule: &Rule, trigger: &Trigger, i: u32, part: Upos) -> Option<Fit> {
        let tree = self.grammar.tree;
        let verbal = matches!(tree.upos(i), Upos::Verb | Upos::Aux);
        let modifies = matches!(
            tree.deprel(i),
            Deprel::Amod
                | Deprel::Compound
                | Deprel::Aux
                | Deprel::AuxPass
                | Deprel::Cop
                | Deprel::Case
                | Deprel::Mark
                | Deprel::Fixed
        );
        if modifies || !verbal && tree.upos(i) != part {
            return None;
        }
        let mut args = self.grammar.of_predicate(i);
        if part == Upos::Adj && args.passive {
            // "is committed to": whoever is so is the one who acts.
            args.subject = std::mem::take(&mut args.object);
            args.passive = false;
        }
        let mut words = (i, i);
        if let Some(with) = trigger.with {
            let at = self.companion(i, with)?;
            if at > i && at - i <= 3 {
                words.1 = at;
            }
            // The object of a verb with its preposition follows the preposition.
            if args.object.is_empty() {
                let governed: Vec<u32> =
                    args.oblique.iter().copied().filter(|&o| tree.has_case(o, with)).collect();
                args.object.extend(governed);
            }
        }
        let used = self.conditions(rule, i, &args, &args)?;
        let content = !args.content.is_empty() || !args.oblique.is_empty();
        if rule.needs_content && !content {
            return None;
        }
        let will = tree
            .children(i)
            .iter()
            .any(|&c| tree.deprel(c) == Deprel::Aux && tree.is(c, &self.grammar.rules.cue.will));
        if (rule.future || rule.negated_future || rule.conditional_future) && !will {
            return None;
        }
        if rule.negated_future
            && factuality::status(tree.doc, self.factuality, i) != Status::Negated
        {
            return None;
        }
        let conditional = || {
            tree.children(i).iter().any(|&c| {
                tree.deprel(c) == Deprel::Advcl
                    && tree.children(c).iter().any(|&m| {
                        tree.deprel(m) == Deprel::Mark
                            && tree.is(m, &self.grammar.rules.cue.condition)
                    })
            })
        };
        if rule.conditional_future && !conditional() {
            return None;
        }
        if let Some(object) = used.filter(|&o| o > words.1 && o - words.1 <= 4) {
            words.1 = object;
        }
        Some(Fit { own: args.clone(), args, words, used })
    }

    fn fit_noun(&self, rule: &Rule, trigger: &Trigger, i: u32) -> Option<Fit> {
        let tree = self.grammar.tree;
        let noun = matches!(tree.upos(i), Upos::Noun | Upos::Propn)
            || tree.upos(i) == Upos::Adj && matches!(tree.deprel(i), Deprel::Obj | Deprel::Nsubj);
        if !noun || (tree.deprel(i) == Deprel::Compound && self.grammar.carrier(i).is_none()) {
            return None;
        }
        let mut words = (i, i);
        if let Some(with) = trigger.with {
            let before = i.checked_sub(1).filter(|&b| tree.is_word(b, with));
            let modifier = tree.children(i).iter().copied().find(|&c| tree.is_word(c, with));
            words.0 = before.or(modifier)?;
            words = (words.0.min(i), words.0.max(i));
        }
        let general = &self.grammar.rules.light;
        let light = if rule.light.is_empty() { general } else { &rule.light };
        let (own, args) = self.grammar.of_noun(i, light);
        if rule.bare == Bare::Light && args.light.is_none() {
            return None;
        }
        if let Some(verb) = args.light {
            if tree.is(verb, &rule.not_light) {
                return None;
            }
            words = (words.0.min(verb), words.1.max(verb));
        } else if self.governor_is(i, &rule.not_light) {
            return None;
        }
        let governed = rule.governed_by.is_empty() || tree.case_in(i, &rule.governed_by);
        if !governed {
            return None;
        }
        let modifiers: Vec<u32> = tree
            .children(i)
            .iter()
            .copied()
            .filter(|&c| {
                matches!(
                    tree.deprel(c),
                    Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::NmodPoss
                )
            })
            .collect();
        let modified = |set: &WordSet| modifiers.iter().any(|&m| tree.is(m, set));
        if !rule.modifier.is_empty() && !modified(&rule.modifier) || modified(&rule.not_modifier) {
            return None;
        }
        let used = self.conditions(rule, i, &args, &own)?;
        Some(Fit { args, own, words, used })
    }

    fn governor_is(&self, i: u32, set: &WordSet) -> bool {
        !set.is_empty() && self.grammar.tree.head(i).is_some_and(|h| self.grammar.tree.is(h, set))
    }

    /// The particle or preposition `with` that belongs to verb `i`.
    fn companion(&self, i: u32, with: Word) -> Option<u32> {
        let tree = self.grammar.tree;
        let near = (i + 1..(i + 3).min(tree.len())).find(|&t| {
            tree.is_word(t, with)
                && (t == i + 1 || tree.head(t) == Some(i) || tree.head(t) == tree.head(i + 1))
        });
        near.or_else(|| {
            tree.children(i).iter().copied().filter(|&c| c > i).find_map(|c| {
                let mut markers = clause::markers(tree.token(c)).map(TokenView::index);
                if tree.is_word(c, with) {
                    Some(c)
                } else {
                    markers.find(|&m| tree.is_word(m, with))
                }
            })
        })
    }

    /// The conditions that verbs and nouns share. Gives the object that the rule asked for, if it asked for one.
    fn conditions(&self, rule: &Rule, i: u32, args: &Clause, own: &Clause) -> Option<Option<u32>> {
        let tree = self.grammar.tree;
        if !rule.subject.is_empty()
            && !args.subject.is_empty()
            && self.member(&args.subject, &rule.subject).is_none()
        {
            return None;
        }
        if self.member(&args.subject, &rule.not_subject).is_some() {
            return None;
        }
        let objects: Vec<u32> = if args.object.is_empty() {
            let of = |&&o: &&u32| tree.has_case(o, self.grammar.rules.cue.of);
            own.oblique.iter().filter(of).copied().collect()
        } else {
            args.object.clone()
        };
        let used = self.member(&objects, &rule.object);
        if !rule.object.is_empty() && used.is_none()
            || self.member(&objects, &rule.not_object).is_some()
        {
            return None;
        }
        if !rule.modifier.is_empty() || !rule.not_modifier.is_empty() {
            let near: Vec<u32> = objects.iter().flat_map(|&o| tree.children(o)).copied().collect();
            let among = |set: &WordSet| near.iter().any(|&m| tree.is(m, set));
            if tree.upos(i) == Upos::Verb
                && (!rule.modifier.is_empty() && !among(&rule.modifier)
                    || among(&rule.not_modifier))
            {
                return None;
            }
        }
        if !rule.about.is_empty() && !self.speaks_of(i, args, &rule.about) {
            return None;
        }
        if !rule.not_about.is_empty() && self.speaks_of(i, args, &rule.not_about) {
            return None;
        }
        if !rule.argument.is_empty() && !self.has_argument(args, &rule.argument) {
            return None;
        }
        if !rule.not_argument.is_empty() && self.has_argument(args, &rule.not_argument) {
            return None;
        }
        let required = rule.requires.is_empty()
            || args
                .oblique
                .iter()
                .any(|&o| tree.children(o).iter().any(|&c| tree.is(c, &rule.requires)))
            || (i + 1 < tree.len() && tree.is(i + 1, &rule.requires));
        required.then_some(used)
    }

    /// The first of `heads`, of what is joined to them or of what they are a series of, that is in `set`.
    fn member(&self, heads: &[u32], set: &WordSet) -> Option<u32> {
        if set.is_empty() {
            return None;
        }
        let tree = self.grammar.tree;
        let mut stack: Vec<u32> = heads.iter().rev().copied().collect();
        let mut steps = 0;
        while let Some(t) = stack.pop() {
            let actor = || self.cast.at(t);
            let fits = tree.is(t, set)
                || (set.actor && actor().is_some_and(|p| self.cast.is_political(p)))
                || (set.state && actor().is_some_and(|p| self.cast.is_state(p)));
            if fits {
                return Some(t);
            }
            steps += 1;
            if steps < 32 {
                stack.extend(tree.children(t).iter().rev().filter(|&&c| self.continues(t, c)));
            }
        }
        None
    }

    fn continues(&self, t: u32, c: u32) -> bool {
        let tree = self.grammar.tree;
        tree.deprel(c) == Deprel::Conj
            || (tree.deprel(c) == Deprel::Compound && tree.is(t, &self.grammar.rules.carrier))
            || (tree.is(t, &self.grammar.rules.transparent)
                && tree.has_case(c, self.grammar.rules.cue.of))
    }

    /// Whether the clause that says what the act is about has a word of `set`.
    fn speaks_of(&self, i: u32, args: &Clause, set: &WordSet) -> bool {
        let tree = self.grammar.tree;
        let mut heads: Vec<u32> = args.content.clone();
        heads.extend(args.object.iter().chain(&args.indirect));
        heads.extend(args.oblique.iter().filter(|&&o| {
            clause::markers(tree.token(o)).any(|m| self.grammar.clauses.opens_content(m))
        }));
        heads.retain(|&h| h != i);
        let mut found = false;
        tree.walk(&heads, |t| {
            found |= tree.is(t, set);
            let aside = matches!(tree.deprel(t), Deprel::AclRelcl | Deprel::Parataxis);
            !found && (!aside || heads.contains(&t))
        });
        found
            || tree.children(i).iter().any(|&c| {
                matches!(tree.deprel(c), Deprel::Compound | Deprel::Amod) && tree.is(c, set)
            })
    }

    /// Whether an argument or one of its modifiers is in `set`.
    fn has_argument(&self, args: &Clause, set: &WordSet) -> bool {
        let tree = self.grammar.tree;
        let heads = args
            .subject
            .iter()
            .chain(&args.object)
            .chain(&args.indirect)
            .chain(&args.oblique)
            .chain(&args.content);
        heads.copied().any(|h| {
            tree.is(h, set)
                || tree.children(h).iter().any(|&c| {
                    let close = matches!(
                        tree.deprel(c),
                        Deprel::Compound | Deprel::Amod | Deprel::Nmod | Deprel::Conj
                    );
                    close && tree.is(c, set)
                })
        })
    }
}
