//! Meetings, gathered from the events of an article.
//!
//! Every `CONSULT` event is a sighting of a meeting; sightings with the same people at the same time are one meeting. A sighting
//! to come that names nobody is of those who met last: "A second round is to be held in May."

mod rules;
#[cfg(test)]
mod tests;

use crate::{Document, Rules};
use detente_model::{
    ByteSpan, CountryCode, DateRange, Deprel, EntityId, EntityKind, Event, EventType, Findings,
    Meeting, MeetingFormat, Mode, Participant, Place, Section, Sector, Status, TokenView, Upos,
};
pub(crate) use rules::MeetingRules;
use std::collections::BTreeSet;
use std::ops::Range;

/// Gathers the meetings of a document whose events have been coded.
///
/// `written` is where the article was written.
pub(crate) fn gather(
    doc: &Document<'_>,
    rules: &Rules,
    found: &Findings,
    written: Option<&Place>,
) -> Vec<Meeting> {
    let title = |e: &&Event| {
        let sentence = doc.analysis.sentences.get(e.sentence as usize);
        sentence.is_some_and(|s| s.section == Section::Title)
    };
    let (headline, body): (Vec<&Event>, Vec<&Event>) =
        found.events.iter().filter(|e| e.event_type == EventType::Consult).partition(title);
    let mut meetings: Vec<Meeting> = Vec::new();
    for event in body.into_iter().chain(headline) {
        let mut sighting = sighting(doc, &rules.meetings, found, event);
        if leaves_out_a_topic(doc, &rules.meetings, event) {
            continue;
        }
        // "After the talks" tells of the last ones, "a second round is to be held" of others.
        if sighting.participants.is_empty()
            && !took_place(&sighting)
            && let Some(last) = meetings.last()
        {
            sighting.participants.clone_from(&last.participants);
        }
        if !is_meeting(found, event, &sighting) {
            continue;
        }
        if sighting.place.is_none() {
            sighting.place = written.filter(|here| hosts(found, &sighting, here)).cloned();
        }
        let agree: Vec<usize> =
            (0..meetings.len()).filter(|&i| same(&meetings[i], &sighting)).collect();
        let whole = |i: &&usize| meetings[**i].participants.len() == sighting.participants.len();
        let best = agree.iter().find(whole).or(agree.first()).copied();
        // "Peru, Chile hold talks": the text below says who was there for them.
        let told = || {
            let alike = |m: &Meeting| at_one_time(m, &sighting) && same_states(found, m, &sighting);
            meetings.iter().position(alike).filter(|_| title(&event))
        };
        match best.or_else(told).and_then(|i| meetings.get_mut(i)) {
            Some(known) if best.is_none() => complete(known, sighting),
            Some(known) => merge(known, sighting),
            None => meetings.push(sighting),
        }
    }
    meetings.sort_by_key(|m| m.evidence.start);
    meetings
}

/// "They did not discuss prices": they met, and did not speak of that.
fn leaves_out_a_topic(doc: &Document<'_>, rules: &MeetingRules, event: &Event) -> bool {
    let topical = |t: u32| {
        let token = doc.token(t);
        token.upos() == Upos::Verb && rules.verbs.iter().any(|verb| token.lemma() == verb)
    };
    event.status == Status::Negated && doc.analysis.tokens_in(event.span).any(topical)
}

/// Two parties at least, or a body in session; what did not take place needs those who did not meet.
fn is_meeting(found: &Findings, event: &Event, sighting: &Meeting) -> bool {
    match sighting.participants.as_slice() {
        [] => false,
        [only] => {
            // "Leaders of the member states met", but not "guarantors may extend the session".
            let many = event.target.iter().any(|p| p.entity == only.entity);
            sighting.status != Status::Negated
                && found.entity(only.entity).is_some_and(|e| match e.kind {
                    EntityKind::Organization => true,
                    EntityKind::Group => many || !e.anonymous,
                    _ => false,
                })
        }
        _ => true,
    }
}

