//! When and where an event took place, and on whose word.

use super::cast::Cast;
use super::clauses;
use super::load::EventRules;
use super::tree::Tree;
use crate::clause::Clause;
use crate::{dateline, times::TimeRules};
use chrono::NaiveDate;
use detente_model::{
    ByteSpan, DateRange, Deprel, EntityId, Event, Findings, Participant, Penn, Place, QuoteId,
    Section, Status, Upos,
};
use std::collections::BTreeMap;

/// An act to be dated.
pub(crate) struct Dated {
    pub(crate) trigger: u32,
    pub(crate) anchor: u32,
    pub(crate) status: Status,
}

/// The day of each act: that of its own clause, else what the sentence passes on to it.
pub(crate) fn dates(
    tree: &Tree<'_>,
    rules: &TimeRules,
    found: &Findings,
    acts: &[Dated],
) -> Vec<Option<DateRange>> {
    let holders: BTreeMap<u32, usize> =
        acts.iter().enumerate().flat_map(|(i, a)| [(a.trigger, i), (a.anchor, i)]).collect();
    let clauses = clauses::dated(tree, rules, found, &holders);
    let day = tree.doc.article.day();
    let of = |act: &Dated| {
        let own =
            [act.trigger, act.anchor].iter().filter_map(|t| clauses.get(t)).min_by_key(|c| c.steps);
        let date = match own {
            Some(own) => Some(own.range),
            None => [act.anchor, act.trigger].iter().find_map(|&t| {
                clauses::passed_on(tree, rules, &clauses, t)
                    .filter(|r| may_share(*r, act.status, day))
            }),
        };
        date.filter(|range| may_be(*range, act.status, day))
    };
    acts.iter().map(of).collect()
}

/// What happened did not happen after the day of writing.
fn may_be(range: DateRange, status: Status, day: Option<NaiveDate>) -> bool {
    let past = matches!(status, Status::Actual | Status::Ongoing);
    !past || day.is_none_or(|day| range.start() <= day)
}

/// What is planned is not of the past day on which something else was done.
fn may_share(range: DateRange, status: Status, day: Option<NaiveDate>) -> bool {
    status != Status::Planned || day.is_none_or(|day| range.end() >= day)
}

/// Gives the act of a headline the day on which the text below tells it: "France expels envoys" may be of yesterday.
pub(crate) fn follow_text(tree: &Tree<'_>, found: &Findings, events: &mut [Event]) {
    let Some(day) = tree.doc.article.day() else { return };
    let section = |e: &Event| tree.doc.analysis.sentences[e.sentence as usize].section;
    let country = |p: &Participant| found.entity(p.entity).and_then(|e| e.country);
    let same = |a: &Event, b: &Event| {
        let shared = |p: &Participant, q: &Participant| {
            p.entity == q.entity || (country(p).is_some() && country(p) == country(q))
        };
        a.event_type == b.event_type
            && a.mode == b.mode
            && a.status == b.status
            && a.source.iter().any(|p| b.source.iter().any(|q| shared(p, q)))
            && (a.target.is_empty()
                || a.target.iter().any(|p| b.target.iter().any(|q| shared(p, q))))
    };
    for i in 0..events.len() {
        let event = &events[i];
        if section(event) != Section::Title || event.date.is_some_and(|d| d.to_day() != Some(day)) {
            continue;
        }
        let told = events
            .iter()
            .filter(|e| section(e) == Section::Body && same(event, e))
            .find_map(|e| e.date?.to_day())
            .filter(|told| (0..=7).contains(&(day - *told).num_days()));
        if let Some(told) = told {
            events[i].date = Some(DateRange::day(told));
        }
    }
}

/// The publication day, for what a text in the news present reports as its news: "France expels three diplomats."
pub(crate) fn news_date(tree: &Tree<'_>, verb: u32, status: Status) -> Option<DateRange> {
    let day = tree.doc.article.day()?;
    let present = matches!(tree.penn(verb), Penn::Vbz | Penn::Vbp)
        || (tree.penn(verb) == Penn::Vbn
            && tree.children(verb).iter().any(|&c| {
                tree.deprel(c) == Deprel::AuxPass && matches!(tree.penn(c), Penn::Vbz | Penn::Vbp)
            }));
    let main = matches!(tree.deprel(verb), Deprel::Root | Deprel::Conj | Deprel::Parataxis);
    let body = tree.token(verb).sentence().section != Section::Subhead;
    (present && main && body && matches!(status, Status::Actual | Status::Ongoing))
        .then(|| DateRange::day(day))
}

