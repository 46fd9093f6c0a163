//! Who speaks: from the words that name a speaker to an entity.
//!
//! The head of the words speaks, never its complement: of "a source close to the mayor" the source. What is written
//! speaks for its author, a stand-in such as "the interlocutor" for the source named before, and "he" after a quote
//! for whoever has just spoken rather than for somebody named in the quote.

use super::draft::{Carried, Draft};
use super::scene::{Scene, speaks};
use super::speaker;
use crate::clause;
use detente_model::{
    ByteSpan, Deprel, EntityId, EntityKind, Mention, MentionForm, Penn, QuoteKind, TokenView, Upos,
};

/// Words back to the author of a statement or the one whom a stand-in stands for, at most.
const REACH: u32 = 150;

/// Quotes back to the last speaker at most.
const NEAR: usize = 8;

/// The speaker's entity of each draft; these stand in reading order.
pub(super) fn entities(scene: &Scene<'_>, drafts: &[Draft]) -> Vec<Option<EntityId>> {
    let mut entities: Vec<Option<EntityId>> =
        drafts.iter().map(|d| of_words(scene, d.speaker.or(d.introduced)?)).collect();
    for i in 1..drafts.len() {
        if let Some(entity) = last_speaker(scene, drafts, &entities, i) {
            entities[i] = Some(entity);
        }
    }
    for i in 1..drafts.len() {
        if drafts[i].carried == Carried::Over {
            let begins = |d: &Draft| d.kind == QuoteKind::Direct && d.carried == Carried::No;
            entities[i] = drafts[..i].iter().rposition(begins).and_then(|j| entities[j]);
        }
    }
    for i in (0..drafts.len().saturating_sub(1)).rev() {
        if drafts[i].carried == Carried::Back {
            entities[i] = entities[i + 1];
        }
    }
    entities
}

/// The entity that the words of a speaker stand for.
fn of_words(scene: &Scene<'_>, speaker: ByteSpan) -> Option<EntityId> {
    let first = first_of(scene, speaker);
    let words = head_words(scene, first);
    let head = scene.head_in(words);
    let lemma = head.map_or("", |h| h.lemma());
    if scene.rules.voices.stand_ins.contains(lemma) {
        return head.and_then(|h| stood_for(scene, h));
    }
    if let Some(head) = head.filter(|h| scene.rules.voices.mouthpieces.contains(h.lemma())) {
        let named = |words| entity_at(scene, head_words(scene, words), |m| speaks(m.kind));
        let from = scene
            .between(head.span().end, first.end)
            .find(|&i| scene.rules.is_announcing(&scene.token(i).text().to_lowercase()));
        let after = |i: u32| ByteSpan::new(scene.token(i).span().end, first.end);
        return owner(scene, head)
            .and_then(named)
            .or_else(|| named(after(from?)))
            .or_else(|| named(words))
            .or_else(|| author(scene, head).and_then(named));
    }
    // "One of them, Ana Moreno, said": the name tells more than what it stands beside.
    let named = || apposed(scene, first);
    if head.is_some_and(|h| h.upos() == Upos::Propn) {
        return entity_at(scene, words, |_| true).or_else(named);
    }
    named().or_else(|| entity_at(scene, words, |_| true))
}

/// The name after a comma that a single speaker is also called by.
fn apposed(scene: &Scene<'_>, speaker: ByteSpan) -> Option<EntityId> {
    let head = scene.head_in(speaker).filter(|h| h.penn() != Penn::Nns)?;
    let name = head.children().find(|c| {
        c.deprel() == Deprel::Appos && c.upos() == Upos::Propn && c.span().start >= speaker.end
    })?;
    let words = head_words(scene, speaker::phrase(scene, name));
    entity_at(scene, words, |m| speaks(m.kind))
}

/// The first of several speakers: "Norland and some of its allies". An "and" within a name joins no speakers.
fn first_of(scene: &Scene<'_>, speaker: ByteSpan) -> ByteSpan {
    let joint = scene.between(speaker.start, speaker.end).find(|&i| {
        let token = scene.token(i);
        token.upos() == Upos::Cconj
            && !scene.mentions(speaker).any(|m| m.span.contains(token.span()))
    });
    let first = joint.map(|i| ByteSpan::new(speaker.start, scene.token(i).span().start));
    first.filter(|f| scene.mentions(*f).any(|m| m.entity.is_some())).unwrap_or(speaker)
}

