//! Reported clauses without marks.

use super::draft::{Carried, Draft};
use super::rules::CueVerb;
use super::scene::Scene;
use super::{according, bounds, headline, speaker, surface, unsaid, voice};
use crate::clause;
use detente_model::{ByteSpan, Deprel, Penn, QuoteKind, TokenView, Upos};
use std::collections::BTreeSet;
use std::ops::Range;

/// Share of a clause that may stand inside quotation marks before it is a direct quote.
const MARKED_SHARE: f64 = 0.8;

/// The reported clauses of the document. Those that hold marked words of `direct` are given to these as their clause.
pub(super) fn find(scene: &Scene<'_>, direct: &mut [Draft]) -> Vec<Draft> {
    let taken: BTreeSet<u32> =
        direct.iter().filter(|d| d.kind == QuoteKind::Direct).filter_map(|d| d.verb).collect();
    let mut found = Vec::new();
    for i in 0..scene.doc.analysis.tokens.len() as u32 {
        let token = scene.token(i);
        if scene.is_marked(token) || unsaid::is_unsaid(scene, token) {
            continue;
        }
        if let Some(cue) = scene.cue(token).filter(|c| c.clause || c.infinitive) {
            let reported = reported_by(scene, token, cue, taken.contains(&i));
            if reported.is_empty() {
                found.extend(surface::reported(scene, token, cue, taken.contains(&i)));
            }
            found.extend(reported);
        } else if let Some(draft) = surface::fixed(scene, token) {
            found.push(draft);
        } else if scene.rules.is_noun(token.lemma()) && token.upos() == Upos::Noun {
            found.extend(reported_by_noun(scene, token));
        }
        found.extend(according::reported(scene, i));
    }
    found.extend(headline::reported(scene));
    for d in &mut found {
        // Marked words that begin inside the clause belong to it whole, also where they are several sentences.
        let inside = from(direct, d.span.start).take_while(|q| q.span.start < d.span.end);
        if let Some(q) = inside.filter(|q| q.span.end > d.span.end).last() {
            d.span = d.span.cover(q.span);
        }
    }
    found.retain(|d| {
        has_voice(scene, d)
            && is_long_enough(scene, d.span)
            && marked_share(scene, d.span) < MARKED_SHARE
    });
    found.retain(|d| {
        let first = direct.partition_point(|q| q.span.start < d.span.start);
        let mut holds = false;
        for quote in direct[first..].iter_mut().take_while(|q| q.span.start < d.span.end) {
            if quote.span.end > d.span.end + 2 {
                continue;
            }
            holds = true;
            // "agreed and said, “…”": a clause that holds the cue of the marked words was misparsed.
            let over_cue = quote.cue.is_some_and(|c| d.span.contains(c) && d.cue != Some(c));
            if quote.kind == QuoteKind::Direct && over_cue && quote.rule == "before" {
                continue;
            }
            if quote.clause.is_some_and(|c| c.contains(d.span)) {
                continue;
            }
            quote.clause = Some(d.span);
            quote.kind = QuoteKind::Mixed;
            let own = quote.cue.is_some_and(|c| !d.span.contains(c));
            if quote.speaker.is_none() || !own {
                (quote.verb, quote.cue, quote.speaker) = (d.verb, d.cue, d.speaker);
            }
        }
        !holds
    });
    found.sort_by_key(|d| (d.span, d.verb));
    found.dedup_by_key(|d| d.span);
    found
}

fn is_long_enough(scene: &Scene<'_>, clause: ByteSpan) -> bool {
    let limits = &scene.rules.limits;
    let finite = || surface::finite_in(scene, scene.between(clause.start, clause.end));
    let words = scene.words(clause);
    words >= limits.clause_words || words >= limits.short_clause_words && finite()
}

/// Whether a reported clause has a speaker who can be named: none of "it is said", "31 percent say", "those who say".
fn has_voice(scene: &Scene<'_>, d: &Draft) -> bool {
    let Some(speaker) = d.speaker else { return matches!(d.rule, "according-to" | "headline") };
    let words = scene.doc.surface(speaker);
    if d.rule == "according-to" || d.rule == "headline" {
        return true;
    }
    let first = scene.between(speaker.start, speaker.end).start;
    let of_restriction = words.eq_ignore_ascii_case("who")
        && first.checked_sub(1).is_some_and(|i| scene.token(i).upos() != Upos::Punct);
    let counted = words.starts_with(|c: char| c.is_ascii_digit())
        || words.split_whitespace().any(|w| scene.rules.is_share(w));
    let mute = voice::is_mute(scene, speaker);
    !of_restriction && !counted && !mute && !scene.rules.is_faceless(words)
}

/// The drafts, in reading order, that start at byte `start` or later.
fn from(direct: &[Draft], start: u32) -> impl Iterator<Item = &Draft> {
    direct[direct.partition_point(|q| q.span.start < start)..].iter()
}

fn marked_share(scene: &Scene<'_>, span: ByteSpan) -> f64 {
    let first = scene.marks.partition_point(|m| m.inner.end <= span.start);
    let inside: u32 = scene.marks[first..]
        .iter()
        .take_while(|m| m.inner.start < span.end)
        .map(|m| m.inner.end.min(span.end).saturating_sub(m.inner.start.max(span.start)))
        .sum();
    f64::from(inside) / f64::from(span.len().max(1))
}

