//! A stream of parsed input through the stages, in batches.

use crate::Pipeline;
use crate::duplicates::{Duplicates, originals_in_parts, sketches};
use crate::unique::Unique;
use detente_model::{Article, ArticleId, CodedArticle, Problem, Table, TableSet};
use detente_parse::Parsed;
use rayon::prelude::*;
use std::borrow::Borrow;
use std::sync::atomic::{AtomicBool, Ordering};
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
    /// How many articles and problems of reading came in.
    pub items: usize,
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
    copies: Copies,
    ids: Unique,
    stop: Option<&'p AtomicBool>,
}

/// How copies are known.
#[derive(Debug)]
enum Copies {
    /// Nobody asked for them.
    Unknown,
    /// From the articles that came before.
    Streamed(Box<Duplicates>),
    /// From all articles, in their order.
    Whole(std::vec::IntoIter<Option<ArticleId>>),
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
            copies: if wanted.has(Table::Articles) {
                Copies::Streamed(Box::default())
            } else {
                Copies::Unknown
            },
            ids: Unique::default(),
            stop: None,
        })
    }

    /// Ends the stream as soon as `stop` is set, whatever is under way: a batch that is not whole does not come out.
    #[must_use]
    pub fn until(self, stop: &'p AtomicBool) -> Self {
        Self { stop: Some(stop), ..self }
    }

    /// The input that is coded.
    #[must_use]
    pub const fn input(&self) -> &I {
        &self.input
    }

    fn stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::SeqCst))
    }

    /// Tells copies from all `articles` of the input, given in its order, rather than from those before each: see
    /// [`originals`](crate::originals). `pause` is called now and then, and may stop the work.
    ///
    /// # Errors
    /// That of `pause`.
    pub fn within<A: Borrow<Article> + Sync, E>(
        mut self,
        articles: &[A],
        pause: impl FnMut() -> Result<(), E>,
    ) -> Result<Self, E> {
        if let Copies::Streamed(_) = self.copies {
            let sketches = |part: &[A]| self.threads.install(|| sketches(part));
            let originals = originals_in_parts(articles, sketches, pause)?;
            self.copies = Copies::Whole(originals.into_iter());
        }
        Ok(self)
    }

    /// Passes over a batch that had [`items`](Batch::items) when it was coded, without coding it but for its ids, and
    /// returns its fingerprint; `None` at the end of the input.
    pub fn pass_over(&mut self, items: usize) -> Option<u64> {
        let gathered = self.gather(BatchSize { articles: items, bytes: usize::MAX });
        (!gathered.is_empty()).then(|| gathered.fingerprint())
    }

    fn gather(&mut self, size: BatchSize) -> Gathered {
        let mut gathered = Gathered::default();
        let mut bytes = 0;
        while gathered.len() < size.articles && bytes < size.bytes && !self.stopped() {
            match self.input.next() {
                Some(Parsed::Article(mut article)) => {
                    bytes += article.text.len();
                    let given = article.id.clone();
                    article.id = self.ids.id(given.clone());
                    gathered.articles.push(article);
                    gathered.last_given = Some(given);
                }
                Some(Parsed::Problem(problem)) => gathered.push_problem(problem),
                None => break,
            }
        }
        gathered.originals = self.originals_of(&gathered.articles);
        gathered
    }

    fn originals_of(&mut self, articles: &[Article]) -> Vec<Option<ArticleId>> {
        match &mut self.copies {
            Copies::Unknown => vec![None; articles.len()],
            Copies::Streamed(duplicates) => {
                let pairs = articles.iter().zip(self.threads.install(|| sketches(articles)));
                pairs.map(|(article, sketch)| duplicates.original(&article.id, sketch)).collect()
            }
            Copies::Whole(originals) => originals.by_ref().take(articles.len()).collect(),
        }
    }
}

/// Parsed input, not yet coded.
#[derive(Debug, Default)]
struct Gathered {
    articles: Vec<Article>,
    /// Of each article, where it is a copy.
    originals: Vec<Option<ArticleId>>,
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
        for article in &self.articles {
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
        if let Some(article) = self.articles.last()
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
        let gathered = self.gather(self.size);
        if gathered.is_empty() || self.stopped() {
            return None;
        }
        let (fingerprint, items) = (gathered.fingerprint(), gathered.len());
        let (pipeline, wanted) = (self.pipeline, self.wanted);
        let articles: Vec<_> = gathered.articles.into_iter().zip(gathered.originals).collect();
        let stop = self.stop;
        let code = |(article, original)| {
            if stop.is_some_and(|stop| stop.load(Ordering::SeqCst)) {
                return None;
            }
            Some(pipeline.code_or_report(article, wanted).map(|mut coded| {
                coded.duplicate_of = original;
                coded
            }))
        };
        let results: Vec<Result<CodedArticle, Box<Problem>>> =
            self.threads.install(|| articles.into_par_iter().map(code).collect::<Option<_>>())?;
        let coded = Vec::with_capacity(results.len());
        let mut batch = Batch { coded, problems: gathered.problems, fingerprint, items };
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
