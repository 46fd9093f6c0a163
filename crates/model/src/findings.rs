//! What the extract stage finds in one article.

use crate::{
    Analysis, Article, ArticleId, ByteSpan, Entity, EntityId, Event, Meeting, Mention, Problem,
    Quote, TimeExpression,
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

    /// The time expressions that overlap `span`.
    #[must_use]
    pub fn times_in(&self, span: ByteSpan) -> &[TimeExpression] {
        let from = self.times.partition_point(|t| t.span.end <= span.start);
        let to = self.times.partition_point(|t| t.span.start < span.end);
        self.times.get(from..to).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TimeKind;

    #[test]
    fn the_times_of_a_span_are_those_that_it_touches() {
        let time = |start, end| TimeExpression {
            sentence: 0,
            span: ByteSpan::new(start, end),
            kind: TimeKind::Date,
            value: None,
            range: None,
        };
        let found =
            Findings { times: vec![time(0, 4), time(6, 10), time(12, 20)], ..Findings::default() };
        let starts = |start, end| -> Vec<u32> {
            found.times_in(ByteSpan::new(start, end)).iter().map(|t| t.span.start).collect()
        };
        assert!(starts(4, 6).is_empty());
        assert_eq!(starts(3, 13), [0, 6, 12]);
        assert_eq!(starts(14, 15), [12]);
    }
}
