//! What holds of everything that is found in an article.
#![allow(dead_code, reason = "not every target asks for all of it")]

use detente_model::{
    Analysis, Article, ByteSpan, CodedArticle, EntityId, Findings, Participant, TableSet,
};
use detente_pipeline::Pipeline;
use std::sync::LazyLock;

/// Loaded once.
pub static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new().expect("what is compiled in is sound"));

/// Runs the stages over an article of any language, twice: both runs find the same, and what they find fits the text.
pub fn repeat_and_fit(article: Article) {
    let run = || {
        let analysis = PIPELINE.analyser().analyse_acts(&article);
        let findings = PIPELINE.extractor().extract(&article, &analysis, TableSet::all());
        (analysis, findings)
    };
    let (analysis, findings) = run();
    assert!(run() == (analysis.clone(), findings.clone()), "two runs differ");
    fit(&CodedArticle { article, analysis, findings, duplicate_of: None });
}

/// Every span lies in the text, on code points; every number of a sentence, token, entity or quote names one; every score is
/// one.
pub fn fit(coded: &CodedArticle) {
    let text = coded.article.text.as_str();
    analysis_fits(text, &coded.analysis);
    findings_fit(text, &coded.analysis, &coded.findings);
}

fn span(text: &str, span: ByteSpan) {
    assert!(
        text.get(span.start as usize..span.end as usize).is_some_and(|words| !words.is_empty()),
        "{span:?} does not fit"
    );
}

pub fn analysis_fits(text: &str, analysis: &Analysis) {
    let tokens = analysis.tokens.len() as u32;
    let mut first = 0;
    for sentence in &analysis.sentences {
        span(text, sentence.span);
        assert!(sentence.tokens.start == first && sentence.tokens.end > first);
        first = sentence.tokens.end;
    }
    assert_eq!(first, tokens);
    analysis.tokens.spans().iter().for_each(|s| span(text, *s));
    for name in &analysis.names {
        assert!(name.tokens.start < name.tokens.end && name.tokens.end <= tokens);
    }
    for act in analysis.acts.iter().flatten() {
        assert!(act.tokens.start < act.tokens.end && act.tokens.end <= tokens);
        assert!(act.source.iter().chain(&act.target).all(|party| party.token < tokens));
        score(act.score);
    }
    for quote in analysis.quotes.iter().flatten() {
        assert!(quote.cue < tokens && quote.speaker.is_none_or(|s| s < tokens));
        score(quote.score);
        for words in &quote.reported {
            assert!(words.tokens.start < words.tokens.end && words.tokens.end <= tokens);
            assert!(!words.tokens.contains(&quote.cue));
            score(words.score);
        }
    }
}

/// A little more than one comes of adding shares.
fn score(score: f32) {
    assert!((0.0..=1.001).contains(&score), "{score}");
}

fn findings_fit(text: &str, analysis: &Analysis, found: &Findings) {
    let sentences = analysis.sentences.len() as u32;
    let sentence = |number: u32| assert!(number < sentences);
    let entity = |id: EntityId| assert!(found.entity(id).is_some());
    let parties = |parties: &[Participant]| {
        for party in parties {
            entity(party.entity);
            span(text, party.span);
        }
    };
    for mention in &found.mentions {
        sentence(mention.sentence);
        span(text, mention.span);
        assert!((mention.head as usize) < analysis.tokens.len());
        mention.entity.into_iter().for_each(entity);
        score(mention.score);
    }
    for quote in &found.quotes {
        sentence(quote.sentence);
        span(text, quote.span);
        for part in [quote.cue, quote.speaker, quote.clause, quote.via] {
            part.into_iter().for_each(|s| span(text, s));
        }
        quote.speaker_entity.into_iter().for_each(entity);
    }
    for event in &found.events {
        sentence(event.sentence);
        span(text, event.span);
        parties(&event.source);
        parties(&event.target);
        event.attributed_to.into_iter().for_each(entity);
        if let Some(quote) = event.quote {
            assert!(quote.index() < found.quotes.len());
        }
        score(event.score);
    }
    for meeting in &found.meetings {
        parties(&meeting.participants);
        span(text, meeting.evidence);
        meeting.topics.iter().for_each(|s| span(text, *s));
    }
    for time in &found.times {
        sentence(time.sentence);
        span(text, time.span);
    }
}
