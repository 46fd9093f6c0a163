//! Who does what a verb or a noun tells.

use super::phrase::{has_marker, is_nominal};
use super::rules::ClauseRules;
use detente_model::{Deprel, Penn, TokenView, Upos};

/// Clauses that hand on their subject at most: guards against broken trees.
const CHAIN: u8 = 8;

/// The nominal subject of a verb, or of a noun or adjective with a copula: its own alone, and never "there".
pub(crate) fn subject(verb: TokenView<'_>) -> Option<TokenView<'_>> {
    subject_before(verb, verb.index())
}

/// The subject of `verb` for what stands at token `at`. Of several, as where a dateline was taken for one, the nearest before it,
/// if no other verb parts the two: "The envoys, he complained, have left".
fn subject_before(verb: TokenView<'_>, at: u32) -> Option<TokenView<'_>> {
    let subjects = || {
        verb.children().filter(|c| {
            matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
                && c.penn() != Penn::Ex
        })
    };
    let other = |t: &TokenView<'_>| t.upos() == Upos::Verb && t.penn().is_finite();
    let near = |s: &TokenView<'_>| {
        let mut between = std::iter::successors(s.next(), |t| t.next());
        s.index() < at && !between.by_ref().take_while(|t| t.index() < at).any(|t| other(&t))
    };
    subjects().rfind(near).or_else(|| subjects().next())
}

/// Whether a clause has a subject of its own of any kind, "it" and "there" included.
pub(crate) fn has_subject(verb: TokenView<'_>) -> bool {
    verb.children().any(|c| c.deprel().is_subject() || c.deprel() == Deprel::Expl)
}

impl ClauseRules {
    /// The grammatical subject of a verb: its own, else that which it has from the clause above.
    pub(crate) fn actor<'a>(&self, verb: TokenView<'a>) -> Option<TokenView<'a>> {
        self.actor_within(verb, verb.index(), CHAIN)
    }

    /// The subject that a verb without its own has from the clause above.
    pub(crate) fn controller<'a>(&self, verb: TokenView<'a>) -> Option<TokenView<'a>> {
        self.controller_within(verb, verb.index(), CHAIN)
    }

    /// Who else may do what an active verb tells, where those whom it has as its subject are nobody.
    pub(super) fn actor_above<'a>(&self, verb: TokenView<'a>) -> Option<TokenView<'a>> {
        match verb.deprel() {
            // "a statement accusing Chad": who made the statement.
            Deprel::Acl => self.noun_actor(verb.head()?, CHAIN),
            // "orders the ministry to raise tariffs": who orders.
            Deprel::Xcomp => self.actor(verb.head()?),
            _ => None,
        }
    }

    fn actor_within<'a>(&self, verb: TokenView<'a>, at: u32, left: u8) -> Option<TokenView<'a>> {
        subject_before(verb, at).or_else(|| self.controller_within(verb, at, left))
    }

    fn controller_within<'a>(
        &self,
        verb: TokenView<'a>,
        at: u32,
        left: u8,
    ) -> Option<TokenView<'a>> {
        let left = left.checked_sub(1)?;
        let head = verb.head()?;
        let above = || self.actor_within(head, at.min(head.index()), left);
        match verb.deprel() {
            Deprel::Conj | Deprel::Parataxis => above(),
            Deprel::Xcomp | Deprel::Ccomp => {
                // "which they tried to sign": what is asked or told of before the verb is the object of the infinitive.
                let object = head.children().find(|c| {
                    matches!(c.deprel(), Deprel::Obj | Deprel::Iobj) && c.index() > head.index()
                });
                // "emailed supporters saying that it held", but "saw him leaving".
                let own = match verb.penn() {
                    Penn::Vbg => !self.control.witness.contains(head.lemma()),
                    _ => self.control.subject.contains(head.lemma()),
                };
                object.filter(|_| !own).or_else(above)
            }
            // "accused Chad of arming rebels", "thanked Chad for sending rice": the object arms and sends.
            Deprel::Advcl => {
                let cause = || {
                    verb.penn() == Penn::Vbg
                        && has_marker(verb, "for")
                        && self.control.cause.contains(head.lemma())
                };
                // "kept students from marching", too.
                let object = head.child(Deprel::Obj);
                let of = |word| has_marker(verb, word);
                object.filter(|_| of("of") || of("from") || cause()).or_else(above)
            }
            Deprel::Acl if verb.penn() == Penn::Vb => self.noun_actor(head, left),
            Deprel::Acl | Deprel::AclRelcl => Some(head).filter(|h| is_nominal(*h)),
            _ => None,
        }
    }

    /// Who does what a noun says: "Turkey's decision", "the decision of Turkey", "Turkey took the decision".
    fn noun_actor<'a>(&self, noun: TokenView<'a>, left: u8) -> Option<TokenView<'a>> {
        let of = |c: &TokenView<'_>| has_marker(*c, "of") && c.upos() == Upos::Propn;
        let verb = || noun.head().filter(|h| matches!(h.upos(), Upos::Verb | Upos::Aux));
        noun.child(Deprel::NmodPoss)
            .or_else(|| noun.children().find(of))
            .or_else(|| noun.children().find(|c| has_marker(*c, "by")))
            .or_else(|| {
                let verb = verb()?;
                self.actor_within(verb, verb.index(), left.checked_sub(1)?)
            })
            .filter(|s| s.index() != noun.index())
    }
}
