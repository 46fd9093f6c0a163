//! What reading yields.

use detente_model::{Article, Problem};

/// One item of a stream of parsed input.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "nearly all are articles: a box would be an allocation for each"
)]
pub enum Parsed {
    /// An article.
    Article(Article),
    /// Something that went wrong; the stream goes on.
    Problem(Problem),
}
