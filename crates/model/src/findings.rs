//! What the extract stage finds in one article.

use crate::{
    Analysis, Article, ArticleId, Entity, EntityId, Event, Meeting, Mention, Problem, Quote,
    TimeExpression,
};
use serde::{Deserialize, Serialize};

/// Everything found in one article. Lists of tables that nobody asked for are empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// In reading order.
    pub mentions: Vec<Mention>,
    /// In the order of their first mention; an [`EntityId`] is a position in this list.
    pub entities: Vec<Entity>,
    /// In reading order.
    pub quotes: Vec<Quote>,
    /// In reading order.
    pub events: Vec<Event>,
    /// In the order of their evidence.
    pub meetings: Vec<Meeting>,
    /// In reading order.
    pub times: Vec<TimeExpression>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

impl Findings {
    /// The entity with id `id`.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.index())
    }
}

/// An article with all that the pipeline made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CodedArticle {
    /// The article.
    pub article: Article,
    /// Its language analysis.
    pub analysis: Analysis,
    /// What was found.
    pub findings: Findings,
    /// The article of the corpus that this one is a copy of, word for word or as a desk edits.
    pub duplicate_of: Option<ArticleId>,
}