/// The clause that `verb` reports, without the word that joins it.
pub(super) fn clause_of(scene: &Scene<'_>, verb: TokenView<'_>) -> Option<ByteSpan> {
    let clause = verb.child(Deprel::Ccomp).or_else(|| verb.child(Deprel::Xcomp))?;
    content(scene, with_adjoining(verb, clause), verb)
}

/// The words of a complement, and of others that go on where it ends: a parser may make two clauses of one.
fn with_adjoining(verb: TokenView<'_>, clause: TokenView<'_>) -> Range<u32> {
    let mut range = clause.subtree();
    for next in verb.children().filter(|c| c.deprel() == Deprel::Ccomp) {
        let more = next.subtree();
        if more.start <= range.end && more.end >= range.start {
            range = range.start.min(more.start)..range.end.max(more.end);
        }
    }
    range
}

/// The span of a clause: on one side of the cue, without joining words and outer punctuation.
pub(super) fn content(
    scene: &Scene<'_>,
    range: Range<u32>,
    verb: TokenView<'_>,
) -> Option<ByteSpan> {
    let mut range = range;
    if range.contains(&verb.index()) {
        range = if verb.index() - range.start > range.end - verb.index() {
            range.start..verb.index()
        } else {
            verb.index() + 1..range.end
        };
    }
    let skip_front = |t: TokenView<'_>| {
        t.upos() == Upos::Punct || scene.rules.is_complementizer(t.lemma()) && t.penn() == Penn::In
    };
    while range.start < range.end && skip_front(scene.token(range.start)) {
        range.start += 1;
    }
    if range.start > verb.index() && scene.cue(verb).is_some() {
        let day = |i: u32| scene.rules.is_saying_day(&scene.token(i).text().to_lowercase());
        let named = |i: u32| matches!(scene.token(i).upos(), Upos::Det | Upos::Pron | Upos::Propn);
        while range.start == verb.index() + 1
            && range.start + 1 < range.end
            && day(range.start)
            && named(range.start + 1)
        {
            range.start += 1;
        }
        range.end = bounds::end_of(scene, verb, &range);
        range.end = bounds::end_before_main(scene, verb, &range);
    } else if let Some(end) = trailing(scene, &range) {
        range.end = end;
    }
    if range.start < range.end && !may_start(scene, range.start) {
        return None;
    }
    let is_close =
        |t: TokenView<'_>| t.upos() == Upos::Punct && !matches!(t.text(), ")" | "]" | "%");
    while range.start < range.end && is_close(scene.token(range.end - 1)) {
        range.end -= 1;
    }
    scene.doc.analysis.span_of(range)
}

/// Whether a reported clause may start with this word: not after a comma or dash with a word that opens a clause of
/// another kind.
fn may_start(scene: &Scene<'_>, at: u32) -> bool {
    let token = scene.token(at);
    if token.upos() == Upos::Cconj {
        return false;
    }
    let parted = token.previous().is_some_and(|p| p.upos() == Upos::Punct && !scene.is_marked(p));
    let opens = token.penn().is_wh()
        || token.upos() == Upos::Sconj
        || scene.rules.is_turn(&token.text().to_lowercase());
    !(parted && opens && at > token.sentence().tokens.start)
}

/// Whether a clause begins with "that", "whether", "how" and the like.
fn is_joined(clause: TokenView<'_>) -> bool {
    clause.children().any(|c| {
        c.index() < clause.index()
            && (c.deprel() == Deprel::Mark && c.penn() == Penn::In || c.penn().is_wh())
    })
}

/// Whether the root of a clause, or its auxiliary, is finite and no relative pronoun joins it to what goes before.
fn has_finite_root(clause: TokenView<'_>) -> bool {
    let finite = |t: TokenView<'_>| t.penn().is_finite();
    // Past tense and participle look the same: with a subject and no auxiliary it is the tense.
    let past = clause.penn() == Penn::Vbn
        && clause::has_subject(clause)
        && !clause.children().any(|c| c.upos() == Upos::Aux);
    (finite(clause) || past || clause.children().any(|c| c.upos() == Upos::Aux && finite(c)))
        && !matches!(clause.deprel(), Deprel::AclRelcl | Deprel::Advcl)
        && !clause.children().any(|c| c.index() < clause.index() && c.penn().is_wh())
}

/// Whether what stands before the verb is what it reports: a comma parts the two, and nothing that could be the
/// reported clause follows.
fn is_preposed(scene: &Scene<'_>, verb: TokenView<'_>, clause: &Range<u32>) -> bool {
    let end = verb.sentence().tokens.end;
    let comma = (clause.end.saturating_sub(1)..verb.index()).any(|i| scene.token(i).text() == ",");
    comma
        && !(verb.index() + 1..end).any(|i| {
            let token = scene.token(i);
            token.penn().is_finite() && !scene.is_marked(token)
        })
}