/// Where the clause says that it was: "in Doha", "at the White House".
pub(crate) fn place(
    tree: &Tree<'_>,
    rules: &EventRules,
    cast: &Cast<'_>,
    args: &Clause,
    skipped: &[u32],
) -> Option<Place> {
    let of_objects = args.object.iter().flat_map(|&o| tree.children(o)).copied();
    args.oblique
        .iter()
        .copied()
        .chain(of_objects)
        .filter(|o| !skipped.contains(o))
        .find_map(|o| place_at(cast, o).filter(|_| tree.case_in(o, &rules.cue.place)))
}

/// Where the journey at token `trigger` leads: "flew to Lima", "a visit to Chad", "is due in Oslo", "visited the port of Aden".
pub(crate) fn destination(
    tree: &Tree<'_>,
    rules: &EventRules,
    cast: &Cast<'_>,
    args: &Clause,
) -> Option<Place> {
    let leads = |&o: &u32| tree.has_case(o, rules.cue.to) || tree.case_in(o, &rules.cue.place);
    let there = args.oblique.iter().copied().filter(leads);
    there.chain(args.object.iter().copied()).find_map(|o| place_at(cast, o))
}

/// The place or country that token `i` stands in.
pub(crate) fn place_at(cast: &Cast<'_>, i: u32) -> Option<Place> {
    let entity = cast.entity(cast.at(i)?)?;
    dateline::of_entity(entity)
}

/// Where the meeting at token `trigger` was, by word order, with the places that its topic names instead.
///
/// Parsers hang what follows "talks on the war in C with D in E" at will: E, behind the company, is the place; in "talks
/// on steel in C", C is the place when it is a town.
pub(crate) fn meeting_place(
    tree: &Tree<'_>,
    rules: &EventRules,
    cast: &Cast<'_>,
    trigger: u32,
) -> (Option<Place>, Vec<u32>) {
    let end = tree.token(trigger).sentence().tokens.end;
    let (mut topic, mut town, mut skipped) = (false, None, Vec::new());
    for i in trigger + 1..end {
        if matches!(tree.penn(i), Penn::Vbd | Penn::Vbz | Penn::Vbp) {
            break;
        }
        // "a meeting to discuss floods in Mali", "talks aimed at ending the war in Mali", but "talks held in Mali".
        let aim = matches!(tree.penn(i), Penn::Vb | Penn::Vbn | Penn::Vbg)
            && tree.upos(i) == Upos::Verb
            && !tree.is(i, &rules.light);
        topic |= aim;
        if tree.deprel(i) != Deprel::Case {
            continue;
        }
        if tree.is(i, &rules.cue.company) {
            topic = false;
        } else if tree.is(i, &rules.cue.topic) {
            topic |= i + 1 < end && !cast.is_time(tree, i + 1);
        } else if tree.is(i, &rules.cue.place)
            && let Some(o) = tree.head(i)
            && let Some(place) = place_at(cast, o)
        {
            if !topic {
                return (Some(place), skipped);
            }
            skipped.push(o);
            let is_town = cast.at(o).is_some_and(|p| cast.is_place(p));
            town = town.or_else(|| Some(place).filter(|_| is_town));
        }
    }
    (town, skipped)
}

/// The innermost quote around `span`, with its speaker.
pub(crate) fn word_of(found: &Findings, span: ByteSpan) -> (Option<EntityId>, Option<QuoteId>) {
    let around = found.quotes.iter().enumerate().filter(|(_, q)| q.span.contains(span));
    match around.min_by_key(|(_, q)| q.span.len()) {
        Some((i, quote)) => (quote.speaker_entity, Some(QuoteId(i as u32))),
        None => (None, None),
    }
}
