//! Words in quotation marks, and who is said to have said them.

use super::draft::Draft;
use super::scene::Scene;
use super::{according, alone, speaker, statements};
use crate::{clause, marks::Marked};
use detente_model::{ByteSpan, QuoteKind, TokenView, Upos};
use std::ops::Range;

/// How marked words end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Comma,
    Stop,
    Query,
    Bare,
}

/// A cue beside marked words.
struct Attribution {
    verb: Option<u32>,
    cue: Option<ByteSpan>,
    speaker: Option<ByteSpan>,
    rule: &'static str,
}

/// Words between a quote and its cue at most, for the cue to follow at once.
const AT_ONCE: u32 = 6;

/// Words after a quote at most, for any verb among them to be its cue: "…," she surmised.
const BRIEF: usize = 6;

/// Letters of a word within a title that may be small: "This Week with Ana Moreno".
const LINKING: usize = 4;

/// The quotes among the marked words, each with the number of its marked words.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    // The marked words of the last draft, and whether they are attributed.
    let mut last: Option<(usize, usize)> = None;
    for i in 0..scene.marks.len() {
        if let Some(draft) = read(scene, i, last.map(|(m, d)| (m, &drafts[d]))) {
            last = Some((i, drafts.len()));
            drafts.push(draft);
        }
    }
    alone::carry_back(scene, &mut drafts);
    drafts
}

fn read(scene: &Scene<'_>, i: usize, last: Option<(usize, &Draft)>) -> Option<Draft> {
    let m = scene.marks[i];
    let (before, after) = (zone_before(scene, i), zone_after(scene, i));
    let ending = ending(scene, m);
    let draft = |a: Attribution, kind| Draft {
        verb: a.verb,
        cue: a.cue,
        speaker: a.speaker,
        ..Draft::new(m.inner, kind, a.rule)
    };
    let words = scene.words(m.inner);
    let following = attributed_after(scene, &after, ending);
    let ahead = attributed_before(scene, &before, m);
    // "…," he said: a cue that follows at once goes before one that leads up to the words.
    let at_once = ending == Ending::Comma
        && following.as_ref().is_some_and(|a| {
            a.speaker.is_some()
                && a.verb.is_some_and(|v| v <= after.start + AT_ONCE)
                && scene.token(after.start).upos() != Upos::Cconj
        });
    if (before.is_empty() && ending == Ending::Comma || ahead.is_some() && at_once)
        && let Some(a) = following
    {
        return Some(draft(a, QuoteKind::Direct));
    }
    if let Some(mut a) = ahead {
        let here = last.filter(|(p, _)| scene.marks[*p].block == m.block);
        a.speaker = a.speaker.or_else(|| here.and_then(|(_, d)| d.speaker));
        return Some(draft(a, QuoteKind::Direct));
    }
    if !before.is_empty() {
        if words < scene.rules.limits.loose_words || is_title(scene, m.inner) {
            return None;
        }
        let at_once = following.filter(|a| {
            a.speaker.is_some()
                && ending != Ending::Stop
                && a.verb.is_none_or(|v| v <= after.start + AT_ONCE)
                && scene.token(after.start).upos() != Upos::Cconj
        });
        if let Some(a) = at_once {
            // The talks were "a waste of time," he said.
            let start = scene.token(before.start).span().start;
            let clause = Some(ByteSpan::new(start, m.inner.end));
            return Some(Draft { clause, ..draft(a, QuoteKind::Mixed) });
        }
        return embedded(scene, m).map(|a| draft(a, QuoteKind::Mixed));
    }
    if let Some(a) = following {
        return Some(draft(a, QuoteKind::Direct));
    }
    let adjoins = last.is_some_and(|(p, _)| p + 1 == i && scene.marks[p].block == m.block);
    if !adjoins && (words < scene.rules.limits.loose_words || is_title(scene, m.inner)) {
        return None;
    }
    alone::read(scene, i, last)
}

/// The words of the same sentence before the marked words `i`, or the announcement that the paragraph before ends in.
fn zone_before(scene: &Scene<'_>, i: usize) -> Range<u32> {
    let m = scene.marks[i];
    let previous = i.checked_sub(1).map(|p| scene.marks[p]).filter(|p| p.block == m.block);
    let start = previous.map_or(scene.doc.article.blocks[m.block].span.start, |p| p.outer.end);
    let zone = scene.between(start, m.outer.start);
    let announced = zone.is_empty() && previous.is_none();
    alone::announcement(scene, m).filter(|_| announced).unwrap_or_else(|| scene.last_sentence(zone))
}

