//! How a verb is told: its form and its voice.

use detente_model::{Deprel, Penn, TokenView};

/// Whether a verb, or what has a copula, is an infinitive with "to".
pub(crate) fn is_infinitive(verb: TokenView<'_>) -> bool {
    verb.children().any(|c| c.deprel() == Deprel::Mark && c.penn() == Penn::To)
}

/// Whether a token is a modal verb; a capital inside a sentence whose verb has none makes it a name: "Theresa May condemned it".
pub(crate) fn is_modal(token: TokenView<'_>) -> bool {
    let capital = |t: TokenView<'_>| t.text().starts_with(char::is_uppercase);
    let name = capital(token)
        && token.index() > token.sentence().tokens.start
        && !token.head().is_some_and(capital);
    token.penn() == Penn::Md && !name
}

/// Whether the auxiliary `lemma` belongs to a verb.
pub(crate) fn has_auxiliary(verb: TokenView<'_>, lemma: &str) -> bool {
    verb.children()
        .any(|c| matches!(c.deprel(), Deprel::Aux | Deprel::AuxPass) && c.lemma() == lemma)
}

/// "have stood by an ally": active, whatever follows "by".
pub(crate) fn is_active_perfect(verb: TokenView<'_>) -> bool {
    has_auxiliary(verb, "have") && !has_auxiliary(verb, "be") && !has_auxiliary(verb, "get")
}

/// Whether the subject of a verb suffers what it tells.
pub(crate) fn is_passive(verb: TokenView<'_>) -> bool {
    if is_active_perfect(verb) && verb.child(Deprel::NsubjPass).is_none() {
        return false;
    }
    let has = |verb: TokenView<'_>, wanted: &[Deprel]| {
        verb.children().any(|c| wanted.contains(&c.deprel()))
    };
    let participle = verb.penn() == Penn::Vbn && !has(verb, &[Deprel::Aux, Deprel::Obj]);
    // A noun that is the root with a participle after it is a sentence that lost its verb: "troops crossed into".
    let whole = verb.head().is_some_and(|h| h.deprel() == Deprel::Root);
    let reduced = matches!(verb.deprel(), Deprel::Acl | Deprel::Amod) && !whole;
    let shared = verb.deprel() == Deprel::Conj
        && verb.head().is_some_and(|h| has(h, &[Deprel::AuxPass, Deprel::NsubjPass]));
    has(verb, &[Deprel::AuxPass, Deprel::NsubjPass, Deprel::CsubjPass, Deprel::OblAgent])
        || participle && (reduced || shared)
}
