//! Problems of reading and parsing, worded once.

use crate::Parsed;
use detente_model::{Article, Problem, ProblemKind, Stage};
use std::io;

/// A problem of the read stage.
pub(crate) fn unread(source: &str, kind: ProblemKind, message: impl Into<String>) -> Problem {
    Problem {
        source: source.to_owned(),
        article: None,
        stage: Stage::Read,
        place: None,
        kind,
        message: message.into(),
    }
}

/// A problem of the parse stage.
pub(crate) fn unparsed(source: &str, kind: ProblemKind, message: impl Into<String>) -> Problem {
    Problem { stage: Stage::Parse, ..unread(source, kind, message) }
}

pub(crate) fn too_large(source: &str, limit: usize) -> Problem {
    unread(
        source,
        ProblemKind::TooLarge,
        format!("more than {limit} bytes: split it into articles, or raise max_article_bytes"),
    )
}

pub(crate) fn empty(source: &str) -> Problem {
    unread(source, ProblemKind::Empty, "nothing but white space: delete it or fill it")
}

/// What an error in the middle of reading says of a source.
pub(crate) fn damaged(source: &str, error: &io::Error) -> Problem {
    let (kind, message) = match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            (ProblemKind::Malformed, "the packed data ends early: fetch the file again".to_owned())
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => (
            ProblemKind::Malformed,
            format!("the packed data is damaged ({error}): fetch the file again"),
        ),
        io::ErrorKind::FileTooLarge => (
            ProblemKind::TooLarge,
            "a paragraph larger than an article: raise max_article_bytes".to_owned(),
        ),
        _ => (ProblemKind::Unreadable, error.to_string()),
    };
    unread(source, kind, message)
}

/// The article, and after it what is doubtful about it.
pub(crate) fn with_doubts(article: Article, doubts: Vec<Problem>) -> Vec<Parsed> {
    let id = article.id.clone();
    let undated = article.published.is_none();
    let source = article.source.clone();
    let mut parsed = vec![Parsed::Article(article)];
    let bad_date = doubts.iter().any(|d| d.kind == ProblemKind::BadDate);
    parsed.extend(
        doubts.into_iter().map(|d| Parsed::Problem(Problem { article: Some(id.clone()), ..d })),
    );
    if undated && !bad_date {
        let message = "no publication date: relative dates stay null; give the date of the article, or a default date";
        let problem = unparsed(&source, ProblemKind::NoDate, message);
        parsed.push(Parsed::Problem(Problem { article: Some(id), ..problem }));
    }
    parsed
}
