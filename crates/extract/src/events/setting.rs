//! When an event took place, and on whose word.

use super::days;
use super::tree::Tree;
use crate::times::TimeRules;
use chrono::NaiveDate;
use detente_model::{
    ByteSpan, DateRange, Deprel, EntityId, Event, Findings, Participant, Penn, Quote, QuoteId,
    Section, Status,
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
    let clauses = days::dated(tree, rules, found, &holders);
    let day = tree.doc.article.day();
    let of = |act: &Dated| {
        let own =
            [act.trigger, act.anchor].iter().filter_map(|t| clauses.get(t)).min_by_key(|c| c.steps);
        let date = match own {
            Some(own) => Some(own.range),
            None => [act.anchor, act.trigger].iter().find_map(|&t| {
                days::passed_on(tree, rules, &clauses, t).filter(|r| may_share(*r, act.status, day))
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

/// "No agreement with the U.S. – Russian foreign minister": whoever speaks of an act that takes two, of which the headline
/// names one other, is the second.
pub(crate) fn join_headline_speaker(found: &Findings, events: &mut [Event]) {
    let headlines: Vec<&Quote> = found.quotes.iter().filter(|q| q.rule == "headline").collect();
    let headline = |span: ByteSpan| headlines.iter().find(|q| q.span.contains(span));
    for event in events.iter_mut().filter(|e| e.event_type.is_joint()) {
        let Some(quote) = headline(event.span) else { continue };
        let (Some(entity), Some(span)) = (quote.speaker_entity, quote.speaker) else { continue };
        let mut parties = event.source.iter().chain(&event.target).map(|p| p.entity);
        let Some(only) = parties.next().filter(|&id| id != entity) else { continue };
        if parties.all(|id| id == only) {
            for side in [&mut event.source, &mut event.target] {
                side.push(Participant { entity, span });
            }
        }
    }
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

/// How many quotes may begin between the beginning of a quote and what it holds.
const INSIDE: usize = 16;

/// The innermost quote around `span`, with its speaker. Quotes are in the order of their beginnings.
pub(crate) fn word_of(found: &Findings, span: ByteSpan) -> (Option<EntityId>, Option<QuoteId>) {
    let begun = found.quotes.partition_point(|q| q.span.start <= span.start);
    let near = found.quotes[..begun].iter().enumerate().rev().take(INSIDE);
    let around = near.filter(|(_, q)| q.span.contains(span));
    match around.min_by_key(|(_, q)| q.span.len()) {
        Some((i, quote)) => (quote.speaker_entity, Some(QuoteId(i as u32))),
        None => (None, None),
    }
}
