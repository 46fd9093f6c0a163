//! What has not been said: "did not say who", "refused to say whether", "left without saying when".

use super::scene::Scene;
use detente_model::{Deprel, TokenView, Upos};

/// Steps up from a verb to what takes its saying back.
const STEPS: usize = 2;

/// Whether `verb` tells that something was left unsaid. Who "does not believe" or "did not deny" something still takes a
/// stand: only verbs of telling are meant.
pub(super) fn is_unsaid(scene: &Scene<'_>, verb: TokenView<'_>) -> bool {
    let words = &scene.rules.unsaid;
    words.verbs.contains(verb.lemma()) && (is_negated(scene, verb) || is_avoided(scene, verb))
}

/// "did not say", "has never said", "nobody said", "no official would say".
fn is_negated(scene: &Scene<'_>, verb: TokenView<'_>) -> bool {
    let words = &scene.rules.unsaid;
    let negates = |t: TokenView<'_>| t.upos() != Upos::Verb && words.negations.contains(t.lemma());
    // "not only said": he said it.
    let real = |t: &TokenView<'_>| {
        t.index() < verb.index() && t.next().is_none_or(|n| !words.extenders.contains(n.lemma()))
    };
    let subject = verb.children().find(|c| c.deprel().is_subject() && c.index() < verb.index());
    verb.children().filter(real).any(negates)
        || subject.is_some_and(|s| {
            words.nobodies.contains(&s.text().to_lowercase())
                || s.children().any(|c| c.deprel() == Deprel::Det && c.lemma() == "no")
        })
}

/// "refused to say", "unable to say", "has yet to say", "without saying", "stopped short of saying".
fn is_avoided(scene: &Scene<'_>, verb: TokenView<'_>) -> bool {
    let words = &scene.rules.unsaid;
    let without = verb.children().any(|c| {
        c.index() < verb.index()
            && matches!(c.deprel(), Deprel::Mark | Deprel::Case)
            && words.without.contains(c.lemma())
    });
    let yet = verb.previous().filter(|t| t.lemma() == "to").and_then(TokenView::previous);
    let open = matches!(verb.deprel(), Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl | Deprel::Advcl);
    without
        || yet.is_some_and(|t| words.avoiders.contains(t.lemma()))
        || open
            && verb.ancestors().take(STEPS).take_while(|a| a.index() < verb.index()).any(|a| {
                let infinitive = (a.index() + 1..verb.index())
                    .all(|i| !matches!(scene.token(i).upos(), Upos::Verb | Upos::Punct));
                infinitive && words.avoiders.contains(a.lemma())
            })
}
