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
) -> Option<Place> {
    let of_objects = args.object.iter().flat_map(|&o| tree.children(o)).copied();
    args.oblique.iter().copied().chain(of_objects).find_map(|o| {
        let marked = tree
            .children(o)
            .iter()
            .any(|&c| tree.deprel(c) == Deprel::Case && tree.is(c, &rules.cue.place));
        let entity = cast.entity(cast.at(o)?)?;
        let is_place = matches!(entity.kind, EntityKind::Place | EntityKind::Country);
        (marked && is_place).then(|| Place {
            name: entity.name.clone(),
            country: entity.country,
            lat: entity.lat,
            lon: entity.lon,
        })
    })
}

/// The innermost quote around `span`, with its speaker.
pub(crate) fn word_of(found: &Findings, span: ByteSpan) -> (Option<EntityId>, Option<QuoteId>) {
    let around = found.quotes.iter().enumerate().filter(|(_, q)| q.span.contains(span));
    match around.min_by_key(|(_, q)| q.span.len()) {
        Some((i, quote)) => (quote.speaker_entity, Some(QuoteId(i as u32))),
        None => (None, None),
    }
}