fn sighting(doc: &Document<'_>, rules: &MeetingRules, found: &Findings, event: &Event) -> Meeting {
    let mut participants: Vec<Participant> = Vec::new();
    for &who in event.source.iter().chain(&event.target) {
        // Nobody meets a town, and who briefs reporters holds no meeting with them.
        let apart = found.entity(who.entity).is_some_and(|e| {
            e.kind == EntityKind::Place || e.sectors.first() == Some(&Sector::Jrn)
        });
        if !apart && participants.iter().all(|p| p.entity != who.entity) {
            participants.push(who);
        }
    }
    let tokens = doc.analysis.tokens_in(event.span);
    let sentence = doc.analysis.sentences.get(event.sentence as usize).map(|s| s.span);
    Meeting {
        format: format(doc, rules, event, participants.len()),
        date: event.date.or_else(|| sentence_date(found, sentence?)),
        place: event.place.clone(),
        status: event.status,
        topics: tokens.flat_map(|t| topics(doc, rules, found, event, t)).collect(),
        evidence: sentence.map_or(event.span, |s| clause(event, &participants, s)),
        participants,
    }
}

/// Whether a meeting that took place without word of where was where the article was written: someone is at home there.
fn hosts(found: &Findings, meeting: &Meeting, here: &Place) -> bool {
    let home = |p: &Participant| found.entity(p.entity).and_then(|e| e.country);
    took_place(meeting)
        && meeting.format != MeetingFormat::Call
        && here.country.is_some()
        && meeting.participants.iter().any(|p| home(p) == here.country)
}

/// The words from the first to the last that tell of the meeting.
fn clause(event: &Event, participants: &[Participant], sentence: ByteSpan) -> ByteSpan {
    let inside = participants.iter().map(|p| p.span).filter(|s| sentence.contains(*s));
    inside.fold(event.span, ByteSpan::cover)
}

/// The only date of the sentence belongs to its meeting.
fn sentence_date(found: &Findings, sentence: ByteSpan) -> Option<DateRange> {
    let mut dates = found.times_in(sentence).iter().filter_map(|t| t.range);
    let first = dates.next()?;
    dates.next().is_none().then_some(first)
}

fn format(
    doc: &Document<'_>,
    rules: &MeetingRules,
    event: &Event,
    parties: usize,
) -> MeetingFormat {
    let from_mode = match event.mode {
        // Talks with several at the end of a journey are more than a visit.
        Some(Mode::Visit) if parties < 3 => Some(MeetingFormat::Visit),
        Some(Mode::Phone) => Some(MeetingFormat::Call),
        Some(Mode::Multilateral) if parties != 2 => Some(MeetingFormat::Multilateral),
        _ => None,
    };
    let tokens = doc.analysis.tokens_in(event.span);
    let near = tokens.map(|t| doc.token(t)).flat_map(|t| std::iter::once(t).chain(t.children()));
    let from_words = || near.filter_map(|t| rules.format(&t.lemma().to_lowercase())).next();
    let journey = |f: &MeetingFormat| *f == MeetingFormat::Visit && parties > 2;
    from_words().filter(|f| !journey(f)).or(from_mode).unwrap_or(match parties {
        0..=2 => MeetingFormat::Bilateral,
        3 => MeetingFormat::Trilateral,
        _ => MeetingFormat::Multilateral,
    })
}

/// What the meeting was about: after "on" or "about", or what is discussed.
fn topics(
    doc: &Document<'_>,
    rules: &MeetingRules,
    found: &Findings,
    event: &Event,
    token: u32,
) -> Vec<ByteSpan> {
    let token = doc.token(token);
    let phrase = |t: TokenView<'_>| {
        let mut tokens = t.subtree();
        let case = t.children().find(|c| c.deprel() == Deprel::Case && c.index() == tokens.start);
        if case.is_some() {
            tokens.start += 1;
        }
        doc.analysis.span_of(bounds(doc, rules, found, event, tokens))
    };
    let governed = token.children().filter(|c| {
        matches!(c.deprel(), Deprel::Nmod | Deprel::Obl)
            && c.children().any(|m| {
                m.deprel() == Deprel::Case
                    && !event.span.contains(m.span())
                    && rules.prepositions.iter().any(|p| m.lemma() == p)
            })
    });
    let mut out: Vec<ByteSpan> = governed.filter_map(phrase).collect();
    let discussing = std::iter::once(token).chain(token.children());
    for verb in discussing.filter(|v| rules.verbs.iter().any(|w| v.lemma() == w)) {
        out.extend(verb.child(Deprel::Obj).and_then(phrase));
    }
    out
}

