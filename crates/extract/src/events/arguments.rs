//! The arguments of a trigger: who does it and to whom, across passives, shared subjects, control and light verbs.

use super::cast::{Cast, antecedent};
use super::lexicon::WordSet;
use super::load::EventRules;
use super::tree::Tree;
use detente_model::{Deprel, Penn, Upos};

/// The arguments of a trigger, as the tokens that head them.
#[derive(Debug, Default, Clone)]
pub(crate) struct Arguments {
    pub(crate) passive: bool,
    /// Who does it.
    pub(crate) subject: Vec<u32>,
    /// Whom it is done to.
    pub(crate) object: Vec<u32>,
    pub(crate) indirect: Vec<u32>,
    /// Nominals with a preposition.
    pub(crate) oblique: Vec<u32>,
    /// Clauses that are complements.
    pub(crate) content: Vec<u32>,
    /// The light verb of a noun.
    pub(crate) light: Option<u32>,
    /// The subject of the light verb suffers the act: it is the object here.
    pub(crate) undergone: bool,
}

/// Finds arguments in one document.
pub(crate) struct Grammar<'a, 'd> {
    pub(crate) tree: &'a Tree<'d>,
    pub(crate) cast: &'a Cast<'d>,
    pub(crate) rules: &'a EventRules,
}

impl Grammar<'_, '_> {
    /// The arguments of the verb or predicative adjective at token `v`.
    pub(crate) fn of_predicate(&self, v: u32) -> Arguments {
        let tree = self.tree;
        let mut args = Arguments { passive: self.is_passive(v), ..Arguments::default() };
        let perfect = self.is_active_perfect(v);
        let mut subject = None;
        for &c in tree.children(v) {
            match tree.deprel(c) {
                Deprel::Nsubj | Deprel::NsubjOuter | Deprel::NsubjPass => {
                    subject = subject.or(Some(c));
                    args.passive |= tree.deprel(c) == Deprel::NsubjPass;
                }
                Deprel::Obj => args.object.push(c),
                Deprel::Iobj => args.indirect.push(c),
                Deprel::OblAgent if !perfect => args.subject.push(c),
                Deprel::Obl | Deprel::Nmod | Deprel::OblAgent => args.oblique.push(c),
                Deprel::Xcomp | Deprel::Ccomp => args.content.push(c),
                Deprel::Advcl if self.is_complement_like(c) => args.content.push(c),
                _ => {}
            }
        }
        if args.passive && args.subject.is_empty() {
            args.subject.extend(self.agent_among(&args.oblique));
        }
        let finite = matches!(tree.penn(v), Penn::Vbz | Penn::Vbd | Penn::Vbp)
            || args.passive && tree.child(v, Deprel::AuxPass).is_some();
        let subject = self
            .subject_before_aside(v)
            .or(subject)
            .or_else(|| self.inherited_subject(v, 0))
            .or_else(|| self.left_neighbour(self.cast, v).filter(|_| finite));
        if args.passive {
            // "was given aid": what was given stays the object, who was given it is the indirect one.
            if args.object.is_empty() {
                args.object.extend(subject);
            } else {
                args.indirect.extend(subject);
            }
        } else {
            args.subject.extend(subject);
            // "a statement accusing Chad": who made the statement accuses, where the noun names nobody.
            if tree.deprel(v) == Deprel::Acl
                && let Some(agent) = tree.head(v).and_then(|n| self.noun_agent(n, 1))
            {
                args.subject.push(agent);
            }
            // "orders the ministry to raise tariffs": where the object names nobody, who orders raises.
            if tree.deprel(v) == Deprel::Xcomp
                && let Some(outer) = tree.head(v).and_then(|h| self.surface_subject(h, 1))
            {
                args.subject.push(outer);
            }
        }
        args
    }

    /// Whether the act is done to "each other" or "one another", however the parser parts the two words.
    pub(crate) fn is_mutual(&self, args: &Arguments) -> bool {
        let tree = self.tree;
        let is =
            |t: u32, word: &str| t < tree.len() && tree.token(t).text().eq_ignore_ascii_case(word);
        let pair =
            |t: u32| is(t, "each") && is(t + 1, "other") || is(t, "one") && is(t + 1, "another");
        let whole = |t: u32| pair(t) || t > 0 && pair(t - 1);
        args.object.iter().chain(&args.indirect).chain(&args.oblique).any(|&t| whole(t))
    }

