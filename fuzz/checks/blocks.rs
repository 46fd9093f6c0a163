//! What holds of every article.

use detente_parse::Parsed;

/// Blocks stand in order, do not overlap, lie on code points, and hold something.
pub fn fit(stream: impl Iterator<Item = Parsed>) {
    for parsed in stream {
        let Parsed::Article(article) = parsed else { continue };
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.span.start >= end);
            assert!(!block.span.of(&article.text).trim().is_empty());
            end = block.span.end;
        }
    }
}
