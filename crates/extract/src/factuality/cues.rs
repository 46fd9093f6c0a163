//! The cues around a word: negation, modals, and the words that it stands under.

use super::load::{Effect, FactualityRules};
use crate::{Document, clause};
use detente_model::{Deprel, Penn, TokenView, Upos};

/// One cue, nearest to the word first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue<'a> {
    /// `not`, `never`, `no`.
    Negation,
    /// A modal or `going to`, lower case.
    Modal(&'a str),
    /// `was meeting`.
    Progressive,
    /// A word that the clause stands under, with the relation; the effect where the lexicon knows it.
    Under { lemma: &'a str, relation: Deprel, effect: Option<Effect> },
    /// An adverb or adjective that says how true it is: `allegedly`, `planned`.
    Modifier { lemma: &'a str, effect: Effect },
    /// `if`, `unless`, `whether`.
    Condition(&'a str),
    /// `to sign`, with nothing above that says more.
    Purpose,
    /// A question.
    Question,
}

const CONDITIONS: [&str; 6] = ["if", "unless", "until", "whether", "lest", "before"];

/// The cues around token `index`.
pub(crate) fn gather<'a>(
    doc: &Document<'a>,
    rules: &'a FactualityRules,
    index: u32,
) -> Vec<Cue<'a>> {
    let mut cues = Vec::new();
    let mut at = doc.token(index);
    let mut shared_aux = false;
    for depth in 0..8 {
        local(rules, at, depth, shared_aux, &mut cues);
        let Some(head) = at.head() else { break };
        let relation = at.deprel();
        match relation {
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl | Deprel::Csubj | Deprel::CsubjPass => {
                cues.push(under(rules, head, relation));
            }
            Deprel::Advcl => {
                let infinitive = clause::is_infinitive(at);
                let from = clause::has_marker(at, "from");
                if infinitive || from || ["of", "for"].iter().any(|m| clause::has_marker(at, m)) {
                    // "kept them from marching" is another word than "kept marching".
                    let own =
                        if from { rules.effect(&format!("{} from", head.lemma())) } else { None };
                    let effect = own.or_else(|| effect(rules, head));
                    cues.push(Cue::Under { lemma: head.lemma(), relation, effect });
                    if infinitive {
                        cues.push(Cue::Purpose);
                    }
                } else {
                    break;
                }
            }
            // "The talks did not take place", "Talks will resume".
            Deprel::Nsubj if at.index() == index && occurs(rules, at, head) => {
                cues.push(under(rules, head, relation));
            }
            Deprel::Nsubj if at.index() == index && is_predicated(head) => {
                let effect = effect(rules, head);
                if effect.is_none() {
                    break;
                }
                cues.push(Cue::Under { lemma: head.lemma(), relation, effect });
            }
            Deprel::Obj
            | Deprel::NsubjPass
            | Deprel::Obl
            | Deprel::Nmod
            | Deprel::Compound
            | Deprel::Amod
                if at.index() == index || relation == Deprel::Nmod =>
            {
                if matches!(relation, Deprel::Nmod | Deprel::Compound | Deprel::Amod)
                    && rules.effect(head.lemma()).is_none()
                {
                    break;
                }
                let content = ["for", "of", "on", "to", "in", "from", "about", "against", "amid"];
                let stands_under = !matches!(relation, Deprel::Obl | Deprel::Nmod)
                    || clause::case(at).is_some_and(|c| content.contains(&c.lemma()));
                if !stands_under {
                    break;
                }
                cues.push(under(rules, head, relation));
            }
            // What is joined shares the modal and what both stand under, unless it has its own.
            Deprel::Conj => {
                shared_aux = !clause::has_subject(at) && at.child(Deprel::Aux).is_none();
                if !shared_aux {
                    break;
                }
            }
            Deprel::Parataxis if is_speech(head) => {}
            _ => break,
        }
        if !matches!(relation, Deprel::Conj) {
            shared_aux = false;
        }
        at = head;
    }
    let sentence = doc.token(index).sentence();
    if doc.surface(sentence.span).trim_end().ends_with('?') {
        cues.push(Cue::Question);
    }
    cues
}

/// The cues of one clause: its auxiliaries, its negation, its adverbs.
fn local<'a>(
    rules: &'a FactualityRules,
    at: TokenView<'a>,
    depth: usize,
    shared_aux: bool,
    cues: &mut Vec<Cue<'a>>,
) {
    let mut be = false;
    for c in at.children() {
        match c.deprel() {
            Deprel::Aux => match c.penn() {
                Penn::Md if clause::is_modal(c) => {
                    cues.push(Cue::Modal(rules.clauses.modal(c.text())));
                }
                _ if c.lemma() == "be" => be = true,
                _ => {}
            },
            Deprel::Advmod | Deprel::Amod | Deprel::Compound
                if !shared_aux || c.deprel() == Deprel::Advmod =>
            {
                if rules.clauses.is_negation(c) {
                    cues.push(Cue::Negation);
                } else if depth == 0
                    && let Some(effect) = rules.effect(c.lemma())
                {
                    cues.push(Cue::Modifier { lemma: c.lemma(), effect });
                }
            }
            // "a summit planned for May", "a strike called off at noon".
            Deprel::Acl if depth == 0 && c.penn() == Penn::Vbn && at.upos() != Upos::Verb => {
                if let Some(effect) = effect(rules, c) {
                    cues.push(Cue::Modifier { lemma: c.lemma(), effect });
                }
            }
            Deprel::Det | Deprel::Cc | Deprel::CcPreconj if rules.clauses.is_negation(c) => {
                cues.push(Cue::Negation)
            }
            Deprel::Nsubj | Deprel::NsubjPass if rules.clauses.is_nobody(c) => {
                cues.push(Cue::Negation)
            }
            // "signed no accord": the verb of what there is none of did not happen.
            Deprel::Obj if depth == 0 && clause::has_none(c) => cues.push(Cue::Negation),
            Deprel::Case | Deprel::Mark => {
                let word = c.lemma();
                if rules.clauses.is_without(c) {
                    cues.push(Cue::Negation);
                } else if matches!(
                    at.deprel(),
                    Deprel::Advcl | Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl
                ) && let Some(&mark) =
                    CONDITIONS.iter().find(|m| word.eq_ignore_ascii_case(m))
                {
                    cues.push(Cue::Condition(mark));
                } else if depth == 0 && matches!(rules.effect(word), Some(Effect::Ongoing)) {
                    cues.push(Cue::Modifier { lemma: word, effect: Effect::Ongoing });
                }
            }
            _ => {}
        }
    }
    if be && at.penn() == Penn::Vbg {
        // "is going to meet" is a future, not a movement.
        let future = at.lemma() == "go"
            && at.children().any(|c| {
                matches!(c.deprel(), Deprel::Xcomp | Deprel::Advcl) && clause::is_infinitive(c)
            });
        cues.push(if future { Cue::Modal("will") } else { Cue::Progressive });
    }
    if at.penn() == Penn::Vb && clause::is_infinitive(at) && be {
        cues.push(Cue::Modal("will"));
    }
}