/// The clause after `verb`, with the words between that the parse left out, and without what follows a subordinate
/// clause: "While Ruiz said talks would go on, the ministry …".
fn bounded(
    scene: &Scene<'_>,
    verb: TokenView<'_>,
    clause: TokenView<'_>,
    range: Range<u32>,
    cue: CueVerb,
) -> Range<u32> {
    let mut range = range;
    let stray = verb.index() + 1..range.start;
    let noun_like = |t: TokenView<'_>| {
        matches!(
            t.upos(),
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Part
        ) || t.text() == "of"
    };
    let orphan = !cue.recipient && !clause::has_subject(clause) && !is_joined(clause);
    if orphan && !stray.is_empty() && stray.clone().all(|i| noun_like(scene.token(i))) {
        range.start = stray.start;
    }
    let subordinate = std::iter::once(verb).chain(verb.ancestors().take(1)).any(|v| {
        v.children().any(|c| {
            c.deprel() == Deprel::Mark
                && c.index() < verb.index()
                && c.penn() == Penn::In
                && !scene.rules.is_complementizer(c.lemma())
        })
    });
    if subordinate
        && let Some(comma) = range
            .clone()
            .find(|&i| scene.token(i).text() == "," && !scene.is_marked(scene.token(i)))
    {
        range.end = comma;
    }
    range
}

fn reported_by(scene: &Scene<'_>, verb: TokenView<'_>, cue: CueVerb, taken: bool) -> Vec<Draft> {
    let draft = |span: ByteSpan, rule: &'static str| surface::draft(scene, verb, span, rule);
    let mut found = Vec::new();
    if speaker::is_nobody(scene, verb) {
        return found;
    }
    if let Some(clause) = verb.child(Deprel::Ccomp) {
        let infinitive = clause::is_infinitive(clause);
        let joined = is_joined(clause);
        let whole = joined || clause::has_subject(clause);
        let fits =
            if infinitive { cue.infinitive } else { cue.clause && (cue.bare || joined) && whole };
        if fits && (!taken || joined) {
            let range = with_adjoining(verb, clause);
            let after = range.start > verb.index();
            if after || is_preposed(scene, verb, &range) && has_finite_root(clause) {
                let range = if after { bounded(scene, verb, clause, range, cue) } else { range };
                found.extend(content(scene, range, verb).map(|s| draft(s, "clause")));
            }
        }
        return found;
    }
    if cue.infinitive
        && let Some(clause) = verb.child(Deprel::Xcomp).filter(|x| clause::is_infinitive(*x))
    {
        found.extend(content(scene, clause.subtree(), verb).map(|s| draft(s, "infinitive")));
        return found;
    }
    if !(cue.clause && cue.bare) || verb.deprel() != Deprel::Parataxis {
        return found;
    }
    // "Talks had failed, the minister said": the cue hangs on the words it reports.
    let (Some(head), true) = (verb.head(), verb.child(Deprel::Nsubj).is_some()) else {
        return found;
    };
    let (whole, cue_part) = (head.subtree(), verb.subtree());
    let parted = cue_part.start.checked_sub(1).is_some_and(|i| scene.token(i).text() == ",");
    let own = verb.children().all(|c| c.deprel() != Deprel::Mark && !c.penn().is_wh());
    if taken || !clause::has_subject(head) || !parted || !own {
        return found;
    }
    if whole.start < cue_part.start {
        found.extend(
            content(scene, whole.start..cue_part.start, verb).map(|s| draft(s, "clause-before")),
        );
    }
    if cue_part.end + 1 < whole.end && whole.start < cue_part.start {
        let rest = content(scene, cue_part.end..whole.end, verb).filter(|s| scene.words(*s) > 2);
        found.extend(rest.map(|s| draft(s, "clause-after")));
    }
    found
}

/// Where the clause ends because another cue begins: ", warning that …", ", according to …".
fn trailing(scene: &Scene<'_>, range: &Range<u32>) -> Option<u32> {
    (range.start + 2..range.end).find(|&i| {
        let (token, before) = (scene.token(i), scene.token(i - 1));
        let cue =
            token.penn() == Penn::Vbg && scene.cue(token).is_some_and(|c| c.clause || c.speech);
        before.text() == ","
            && !scene.is_marked(token)
            && (cue || according::cue_at(scene, i).is_some())
    })
}

/// "the claim that talks had failed".
fn reported_by_noun(scene: &Scene<'_>, noun: TokenView<'_>) -> Option<Draft> {
    let clause = noun.children().find(|c| {
        matches!(c.deprel(), Deprel::Acl | Deprel::Ccomp)
            && c.index() > noun.index()
            && c.children()
                .any(|m| m.deprel() == Deprel::Mark && scene.rules.is_complementizer(m.lemma()))
    })?;
    let span = content(scene, clause.subtree(), noun)?;
    let owner = noun.child(Deprel::NmodPoss);
    Some(Draft {
        span,
        kind: QuoteKind::Indirect,
        verb: Some(noun.index()),
        cue: Some(noun.span()),
        speaker: owner.map(|o| speaker::phrase(scene, o)),
        introduced: None,
        clause: None,
        carried: Carried::No,
        rule: "noun",
    })
}
