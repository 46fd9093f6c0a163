//! The clause of a trigger, with what a light verb lends to the noun of an act.

use super::cast::Cast;
use super::lexicon::WordSet;
use super::load::EventRules;
use super::tree::Tree;
use crate::clause::{Clause, ClauseRules};
use detente_model::{Deprel, Penn, TokenView, Upos};

/// Finds arguments in one document.
pub(crate) struct Grammar<'a, 'd> {
    pub(crate) tree: &'a Tree<'d>,
    pub(crate) cast: &'a Cast<'d>,
    pub(crate) rules: &'a EventRules,
    pub(crate) clauses: &'a ClauseRules,
}

impl Grammar<'_, '_> {
    /// The arguments of the verb or predicative adjective at token `v`.
    pub(crate) fn of_predicate(&self, v: u32) -> Clause {
        Clause::of_verb(self.tree.token(v), self.clauses)
    }

    /// Whether the act is done to "each other" or "one another", however the parser parts the two words, or by each side to "the
    /// other".
    pub(crate) fn is_mutual(&self, args: &Clause) -> bool {
        let tree = self.tree;
        let is =
            |t: u32, word: &str| t < tree.len() && tree.token(t).text().eq_ignore_ascii_case(word);
        let pair =
            |t: u32| is(t, "each") && is(t + 1, "other") || is(t, "one") && is(t + 1, "another");
        let whole = |t: u32| pair(t) || t > 0 && pair(t - 1);
        let each = |t: &u32| is(*t, "each") || tree.children(*t).iter().any(|&c| is(c, "each"));
        let the_other = |&t: &u32| is(t, "other") && t > 0 && is(t - 1, "the");
        let mut whom = args.object.iter().chain(&args.indirect).chain(&args.oblique);
        whom.clone().any(|&t| whole(t)) || args.subject.iter().any(each) && whom.any(the_other)
    }

    /// The arguments of the noun at token `n`, those of its light verb included.
    pub(crate) fn of_noun(&self, n: u32, light: &WordSet) -> (Clause, Clause) {
        let own = Clause::of_noun(
            self.tree.token(n),
            self.clauses,
            self.carrier(n).map(|h| self.tree.token(h)),
        );
        let mut all = own.clone();
        let owner = self.tree.child(n, Deprel::NmodPoss).filter(|_| self.is_suffered(n));
        if let Some(owner) = owner {
            all.undergone = true;
            all.subject.retain(|&s| s != owner);
            all.object.push(owner);
        }
        if let Some(verb) = self.light_verb(n, light) {
            let verbal = self.of_predicate(verb);
            all.light = Some(verb);
            all.indirect.extend(&verbal.indirect);
            all.oblique.extend(verbal.oblique.iter().filter(|&&o| o != n));
            all.content.extend(&verbal.content);
            let subject = verbal.subject.iter().filter(|&&s| s != n);
            let undergoes = self.tree.is(verb, &self.rules.undergo);
            all.undergone |= undergoes;
            if undergoes {
                // "The raid drew criticism from Chad", "Turkey faces sanctions".
                all.object.extend(subject);
                let from = |o: &u32| self.tree.has_case(*o, self.rules.cue.from);
                all.subject.extend(all.oblique.iter().copied().filter(from));
            } else {
                all.subject.extend(subject);
            }
        }
        (own, all)
    }

    /// Whether noun `n` names what is done to its owner: "the minister's arrest", not "their killing of two men".
    fn is_suffered(&self, n: u32) -> bool {
        let tree = self.tree;
        let other = |&c: &u32| tree.has_case(c, self.rules.cue.of);
        tree.is(n, &self.rules.suffered) && !tree.children(n).iter().any(other)
    }

    /// The noun that carries the act of noun `n`: "effort" in "mediation effort".
    pub(crate) fn carrier(&self, n: u32) -> Option<u32> {
        let head = self.tree.head(n).filter(|&h| self.tree.is(h, &self.rules.carrier));
        head.filter(|_| self.tree.deprel(n) == Deprel::Compound)
    }

    /// The verb that lends `n` its arguments: `hold` in "held talks", "talks were held", "a series of talks held by".
    pub(crate) fn light_verb(&self, n: u32, light: &WordSet) -> Option<u32> {
        let tree = self.tree;
        let mut at = n;
        for _ in 0..4 {
            let carried = tree.children(at).iter().copied().find(|&c| {
                matches!(tree.deprel(c), Deprel::Acl | Deprel::AclRelcl)
                    && tree.is(c, light)
                    && matches!(tree.penn(c), Penn::Vbn | Penn::Vbd)
                    // "for meetings of the union, held talks": what has an object of its own is another clause.
                    && tree.child(c, Deprel::Obj).is_none()
            });
            if carried.is_some() {
                return carried;
            }
            let head = tree.head(at)?;
            match tree.deprel(at) {
                Deprel::Obj | Deprel::NsubjPass | Deprel::Obl
                    if matches!(tree.upos(head), Upos::Verb | Upos::Aux) =>
                {
                    // "go on strike", "engage in clashes"; not "leading up to the summit".
                    let inside = tree.case_in(at, &self.rules.cue.inside);
                    let carries =
                        tree.is(head, light) && (tree.deprel(at) != Deprel::Obl || inside);
                    return carries.then_some(head);
                }
                Deprel::Conj => at = head,
                Deprel::Nmod
                    if tree.has_case(at, self.rules.cue.of)
                        && tree.is(head, &self.rules.transparent) =>
                {
                    at = head;
                }
                Deprel::Compound => at = head,
                _ => return None,
            }
        }
        None
    }

    /// The grammatical subject of the verb at token `v`, its own or one that it shares.
    pub(crate) fn actor(&self, v: u32) -> Option<u32> {
        self.clauses.actor(self.tree.token(v)).map(TokenView::index)
    }
}