fn under<'a>(rules: &FactualityRules, head: TokenView<'a>, relation: Deprel) -> Cue<'a> {
    Cue::Under { lemma: head.lemma(), relation, effect: effect(rules, head) }
}

/// The effect of a verb: "called off" is another word than "called".
fn effect(rules: &FactualityRules, verb: TokenView<'_>) -> Option<Effect> {
    if is_under_way(verb) {
        return Some(Effect::Ongoing);
    }
    match verb.children().find(|c| c.deprel() == Deprel::CompoundPrt) {
        Some(p) => rules.effect(&format!("{} {}", verb.lemma(), p.lemma())),
        None => rules.effect(verb.lemma()),
    }
}

/// Whether a verb says no more of its subject, the noun of an act, than that it happens.
fn occurs(rules: &FactualityRules, act: TokenView<'_>, verb: TokenView<'_>) -> bool {
    let with = |c: &TokenView<'_>| {
        c.deprel() == Deprel::CompoundPrt || c.deprel() == Deprel::Obj && c.lemma() == "place"
    };
    act.upos() == Upos::Noun
        && verb.upos() == Upos::Verb
        && match verb.children().find(with) {
            Some(c) => rules.occurs(&format!("{} {}", verb.lemma(), c.lemma())),
            None => rules.occurs(verb.lemma()),
        }
}

/// "Talks are under way".
fn is_under_way(word: TokenView<'_>) -> bool {
    word.lemma() == "way" && clause::case(word).is_some_and(|c| c.lemma() == "under")
}

/// Whether a word says of its subject how true it is: "Talks are likely", and "Talks scheduled for May", where the parser takes
/// the participle for a verb in the past.
fn is_predicated(word: TokenView<'_>) -> bool {
    word.upos() == Upos::Adj
        || is_under_way(word)
        || matches!(word.penn(), Penn::Vbd | Penn::Vbn)
            && word.children().all(|c| {
                !matches!(c.deprel(), Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Aux)
            })
}

fn is_speech(token: TokenView<'_>) -> bool {
    token.upos() == Upos::Verb
        && matches!(token.lemma(), "say" | "tell" | "add" | "report" | "announce")
}
