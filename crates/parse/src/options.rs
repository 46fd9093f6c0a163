//! How input is read.

use crate::rows::OpenColumns;
use crate::{FieldNames, Format};
use detente_model::Published;

/// How input is read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The format of everything; `None` goes by extension, then by content.
    pub format: Option<Format>,
    /// Names of the fields of records and the columns of tables.
    pub fields: FieldNames,
    /// The publication date of articles that give none.
    pub default_date: Option<Published>,
    /// Bytes of one article at most, unpacked; a larger one is a problem, and is not read into memory.
    pub max_article_bytes: usize,
    /// What opens Parquet and Arrow files, which this crate does not: `detente_analytics::open_columns`. Without one, such a
    /// file is a problem.
    pub open_columns: Option<OpenColumns>,
}

impl Default for ReadOptions {
    /// 8 MiB an article: some hundred times the longest of newspaper articles.
    fn default() -> Self {
        Self {
            format: None,
            fields: FieldNames::default(),
            default_date: None,
            max_article_bytes: 8 << 20,
            open_columns: None,
        }
    }
}
