//! `quotes`: an attributed span a row.

use super::view::{ArticleView, Row, rows};
use crate::columns::Columns;
use crate::schema::columns;
use detente_model::{ByteSpan, Entity, Quote, QuoteId, Table};
use polars::prelude::{DataFrame, PolarsResult};

type QuoteRow<'v, 'a> = Row<'v, 'a, Quote>;

pub(super) fn frame(views: &[ArticleView<'_>]) -> PolarsResult<DataFrame> {
    let rows = rows(views, |c| &c.findings.quotes);
    Columns::default()
        .text("article_id", rows.iter().map(|r| r.view.id()))
        .text_or_null("quote_id", rows.iter().map(|r| r.view.quote_id(QuoteId(r.position as u32))))
        .count("sentence", rows.iter().map(|r| i64::from(r.item.sentence)))
        .count("start", rows.iter().map(|r| r.view.start(r.item.span)))
        .count("end", rows.iter().map(|r| r.view.end(r.item.span)))
        .text("text", rows.iter().map(|r| r.view.surface(r.item.span)))
        .text("kind", rows.iter().map(|r| r.item.kind.as_str()))
        .text_or_null("cue", rows.iter().map(|r| surface(r, r.item.cue)))
        .count_or_null("cue_start", rows.iter().map(|r| start(r, r.item.cue)))
        .count_or_null("cue_end", rows.iter().map(|r| end(r, r.item.cue)))
        .text_or_null("speaker", rows.iter().map(|r| surface(r, r.item.speaker)))
        .text_or_null(
            "speaker_entity_id",
            rows.iter().map(|r| r.item.speaker_entity.and_then(|id| r.view.entity_id(id))),
        )
        .text_or_null("speaker_name", rows.iter().map(|r| Some(speaker(r)?.name.as_str())))
        .text_or_null(
            "speaker_country",
            rows.iter().map(|r| speaker(r)?.country.as_ref().map(|c| c.as_str())),
        )
        .text_or_null(
            "speaker_sector",
            rows.iter().map(|r| r.item.speaker_entity.and_then(|id| r.view.sector(id))),
        )
        .count_or_null("speaker_start", rows.iter().map(|r| start(r, r.item.speaker)))
        .count_or_null("speaker_end", rows.iter().map(|r| end(r, r.item.speaker)))
        .text_or_null("via", rows.iter().map(|r| surface(r, r.item.via)))
        .date("said_on", rows.iter().map(|r| r.item.said_on.and_then(|d| d.to_day())))
        .finish(columns(Table::Quotes))
}

fn speaker<'a>(row: &QuoteRow<'_, 'a>) -> Option<&'a Entity> {
    row.view.entity(row.item.speaker_entity?)
}

fn surface<'a>(row: &QuoteRow<'_, 'a>, span: Option<ByteSpan>) -> Option<&'a str> {
    Some(row.view.surface(span?))
}

fn start(row: &QuoteRow<'_, '_>, span: Option<ByteSpan>) -> Option<i64> {
    Some(row.view.start(span?))
}

fn end(row: &QuoteRow<'_, '_>, span: Option<ByteSpan>) -> Option<i64> {
    Some(row.view.end(span?))
}
