//! What the pipeline finds in a gold text, in the gold's schema.

use chrono::NaiveDate;
use detente_model::{
    Article, ByteSpan, CharIndex, CodedArticle, EntityId, Event, Participant, Problem, Published,
    Table,
};
use detente_pipeline::Pipeline;
use serde_json::{Value, json};

/// Codes `text` as an article published on `date`.
///
/// # Errors
/// The problem, when the pipeline failed on it.
pub(super) fn coded(
    pipeline: &Pipeline,
    text: &str,
    date: Option<&str>,
) -> Result<CodedArticle, Box<Problem>> {
    let day = date.and_then(|d| NaiveDate::parse_from_str(d, "%Y-%m-%d").ok());
    let article = Article::from_text(text, day.map(Published::on));
    let wanted = [Table::Events, Table::Meetings, Table::Quotes];
    pipeline.code_or_report(article, wanted.into_iter().collect())
}

/// The predictions as one record. With `folded`, an event carries the type that the manual gives where no status can be
/// recorded ([`Event::type_without_status`]): gold without a status is coded that way.
pub(super) fn record(id: &str, coded: &CodedArticle, folded: bool) -> Value {
    let writer = Writer { coded, index: CharIndex::new(&coded.article.text) };
    let found = &coded.findings;
    let events: Vec<Value> = found.events.iter().map(|e| writer.event(e, folded)).collect();
    let quotes: Vec<Value> = found
        .quotes
        .iter()
        .map(|q| {
            let (start, end) = writer.range(q.span);
            json!({
                "start": start, "end": end, "kind": q.kind.as_str(),
                "speaker": q.speaker.map(|s| writer.range(s)),
                "speaker_name": q.speaker_entity.and_then(|e| writer.name(e)),
            })
        })
        .collect();
    let meetings: Vec<Value> = found
        .meetings
        .iter()
        .map(|m| {
            json!({
                "participants": m.participants.iter().map(|&p| writer.actor(p)).collect::<Vec<_>>(),
                "format": m.format.as_str(),
                "place": m.place.as_ref().map(|p| p.name.clone()),
                "country": m.place.as_ref().and_then(|p| p.country),
                "date": m.date.map(|d| d.to_iso()),
                "status": m.status.as_str(),
                "evidence": writer.range(m.evidence),
            })
        })
        .collect();
    json!({"id": id, "events": events, "quotes": quotes, "meetings": meetings})
}

struct Writer<'a> {
    coded: &'a CodedArticle,
    index: CharIndex<'a>,
}

impl Writer<'_> {
    fn range(&self, span: ByteSpan) -> (u32, u32) {
        let span = self.index.char_span(span);
        (span.start, span.end)
    }

    fn name(&self, entity: EntityId) -> Option<&str> {
        self.coded.findings.entity(entity).map(|e| e.name.as_str())
    }

    fn actor(&self, who: Participant) -> Value {
        let entity = self.coded.findings.entity(who.entity);
        let (start, end) = self.range(who.span);
        json!({
            "start": start, "end": end,
            "name": entity.map(|e| e.name.clone()),
            "country": entity.and_then(|e| e.country),
            "sector": entity.and_then(|e| e.sector_code()),
        })
    }

    fn event(&self, event: &Event, folded: bool) -> Value {
        let (start, end) = self.range(event.span);
        let side = |side: &[Participant]| side.iter().map(|&p| self.actor(p)).collect::<Vec<_>>();
        let kind = if folded { event.type_without_status() } else { event.event_type };
        json!({
            "type": kind.as_str(),
            "mode": event.mode.map(|m| m.as_str()),
            "start": start, "end": end,
            "status": event.status.as_str(),
            "source": side(&event.source),
            "target": side(&event.target),
            "date": event.date.map(|d| d.to_iso()),
            "country": event.place.as_ref().and_then(|p| p.country),
            "attributed_to": event.attributed_to.and_then(|e| self.name(e)),
            "score": event.score,
            "rule": event.rule,
        })
    }
}
