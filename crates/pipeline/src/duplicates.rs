//! Articles with the same body.

use detente_model::{Article, ArticleId, Section};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::Xxh3;

/// Remembers the body of every article seen, as a 128-bit hash.
#[derive(Debug, Default)]
pub(crate) struct Duplicates {
    first: BTreeMap<u128, ArticleId>,
}

impl Duplicates {
    /// The first article with the same body text, if it is not this one. Case, white space and punctuation do not
    /// count; an article without letters or digits is nobody's duplicate.
    pub(crate) fn original_of(&mut self, article: &Article) -> Option<ArticleId> {
        let body = body_hash(article)?;
        match self.first.entry(body) {
            std::collections::btree_map::Entry::Occupied(first) => Some(first.get().clone()),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(article.id.clone());
                None
            }
        }
    }
}

fn body_hash(article: &Article) -> Option<u128> {
    let mut hash = Xxh3::new();
    let mut empty = true;
    let mut word = String::new();
    for block in article.section(Section::Body) {
        for piece in block.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            word.clear();
            word.extend(piece.chars().flat_map(char::to_lowercase));
            word.push(' ');
            hash.update(word.as_bytes());
            empty = false;
        }
    }
    (!empty).then(|| hash.digest128())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, body: &str) -> Article {
        Article::builder("test").id(Some(id.to_owned())).block(Section::Body, body).build()
    }

    #[test]
    fn the_first_is_the_original_and_layout_does_not_count() {
        let mut seen = Duplicates::default();
        assert_eq!(seen.original_of(&article("a", "Ministers met  in Oslo.")), None);
        assert_eq!(seen.original_of(&article("b", "Ministers met in Bern.")), None);
        assert_eq!(
            seen.original_of(&article("c", "MINISTERS met\nin Oslo")),
            Some(ArticleId::given("a"))
        );
        assert_eq!(seen.original_of(&article("d", "...")), None);
        assert_eq!(seen.original_of(&article("e", "...")), None);
    }
}
