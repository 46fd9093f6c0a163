//! A part of a corpus, so that several processes or machines can share it.

use detente_parse::Parsed;
use xxhash_rust::xxh3::xxh3_64;

/// One of several equal parts: `2/8` is the second of eight. All parts together are the corpus, and no article is in two.
///
/// Articles of one id fall into one part, so that ids stay unique among all parts. Copies are known within a part only.
///
/// # Example
/// ```
/// use detente_pipeline::Shard;
///
/// let shard: Shard = "2/8".parse()?;
/// assert_eq!(shard.to_string(), "2/8");
/// assert!("9/8".parse::<Shard>().is_err());
/// # Ok::<(), detente_pipeline::UnknownShard>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

/// A string that is not a part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no part of a corpus; write it as in 1/4, from 1/4 to 4/4")]
pub struct UnknownShard(pub String);

impl Shard {
    /// Whether an article or a problem is of this part: an article by its id, a problem by its article's or by its source.
    #[must_use]
    pub fn has(self, parsed: &Parsed) -> bool {
        let name = match parsed {
            Parsed::Article(article) => article.id.as_str(),
            Parsed::Problem(problem) => {
                problem.article.as_ref().map_or(problem.source.as_str(), |id| id.as_str())
            }
        };
        xxh3_64(name.as_bytes()) % u64::from(self.of) == u64::from(self.number - 1)
    }
}

impl std::str::FromStr for Shard {
    type Err = UnknownShard;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/').and_then(|(number, of)| {
            Some(Self { number: number.parse().ok()?, of: of.parse().ok()? })
        });
        parts
            .filter(|shard| (1..=shard.of).contains(&shard.number))
            .ok_or_else(|| UnknownShard(text.to_owned()))
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_model::{Article, ArticleId, Problem, ProblemKind, Stage};

    #[test]
    fn every_article_is_in_one_part_and_its_problems_with_it() {
        let shards: Vec<Shard> = (1..=3).map(|n| format!("{n}/3").parse().unwrap()).collect();
        let mut sizes = [0; 3];
        for i in 0..300 {
            let id = ArticleId::given(format!("article {i}"));
            let article = Article { id: id.clone(), ..Article::from_text("They met.", None) };
            let problem = Problem {
                source: "x".into(),
                article: Some(id),
                stage: Stage::Parse,
                place: None,
                kind: ProblemKind::Empty,
                message: String::new(),
            };
            let (article, problem) = (Parsed::Article(article), Parsed::Problem(problem));
            let of: Vec<_> = (0..3).filter(|&n| shards[n].has(&article)).collect();
            assert_eq!(of.len(), 1);
            assert!(shards[of[0]].has(&problem));
            sizes[of[0]] += 1;
        }
        assert!(sizes.iter().all(|size| (70..130).contains(size)), "{sizes:?}");
    }

    #[test]
    fn what_is_no_part_is_refused() {
        for text in ["", "1", "0/4", "5/4", "1/0", "-1/4", "1/4/2", "a/b"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
