use super::*;
use detente_model::{Analysis, Article};
use proptest::prelude::*;

proptest! {
    #[test]
    fn spans_fit_any_text(text in "(\\PC|\"|“|”|''|‘|’|he said|, |\\. |\n\n|\n|é){0,40}") {
        let article = Article::from_text(text, None);
        let analysis = Analysis::default();
        let rules = QuoteRules::embedded().unwrap();
        for quote in find(&Document::new(&article, &analysis), &rules, &Findings::default()) {
            prop_assert!(!quote.span.of(&article.text).is_empty());
        }
    }
}
