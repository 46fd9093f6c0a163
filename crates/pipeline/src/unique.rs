//! Ids that stay unique within a corpus.

use detente_model::ArticleId;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// Counts how often each id came. [`Coding`](crate::Coding) keeps one itself; a corpus that is held in memory and coded
/// in parts makes its ids unique with one of its own first.
#[derive(Debug, Default)]
pub struct Unique {
    seen: BTreeMap<u64, u32>,
}

impl Unique {
    /// `id` the first time, `id~2` the second time, and so on.
    pub fn id(&mut self, id: ArticleId) -> ArticleId {
        let times = self.seen.entry(xxh3_64(id.as_str().as_bytes())).or_default();
        *times += 1;
        if *times == 1 { id } else { ArticleId::given(format!("{id}~{times}")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_comer_gets_a_number() {
        let mut unique = Unique::default();
        let ids: Vec<_> = ["a", "b", "a", "a"]
            .map(|id| unique.id(ArticleId::given(id)).as_str().to_owned())
            .into();
        assert_eq!(ids, ["a", "b", "a~2", "a~3"]);
    }
}
