//! `detente read`: shows what is found in one article.

use super::knowledge::KnowledgeArguments;
use super::{Outcome, frames, input, terminal};
use crate::analytics::frame;
use crate::model::{Article, CodedArticle, Section, Table, TableSet};
use std::io::Write;

#[derive(Debug, clap::Args)]
pub(super) struct ReadArguments {
    #[command(flatten)]
    input: input::ArticleArguments,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
    /// Only these tables, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "TABLES")]
    tables: Vec<Table>,
}

/// The tables shown without `--tables`, and the columns of each that fit a terminal.
const SHOWN: &[(Table, &[&str])] = &[
    (
        Table::Events,
        &["status", "type", "mode", "source", "target", "date_start", "text", "attributed_to"],
    ),
    (Table::Meetings, &["status", "format", "participants", "date", "place", "topics"]),
    (Table::Quotes, &["speaker_name", "speaker_country", "kind", "cue", "text", "said_on"]),
    (Table::Entities, &["name", "kind", "country", "sector", "role", "wikidata", "n_mentions"]),
    (Table::Times, &["text", "type", "value"]),
    (Table::Problems, &["stage", "kind", "message"]),
    (Table::Sentences, &["sentence", "section", "text"]),
    (Table::Mentions, &["sentence", "text", "form", "kind", "entity_id"]),
    (Table::Articles, &["article_id", "title", "published", "publisher", "url"]),
];
const SHOWN_BY_DEFAULT: usize = 6;

pub(super) fn read(arguments: &ReadArguments) -> Outcome {
    let shown: Vec<_> = if arguments.tables.is_empty() {
        SHOWN[..SHOWN_BY_DEFAULT].to_vec()
    } else {
        SHOWN.iter().filter(|(table, _)| arguments.tables.contains(table)).copied().collect()
    };
    let wanted: TableSet = shown.iter().map(|(table, _)| *table).collect();
    let pipeline = arguments.knowledge.pipeline()?;
    let input = arguments.input.read()?;
    let mut out = std::io::stdout().lock();
    let coded: Vec<CodedArticle> = input
        .articles
        .into_iter()
        .map(|article| pipeline.code_or_report(article, wanted).map_err(|p| p.message.clone()))
        .collect::<Result<_, _>>()?;
    for coded in &coded {
        heading(&mut out, &coded.article)?;
        for &(table, columns) in &shown {
            let problems = if table == Table::Problems { input.problems.as_slice() } else { &[] };
            let frame = frame(table, std::slice::from_ref(coded), problems)?;
            if frame.height() > 0 {
                writeln!(out, "{}", table.as_str().to_uppercase())?;
                terminal::table(&mut out, columns, frames::rows(&frame, columns)?)?;
            }
        }
    }
    Ok(())
}

fn heading(out: &mut impl Write, article: &Article) -> Outcome {
    writeln!(out, "{}", article.title.as_deref().unwrap_or(&article.source))?;
    let date = article.published.map(|p| p.day.to_string());
    let facts: Vec<_> = [date, article.publisher.clone()]
        .into_iter()
        .flatten()
        .chain((!article.authors.is_empty()).then(|| article.authors.join(", ")))
        .collect();
    let paragraphs = article.section(Section::Body).count();
    writeln!(
        out,
        "{}{}{paragraphs} paragraphs\n",
        facts.join(", "),
        if facts.is_empty() { "" } else { ", " }
    )?;
    Ok(())
}
