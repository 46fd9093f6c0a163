//! A clause: who does what to whom, by the tree alone.

use super::phrase::{antecedent, has_marker, markers};
use super::rules::ClauseRules;
use super::verb::{is_active_perfect, is_passive};
use crate::Document;
use detente_model::{Deprel, Penn, TokenView, Upos};

/// Who does what to whom, by the tree alone: what a verb, a predicative adjective or a noun tells, as the tokens that head its
/// parts. [`Extractor::clauses`](crate::Extractor::clauses) reads those of an article.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The verb, adjective or noun.
    pub head: u32,
    /// Whether the grammatical subject suffers it: "was sent by Egypt".
    pub passive: bool,
    /// Whether it is said not to be so: "did not sign", "nobody signed".
    pub negated: bool,
    /// Who does it, likeliest first; empty where the sentence does not say. What a relative pronoun stands for is named for it
    /// here and among the objects.
    pub subject: Vec<u32>,
    /// Whom or what it is done to.
    pub object: Vec<u32>,
    /// For whom it is done: "gave Chad aid".
    pub indirect: Vec<u32>,
    /// Nominals with a preposition.
    pub oblique: Vec<u32>,
    /// The verbs of the clauses that it is about.
    pub content: Vec<u32>,
    /// The verb that lends a noun its subject: "held" in "held talks". `None` for verbs, and where nothing is lent.
    pub light: Option<u32>,
    /// Whether the subject of that verb suffers what the noun says, and so is the object here: "faces sanctions".
    pub undergone: bool,
}

impl Clause {
    /// The clause of a verb or predicative adjective.
    pub(crate) fn of_verb(verb: TokenView<'_>, rules: &ClauseRules) -> Self {
        let mut clause = Self {
            head: verb.index(),
            passive: is_passive(verb),
            negated: rules.is_negated(verb),
            ..Self::default()
        };
        let perfect = is_active_perfect(verb);
        for part in verb.children() {
            let at = part.index();
            match part.deprel() {
                Deprel::Obj => clause.object.push(meant(part)),
                Deprel::Iobj => clause.indirect.push(meant(part)),
                Deprel::OblAgent if !perfect => clause.subject.push(meant(part)),
                Deprel::Obl | Deprel::Nmod | Deprel::OblAgent => clause.oblique.push(at),
                Deprel::Xcomp | Deprel::Ccomp => clause.content.push(at),
                Deprel::Advcl if rules.is_complement(part) => clause.content.push(at),
                _ => {}
            }
        }
        if clause.passive && clause.subject.is_empty() {
            let obliques: Vec<_> = verb.children().filter(is_oblique).collect();
            clause.subject.extend(agent_among(&obliques));
        }
        let subject = rules.actor(verb).map(meant);
        if !clause.passive {
            clause.subject.extend(subject);
            let above = rules.actor_above(verb).map(meant);
            clause.subject.extend(above.filter(|above| !clause.subject.contains(above)));
        } else if clause.object.is_empty() {
            clause.object.extend(subject);
        } else {
            // "was given aid": what was given stays the object, who was given it is the indirect one.
            clause.indirect.extend(subject);
        }
        clause
    }

    /// What a noun tells by itself: "the attack by rebels on Kabul". `carrier` is the noun before which it stands when that only
    /// carries its act: "effort" in "mediation effort".
    pub(crate) fn of_noun(
        noun: TokenView<'_>,
        rules: &ClauseRules,
        carrier: Option<TokenView<'_>>,
    ) -> Self {
        let mut clause =
            Self { head: noun.index(), negated: rules.is_negated(noun), ..Self::default() };
        let mut obliques = Vec::new();
        let carried = carrier.into_iter().flat_map(TokenView::children);
        for part in noun.children().chain(carried).filter(|c| c.index() != noun.index()) {
            match part.deprel() {
                Deprel::NmodPoss | Deprel::Amod | Deprel::Compound => {
                    clause.subject.push(part.index());
                }
                _ if is_oblique(&part) && has_marker(part, "by") => {
                    clause.subject.insert(0, part.index());
                }
                _ if is_oblique(&part) => obliques.push(part),
                Deprel::Acl | Deprel::Xcomp | Deprel::Ccomp => clause.content.push(part.index()),
                _ => {}
            }
        }
        if let Some(agent) = agent_among(&obliques) {
            clause.subject.insert(0, agent);
        }
        clause.oblique = obliques.into_iter().map(TokenView::index).collect();
        clause
    }
}

/// The clauses of all verbs, and of all nouns and adjectives with a copula, in reading order.
pub(crate) fn all(doc: &Document<'_>, rules: &ClauseRules) -> Vec<Clause> {
    let qualifies = |t: TokenView<'_>| {
        matches!(t.deprel(), Deprel::Amod | Deprel::Compound | Deprel::Case | Deprel::Mark)
    };
    let tells = |t: &TokenView<'_>| {
        t.upos() == Upos::Verb && !qualifies(*t) || t.child(Deprel::Cop).is_some()
    };
    let verbs = (0..doc.len()).map(|i| doc.token(i)).filter(tells);
    verbs.map(|verb| Clause::of_verb(verb, rules)).collect()
}

/// The noun that a relative pronoun stands for, any other word itself.
fn meant(word: TokenView<'_>) -> u32 {
    antecedent(word).unwrap_or(word).index()
}

fn is_oblique(part: &TokenView<'_>) -> bool {
    matches!(part.deprel(), Deprel::Obl | Deprel::Nmod | Deprel::OblAgent)
}

/// The nominal after "by", among `nominals` or hung on one of them: "food was sent to Sudan by Egypt".
fn agent_among(nominals: &[TokenView<'_>]) -> Option<u32> {
    let by = |c: &TokenView<'_>| has_marker(*c, "by");
    let direct = nominals.iter().copied().find(by);
    let agent = direct.or_else(|| nominals.iter().flat_map(|n| n.children()).find(by));
    agent.map(TokenView::index)
}

impl ClauseRules {
    /// Whether an adverbial clause says what the verb is about: "to protest", "of arming rebels", "to attack".
    fn is_complement(&self, clause: TokenView<'_>) -> bool {
        clause.penn() == Penn::Vb || markers(clause).any(|m| self.opens_content(m))
    }

    /// Whether what a preposition or conjunction opens may say what an act is about.
    pub(crate) fn opens_content(&self, marker: TokenView<'_>) -> bool {
        self.content.contains(marker.lemma())
    }
}
