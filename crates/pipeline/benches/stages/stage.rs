//! The stages, each over the whole corpus.

use crate::corpus::{Corpus, read};
use detente_model::TableSet;
use detente_parse::Format;
use std::hint::black_box;

/// What is measured by itself.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    /// What it is measured on, or how much of it.
    pub(crate) part: &'static str,
    pub(crate) run: fn(&Corpus),
}

/// In the order of the pipeline. The network of acts has no run without the analysis whose states it reads: what it costs is
/// the difference between the two.
pub(crate) const STAGES: [Stage; 5] = [
    Stage { name: "reading", part: "plain text", run: read_plain_text },
    Stage { name: "reading", part: "web page", run: read_pages },
    Stage { name: "analysis", part: "words to parse", run: analyse },
    Stage { name: "acts", part: "words to parse, and acts", run: analyse_acts },
    Stage { name: "extraction", part: "all tables", run: extract },
];

fn read_plain_text(corpus: &Corpus) {
    for text in &corpus.plain {
        black_box(read(text, Format::Text));
    }
}

fn read_pages(corpus: &Corpus) {
    for page in &corpus.pages {
        black_box(read(page, Format::Html));
    }
}

fn analyse(corpus: &Corpus) {
    for article in &corpus.articles {
        black_box(corpus.pipeline.analyser().analyse(article));
    }
}

fn analyse_acts(corpus: &Corpus) {
    for article in &corpus.articles {
        black_box(corpus.pipeline.analyser().analyse_acts(article));
    }
}

fn extract(corpus: &Corpus) {
    for (article, analysis) in corpus.articles.iter().zip(&corpus.analyses) {
        black_box(corpus.pipeline.extractor().extract(article, analysis, TableSet::all()));
    }
}
