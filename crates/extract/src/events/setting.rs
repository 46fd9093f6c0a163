//! When and where an event took place, and on whose word.

use super::arguments::Arguments;
use super::cast::Cast;
use super::load::EventRules;
use super::tree::Tree;
use detente_model::{
    ByteSpan, DateRange, Deprel, EntityId, EntityKind, Findings, Penn, Place, QuoteId, Section,
    Status,
};
use std::collections::BTreeMap;

/// The time expressions by the act that they belong to: the nearest act above them in the tree.
pub(crate) fn dates(
    tree: &Tree<'_>,
    found: &Findings,
    acts: &BTreeMap<u32, usize>,
) -> BTreeMap<usize, DateRange> {
    let mut dates = BTreeMap::new();
    for time in &found.times {
        let Some(range) = time.range else { continue };
        let tokens = tree.doc.analysis.tokens_in(time.span);
        let Some(mut at) =
            tokens.clone().find(|&t| tree.head(t).is_none_or(|h| !tokens.contains(&h)))
        else {
            continue;
        };
        for _ in 0..12 {
            if let Some(&act) = acts.get(&at) {
                dates.entry(act).or_insert(range);
                break;
            }
            let Some(head) = tree.head(at) else { break };
            at = head;
        }
    }
    dates
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
    args: &Arguments,
    skipped: &[u32],
) -> Option<Place> {
    let of_objects = args.object.iter().flat_map(|&o| tree.children(o)).copied();
    args.oblique.iter().copied().chain(of_objects).filter(|o| !skipped.contains(o)).find_map(|o| {
        let marked = tree
            .children(o)
            .iter()
            .any(|&c| tree.deprel(c) == Deprel::Case && tree.is(c, &rules.cue.place));
        place_at(cast, o).filter(|_| marked)
    })
}

/// The place or country that token `i` stands in.
pub(crate) fn place_at(cast: &Cast<'_>, i: u32) -> Option<Place> {
    let entity = cast.entity(cast.at(i)?)?;
    matches!(entity.kind, EntityKind::Place | EntityKind::Country).then(|| Place {
        name: entity.name.clone(),
        country: entity.country,
        lat: entity.lat,
        lon: entity.lon,
    })
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
