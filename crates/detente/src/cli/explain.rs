//! `detente explain`: why each event was coded as it was, and how the sentences were read.

use super::knowledge::KnowledgeArguments;
use super::{Outcome, input};
use crate::extract::Clause;
use crate::model::{CodedArticle, Deprel, Event, Participant, ProposedAct, Table, TableSet};
use std::io::Write;

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArguments {
    #[command(flatten)]
    input: input::ArticleArguments,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
    /// Print the clauses instead: who does what to whom, as all finders read the sentences.
    #[arg(long)]
    clauses: bool,
}

pub(super) fn explain(arguments: &ExplainArguments) -> Outcome {
    let pipeline = arguments.knowledge.pipeline()?;
    let wanted = TableSet::NONE.with(Table::Events).with(Table::Quotes).with(Table::Times);
    let mut out = std::io::stdout().lock();
    for article in arguments.input.read()?.articles {
        let coded = pipeline.code(article, wanted);
        if arguments.clauses {
            let CodedArticle { article, analysis, .. } = &coded;
            explain_clauses(&mut out, &coded, &pipeline.extractor().clauses(article, analysis))?;
        } else {
            explain_article(&mut out, &coded)?;
        }
    }
    Ok(())
}

fn explain_article(out: &mut impl Write, coded: &CodedArticle) -> Outcome {
    let title = coded.article.title.as_deref().unwrap_or(coded.article.source.as_str());
    let day = coded.article.day().map_or_else(|| "no date".to_owned(), |day| day.to_string());
    writeln!(out, "{title} ({day}): {} events\n", coded.findings.events.len())?;
    for event in &coded.findings.events {
        explain_event(out, coded, event)?;
    }
    Ok(())
}

fn explain_event(out: &mut impl Write, coded: &CodedArticle, event: &Event) -> Outcome {
    let text = &coded.article.text;
    let mode = event.mode.map(|mode| format!("-{mode}")).unwrap_or_default();
    let (source, target) = (names(coded, &event.source), names(coded, &event.target));
    writeln!(out, "{}{mode}, {}: {source} → {target}", event.event_type, event.status)?;
    if let Some(sentence) = coded.analysis.sentences.get(event.sentence as usize) {
        writeln!(out, "  sentence   {}", one_line(sentence.span.of(text)))?;
    }
    writeln!(out, "  trigger    {}", one_line(event.span.of(text)))?;
    writeln!(out, "  rule       {} (score {:.2})", event.rule, event.score)?;
    if let Some(seen) = network(coded, event) {
        writeln!(out, "  network    {seen}")?;
    }
    for (role, participants) in [("source", &event.source), ("target", &event.target)] {
        for participant in participants {
            let surface = one_line(participant.span.of(text));
            writeln!(out, "  {role}     {surface} = {}", describe(coded, participant))?;
        }
    }
    if let Some(date) = event.date {
        let words = coded
            .findings
            .times
            .iter()
            .find(|time| time.sentence == event.sentence && time.range == Some(date));
        let from = words.map_or("the publication date", |time| time.span.of(text));
        writeln!(out, "  date       {} from {}", date.to_iso(), one_line(from))?;
    }
    if let Some(place) = &event.place {
        let country = place.country.map(|c| format!(", {c}")).unwrap_or_default();
        writeln!(out, "  place      {}{country}", place.name)?;
    }
    match event.attributed_to.and_then(|id| coded.findings.entity(id)) {
        Some(speaker) => writeln!(out, "  whose word {}", speaker.name)?,
        None => writeln!(out, "  whose word the reporter's")?,
    }
    writeln!(out)?;
    Ok(())
}

/// Each sentence with its clauses, a line each: who does it, to whom, with what prepositions, and what it is about.
fn explain_clauses(out: &mut impl Write, coded: &CodedArticle, clauses: &[Clause]) -> Outcome {
    let text = &coded.article.text;
    let token = |i: u32| coded.analysis.token(text, i);
    let mut clauses = clauses.iter().peekable();
    for sentence in &coded.analysis.sentences {
        writeln!(out, "{}", one_line(sentence.span.of(text)))?;
        while let Some(clause) = clauses.next_if(|c| c.head < sentence.tokens.end) {
            let told = [(clause.negated, "not "), (clause.passive, "passive ")];
            let told: String = told.iter().filter(|(yes, _)| *yes).map(|(_, word)| *word).collect();
            write!(out, "  {told}{}", token(clause.head).text())?;
            let parts = [
                ("subject", &clause.subject),
                ("object", &clause.object),
                ("indirect", &clause.indirect),
                ("oblique", &clause.oblique),
                ("content", &clause.content),
            ];
            for (part, tokens) in parts.iter().filter(|(_, tokens)| !tokens.is_empty()) {
                let phrase = |&i: &u32| {
                    let marker = token(i).child(Deprel::Case);
                    let marker = marker.map(|case| format!("{} ", case.text())).unwrap_or_default();
                    format!("{marker}{}", token(i).text())
                };
                let words: Vec<_> = tokens.iter().map(phrase).collect();
                write!(out, "; {part} {}", words.join(", "))?;
            }
            writeln!(out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What the network saw at the words of `event`: how likely an act, of which types, with which statuses.
fn network(coded: &CodedArticle, event: &Event) -> Option<String> {
    let acts = coded.analysis.acts.as_ref()?;
    let spans = |act: &&ProposedAct| {
        let span = coded.analysis.span_of(act.tokens.clone());
        span.is_some_and(|span| span.start < event.span.end && event.span.start < span.end)
    };
    let Some(act) = acts.iter().find(spans) else { return Some("no act".to_owned()) };
    let types = act.types.iter().take(3).map(|(t, share)| format!("{t} {share:.2}"));
    let statuses = act.statuses.iter().take(2).map(|(s, score)| format!("{s} {score:.2}"));
    Some(format!(
        "an act {:.2}: {}; {}",
        act.score,
        types.collect::<Vec<_>>().join(", "),
        statuses.collect::<Vec<_>>().join(", ")
    ))
}

fn names(coded: &CodedArticle, participants: &[Participant]) -> String {
    let names: Vec<_> = participants
        .iter()
        .filter_map(|p| coded.findings.entity(p.entity))
        .map(|entity| entity.name.as_str())
        .collect();
    if names.is_empty() { "–".to_owned() } else { names.join(", ") }
}

fn describe(coded: &CodedArticle, participant: &Participant) -> String {
    let Some(entity) = coded.findings.entity(participant.entity) else {
        return "–".to_owned();
    };
    let country = entity.country.map(|c| c.to_string());
    let codes: Vec<_> =
        country.into_iter().chain(entity.sector_code()).chain(entity.role.clone()).collect();
    if codes.is_empty() {
        entity.name.clone()
    } else {
        format!("{} [{}]", entity.name, codes.join(", "))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