/// The words of a speaker without those that only count them ("one of the envoys") and without the complement that
/// follows the head ("the leaders in Norland"); the name after both, where a title stands before it: "the minister of
/// trade Ana Moreno".
fn head_words(scene: &Scene<'_>, speaker: ByteSpan) -> ByteSpan {
    let tokens = scene.between(speaker.start, speaker.end);
    let adposition = |from: u32| (from..tokens.end).find(|&i| scene.token(i).upos() == Upos::Adp);
    let named = |i: u32| scene.mentions(scene.token(i).span()).any(|m| m.form == MentionForm::Name);
    let mut start = tokens.start;
    let mut cut = adposition(start + 1);
    while let Some(of) = cut.filter(|&i| scene.token(i).text() == "of" && !named(i)) {
        let counts = scene.token(of - 1);
        if counts.upos() != Upos::Num && !scene.rules.voices.partitives.contains(counts.lemma()) {
            break;
        }
        start = of + 1;
        cut = adposition(start + 1);
    }
    let end = cut.unwrap_or(tokens.end);
    let titled = (end..tokens.end).map(|i| scene.token(i)).find(|t| {
        t.upos() == Upos::Propn
            && matches!(t.deprel(), Deprel::Nsubj | Deprel::Appos)
            && clause::case(*t).is_none()
    });
    let words = scene.doc.analysis.span_of(start..end).unwrap_or(speaker);
    titled.map_or(words, |t| speaker::phrase(scene, t))
}

/// The entity of the mention that words hold: of several, the one that ends last, as the head of an English phrase
/// stands at its end; names and titles of the same person end there too.
fn entity_at(
    scene: &Scene<'_>,
    words: ByteSpan,
    fits: impl Fn(&Mention) -> bool,
) -> Option<EntityId> {
    scene
        .mentions(words)
        .filter(|m| m.entity.is_some() && fits(m))
        .max_by_key(|m| (m.span.end.min(words.end), m.span.len()))
        .and_then(|m| m.entity)
}

/// Whose a piece of writing is, by the words beside it, else by those of an earlier one.
pub(super) fn issuer(scene: &Scene<'_>, noun: TokenView<'_>) -> Option<ByteSpan> {
    owner(scene, noun).or_else(|| author(scene, noun))
}

/// Whoever has written, or sent out, what the noun names: as its last mention tells.
fn author(scene: &Scene<'_>, noun: TokenView<'_>) -> Option<ByteSpan> {
    if noun.child(Deprel::NmodPoss).is_some() {
        return None;
    }
    let before = || {
        (noun.index().saturating_sub(REACH)..=noun.index())
            .rev()
            .map(|i| scene.token(i))
            .filter(|t| !scene.is_marked(*t) && t.upos() == Upos::Noun)
    };
    // "The statement said", too, only takes up an earlier mention.
    let names = |t: &TokenView<'_>| {
        let speaks = t.head().is_some_and(|h| scene.cue(h).is_some());
        !(t.deprel() == Deprel::Nsubj && speaks)
    };
    let any = |t: &TokenView<'_>| scene.rules.voices.mouthpieces.contains(t.lemma());
    let same = before().filter(names).find(|t| t.lemma() == noun.lemma());
    same.or_else(|| before().filter(names).find(any)).and_then(|t| owner(scene, t))
}

/// Whose a piece of writing is: "the ministry's statement", "a statement by the ministry", "the ministry issued a
/// statement", "said in a statement".
fn owner(scene: &Scene<'_>, noun: TokenView<'_>) -> Option<ByteSpan> {
    let of_other = |s: &ByteSpan| {
        !s.contains(noun.span()) && entity_at(scene, *s, |m| speaks(m.kind)).is_some()
    };
    let phrase = |t: TokenView<'_>| Some(speaker::phrase(scene, t)).filter(of_other);
    let own = noun.children().find(|c| {
        matches!(c.deprel(), Deprel::NmodPoss | Deprel::Compound)
            || c.deprel() == Deprel::Nmod && is_origin(scene, *c)
    });
    let issued = noun.child(Deprel::Acl).and_then(|v| agent(scene, v));
    let verb = noun.head().filter(|h| h.upos() == Upos::Verb);
    own.and_then(phrase).or_else(|| issued.and_then(phrase)).or_else(|| match noun.deprel() {
        Deprel::NsubjPass => verb.and_then(|v| agent(scene, v)).and_then(phrase),
        Deprel::Obj | Deprel::Obl => verb
            .filter(|v| {
                let within = clause::case(noun).is_some_and(|c| c.lemma() == "in");
                within || scene.rules.voices.authoring.contains(v.lemma())
            })
            .and_then(|v| speaker::of_verb(scene, v))
            .filter(of_other),
        _ => None,
    })
}

