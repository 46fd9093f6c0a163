//! Where the articles of a command come from.

use super::terminal;
use crate::analytics::open_columns;
use crate::model::{Article, Problem, Published};
use crate::parse::{FieldNames, Format, ParseError, Parsed, ReadOptions, parse_bytes, read_paths};
use crate::run::RunError;
use chrono::NaiveDate;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The options that say how input is read.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct FieldArguments {
    /// Format of all input: text, html, jsonl, csv, parquet, arrow, feed, warc, nexis, factiva, proquest, gigaword, zip or docx;
    /// without it, each file goes by its name and content
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<Format>,
    /// Publication date (YYYY-MM-DD) of articles that give none
    #[arg(long, value_name = "DATE")]
    published: Option<NaiveDate>,
    /// Field of JSON, or column of a table, that holds the text
    #[arg(long, value_name = "FIELD")]
    text_field: Option<String>,
    /// Field of JSON, or column of a table, that holds the headline
    #[arg(long, value_name = "FIELD")]
    title_field: Option<String>,
    /// Field of JSON, or column of a table, that holds the publication date
    #[arg(long, value_name = "FIELD")]
    date_field: Option<String>,
    /// Field of JSON, or column of a table, that holds the id
    #[arg(long, value_name = "FIELD")]
    id_field: Option<String>,
    /// Field of JSON, or column of a table, that holds the URL
    #[arg(long, value_name = "FIELD")]
    url_field: Option<String>,
}

impl FieldArguments {
    pub(super) fn options(&self) -> ReadOptions {
        ReadOptions {
            format: self.input_format,
            open_columns: Some(open_columns),
            fields: FieldNames {
                text: self.text_field.clone(),
                title: self.title_field.clone(),
                date: self.date_field.clone(),
                id: self.id_field.clone(),
                url: self.url_field.clone(),
                ..FieldNames::default()
            },
            default_date: self.published.map(Published::on),
            ..ReadOptions::default()
        }
    }
}

/// The option that names what an error misses.
pub(super) fn advice(error: &(dyn std::error::Error + 'static)) -> String {
    let error = match error.downcast_ref() {
        Some(RunError::Parse(error)) => Some(error),
        _ => error.downcast_ref(),
    };
    match error {
        Some(ParseError::NoColumn { part, name: None, .. }) => {
            format!("; as in --{}-field body", part.as_str())
        }
        _ => String::new(),
    }
}

/// The article of a command that looks at one.
#[derive(Debug, clap::Args)]
pub(super) struct ArticleArguments {
    /// A file; `-` reads standard input
    article: PathBuf,
    #[command(flatten)]
    fields: FieldArguments,
}

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Input {
    pub(super) articles: Vec<Article>,
    pub(super) problems: Vec<Problem>,
}

/// A file without an article in it.
#[derive(Debug, thiserror::Error)]
#[error("{source_name}: no article was read{reasons}", reasons = reasons(problems))]
pub(super) struct NoArticle {
    source_name: String,
    problems: Vec<Problem>,
}

impl ArticleArguments {
    fn is_standard_input(&self) -> bool {
        self.article == Path::new("-")
    }

    /// Reads the file, or standard input.
    pub(super) fn read(&self) -> Result<Input, Box<dyn std::error::Error>> {
        let options = self.fields.options();
        let mut input = Input::default();
        let mut articles = if self.is_standard_input() {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            parse_bytes(&bytes, "stdin", &options)
        } else {
            read_paths([self.article.clone()], &options)?
        };
        input.extend(articles.by_ref());
        terminal::tell_guesses(&articles.guesses());
        if input.articles.is_empty() {
            let source_name = if self.is_standard_input() {
                "standard input".to_owned()
            } else {
                self.article.display().to_string()
            };
            return Err(Box::new(NoArticle { source_name, problems: input.problems }));
        }
        Ok(input)
    }
}

impl Extend<Parsed> for Input {
    fn extend<I: IntoIterator<Item = Parsed>>(&mut self, parsed: I) {
        for item in parsed {
            match item {
                Parsed::Article(article) => self.articles.push(article),
                Parsed::Problem(problem) => self.problems.push(problem),
            }
        }
    }
}

fn reasons(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("; {}", problem.message)).collect()
}