/// The words of the same sentence after the marked words `i`.
fn zone_after(scene: &Scene<'_>, i: usize) -> Range<u32> {
    let m = scene.marks[i];
    let next = scene.marks.get(i + 1).filter(|n| n.block == m.block);
    let end = next.map_or(scene.doc.article.blocks[m.block].span.end, |n| n.outer.start);
    let zone = scene.between(m.outer.end, end);
    let mut start = zone.start;
    while start < zone.end
        && scene.token(start).upos() == Upos::Punct
        && !scene.stops(scene.token(start))
    {
        start += 1;
    }
    let to = (start..zone.end).find(|&t| scene.stops(scene.token(t))).unwrap_or(zone.end);
    start..to
}

fn ending(scene: &Scene<'_>, m: Marked) -> Ending {
    let inner = scene.doc.surface(m.inner);
    let inner = inner.trim_end_matches(['\'', '\u{2019}', ')', ']']);
    let after = scene.doc.text().get(m.outer.end as usize..).unwrap_or("");
    match inner.chars().next_back() {
        Some(',') => Ending::Comma,
        Some('.') => Ending::Stop,
        Some('?' | '!') => Ending::Query,
        _ if after.starts_with(',') => Ending::Comma,
        _ if after.starts_with(['.', ';']) => Ending::Stop,
        _ => Ending::Bare,
    }
}

/// `"…," he said`, `"…," said Laura Prieto`, `"…," according to the ministry`.
fn attributed_after(scene: &Scene<'_>, zone: &Range<u32>, ending: Ending) -> Option<Attribution> {
    let first = scene.token(zone.clone().next()?);
    if let Some(speaker) = signature(scene, zone) {
        return Some(Attribution { verb: None, cue: None, speaker: Some(speaker), rule: "signed" });
    }
    let lower = first.text().starts_with(char::is_lowercase);
    if ending == Ending::Stop && !lower {
        return None;
    }
    if let Some((cue, named)) = according::cue_at(scene, zone.start) {
        return Some(Attribution {
            verb: None,
            cue: Some(cue),
            speaker: named,
            rule: "according-to",
        });
    }
    let near = match ending {
        Ending::Comma => zone.len(),
        _ if lower => 8,
        _ => 6,
    };
    let known =
        zone.clone().take(near).find(|&t| scene.cue(scene.token(t)).is_some_and(|c| c.speech));
    let brief = || {
        let verb = zone.clone().find(|&t| scene.token(t).upos() == Upos::Verb)?;
        let spoken =
            speaker::subject(scene, scene.token(verb)).is_some_and(|s| zone.contains(&s.index()));
        (zone.len() <= BRIEF && spoken).then_some(verb)
    };
    let verb = known.or_else(brief)?;
    let token = scene.token(verb);
    let participle = token.text().ends_with("ing");
    let own = speaker::subject(scene, token).filter(|s| zone.contains(&s.index()));
    let ahead = speaker::before_cue(scene, zone.start..verb);
    let speaker = if participle && zone.start == verb {
        speaker::subject(scene, token).map(|s| speaker::phrase(scene, s))
    } else if ahead.is_some() {
        ahead.map(|span| {
            own.filter(|s| s.index() < verb).map_or(span, |s| speaker::phrase(scene, s))
        })
    } else {
        speaker::after_cue(scene, verb + 1..zone.end)
            .or_else(|| own.map(|s| speaker::phrase(scene, s)))
    };
    if speaker.is_none() && ending != Ending::Comma {
        return None;
    }
    // A new sentence with its own reported clause, after a question or exclamation, says nothing of the quote.
    if ending == Ending::Query && !lower && zone.end.saturating_sub(verb) > 12 {
        return None;
    }
    Some(Attribution { verb: Some(verb), cue: Some(scene.cue_span(token)), speaker, rule: "after" })
}

/// `"…" - @AnaMoreno`, `"…" — President Moreno`: a name after a dash that ends the paragraph or is followed by links alone.
fn signature(scene: &Scene<'_>, zone: &Range<u32>) -> Option<ByteSpan> {
    scene.token(zone.start).previous().filter(|t| clause::is_dash(*t))?;
    let names = |t: &TokenView<'_>| matches!(t.upos(), Upos::Propn | Upos::Noun | Upos::Adj);
    let name: Vec<_> = zone.clone().map(|t| scene.token(t)).take_while(names).collect();
    let (first, last) = (name.first()?, name.last()?);
    let link = |t: TokenView<'_>| t.text().starts_with("http") || t.text().starts_with('#');
    let ends = zone.clone().skip(name.len()).all(|t| link(scene.token(t)));
    let span = first.span().cover(last.span());
    (ends && scene.can_speak(span)).then_some(span)
}

