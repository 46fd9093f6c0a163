//! `events`: an event a row.

use super::view::{ArticleView, Row, country, rows};
use crate::columns::Columns;
use crate::schema::columns;
use detente_model::{Event, Table};
use polars::prelude::{DataFrame, PolarsResult};

pub(super) fn frame(views: &[ArticleView<'_>]) -> PolarsResult<DataFrame> {
    let rows = rows(views, |c| &c.findings.events);
    let events = || rows.iter().map(|r| r.item);
    Columns::default()
        .text("article_id", rows.iter().map(|r| r.view.id()))
        .text_or_null("event_id", rows.iter().map(|r| r.view.event_id(r.position)))
        .count("sentence", events().map(|e| i64::from(e.sentence)))
        .count("start", rows.iter().map(|r| r.view.start(r.item.span)))
        .count("end", rows.iter().map(|r| r.view.end(r.item.span)))
        .text("text", rows.iter().map(|r| r.view.surface(r.item.span)))
        .text("type", events().map(|e| e.event_type.as_str()))
        .text_or_null("mode", events().map(|e| e.mode.map(|m| m.as_str())))
        .texts("contexts", events().map(|e| e.contexts.iter().map(|c| c.as_str()).collect()))?
        .text_or_null("cameo", events().map(|e| e.cameo.as_ref().map(|c| c.as_str())))
        .small("quad", events().map(|e| e.event_type.quad().number()))
        .score("goldstein", events().map(Event::scale))
        .text("status", events().map(|e| e.status.as_str()))
        .participants("source", rows.iter().map(|r| r.view.participants(&r.item.source)))?
        .participants("target", rows.iter().map(|r| r.view.participants(&r.item.target)))?
        .date("date_start", events().map(|e| Some(e.date?.start())))
        .date("date_end", events().map(|e| Some(e.date?.end())))
        .text_or_null("place", events().map(|e| Some(e.place.as_ref()?.name.as_str())))
        .text_or_null("country", events().map(|e| country(e.place.as_ref())))
        .real("lat", events().map(|e| e.place.as_ref()?.lat))
        .real("lon", events().map(|e| e.place.as_ref()?.lon))
        .text_or_null("attributed_to", rows.iter().map(attributed_to))
        .text_or_null("quote_id", rows.iter().map(|r| r.view.quote_id(r.item.quote?)))
        .score("factuality", events().map(|e| e.factuality))
        .text("rule", events().map(|e| e.rule.as_str()))
        .score("score", events().map(|e| e.score))
        .flag("is_main", events().map(|e| e.is_main))
        .finish(columns(Table::Events))
}

fn attributed_to<'a>(row: &Row<'_, 'a, Event>) -> Option<&'a str> {
    Some(row.view.entity(row.item.attributed_to?)?.name.as_str())
}
