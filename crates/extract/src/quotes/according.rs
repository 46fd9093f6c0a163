//! "According to X, …".

use super::draft::{Carried, Draft};
use super::indirect::content;
use super::scene::{Scene, is_nominal};
use super::{speaker, surface};
use detente_model::{ByteSpan, Deprel, Penn, QuoteKind, TokenView, Upos};

/// "according to" at token `at`, and the speaker it names.
pub(super) fn cue_at(scene: &Scene<'_>, at: u32) -> Option<(ByteSpan, Option<ByteSpan>)> {
    let n = scene.doc.analysis.tokens.len() as u32;
    let phrase = scene.rules.according.iter().find(|phrase| {
        at + phrase.len() as u32 <= n
            && phrase
                .iter()
                .enumerate()
                .all(|(k, word)| scene.token(at + k as u32).text().eq_ignore_ascii_case(word))
    })?;
    let after = at + phrase.len() as u32;
    let cue = scene.doc.analysis.span_of(at..after)?;
    let end = scene.token(at).sentence().tokens.end;
    let head = (after..end.min(after + 12))
        .map(|i| scene.token(i))
        .take_while(|t| t.upos() != Upos::Punct)
        .find(|t| is_nominal(*t));
    let head = head.map(|h| top_of_phrase(h, after));
    Some((cue, head.map(|h| speaker::phrase(scene, h))))
}

/// The head of the phrase that `token` stands in, not looking before token `from`.
fn top_of_phrase(token: TokenView<'_>, from: u32) -> TokenView<'_> {
    let mut top = token;
    for above in token.ancestors() {
        let inside = matches!(
            top.deprel(),
            Deprel::Compound
                | Deprel::Flat
                | Deprel::NmodPoss
                | Deprel::Nmod
                | Deprel::Amod
                | Deprel::NmodDesc
        );
        if !inside || above.index() < from {
            break;
        }
        top = above;
    }
    top
}

/// The clause that "according to" at token `at` reports.
pub(super) fn reported(scene: &Scene<'_>, at: u32) -> Option<Draft> {
    let (cue, named) = cue_at(scene, at)?;
    let sentence = scene.token(at).sentence().tokens.clone();
    let is_comma = |i: u32| scene.token(i).text() == "," && !scene.is_marked(scene.token(i));
    let leads = sentence.start == at
        || (sentence.start + 2 >= at && scene.token(at).text().starts_with('A'))
        || !surface::finite_in(scene, sentence.start..at);
    let mut range = if leads {
        // After the speaker's name and what is added to it: "According to Ana Moreno, the mayor, the bridge is shut."
        let mut start = (at..sentence.end).find(|&i| is_comma(i))? + 1;
        let ends = |from: u32| (from..sentence.end).find(|&i| is_comma(i));
        while let Some(next) = ends(start).filter(|&n| !surface::finite_in(scene, start..n)) {
            start = next + 1;
        }
        start..sentence.end
    } else {
        sentence.start..at
    };
    while range.start < range.end && scene.token(range.start).upos() == Upos::Cconj {
        range.start += 1;
    }
    if !surface::finite_in(scene, range.clone()) {
        return None;
    }
    // A sentence that reports on its own account, or a long one, is not the source's as a whole.
    let reports = range.clone().map(|i| scene.token(i)).any(|t| {
        !scene.is_marked(t)
            && (t.penn() == Penn::In && scene.rules.is_complementizer(t.lemma())
                || t.penn().is_finite() && scene.cue(t).is_some_and(|c| c.plain))
    });
    let span = content(scene, range, scene.token(at))?;
    if reports || scene.words(span) > scene.rules.limits.according_words {
        return None;
    }
    Some(Draft {
        span,
        kind: QuoteKind::Indirect,
        verb: None,
        cue: Some(cue),
        speaker: named,
        introduced: None,
        clause: None,
        carried: Carried::No,
        rule: "according-to",
    })
}
