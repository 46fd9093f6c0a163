//! Statements and letters that an article gives in full: "Lund released the following statement: I am glad that …".

use super::draft::Draft;
use super::scene::Scene;
use super::{speaker, voice};
use detente_model::{ByteSpan, EntityKind, MentionForm, Penn, QuoteKind, Section};
use std::ops::Range;

/// The lines of each statement that stands without quotation marks after whoever made it is told.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut speaker = None;
    for line in lines(scene) {
        let announced = |t: u32| line.start.max(t.saturating_sub(REACH))..t + 1;
        let colon = line.clone().find(|&t| announces(scene, announced(t)));
        let said = match colon {
            Some(colon) => {
                speaker = issuer(scene, announced(colon));
                colon + 1..line.end
            }
            None => line,
        };
        let (Some(speaker), Some(span)) = (speaker, scene.doc.analysis.span_of(said.clone()))
        else {
            continue;
        };
        // What stands in quotation marks is found by them, and what is not in the first person may be the reporter's again.
        if is_own(scene, said) && !scene.has_marks(span) {
            let draft = Draft::new(span, QuoteKind::Direct, "statement");
            drafts.push(Draft { speaker: Some(speaker), ..draft });
        }
    }
    drafts
}

/// The lines of the body: those of a press release may be all of its paragraphs.
fn lines(scene: &Scene<'_>) -> Vec<Range<u32>> {
    let body = scene.doc.article.blocks.iter().filter(|b| b.section == Section::Body);
    let all = body.flat_map(|b| scene.lines(b)).map(|line| scene.between(line.start, line.end));
    all.filter(|line| !line.is_empty()).collect()
}

/// Whoever made the statement that ends in `colon`, which leads up to marked words.
pub(super) fn announced(scene: &Scene<'_>, colon: u32) -> Option<ByteSpan> {
    let at = scene.token(colon).span().start;
    let blocks = &scene.doc.article.blocks;
    let block = blocks.get(blocks.partition_point(|b| b.span.end <= at))?;
    let line = scene.lines(block).find(|line| at < line.end)?;
    let start = scene.between(line.start, at).start;
    let tokens = start.max(colon.saturating_sub(REACH))..colon + 1;
    announces(scene, tokens.clone()).then(|| issuer(scene, tokens))?
}

/// "… made the following statement on the vote:", "The text of the letter is below:".
fn announces(scene: &Scene<'_>, tokens: Range<u32>) -> bool {
    let Some(colon) = tokens.clone().next_back() else { return false };
    let in_full =
        |t: u32| scene.rules.voices.in_full.contains(&scene.token(t).text().to_lowercase());
    scene.token(colon).text() == ":"
        && !scene.is_marked(scene.token(colon))
        && tokens.clone().any(in_full)
        && tokens.clone().any(|t| is_writing(scene, t))
}

fn is_writing(scene: &Scene<'_>, token: u32) -> bool {
    scene.rules.voices.mouthpieces.contains(scene.token(token).lemma())
}

/// How many words before it the author of a piece of writing may be told.
const REACH: u32 = 150;

/// Whose the last piece of writing is that the words name: as grammar has it, else whoever is named last before it, else whoever the
/// sentence is about that named it first.
fn issuer(scene: &Scene<'_>, tokens: Range<u32>) -> Option<ByteSpan> {
    let writings = || tokens.clone().rev().filter(|&t| is_writing(scene, t));
    let owner = |t: u32| voice::issuer(scene, scene.token(t));
    let named = || {
        let last = scene.token(writings().next()?).span().start;
        let first = scene.token(tokens.start).span().start;
        let persons = scene
            .mentions(ByteSpan::new(first, last))
            .filter(|m| m.form == MentionForm::Name && m.kind == EntityKind::Person);
        persons.last().map(|m| m.span)
    };
    let told = || {
        let lemmas: Vec<&str> = writings().map(|t| scene.token(t).lemma()).collect();
        let before = (tokens.start.saturating_sub(REACH)..tokens.start).rev();
        let earlier = before.map(|t| scene.token(t)).find(|t| lemmas.contains(&t.lemma()))?;
        let sentence = earlier.sentence().tokens.clone();
        speaker::subjects(scene, &sentence).find(|s| scene.can_speak(*s))
    };
    writings().find_map(owner).or_else(named).or_else(told)
}

/// Whether somebody speaks of "I" and "we".
fn is_own(scene: &Scene<'_>, tokens: Range<u32>) -> bool {
    tokens.map(|t| scene.token(t)).any(|t| {
        matches!(t.penn(), Penn::Prp | Penn::PrpPoss)
            && scene.rules.voices.first_person.contains(&t.text().to_lowercase())
    })
}
