//! `tokens`: a word of one text a row.

use super::view::ArticleView;
use crate::columns::Columns;
use crate::schema::TOKENS;
use detente_model::{Analysis, CodedArticle, TokenView};
use polars::prelude::{DataFrame, PolarsResult};

/// The words of one article with their analysis. `token` and `head` count from 1 within the sentence and head 0 is the
/// root, as in CoNLL-U; `name` is the IOB2 tag of the name that the word belongs to, or null.
///
/// # Errors
/// Only on a defect of this crate.
pub fn tokens(coded: &CodedArticle) -> PolarsResult<DataFrame> {
    let (text, analysis) = (&coded.article.text, &coded.analysis);
    let view = ArticleView::new(coded);
    let names = name_tags(analysis);
    let mut rows = Vec::with_capacity(analysis.tokens.len());
    for (sentence, s) in analysis.sentences.iter().enumerate() {
        rows.extend(s.tokens.clone().map(|i| (sentence, s.tokens.start, analysis.token(text, i))));
    }
    let words = || rows.iter().map(|&(_, _, token)| token);
    Columns::default()
        .count("sentence", rows.iter().map(|&(sentence, _, _)| sentence as i64))
        .count("token", rows.iter().map(|&(_, first, t)| number(t, first)))
        .count("start", words().map(|t| view.start(t.span())))
        .count("end", words().map(|t| view.end(t.span())))
        .text("text", words().map(TokenView::text))
        .text("lemma", words().map(TokenView::lemma))
        .text("upos", words().map(|t| t.upos().as_str()))
        .text("xpos", words().map(|t| t.penn().as_str()))
        .count("head", rows.iter().map(|&(_, first, t)| t.head().map_or(0, |h| number(h, first))))
        .text("deprel", words().map(|t| t.deprel().as_str()))
        .text_or_null("name", words().map(|t| names[t.index() as usize].as_deref()))
        .finish(TOKENS)
}

fn number(token: TokenView<'_>, first: u32) -> i64 {
    i64::from(token.index()) - i64::from(first) + 1
}

fn name_tags(analysis: &Analysis) -> Vec<Option<String>> {
    let mut tags = vec![None; analysis.tokens.len()];
    for name in &analysis.names {
        for (i, token) in name.tokens.clone().enumerate() {
            if let Some(tag) = tags.get_mut(token as usize) {
                *tag = Some(format!("{}-{}", if i == 0 { 'B' } else { 'I' }, name.kind));
            }
        }
    }
    tags
}
