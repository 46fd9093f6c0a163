//! "According to X, …".

use super::scene::{Scene, is_nominal};
use super::speaker;
use detente_model::{ByteSpan, Deprel, TokenView, Upos};

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
