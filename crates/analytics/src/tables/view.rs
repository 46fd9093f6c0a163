//! A coded article with the strings that several tables need.

use super::ids::{Ids, first_mentions, numbered};
use crate::columns::ParticipantRow;
use detente_model::{
    ByteSpan, CharIndex, CodedArticle, Entity, EntityId, Participant, Place, QuoteId,
};

pub(super) struct ArticleView<'a> {
    pub(super) coded: &'a CodedArticle,
    index: CharIndex<'a>,
    ids: Ids,
    sectors: Vec<Option<String>>,
}

impl<'a> ArticleView<'a> {
    pub(super) fn new(coded: &'a CodedArticle) -> Self {
        let entities = &coded.findings.entities;
        Self {
            coded,
            index: CharIndex::new(&coded.article.text),
            ids: Ids::default(),
            sectors: entities.iter().map(Entity::sector_code).collect(),
        }
    }

    pub(super) fn id(&self) -> &'a str {
        self.coded.article.id.as_str()
    }

    pub(super) fn surface(&self, span: ByteSpan) -> &'a str {
        span.of(&self.coded.article.text)
    }

    /// In code points.
    pub(super) fn start(&self, span: ByteSpan) -> i64 {
        i64::from(self.index.char_offset(span.start))
    }

    /// In code points.
    pub(super) fn end(&self, span: ByteSpan) -> i64 {
        i64::from(self.index.char_offset(span.end))
    }

    pub(super) fn entity(&self, id: EntityId) -> Option<&'a Entity> {
        self.coded.findings.entity(id)
    }

    pub(super) fn entity_id(&self, id: EntityId) -> Option<&str> {
        let ids = self.ids.entities.get_or_init(|| {
            let starts = first_mentions(self.coded).into_iter();
            self.numbered('e', starts)
        });
        ids.get(id.index()).map(String::as_str)
    }

    pub(super) fn quote_id(&self, id: QuoteId) -> Option<&str> {
        let starts = || self.coded.findings.quotes.iter().map(|quote| quote.span.start);
        let ids = self.ids.quotes.get_or_init(|| self.numbered('q', starts()));
        ids.get(id.index()).map(String::as_str)
    }

    /// The id of the event at `position`.
    pub(super) fn event_id(&self, position: usize) -> Option<&str> {
        let starts = || self.coded.findings.events.iter().map(|event| event.span.start);
        let ids = self.ids.events.get_or_init(|| self.numbered('v', starts()));
        ids.get(position).map(String::as_str)
    }

    /// The id of the meeting at `position`.
    pub(super) fn meeting_id(&self, position: usize) -> Option<&str> {
        let starts = || self.coded.findings.meetings.iter().map(|meeting| meeting.evidence.start);
        let ids = self.ids.meetings.get_or_init(|| self.numbered('m', starts()));
        ids.get(position).map(String::as_str)
    }

    fn numbered(&self, letter: char, starts: impl Iterator<Item = u32>) -> Vec<String> {
        let starts = starts.map(|byte| i64::from(self.index.char_offset(byte)));
        numbered(&self.coded.article.id, letter, starts)
    }

    pub(super) fn sector(&self, id: EntityId) -> Option<&str> {
        self.sectors.get(id.index())?.as_deref()
    }

    pub(super) fn participants(&self, participants: &[Participant]) -> Vec<ParticipantRow<'_>> {
        let rows = participants.iter().filter_map(|p| {
            let entity = self.entity(p.entity)?;
            Some(ParticipantRow {
                entity_id: self.entity_id(p.entity)?,
                name: &entity.name,
                country: entity.country.as_ref().map(|c| c.as_str()),
                sector: self.sector(p.entity),
                start: self.start(p.span),
                end: self.end(p.span),
            })
        });
        rows.collect()
    }
}

pub(super) fn country(place: Option<&Place>) -> Option<&str> {
    place?.country.as_ref().map(|c| c.as_str())
}

/// Every finding of a kind with its article and its position in it.
pub(super) fn rows<'v, 'a, T>(
    views: &'v [ArticleView<'a>],
    of: impl Fn(&'a CodedArticle) -> &'a [T],
) -> Vec<Row<'v, 'a, T>> {
    let rows = views.iter().flat_map(|view| {
        of(view.coded).iter().enumerate().map(move |(position, item)| Row { view, position, item })
    });
    rows.collect()
}

pub(super) struct Row<'v, 'a, T> {
    pub(super) view: &'v ArticleView<'a>,
    pub(super) position: usize,
    pub(super) item: &'a T,
}
