//! Interviews and transcripts: paragraphs that open with who speaks, and a colon.
//!
//! "Q: Will you sign? / A: We will." An answer is the word of whoever the sentence before the questions is about; a name
//! in the place of the letter speaks for itself.

use super::alone;
use super::draft::Draft;
use super::scene::Scene;
use detente_model::{ByteSpan, EntityKind, Mention, MentionForm, QuoteKind, Section};

/// Words of a label at most: "Foreign Minister Ana Moreno: …".
const LABEL: usize = 5;

/// A paragraph that opens with a label.
struct Turn<'a> {
    block: usize,
    label: ByteSpan,
    name: &'a str,
    said: ByteSpan,
}

/// The answers of an interview, and what a person says after a label; of labels that name no person those only that come after a
/// question.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Draft> {
    let blocks = 0..scene.doc.article.blocks.len();
    let turns: Vec<Turn<'_>> = blocks.flat_map(|b| turns_of(scene, b)).collect();
    let words = &scene.rules.answers;
    let asks = |t: &Turn<'_>| words.questions.contains(&t.name.to_lowercase());
    let Some(first) = turns.iter().position(asks) else {
        let of_persons = turns.iter().filter(|t| is_statement(scene, t));
        return of_persons.map(|t| draft(t, Some(t.label), None)).collect();
    };
    let introduced = alone::introduced_before(scene, turns[first].block);
    let answers = turns[first..].iter().filter(|t| !asks(t));
    answers
        .filter_map(|t| {
            let anonymous = words.answers.contains(&t.name.to_lowercase());
            let speaker = (!anonymous).then_some(t.label);
            (anonymous || scene.can_speak(t.label))
                .then(|| draft(t, speaker, introduced.filter(|_| anonymous)))
        })
        .collect()
}

fn draft(turn: &Turn<'_>, speaker: Option<ByteSpan>, introduced: Option<ByteSpan>) -> Draft {
    Draft { speaker, introduced, ..Draft::new(turn.said, QuoteKind::Direct, "answer") }
}

/// `#SecClinton: We remain committed.`: a sentence after the name of a person, or after the account of anybody, and no
/// quotation.
fn is_statement(scene: &Scene<'_>, turn: &Turn<'_>) -> bool {
    // "CHIANG RAI: Burma yesterday closed the checkpoint": in capitals only whom the article tells more of.
    let capitals = !scene.doc.surface(turn.label).contains(char::is_lowercase);
    let is_told_of = |m: &Mention| {
        let entity = m.entity.and_then(|e| scene.found.entity(e));
        entity.is_some_and(|e| e.actor_id.is_some() || e.mentions > 1)
    };
    let named = scene.mentions(turn.label).any(|m| {
        let account = scene.doc.surface(m.span).starts_with('@');
        m.span.end == turn.label.end
            && (!capitals || is_told_of(m))
            && (m.kind == EntityKind::Person || account)
            && matches!(m.form, MentionForm::Name | MentionForm::Title)
    });
    let said = scene.doc.surface(turn.said);
    let sentence = said.starts_with(char::is_uppercase) && said.contains(['.', '!', '?']);
    named && sentence && scene.marked_at(turn.said.start).is_none()
}

/// The lines of a block of the body that open with a label.
fn turns_of<'a>(scene: &Scene<'a>, block: usize) -> Vec<Turn<'a>> {
    let b = &scene.doc.article.blocks[block];
    if b.section != Section::Body {
        return Vec::new();
    }
    let text = scene.doc.text();
    let turn = |line: ByteSpan| {
        let start = line.start as usize;
        let (name, said) = scene.doc.surface(line).split_once(':')?;
        let capitals = name.split_whitespace().all(|w| w.starts_with(|c: char| !c.is_lowercase()));
        let fits = capitals
            && (1..=LABEL).contains(&name.split_whitespace().count())
            && said.starts_with(char::is_whitespace);
        let colon = start + name.len();
        let said = ByteSpan::from_range(colon + 1..line.end as usize).trimmed(text);
        let label = ByteSpan::from_range(start..colon).trimmed(text);
        (fits && !said.is_empty() && !label.is_empty()).then(|| Turn {
            block,
            label,
            name: name.trim(),
            said,
        })
    };
    scene.lines(b).filter_map(turn).collect()
}