/// The part of `tokens` that names the topic: up to a time, to the company, and to the place of the meeting; on to a
/// place that is part of it ("the war in C"). Empty where a time was taken for a topic.
fn bounds(
    doc: &Document<'_>,
    rules: &MeetingRules,
    found: &Findings,
    event: &Event,
    tokens: Range<u32>,
) -> Range<u32> {
    let is_time = |t: u32| {
        let span = doc.token(t).span();
        found.times_in(span).iter().any(|time| time.span.contains(span))
    };
    let place = |t: u32| {
        let span = doc.token(t).span();
        let around = found.mentions.iter().filter(|m| m.span.contains(span));
        around
            .filter_map(|m| found.entity(m.entity?))
            .find(|e| matches!(e.kind, EntityKind::Place | EntityKind::Country))
    };
    let here =
        |t: u32| event.place.as_ref().is_some_and(|p| place(t).is_some_and(|e| e.name == p.name));
    let sentence_end = doc.token(tokens.start.min(tokens.end)).sentence().tokens.end;
    let is_in = |t: u32| doc.token(t).lemma() == "in";
    let mut end = tokens.end;
    for t in tokens.clone() {
        let preposition = doc.token(t).deprel() == Deprel::Case;
        let next = t + 1;
        let stops = rules.ends.iter().any(|w| doc.token(t).lemma() == w)
            || next < sentence_end && (is_time(next) || here(next));
        if is_time(t) || preposition && stops {
            end = t;
            break;
        }
    }
    if end == tokens.end && end + 1 < sentence_end && is_in(end) && !here(end + 1) {
        let more = (end + 1..sentence_end).take_while(|&t| place(t).is_some()).count() as u32;
        end += if more > 0 { more + 1 } else { 0 };
    }
    tokens.start..end
}

fn same(known: &Meeting, new: &Meeting) -> bool {
    let shared =
        |a: &Meeting, b: &Meeting| b.participants.iter().filter(|p| has(a, p.entity)).count();
    let smaller = known.participants.len().min(new.participants.len());
    at_one_time(known, new) && shared(known, new) == smaller && smaller > 0
}

/// Whether those who meet are of the same states, of which there are two or more.
fn same_states(found: &Findings, known: &Meeting, new: &Meeting) -> bool {
    let states = |meeting: &Meeting| -> BTreeSet<CountryCode> {
        let country = |p: &Participant| found.entity(p.entity).and_then(|e| e.country);
        meeting.participants.iter().filter_map(country).collect()
    };
    let (known, new) = (states(known), states(new));
    new.len() > 1 && known == new
}

/// Whether nothing that is known of when and where speaks against one meeting.
fn at_one_time(known: &Meeting, new: &Meeting) -> bool {
    let dates_agree = match (known.date, new.date) {
        (Some(a), Some(b)) => a.start() <= b.end() && b.start() <= a.end(),
        _ => true,
    };
    let places_agree = match (&known.place, &new.place) {
        (Some(a), Some(b)) => a.name == b.name || a.country.is_some() && a.country == b.country,
        _ => true,
    };
    // What has been and what is to come are two meetings, unless they fall on the same known days, and what did not take place
    // is none of those that did; it may have been planned.
    let future = |meeting: &Meeting| matches!(meeting.status, Status::Planned | Status::Possible);
    let failed = |meeting: &Meeting| meeting.status == Status::Negated;
    let one_time = if failed(known) || failed(new) {
        !took_place(known) && !took_place(new)
    } else {
        future(known) == future(new) || (known.date.is_some() && new.date.is_some())
    };
    dates_agree && places_agree && one_time
}

fn took_place(meeting: &Meeting) -> bool {
    matches!(meeting.status, Status::Actual | Status::Ongoing)
}

fn has(meeting: &Meeting, entity: EntityId) -> bool {
    meeting.participants.iter().any(|p| p.entity == entity)
}

/// Adds what a headline tells of a meeting.
fn complete(known: &mut Meeting, headline: Meeting) {
    known.date = known.date.or(headline.date);
    known.place = known.place.take().or(headline.place);
    known.topics.extend(headline.topics);
}

fn merge(known: &mut Meeting, new: Meeting) {
    if known.participants.len() < new.participants.len() {
        known.evidence = new.evidence;
        known.format = new.format;
    }
    for who in new.participants {
        if !has(known, who.entity) {
            known.participants.push(who);
        }
    }
    known.date = known.date.or(new.date);
    known.place = known.place.take().or(new.place);
    known.topics.extend(new.topics);
    if matches!(new.status, Status::Actual | Status::Negated) {
        known.status = new.status;
    }
}
