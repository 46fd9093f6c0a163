//! The network of quotes: a small layer over what the networks below it make of each word, that which tags and parses and
//! that of acts, with heads that tell which words report what somebody said, what they report, and who says it.
//!
//! `training/quote_student.py` is the same network in PyTorch.

use super::acts::{ActNetwork, ActScratch};
use super::layers::{LayerScratch, Layers};
use crate::kernels::{self, Level, Matrix};
use detente_model::{ProposedQuote, ProposedWords};
use std::ops::Range;

/// First and last word.
pub(crate) const ENDS: usize = 2;

/// A word that is less likely to report is left out.
const LEAST: f32 = 0.1;

/// Words that are less likely to be what it reports are left out. There may be some on either side of it: ‘"Talks failed,"
/// he said, "for good."’
const LEAST_WORDS: f32 = 0.25;

/// The trained network of quotes.
#[derive(Debug)]
pub(crate) struct QuoteNetwork {
    level: Level,
    /// The length of the states of the network that tags and parses.
    states: usize,
    parts: QuoteParts,
}

/// Its weights.
#[derive(Debug, PartialEq)]
pub(crate) struct QuoteParts {
    pub(crate) layers: Layers,
    /// To the score of a cue, and the vectors by which a cue is matched with each end of what it reports and with its speaker.
    pub(crate) heads: Matrix,
    /// The length of those vectors.
    pub(crate) matched: usize,
    /// What is added to the score of each end.
    pub(crate) bias: [f32; ENDS],
    /// And to that of a speaker.
    pub(crate) speaker_bias: f32,
}

/// Buffers that serve for one batch after another.
#[derive(Debug, Default)]
pub(crate) struct QuoteScratch {
    input: Vec<f32>,
    layers: LayerScratch,
    heads: Vec<f32>,
}

impl QuoteNetwork {
    /// None when the sizes of the parts do not fit together, or to the network of acts over states of that length.
    pub(crate) fn new(parts: QuoteParts, acts: &ActNetwork, states: usize) -> Option<Self> {
        let fits = parts.layers.fit(acts.passed_on(states))
            && parts.matched > 0
            && parts.heads.inputs() == parts.layers.width()
            && parts.heads.columns() > 2 * (ENDS + 1) * parts.matched;
        fits.then(|| Self { level: Level::detect(), states, parts })
    }

    /// The same network by other instructions.
    #[cfg(test)]
    pub(crate) const fn set_level(&mut self, level: Level) {
        self.level = level;
    }

    /// Finds the words that report in `sentences`, for which `below` holds what `acts` has just made of their words, and
    /// appends them to `out`. `first` is the index of the first of these words among all tokens.
    pub(crate) fn propose(
        &self,
        (acts, below): (&ActNetwork, &ActScratch),
        sentences: &[Range<usize>],
        first: u32,
        scratch: &mut QuoteScratch,
        out: &mut Vec<ProposedQuote>,
    ) {
        let parts = &self.parts;
        let QuoteScratch { input, layers, heads } = scratch;
        let length = parts.layers.mix.inputs();
        let words = sentences.last().map_or(0, |s| s.end);
        input.clear();
        input.resize(words * length, 0.0);
        acts.pass_on(below, self.states, input, length);
        parts.layers.encode(self.level, input, sentences, layers);
        parts.layers.head(self.level, &parts.heads, layers, heads);
        let columns = parts.heads.columns();
        for sentence in sentences {
            let rows = &heads[sentence.start * columns..sentence.end * columns];
            parts.read(rows, first + sentence.start as u32, out);
        }
    }
}

impl QuoteParts {
    /// The words that report in one sentence, whose words have the scores `rows` and count from `first`.
    fn read(&self, rows: &[f32], first: u32, out: &mut Vec<ProposedQuote>) {
        let columns = self.heads.columns();
        let least = (LEAST / (1.0 - LEAST)).ln();
        for (cue, row) in rows.chunks_exact(columns).enumerate() {
            // Sums of damaged weights may be no numbers.
            if !row[0].is_nan() && row[0] >= least {
                let scores = Scores { parts: self, rows, cue };
                out.push(scores.quote(rows.len() / columns, first));
            }
        }
    }
}

/// What the heads say of one word as a cue.
struct Scores<'a> {
    parts: &'a QuoteParts,
    /// The scores of all words of the sentence.
    rows: &'a [f32],
    cue: usize,
}

impl Scores<'_> {
    fn quote(&self, words: usize, first: u32) -> ProposedQuote {
        let index = |word: usize| first + word as u32;
        let sides = [0..self.cue, self.cue + 1..words];
        let likely = sides.into_iter().filter_map(|s| likeliest(s, |end, w| self.bound(end, w)));
        let reported = likely
            .filter(|(_, score)| *score >= LEAST_WORDS)
            .map(|(words, score)| ProposedWords {
                tokens: index(words.start)..index(words.end),
                score,
            })
            .collect();
        let speakers = (0..words).map(|word| (self.speaks(word), word)).filter(|s| s.0 > 0.0);
        let speaker = speakers.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, word)| index(word));
        let score = sigmoid(self.rows[self.cue * self.parts.heads.columns()]);
        ProposedQuote { cue: index(self.cue), score, reported, speaker }
    }

    /// How likely a word is at one end of what the cue reports.
    fn bound(&self, end: usize, word: usize) -> f32 {
        let product = kernels::dot(self.vector(self.cue, end), self.vector(word, ENDS + end));
        sigmoid(product + self.parts.bias[end])
    }

    /// The score of a word as the head of the speaker; above 0 where that is likelier than not.
    fn speaks(&self, word: usize) -> f32 {
        let product =
            kernels::dot(self.vector(self.cue, 2 * ENDS), self.vector(word, 2 * ENDS + 1));
        product + self.parts.speaker_bias
    }

    /// Vector number `number` of a word.
    fn vector(&self, word: usize, number: usize) -> &[f32] {
        let QuoteParts { heads, matched, .. } = self.parts;
        &self.rows[word * heads.columns() + 1 + number * matched..][..*matched]
    }
}

/// The words of `side` that are likeliest to be what is reported, and how likely; `near` tells how likely a word is at
/// either end.
fn likeliest(
    side: Range<usize>,
    near: impl Fn(usize, usize) -> f32,
) -> Option<(Range<usize>, f32)> {
    let mut start: Option<(usize, f32)> = None;
    let mut best: Option<(Range<usize>, f32)> = None;
    for word in side {
        let opens = near(0, word);
        if start.is_none_or(|(_, p)| opens > p) {
            start = Some((word, opens));
        }
        let Some((from, p)) = start else { continue };
        let score = p * near(1, word);
        if best.as_ref().is_none_or(|(_, b)| score > *b) {
            best = Some((from..word + 1, score));
        }
    }
    best
}

fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + kernels::exponential(-score))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_words_begin_at_the_likeliest_place_before_their_end() {
        let firsts = [0.1, 0.8, 0.1, 0.9];
        let lasts = [0.9, 0.1, 0.7, 0.2];
        let near = |end: usize, word: usize| [firsts, lasts][end][word];
        let (words, score) = likeliest(0..4, near).unwrap();
        assert_eq!(words, 1..3);
        assert!((score - 0.56).abs() < 1e-6);
        assert_eq!(likeliest(0..1, near).unwrap().0, 0..1);
        assert!(likeliest(2..2, near).is_none());
    }
}
