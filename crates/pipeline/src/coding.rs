//! A stream of parsed input through the stages, in batches.

use crate::{Pipeline, duplicates::Duplicates, unique::Unique};
use detente_model::{Article, ArticleId, CodedArticle, Problem, TableSet};
use detente_parse::Parsed;
use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// When a batch is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchSize {
    /// Articles at most.
    pub articles: usize,
    /// Bytes of text at most; the article that passes the mark is still taken in.
    pub bytes: usize,
}

impl Default for BatchSize {
    /// 512 articles or 4 MiB of text: enough to keep the threads busy, little enough to answer Ctrl-C at once.
    fn default() -> Self {
        Self { articles: 512, bytes: 4 << 20 }
    }
}

/// Some coded articles, in the order of the input, and what went wrong among them.
#[derive(Debug, Default)]
pub struct Batch {
    /// The articles.
    pub coded: Vec<CodedArticle>,
    /// Problems of reading, parsing and coding.
    pub problems: Vec<Problem>,
    /// A hash of what came in: the same input gives the same fingerprint, so that an interrupted run can tell whether
    /// it is resumed on the same corpus.
    pub fingerprint: u64,
}

/// Threads that cannot be started.
#[derive(Debug, thiserror::Error)]
#[error("cannot start {threads} threads: {reason}")]
pub struct CodingError {
    threads: usize,
    reason: String,
}

/// Codes a stream of parsed input, a [`Batch`] at a time. The number of threads does not change the result.
#[derive(Debug)]
pub struct Coding<'p, I> {
    pipeline: &'p Pipeline,
    input: I,
    wanted: TableSet,
    size: BatchSize,
    threads: rayon::ThreadPool,
    duplicates: Duplicates,
    ids: Unique,
}

impl<'p, I: Iterator<Item = Parsed>> Coding<'p, I> {
    /// Codes `input` as far as `wanted` asks for it, on `threads` threads (0: one for each core).
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn new(
        pipeline: &'p Pipeline,
        input: I,
        wanted: TableSet,
        size: BatchSize,
        threads: usize,
    ) -> Result<Self, CodingError> {
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|e| CodingError { threads, reason: e.to_string() })?;
        Ok(Self {
            pipeline,
            input,
            wanted,
            size,
            threads,
            duplicates: Duplicates::default(),
            ids: Unique::default(),
        })
    }

    /// What is being coded.
    pub fn input(&self) -> &I {
        &self.input
    }

    /// Passes over the next batch without coding it, but for its ids, and returns its fingerprint; `None` at the end of
    /// the input.
    pub fn skip_batch(&mut self) -> Option<u64> {
        let gathered = self.gather();
        (!gathered.is_empty()).then(|| gathered.fingerprint())
    }

    fn gather(&mut self) -> Gathered {
        let mut gathered = Gathered::default();
        let mut bytes = 0;
        while gathered.len() < self.size.articles && bytes < self.size.bytes {
            match self.input.next() {
                Some(Parsed::Article(mut article)) => {
                    bytes += article.text.len();
                    let given = article.id.clone();
                    article.id = self.ids.id(given.clone());
                    let original = self.duplicates.original_of(&article);
                    gathered.articles.push((article, original));
                    gathered.last_given = Some(given);
                }
                Some(Parsed::Problem(problem)) => gathered.push_problem(problem),
                None => break,
            }
        }
        gathered
    }
}

/// Parsed input, not yet coded.
#[derive(Debug, Default)]
struct Gathered {
    /// Each with its original, where it is a duplicate.
    articles: Vec<(Article, Option<ArticleId>)>,
    problems: Vec<Problem>,
    /// The id of the last article before it was made unique: problems that follow the article still use it.
    last_given: Option<ArticleId>,
}

impl Gathered {
    fn len(&self) -> usize {
        self.articles.len() + self.problems.len()
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn fingerprint(&self) -> u64 {
        let mut hash = Xxh3::new();
        for (article, _) in &self.articles {
            hash.update(article.id.as_str().as_bytes());
            hash.update(&xxh3_64(article.text.as_bytes()).to_le_bytes());
        }
        for problem in &self.problems {
            hash.update(problem.source.as_bytes());
            hash.update(problem.message.as_bytes());
        }
        hash.digest()
    }

    fn push_problem(&mut self, mut problem: Problem) {
        if let Some((article, _)) = self.articles.last()
            && problem.article == self.last_given
            && problem.article.is_some()
        {
            problem.article = Some(article.id.clone());
        }
        self.problems.push(problem);
    }
}

impl<I: Iterator<Item = Parsed>> Iterator for Coding<'_, I> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let gathered = self.gather();
        if gathered.is_empty() {
            return None;
        }
        let fingerprint = gathered.fingerprint();
        let (pipeline, wanted) = (self.pipeline, self.wanted);
        let code = |(article, original)| {
            let mut coded = pipeline.code_or_report(article, wanted)?;
            coded.duplicate_of = original;
            Ok(coded)
        };
        let results: Vec<Result<CodedArticle, Box<Problem>>> =
            self.threads.install(|| gathered.articles.into_par_iter().map(code).collect());
        let coded = Vec::with_capacity(results.len());
        let mut batch = Batch { coded, problems: gathered.problems, fingerprint };
        for result in results {
            match result {
                Ok(mut coded) => {
                    batch.problems.append(&mut coded.findings.problems);
                    batch.coded.push(coded);
                }
                Err(problem) => batch.problems.push(*problem),
            }
        }
        Some(batch)
    }
}
