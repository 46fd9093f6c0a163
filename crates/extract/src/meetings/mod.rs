//! Meetings, gathered from the events of an article.
//!
//! Every `CONSULT` event is a sighting of a meeting; sightings with the same people at the same time are one meeting.

mod rules;

use crate::{Document, Rules};
use detente_model::{
    ByteSpan, Deprel, EntityId, EntityKind, Event, EventType, Findings, Meeting, MeetingFormat,
    Mode, Participant, Status, TokenView,
};
pub(crate) use rules::MeetingRules;

/// Gathers the meetings of a document whose events have been coded.
pub(crate) fn gather(doc: &Document<'_>, rules: &Rules, found: &Findings) -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = Vec::new();
    for event in found.events.iter().filter(|e| e.event_type == EventType::Consult) {
        let sighting = sighting(doc, &rules.meetings, found, event);
        if event.status == Status::Negated || !is_meeting(found, &sighting) {
            continue;
        }
        match meetings.iter_mut().find(|m| same(m, &sighting)) {
            Some(known) => merge(known, sighting),
            None => meetings.push(sighting),
        }
    }
    meetings
}

/// Two parties at least, or a body in session.
fn is_meeting(found: &Findings, sighting: &Meeting) -> bool {
    match sighting.participants.as_slice() {
        [] => false,
        [only] => found
            .entity(only.entity)
            .is_some_and(|e| matches!(e.kind, EntityKind::Organization | EntityKind::Group)),
        _ => true,
    }
}

fn sighting(doc: &Document<'_>, rules: &MeetingRules, found: &Findings, event: &Event) -> Meeting {
    let mut participants: Vec<Participant> = Vec::new();
    for &who in event.source.iter().chain(&event.target) {
        let place = found.entity(who.entity).is_some_and(|e| e.kind == EntityKind::Place);
        if !place && participants.iter().all(|p| p.entity != who.entity) {
            participants.push(who);
        }
    }
    let tokens = doc.analysis.tokens_in(event.span);
    Meeting {
        format: format(doc, rules, event, participants.len()),
        date: event.date.or_else(|| sentence_date(found, event)),
        place: event.place.clone(),
        status: event.status,
        topics: tokens.flat_map(|t| topics(doc, rules, t)).collect(),
        evidence: doc
            .analysis
            .sentences
            .get(event.sentence as usize)
            .map_or(event.span, |s| clause(event, &participants, s.span)),
        participants,
    }
}

/// The words from the first to the last that tell of the meeting.
fn clause(event: &Event, participants: &[Participant], sentence: ByteSpan) -> ByteSpan {
    let inside = participants.iter().map(|p| p.span).filter(|s| sentence.contains(*s));
    inside.fold(event.span, ByteSpan::cover)
}

/// The only date of the sentence belongs to its meeting.
fn sentence_date(found: &Findings, event: &Event) -> Option<detente_model::DateRange> {
    let mut dates =
        found.times.iter().filter(|t| t.sentence == event.sentence).filter_map(|t| t.range);
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
        Some(Mode::Visit) => Some(MeetingFormat::Visit),
        Some(Mode::Phone) => Some(MeetingFormat::Call),
        Some(Mode::Multilateral) => Some(MeetingFormat::Multilateral),
        _ => None,
    };
    let tokens = doc.analysis.tokens_in(event.span);
    let near = tokens.map(|t| doc.token(t)).flat_map(|t| std::iter::once(t).chain(t.children()));
    let from_words = || near.filter_map(|t| rules.format(&t.lemma().to_lowercase())).next();
    from_words().or(from_mode).unwrap_or(match parties {
        0..=2 => MeetingFormat::Bilateral,
        3 => MeetingFormat::Trilateral,
        _ => MeetingFormat::Multilateral,
    })
}

/// What the meeting was about: behind "on" or "about", or what is discussed.
fn topics(doc: &Document<'_>, rules: &MeetingRules, token: u32) -> Vec<ByteSpan> {
    let token = doc.token(token);
    let phrase = |t: TokenView<'_>| {
        let mut tokens = t.subtree();
        let case = t.children().find(|c| c.deprel() == Deprel::Case && c.index() == tokens.start);
        if case.is_some() {
            tokens.start += 1;
        }
        doc.analysis.span_of(tokens)
    };
    let behind = token.children().filter(|c| {
        matches!(c.deprel(), Deprel::Nmod | Deprel::Obl)
            && c.children().any(|m| {
                m.deprel() == Deprel::Case && rules.prepositions.iter().any(|p| m.lemma() == p)
            })
    });
    let mut found: Vec<ByteSpan> = behind.filter_map(phrase).collect();
    let discussing = std::iter::once(token).chain(token.children());
    for verb in discussing.filter(|v| rules.verbs.iter().any(|w| v.lemma() == w)) {
        found.extend(verb.child(Deprel::Obj).and_then(phrase));
    }
    found
}

fn same(known: &Meeting, new: &Meeting) -> bool {
    let shared =
        |a: &Meeting, b: &Meeting| b.participants.iter().filter(|p| has(a, p.entity)).count();
    let smaller = known.participants.len().min(new.participants.len());
    let dates_agree = match (known.date, new.date) {
        (Some(a), Some(b)) => a.start() <= b.end() && b.start() <= a.end(),
        _ => true,
    };
    dates_agree && shared(known, new) == smaller && smaller > 0
}

fn has(meeting: &Meeting, entity: EntityId) -> bool {
    meeting.participants.iter().any(|p| p.entity == entity)
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
    if new.status == Status::Actual {
        known.status = Status::Actual;
    }
}
