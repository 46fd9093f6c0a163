//! Problems: what went wrong, as rows instead of crashes.

use crate::ArticleId;
use crate::vocabulary::closed_vocabulary;
use serde::{Deserialize, Serialize};

closed_vocabulary!(
    /// The stage that met a problem.
    Stage, "stage", {
        Read = "read",
        Parse = "parse",
        Analyse = "analyse",
        Extract = "extract",
    }
);

closed_vocabulary!(
    /// What kind of problem it was. The spellings are stable: filter on them.
    ProblemKind, "kind of problem", {
        /// The file or folder could not be read.
        Unreadable = "unreadable",
        /// Nothing to read: an empty file, or a folder without articles.
        Empty = "empty",
        /// Files of a folder that no reader takes.
        Skipped = "skipped",
        /// Not text.
        Binary = "binary",
        /// Bytes that no encoding explains.
        Encoding = "encoding",
        /// Not what the format says it is.
        Malformed = "malformed",
        /// Too large to be an article.
        TooLarge = "too_large",
        /// No article text was found.
        NoText = "no_text",
        /// No publication date: relative dates stay null.
        NoDate = "no_date",
        /// A date that could not be read.
        BadDate = "bad_date",
        /// A text in another language than English.
        Language = "language",
        /// A defect in detente itself.
        Internal = "internal",
    }
);

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The path, URL or record.
    pub source: String,
    /// The article, where there is one.
    pub article: Option<ArticleId>,
    /// Where in the pipeline.
    pub stage: Stage,
    /// Where in the source: a line, a byte offset, a field.
    pub place: Option<String>,
    /// What kind.
    pub kind: ProblemKind,
    /// What happened and what to do about it.
    pub message: String,
}
