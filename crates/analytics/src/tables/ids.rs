//! The ids of findings: made of what the text holds, so that they do not shift when something else is found or missed.

use detente_model::{ArticleId, CodedArticle, EntityId};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The ids of the findings of one article, made when they are first asked for. Each is the id of the article, a letter,
/// and where the finding starts in the text, in code points; what starts at the same place as one before it has `.2`,
/// `.3` and so on after it.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub(super) entities: OnceCell<Vec<String>>,
    pub(super) quotes: OnceCell<Vec<String>>,
    pub(super) events: OnceCell<Vec<String>>,
    pub(super) meetings: OnceCell<Vec<String>>,
}

/// The ids of findings that start at `starts`.
pub(super) fn numbered(
    article: &ArticleId,
    letter: char,
    starts: impl Iterator<Item = i64>,
) -> Vec<String> {
    let mut seen = BTreeMap::<i64, u32>::new();
    let id = |start| {
        let times = seen.entry(start).or_default();
        *times += 1;
        match *times {
            1 => format!("{article}-{letter}{start}"),
            n => format!("{article}-{letter}{start}.{n}"),
        }
    };
    starts.map(id).collect()
}

/// Where each entity is first mentioned, in bytes; the end of the text where it is not.
pub(super) fn first_mentions(coded: &CodedArticle) -> Vec<u32> {
    let mut starts = vec![coded.article.text.len() as u32; coded.findings.entities.len()];
    for mention in &coded.findings.mentions {
        if let Some(start) = mention.entity.and_then(|EntityId(id)| starts.get_mut(id as usize)) {
            *start = mention.span.start.min(*start);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_starts_where_another_does_is_numbered() {
        let ids = numbered(&ArticleId::given("a"), 'v', [7, 31, 7, 7].into_iter());
        assert_eq!(ids, ["a-v7", "a-v31", "a-v7.2", "a-v7.3"]);
    }
}
