//! `meetings`: people or bodies meeting, a row.

use super::view::{ArticleView, country, rows};
use crate::columns::Columns;
use crate::schema::columns;
use detente_model::Table;
use polars::prelude::{DataFrame, PolarsResult};

pub(super) fn frame(views: &[ArticleView<'_>]) -> PolarsResult<DataFrame> {
    let rows = rows(views, |c| &c.findings.meetings);
    let meetings = || rows.iter().map(|r| r.item);
    Columns::default()
        .text("article_id", rows.iter().map(|r| r.view.id()))
        .text_or_null("meeting_id", rows.iter().map(|r| r.view.meeting_id(r.position)))
        .text("format", meetings().map(|m| m.format.as_str()))
        .participants(
            "participants",
            rows.iter().map(|r| r.view.participants(&r.item.participants)),
        )?
        .date("date", meetings().map(|m| m.date?.to_day()))
        .text_or_null("place", meetings().map(|m| Some(m.place.as_ref()?.name.as_str())))
        .text_or_null("country", meetings().map(|m| country(m.place.as_ref())))
        .real("lat", meetings().map(|m| m.place.as_ref()?.lat))
        .real("lon", meetings().map(|m| m.place.as_ref()?.lon))
        .text("status", meetings().map(|m| m.status.as_str()))
        .texts(
            "topics",
            rows.iter().map(|r| r.item.topics.iter().map(|&t| r.view.surface(t)).collect()),
        )?
        .count("start", rows.iter().map(|r| r.view.start(r.item.evidence)))
        .count("end", rows.iter().map(|r| r.view.end(r.item.evidence)))
        .finish(columns(Table::Meetings))
}
