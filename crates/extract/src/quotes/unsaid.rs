//! What has not been said: "did not say who", "refused to say whether", "left without saying when".

use super::scene::Scene;
use detente_model::{Deprel, TokenView, Upos};

/// Steps up from a verb to what takes its saying back.
const STEPS: usize = 2;

/// Whether `verb` tells that something was left unsaid. Who "does not believe" or "did not deny" something still takes a
/// stand: only verbs of telling are meant.
pub(super) fn is_unsaid(scene: &Scene<'_>, verb: TokenView<'_>) -> bool {
    let words = &scene.rules.unsaid;
    words.verbs.contains(verb.lemma())
        && (scene.rules.clauses.is_negated(verb) || is_avoided(scene, verb))
}

/// "refused to say", "unable to say", "has yet to say", "stopped short of saying".
fn is_avoided(scene: &Scene<'_>, verb: TokenView<'_>) -> bool {
    let words = &scene.rules.unsaid;
    let yet = verb.previous().filter(|t| t.lemma() == "to").and_then(TokenView::previous);
    let open = matches!(verb.deprel(), Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl | Deprel::Advcl);
    yet.is_some_and(|t| words.avoiders.contains(t.lemma()))
        || open
            && verb.ancestors().take(STEPS).take_while(|a| a.index() < verb.index()).any(|a| {
                let infinitive = (a.index() + 1..verb.index())
                    .all(|i| !matches!(scene.token(i).upos(), Upos::Verb | Upos::Punct));
                infinitive && words.avoiders.contains(a.lemma())
            })
}