/// Who did what a participle or passive verb tells: "issued by the ministry".
fn agent<'t>(scene: &Scene<'_>, verb: TokenView<'t>) -> Option<TokenView<'t>> {
    let mut following =
        verb.children().filter(|c| matches!(c.deprel(), Deprel::Obl | Deprel::OblAgent));
    following.find(|c| is_origin(scene, *c))
}

/// Whether a preposition makes a phrase the one that something comes from.
fn is_origin(scene: &Scene<'_>, phrase: TokenView<'_>) -> bool {
    clause::case(phrase)
        .is_some_and(|c| c.lemma() == "of" || scene.rules.is_announcing(&c.text().to_lowercase()))
}

/// Whom "the interlocutor" stands for: who has said something before, or else done something.
fn stood_for(scene: &Scene<'_>, noun: TokenView<'_>) -> Option<EntityId> {
    let first = noun.subtree().start;
    if scene.token(first).lemma() == "a" {
        return None;
    }
    let before = || {
        (first.saturating_sub(REACH)..first)
            .rev()
            .map(|i| scene.token(i))
            .filter(|t| !scene.is_marked(*t))
    };
    let cues = before().filter(|t| scene.cue(*t).is_some());
    let speakers = cues.filter_map(|t| speaker::of_verb(scene, t));
    let subjects = before().filter(|t| t.deprel().is_subject()).map(|t| speaker::phrase(scene, t));
    speakers
        .chain(subjects)
        .filter(|s| scene.can_speak(*s))
        .find_map(|s| entity_at(scene, head_words(scene, s), |m| speaks(m.kind)))
}

/// The speaker before draft `i`, where "he" or "she" says it and nothing outside the quotes names anybody else since.
fn last_speaker(
    scene: &Scene<'_>,
    drafts: &[Draft],
    entities: &[Option<EntityId>],
    i: usize,
) -> Option<EntityId> {
    let pronoun = drafts[i].speaker?;
    let sex = scene.rules.sex_of_pronoun(scene.doc.surface(pronoun))?;
    let near = i.saturating_sub(NEAR)..i;
    let (before, j) = near
        .clone()
        .filter_map(|j| Some((drafts[j].speaker.filter(|s| s.end <= pronoun.start)?, j)))
        .max()?;
    let speaker = entities[j]?;
    let entity = scene.found.entities.get(speaker.index())?;
    let end = if drafts[j].span.start < pronoun.start { drafts[j].span.end } else { 0 };
    let sentence = |at: u32| scene.doc.analysis.sentence_at(at).unwrap_or(0);
    let (from, to) =
        (sentence(before.end.max(end) - 1), sentence(drafts[i].span.start.min(pronoun.start)));
    if entities[i] == Some(speaker)
        || entity.kind != EntityKind::Person
        || to > from + 1
        || sex_of(scene, speaker, before).is_some_and(|s| s != sex)
    {
        return None;
    }
    let quoted = |m: &Mention| {
        scene.marked_at(m.span.start).is_some()
            || drafts[near.start..=i].iter().any(|d| d.span.contains(m.span))
    };
    let another = scene.mentions(ByteSpan::new(before.end, pronoun.start)).any(|m| {
        let fits = match entities[i] {
            Some(other) => m.entity == Some(other),
            None => m.kind == EntityKind::Person,
        };
        fits && m.form != MentionForm::Pronoun && m.entity != Some(speaker) && !quoted(m)
    });
    // "The candidate" may be somebody named before of whom nothing tells that he is one.
    let described = entities[i].is_some()
        && scene.head_in(before).is_some_and(|h| h.upos() == Upos::Noun)
        && !scene.mentions(before).any(|m| m.form == MentionForm::Name)
        && scene.between(before.start, before.end).next().is_some_and(|t| {
            matches!(scene.token(t).penn(), Penn::PrpPoss) || scene.token(t).lemma() == "the"
        });
    (!another && !described).then_some(speaker)
}

/// Whether a person is a woman, as far as the words of the speaker, the name or earlier pronouns tell.
fn sex_of(scene: &Scene<'_>, person: EntityId, words: ByteSpan) -> Option<bool> {
    let name = &scene.found.entities.get(person.index())?.name;
    let spoken = scene.doc.surface(words);
    let title = |text: &str| text.split_whitespace().find_map(|w| scene.rules.sex_of_word(w));
    let given = || scene.rules.sex_of_given_name(name.split_whitespace().next()?);
    let pronoun = || {
        let earlier = scene.found.mentions.iter().take_while(|m| m.span.start < words.start);
        let own = earlier.filter(|m| m.entity == Some(person) && m.form == MentionForm::Pronoun);
        own.filter_map(|m| scene.rules.sex_of_pronoun(scene.doc.surface(m.span))).last()
    };
    title(spoken).or_else(|| title(name)).or_else(given).or_else(pronoun)
}