    /// The nominal behind "by", among `heads` or hung on one of them: "food was sent to Sudan by Egypt".
    fn agent_among(&self, heads: &[u32]) -> Option<u32> {
        let tree = self.tree;
        let by = |c: &u32| tree.has_case(*c, self.rules.cue.by);
        let direct = heads.iter().copied().find(|c| by(c));
        direct.or_else(|| heads.iter().flat_map(|&h| tree.children(h)).copied().find(|c| by(c)))
    }

    /// The arguments of the noun at token `n`, those of its light verb included.
    pub(crate) fn of_noun(&self, n: u32, light: &WordSet) -> (Arguments, Arguments) {
        let own = self.own_modifiers(n);
        let mut all = own.clone();
        if let Some(verb) = self.light_verb(n, light) {
            let verbal = self.of_predicate(verb);
            all.light = Some(verb);
            all.indirect.extend(&verbal.indirect);
            all.oblique.extend(verbal.oblique.iter().filter(|&&o| o != n));
            all.content.extend(&verbal.content);
            let subject = verbal.subject.iter().filter(|&&s| s != n);
            all.undergone = self.tree.is(verb, &self.rules.undergo);
            if all.undergone {
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

    /// The noun that carries the act of noun `n`: "effort" in "mediation effort".
    pub(crate) fn carrier(&self, n: u32) -> Option<u32> {
        let head = self.tree.head(n).filter(|&h| self.tree.is(h, &self.rules.carrier));
        head.filter(|_| self.tree.deprel(n) == Deprel::Compound)
    }

    fn own_modifiers(&self, n: u32) -> Arguments {
        let tree = self.tree;
        let cue = &self.rules.cue;
        let mut args = Arguments::default();
        let carried = self.carrier(n).map(|h| tree.children(h)).unwrap_or_default();
        for &c in tree.children(n).iter().chain(carried).filter(|&&c| c != n) {
            match tree.deprel(c) {
                Deprel::NmodPoss | Deprel::Amod | Deprel::Compound => args.subject.push(c),
                Deprel::Nmod | Deprel::Obl | Deprel::OblAgent => {
                    if tree.has_case(c, cue.by) {
                        args.subject.insert(0, c);
                    } else {
                        args.oblique.push(c);
                    }
                }
                Deprel::Acl | Deprel::Xcomp | Deprel::Ccomp => args.content.push(c),
                _ => {}
            }
        }
        if let Some(agent) = self.agent_among(&args.oblique) {
            args.subject.insert(0, agent);
        }
        args
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
                    let inside = tree.case(at).is_some_and(|c| tree.is(c, &self.rules.cue.inside));
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

    /// "have stood by an ally": active, whatever follows "by".
    fn is_active_perfect(&self, v: u32) -> bool {
        let tree = self.tree;
        let aux = |lemma: &str| {
            tree.children(v).iter().any(|&c| {
                matches!(tree.deprel(c), Deprel::Aux | Deprel::AuxPass)
                    && tree.token(c).lemma() == lemma
            })
        };
        aux("have") && !aux("be") && !aux("get")
    }

    /// "A and B, in C for meetings of D, held talks": A, when the parser hangs the verb inside the aside.
    fn subject_before_aside(&self, v: u32) -> Option<u32> {
        let tree = self.tree;
        let clause = matches!(tree.deprel(v), Deprel::Acl | Deprel::AclRelcl);
        let finite = matches!(tree.penn(v), Penn::Vbd | Penn::Vbn);
        let first = tree.token(v).sentence().tokens.start;
        let comma = |t: u32| tree.token(t).text() == ",";
        if !clause || !finite || v <= first || !comma(v - 1) {
            return None;
        }
        tree.child(v, Deprel::Obj).filter(|&o| o > v)?;
        let opens = (first..v - 1).find(|&t| comma(t))?;
        let aside = opens + 1;
        if !matches!(tree.upos(aside), Upos::Adp) {
            return None;
        }
        (first..opens).find_map(|t| {
            let head = self.cast.head_covering(t)?;
            (head < opens && tree.case(head).is_none()).then_some(head)
        })
    }

    pub(crate) fn is_passive(&self, v: u32) -> bool {
        let tree = self.tree;
        if self.is_active_perfect(v) && tree.child(v, Deprel::NsubjPass).is_none() {
            return false;
        }
        let marked = tree.children(v).iter().any(|&c| {
            matches!(
                tree.deprel(c),
                Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass | Deprel::OblAgent
            )
        });
        let participle = tree.penn(v) == Penn::Vbn
            && !tree
                .children(v)
                .iter()
                .any(|&c| matches!(tree.deprel(c), Deprel::Aux | Deprel::Obj));
        // A noun that is the root with a participle behind it is a sentence that lost its verb: "troops crossed into".
        let whole = tree.head(v).is_some_and(|h| tree.deprel(h) == Deprel::Root);
        let reduced = matches!(tree.deprel(v), Deprel::Acl | Deprel::Amod) && participle && !whole;
        let shared = tree.deprel(v) == Deprel::Conj
            && participle
            && tree.head(v).is_some_and(|h| {
                tree.children(h)
                    .iter()
                    .any(|&c| matches!(tree.deprel(c), Deprel::AuxPass | Deprel::NsubjPass))
            });
        marked || reduced || shared
    }

    /// The grammatical subject of `v`, its own or one that it shares.
    pub(crate) fn surface_subject(&self, v: u32, depth: u8) -> Option<u32> {
        let own = self.tree.children(v).iter().copied().find(|&c| {
            matches!(self.tree.deprel(c), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
        });
        own.or_else(|| self.inherited_subject(v, depth))
    }

    fn inherited_subject(&self, v: u32, depth: u8) -> Option<u32> {
        let tree = self.tree;
        if depth > 8 {
            return None;
        }
        let head = tree.head(v)?;
        match tree.deprel(v) {
            Deprel::Conj | Deprel::Parataxis => self.surface_subject(head, depth + 1),
            Deprel::Xcomp | Deprel::Ccomp => {
                let object = tree
                    .children(head)
                    .iter()
                    .copied()
                    .find(|&c| matches!(tree.deprel(c), Deprel::Obj | Deprel::Iobj));
                let controls = !tree.is(head, &self.rules.cue.subject_control);
                object.filter(|_| controls).or_else(|| self.surface_subject(head, depth + 1))
            }
            Deprel::Advcl => {
                // "accused Chad of arming rebels", "thanked Chad for sending rice": the object arms and sends.
                let of = tree.has_case(v, self.rules.cue.of);
                let cause = tree.penn(v) == Penn::Vbg && tree.has_case(v, self.rules.cue.cause);
                let object = tree
                    .child(head, Deprel::Obj)
                    .filter(|&o| of || cause && self.cast.at(o).is_some());
                object.or_else(|| self.surface_subject(head, depth + 1))
            }
            Deprel::Acl => match tree.penn(v) {
                Penn::Vb => self.noun_agent(head, depth + 1),
                _ => Some(head),
            },
            Deprel::AclRelcl => Some(head),
            _ => None,
        }
    }

    /// Who does what a noun says: "Turkey's decision", "Turkey took the decision".
    fn noun_agent(&self, n: u32, depth: u8) -> Option<u32> {
        let tree = self.tree;
        let of = || {
            tree.children(n).iter().copied().find(|&c| {
                let state = || self.cast.headed_by(c).is_some_and(|p| self.cast.is_state(p));
                tree.has_case(c, self.rules.cue.of) && state()
            })
        };
        tree.child(n, Deprel::NmodPoss).or_else(of).or_else(|| {
            let by =
                tree.children(n).iter().copied().find(|&c| tree.has_case(c, self.rules.cue.by));
            let verb = tree.head(n).filter(|&h| matches!(tree.upos(h), Upos::Verb | Upos::Aux));
            by.or_else(|| verb.and_then(|h| self.surface_subject(h, depth + 1))).filter(|&s| s != n)
        })
    }

    /// An adverbial clause that says what the verb is about: "to protest", "of arming rebels", "to attack".
    fn is_complement_like(&self, c: u32) -> bool {
        let tree = self.tree;
        tree.penn(c) == Penn::Vb
            || tree.children(c).iter().any(|&m| {
                matches!(tree.deprel(m), Deprel::Mark | Deprel::Case)
                    && tree.is(m, &self.rules.cue.content)
            })
    }

    /// The token that `i` stands for, relative pronouns resolved.
    pub(crate) fn referent(&self, i: u32) -> u32 {
        antecedent(self.tree, i).unwrap_or(i)
    }
}
