//! Whether the clause of a time expression looks back or ahead.

use super::rules::TimeRules;
use super::vocabulary::TenseWords;
use crate::{Document, clause, word_list::Words};
use detente_model::{ByteSpan, Deprel, Penn, Section, TokenView, Upos};

/// Where the clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Ahead,
}

/// Where the expression looks, by its preposition and the nearest verb above it; `None` where nothing tells.
pub(super) fn of(
    doc: &Document<'_>,
    span: ByteSpan,
    rules: &TimeRules,
    weekday: bool,
) -> Option<Tense> {
    let words = &rules.tense;
    let (time, above) = clause::governor(doc, span)?;
    let preposition = clause::case(time);
    let opener =
        time.index().checked_sub(1).map(|i| doc.token(i)).filter(|t| {
            t.sentence().tokens == time.sentence().tokens && is_in(t, &words.start_words)
        });
    if let Some(told) = preposition.and_then(|p| by_preposition(p, above, rules, weekday)) {
        return told;
    }
    let verb =
        std::iter::once(time).chain(above).chain(above.into_iter().flat_map(|a| a.ancestors()));
    let (mut told, mut through) = (None, None);
    for word in verb {
        told = of_verb(word, words, span);
        if told.is_some() {
            break;
        }
        if word.index() != time.index() && matches!(word.upos(), Upos::Noun | Upos::Propn) {
            through = Some(word);
        }
    }
    match told {
        Some(Tense::Past) if opener.is_some() => Some(Tense::Ahead),
        // A noun between day and verb has a time of its own: "named the crew of a flight in May".
        Some(Tense::Past) if through.is_some() => None,
        None if weekday && above.is_some_and(is_scheduled) => Some(Tense::Ahead),
        told => told,
    }
}

/// "The summit begins on Monday": the present tells what is to come. Headlines tell in it what has happened.
fn is_scheduled(verb: TokenView<'_>) -> bool {
    matches!(verb.penn(), Penn::Vbz | Penn::Vbp)
        && verb.upos() == Upos::Verb
        && verb.sentence().section == Section::Body
}

fn is_in(token: &TokenView<'_>, words: &Words) -> bool {
    words.iter().any(|w| w.eq_ignore_ascii_case(token.text()) || w == token.lemma())
}

/// What the preposition tells by itself; the outer `None` leaves it to the verb.
fn by_preposition(
    preposition: TokenView<'_>,
    above: Option<TokenView<'_>>,
    rules: &TimeRules,
    weekday: bool,
) -> Option<Option<Tense>> {
    let words = &rules.tense;
    let verb = above.filter(|a| matches!(a.upos(), Upos::Verb | Upos::Aux));
    let above = above?;
    let past = of_verb(above, words, ByteSpan::new(0, 0)) == Some(Tense::Past);
    let asked = std::iter::once(above)
        .chain(above.ancestors().take(2))
        .any(|a| is_in(&a, &words.asking_verbs));
    let deferred = is_in(&above, &words.deferring_verbs);
    match preposition.lemma() {
        "since" => Some(Some(Tense::Past)),
        "until" | "till" | "til" => {
            let negated = verb.is_some_and(|v| rules.clauses.is_negated(v));
            let lasted = past && !deferred && (negated || is_in(&above, &words.lasting_verbs));
            Some(Some(if lasted { Tense::Past } else { Tense::Ahead }))
        }
        _ if deferred && matches!(preposition.lemma(), "to" | "for" | "by") => {
            Some(Some(Tense::Ahead))
        }
        // "A vote for Monday" lies ahead, "the figures for May" may not.
        _ if is_in(&preposition, &words.goal_prepositions) => {
            Some((weekday || verb.is_some()).then_some(Tense::Ahead))
        }
        _ if is_in(&preposition, &words.limit_prepositions) => {
            if asked {
                Some(Some(Tense::Ahead))
            } else {
                past.then_some(None)
            }
        }
        _ => None,
    }
}

fn of_verb(verb: TokenView<'_>, words: &TenseWords, span: ByteSpan) -> Option<Tense> {
    if !matches!(verb.upos(), Upos::Verb | Upos::Aux) && verb.penn() != Penn::Vbn {
        return of_copula(verb, words, span);
    }
    if is_in(&verb, &words.ahead_verbs) && verb.penn() == Penn::Vbn {
        return Some(Tense::Ahead);
    }
    let auxiliary = || verb.children().filter(|c| c.upos() == Upos::Aux);
    let perfect = clause::has_auxiliary(verb, "have");
    if verb.children().any(clause::is_modal) {
        return Some(if perfect { Tense::Past } else { Tense::Ahead });
    }
    if clause::is_infinitive(verb) && !perfect && matches!(verb.penn(), Penn::Vb | Penn::Vbn) {
        return infinitive(verb, words);
    }
    if perfect || auxiliary().any(|a| a.penn() == Penn::Vbd) {
        return Some(Tense::Past);
    }
    match verb.penn() {
        Penn::Vbd => Some(Tense::Past),
        Penn::Vbn if auxiliary().next().is_none() => Some(Tense::Past),
        _ => None,
    }
}

/// An infinitive lies ahead of what it hangs on, but a purpose and the object of "manage" go with it.
fn infinitive(verb: TokenView<'_>, words: &TenseWords) -> Option<Tense> {
    let with = verb.deprel() == Deprel::Advcl
        || verb.head().is_some_and(|h| is_in(&h, &words.same_time_verbs));
    (!with).then_some(Tense::Ahead)
}

fn of_copula(word: TokenView<'_>, words: &TenseWords, span: ByteSpan) -> Option<Tense> {
    let aux = word.children().find(|c| c.upos() == Upos::Aux)?;
    match aux.penn() {
        Penn::Vbd => Some(Tense::Past),
        Penn::Md => Some(Tense::Ahead),
        _ if is_in(&word, &words.ahead_verbs) => Some(Tense::Ahead),
        // "The vote is on Sunday": the day itself is what is told.
        _ if span.contains(word.span()) => {
            (clause::subject(word)?.upos() != Upos::Pron).then_some(Tense::Ahead)
        }
        _ => None,
    }
}