/// `He said, "…"`, `She added: "…"`, `he said "…"`.
fn attributed_before(scene: &Scene<'_>, zone: &Range<u32>, m: Marked) -> Option<Attribution> {
    let last = scene.token(zone.clone().next_back()?);
    let capital =
        scene.doc.surface(m.inner).starts_with(|c: char| c.is_uppercase() || c == '[' || c == '.');
    let colon = last.text() == ":";
    let is_speech = |t: u32| {
        let token = scene.token(t);
        let cue = scene.cue(token);
        // A participle right before the marks is a cue, whatever its tag: a note reading "…".
        let cue = if t == last.index() { cue.or_else(|| scene.participle_cue(token)) } else { cue };
        cue.is_some_and(|c| c.speech)
    };
    // "He told “Ruiz and Friends” that …": a title is said by a note "reading" it at most.
    let says =
        || is_speech(last.index()) && (last.text().ends_with("ing") || !is_title(scene, m.inner));
    let leads_up = colon || (capital && (last.text() == "," || says()));
    if !leads_up {
        return None;
    }
    let verb = zone.clone().rev().take(scene.rules.limits.reach).find(|&t| is_speech(t));
    if let Some(verb) = verb {
        let token = scene.token(verb);
        let participle = token.text().ends_with("ing");
        let speaker = speaker::of_verb(scene, token).or_else(|| {
            if participle { None } else { speaker::before_cue(scene, zone.start..verb) }
        });
        return Some(Attribution {
            verb: Some(verb),
            cue: Some(scene.cue_span(token)),
            speaker,
            rule: "before",
        });
    }
    if !colon {
        return None;
    }
    let speaker = speaker::subjects(scene, zone)
        .next()
        .or_else(|| announcer(scene, zone))
        .or_else(|| speaker::before_cue(scene, zone.clone()).filter(|s| scene.can_speak(*s)))
        .or_else(|| statements::announced(scene, last.index()));
    Some(Attribution { verb: None, cue: Some(last.span()), speaker, rule: "colon" })
}

/// Whose words a phrase without a verb announces: "And from the mayor of Odrava: …", "Statement by Ana Moreno: …".
fn announcer(scene: &Scene<'_>, zone: &Range<u32>) -> Option<ByteSpan> {
    let from = zone.clone().find(|&t| {
        let token = scene.token(t);
        token.upos() == Upos::Adp && scene.rules.is_announcing(&token.text().to_lowercase())
    })?;
    speaker::after_cue(scene, from + 1..zone.end)
}

/// Marked words inside a sentence: `said the front was "a wide one"`.
fn embedded(scene: &Scene<'_>, m: Marked) -> Option<Attribution> {
    let tokens = scene.between(m.inner.start, m.inner.end);
    let first = scene.token(tokens.clone().next()?);
    let sentence = first.sentence().tokens.clone();
    let inside = |t: TokenView<'_>| tokens.contains(&t.index());
    let governing = std::iter::once(first)
        .chain(first.ancestors())
        .filter(|t| !inside(*t) && !scene.is_marked(*t))
        .find(|t| scene.cue(*t).is_some());
    let nearest = || {
        (sentence.start..first.index())
            .rev()
            .take(scene.rules.limits.reach)
            .map(|t| scene.token(t))
            .find(|t| !scene.is_marked(*t) && scene.cue(*t).is_some())
    };
    let verb = governing.or_else(nearest)?;
    // "What “going on” means is open, as he spoke …": a verb after the words that does not report them.
    if verb.index() > first.index() {
        return None;
    }
    let speaker =
        speaker::subject(scene, verb).filter(|s| !inside(*s)).map(|s| speaker::phrase(scene, s));
    let cue = Some(scene.cue_span(verb));
    Some(Attribution { verb: Some(verb.index()), cue, speaker, rule: "inside" })
}

/// Whether the marked words are a name or title: every longer word is capitalised. A stop may end a name only after
/// words that lead up to none of speech: on "The World This Week."
pub(super) fn is_title(scene: &Scene<'_>, span: ByteSpan) -> bool {
    let surface = scene.doc.surface(span);
    let words = || surface.split_whitespace();
    let capital = |w: &str| w.starts_with(|c: char| !c.is_lowercase());
    let mut long = words().filter(|w| w.chars().count() > LINKING).peekable();
    let capitals = long.peek().is_some() && long.all(capital);
    let of_several =
        words().filter(|w| capital(w)).count() > 1 && words().next().is_some_and(capital);
    capitals && (!surface.ends_with(['.', '?', '!']) || of_several && surface.ends_with('.'))
}
