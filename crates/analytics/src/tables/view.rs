//! A coded article with the strings that several tables need.

use crate::columns::ParticipantRow;
use detente_model::{
    ArticleId, ByteSpan, CharIndex, CodedArticle, Entity, EntityId, Participant, Place,
};

pub(super) struct ArticleView<'a> {
    pub(super) coded: &'a CodedArticle,
    index: CharIndex<'a>,
    entity_ids: Vec<String>,
    sectors: Vec<Option<String>>,
}

impl<'a> ArticleView<'a> {
    pub(super) fn new(coded: &'a CodedArticle) -> Self {
        let id = &coded.article.id;
        let entities = &coded.findings.entities;
        Self {
            coded,
            index: CharIndex::new(&coded.article.text),
            entity_ids: (0..entities.len()).map(|i| numbered(id, 'e', i)).collect(),
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
        self.entity_ids.get(id.index()).map(String::as_str)
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

/// The id of the `position`th (from 0) finding of a kind: `a1b2-e1` for the first entity.
pub(super) fn numbered(article: &ArticleId, kind: char, position: usize) -> String {
    format!("{article}-{kind}{}", position + 1)
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

impl<T> Row<'_, '_, T> {
    pub(super) fn id(&self, kind: char) -> String {
        numbered(&self.view.coded.article.id, kind, self.position)
    }
}
