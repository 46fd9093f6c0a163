//! Identifiers. The same input gives the same id on every machine.

use serde::{Deserialize, Serialize};

/// The id of an article: its own where the input gave one, else 16 hexadecimal digits of a hash of its content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(String);

impl ArticleId {
    /// An id that the input gave.
    #[must_use]
    pub fn given(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// An id made from content alone (XXH3, 64 bits), so that a moved file keeps its id.
    #[must_use]
    pub fn from_content(
        url: Option<&str>,
        title: Option<&str>,
        published: Option<&str>,
        text: &str,
    ) -> Self {
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        for part in [url.unwrap_or(""), title.unwrap_or(""), published.unwrap_or(""), text] {
            hash.update(part.as_bytes());
            hash.update(&[0]);
        }
        Self(format!("{:016x}", hash.digest()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

macro_rules! position {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an index.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

position!(
    /// The position of an entity in [`Findings::entities`](crate::Findings).
    EntityId
);
position!(
    /// The position of a quote in [`Findings::quotes`](crate::Findings).
    QuoteId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_ids_are_stable_across_releases() {
        let id = ArticleId::from_content(None, Some("Talks"), Some("2015-08-05"), "They met.");
        assert_eq!(
            id,
            ArticleId::from_content(None, Some("Talks"), Some("2015-08-05"), "They met.")
        );
        assert_ne!(
            id,
            ArticleId::from_content(Some("Talks"), None, Some("2015-08-05"), "They met.")
        );
    }
}
