//! The network: what a word is, layers of bidirectional SRU over the sentence, and heads for tags, arcs, relations and
//! names. Weights and inputs are signed bytes, sums and states are floats.
//!
//! SRU: Lei et al. 2018, "Simple Recurrent Units for Highly Parallelizable Recurrence". Arcs: Dozat and Manning 2017, "Deep
//! Biaffine Attention for Neural Dependency Parsing". `training/student.py` is the same network in PyTorch.

mod acts;
mod embedding;
mod frequent;
mod layers;
mod quotes;
mod tree;

#[cfg(feature = "train")]
pub(crate) use acts::ROLES;
pub(crate) use acts::{ActNetwork, ActParts, ActScratch};
pub(crate) use embedding::{Embedding, Table};
pub(crate) use layers::Layers;
#[cfg(feature = "train")]
pub(crate) use quotes::ENDS;
pub(crate) use quotes::{QuoteNetwork, QuoteParts, QuoteScratch};

use frequent::Frequent;

use crate::kernels::{self, Level, Matrix, Rows};
use crate::names;
use crate::words::Word;
use std::ops::Range;

/// Words on either side up to which arcs of each length have a weight of their own.
pub(crate) const REACH: usize = 16;

/// The trained network.
#[derive(Debug)]
pub(crate) struct Network {
    level: Level,
    parts: Parts,
    frequent: Frequent,
}

/// The weights of a network.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Parts {
    pub(crate) embedding: Embedding,
    /// From a word's embedding to the first layer's input.
    pub(crate) mix: Matrix,
    /// Gain and bias of the normalisation after `mix`.
    pub(crate) norm: [Vec<f32>; 2],
    /// From a layer's input to new values, keep gates and reset gates, each for both directions.
    pub(crate) layers: Vec<Matrix>,
    /// From the last layer to arc heads, arc dependents, relation heads, relation dependents, tags and names.
    pub(crate) heads: Matrix,
    /// Turns the arc dependents before they meet the arc heads.
    pub(crate) product: Matrix,
    /// What the root is as an arc head and as a relation head.
    pub(crate) root: [Vec<f32>; 2],
    /// Weights of the distances -[`REACH`]..=[`REACH`] from a word to its head.
    pub(crate) distance: Vec<f32>,
    /// From the joint vector of head and dependent to relations.
    pub(crate) relation: Matrix,
    pub(crate) tags: usize,
    pub(crate) names: usize,
    pub(crate) relations: usize,
}

impl Network {
    /// None when the sizes of the parts do not fit together.
    pub(crate) fn new(parts: Parts) -> Option<Self> {
        let width = parts.norm[0].len();
        let arc = parts.arc();
        let fits = width > 0
            && width.is_multiple_of(kernels::TOGETHER)
            && arc.is_multiple_of(kernels::COLUMNS)
            && arc > 0
            && parts.norm[1].len() == width
            && parts.mix.inputs() == parts.embedding.width().next_multiple_of(kernels::TOGETHER)
            && parts.mix.columns() == width
            && parts.layers.iter().all(|l| l.inputs() == width && l.columns() == 3 * width)
            && parts.heads.inputs() == width
            && parts.heads.columns() >= 4 * arc + parts.tags + parts.names
            && parts.product.inputs() == arc
            && parts.product.columns() == arc
            && parts.root[1].len() == arc
            && parts.distance.len() == 2 * REACH + 1
            && parts.relation.inputs() == arc
            && parts.relation.columns() >= parts.relations
            && [parts.tags, parts.names, parts.relations].iter().all(|&n| (1..=256).contains(&n));
        fits.then(|| Self { level: Level::detect(), parts, frequent: Frequent::default() })
    }

    /// The length of what [`Network::states`] gives for one word.
    pub(crate) fn states_width(&self) -> usize {
        self.parts.norm[0].len() + self.parts.embedding.vectors.columns()
    }

    /// Of word number `at` of those that were predicted last, the last layer's output followed by the word's vector, into `out`,
    /// which is [`Network::states_width`] long.
    pub(crate) fn states(&self, word: &Word, at: usize, scratch: &Scratch, out: &mut [f32]) {
        let width = self.parts.norm[0].len();
        let (hidden, vector) = out.split_at_mut(width);
        hidden.copy_from_slice(&scratch.hidden[at * width..][..width]);
        vector.fill(0.0);
        self.parts.embedding.vectors.add(self.level, word.vector, vector);
    }

    /// Computes the first layer's input of `words` once for all, since it is the same wherever they stand.
    pub(crate) fn learn_frequent(&mut self, words: Vec<Word>) {
        let mut scratch = Scratch::default();
        self.mix(&words, &mut scratch);
        self.frequent = Frequent::new(words, scratch.mixed);
    }

    /// The same network by other instructions.
    #[cfg(test)]
    pub(crate) const fn set_level(&mut self, level: Level) {
        self.level = level;
    }

    /// Predicts for `sentences`, which are ranges of `words` without gaps, and appends the predictions to `out`.
    ///
    /// `root` is the number of the relation that only the root has.
    pub(crate) fn predict(
        &self,
        words: &[Word],
        sentences: &[Range<usize>],
        root: usize,
        scratch: &mut Scratch,
        out: &mut Predictions,
    ) {
        self.encode(words, sentences, scratch);
        self.score(words.len(), scratch);
        let parts = &self.parts;
        let (arc, columns) = (parts.arc(), parts.heads.columns());
        for row in scratch.heads.chunks_exact(columns) {
            out.tags.push(best(&row[4 * arc..][..parts.tags]) as u8);
        }
        scratch.joint.clear();
        for sentence in sentences {
            let rows = &scratch.heads[sentence.start * columns..sentence.end * columns];
            let names =
                rows.chunks_exact(columns).map(|r| &r[4 * arc + parts.tags..][..parts.names]);
            names::label(names, &mut out.names);
            self.arcs(sentence.clone(), scratch);
            let first = out.heads.len();
            tree::decode(&scratch.arcs, sentence.len(), &mut out.heads);
            let rows = &scratch.heads[sentence.start * columns..sentence.end * columns];
            for (row, &head) in rows.chunks_exact(columns).zip(&out.heads[first..]) {
                let of_head = match head {
                    0 => &parts.root[1][..],
                    head => &rows[(head as usize - 1) * columns + 2 * arc..][..arc],
                };
                let own = &row[3 * arc..][..arc];
                scratch.joint.extend(of_head.iter().zip(own).map(|(a, b)| a + b));
            }
        }
        self.relations(root, scratch, &mut out.relations);
    }

    /// From the last layer's output to the vectors and scores of each word: `heads` and `turned` of `scratch`.
    fn score(&self, words: usize, scratch: &mut Scratch) {
        let Self { level, parts, .. } = self;
        let (level, arc) = (*level, parts.arc());
        kernels::multiply(level, &scratch.rows, &parts.heads, &mut scratch.heads);
        scratch.dependents.clear();
        for row in scratch.heads.chunks_exact_mut(parts.heads.columns()) {
            kernels::soften(level, &mut row[..2 * arc]);
            scratch.dependents.extend_from_slice(&row[arc..2 * arc]);
        }
        scratch.arc_rows.shape(words, arc);
        kernels::quantise(level, &scratch.dependents, arc, &mut scratch.arc_rows);
        kernels::multiply(level, &scratch.arc_rows, &parts.product, &mut scratch.turned);
    }

    /// The likeliest relation of each word to its head, from the joint vectors of the two.
    fn relations(&self, root: usize, scratch: &mut Scratch, out: &mut Vec<u8>) {
        let Self { level, parts, .. } = self;
        kernels::soften(*level, &mut scratch.joint);
        kernels::quantise(*level, &scratch.joint, parts.arc(), &mut scratch.arc_rows);
        kernels::multiply(*level, &scratch.arc_rows, &parts.relation, &mut scratch.turned);
        for row in scratch.turned.chunks_exact_mut(parts.relation.columns()) {
            let scores = &mut row[..parts.relations];
            if let Some(score) = scores.get_mut(root) {
                *score = f32::NEG_INFINITY;
            }
            out.push(best(scores) as u8);
        }
    }

    /// The last layer's output for each word, as floats and as bytes, into `scratch`.
    fn encode(&self, words: &[Word], sentences: &[Range<usize>], scratch: &mut Scratch) {
        let Self { level, parts, .. } = self;
        let level = *level;
        let width = parts.norm[0].len();
        let mut rare = std::mem::take(&mut scratch.rare);
        rare.clear();
        let known: Vec<Option<&[f32]>> = words.iter().map(|w| self.frequent.find(w)).collect();
        rare.extend(words.iter().zip(&known).filter(|(_, row)| row.is_none()).map(|(w, _)| *w));
        self.mix(&rare, scratch);
        scratch.rare = rare;
        scratch.hidden.clear();
        let mut mixed = scratch.mixed.chunks_exact(width);
        for row in known {
            let row = row.or_else(|| mixed.next());
            scratch.hidden.extend_from_slice(row.unwrap_or_default());
        }
        let rows = &mut scratch.rows;
        rows.shape(words.len(), width);
        for layer in &parts.layers {
            kernels::quantise(level, &scratch.hidden, width, rows);
            kernels::multiply(level, rows, layer, &mut scratch.gates);
            kernels::gates(level, &mut scratch.gates, width);
            for sentence in sentences {
                let gates = &scratch.gates[sentence.start * 3 * width..sentence.end * 3 * width];
                let hidden = &mut scratch.hidden[sentence.start * width..sentence.end * width];
                kernels::recur(level, gates, hidden, width, &mut scratch.state);
            }
        }
        kernels::quantise(level, &scratch.hidden, width, rows);
    }

    /// The first layer's input of each word, into `mixed` of `scratch`.
    fn mix(&self, words: &[Word], scratch: &mut Scratch) {
        let Self { level, parts, .. } = self;
        let level = *level;
        let embedded = parts.embedding.width();
        scratch.embedded.clear();
        scratch.embedded.resize(words.len() * embedded, 0.0);
        for (word, slot) in words.iter().zip(scratch.embedded.chunks_exact_mut(embedded)) {
            parts.embedding.embed(level, word, slot);
        }
        let rows = &mut scratch.rows;
        rows.bytes.clear();
        rows.shape(words.len(), parts.mix.inputs());
        kernels::quantise(level, &scratch.embedded, embedded, rows);
        kernels::multiply(level, rows, &parts.mix, &mut scratch.mixed);
        kernels::rectify(level, &mut scratch.mixed);
        kernels::normalise(level, &mut scratch.mixed, &parts.norm[0], &parts.norm[1]);
    }

    /// The scores of all arcs of a sentence: for each word a row of the root and of all words as its head.
    fn arcs(&self, sentence: Range<usize>, scratch: &mut Scratch) {
        let parts = &self.parts;
        let (n, arc, columns) = (sentence.len(), parts.arc(), parts.heads.columns());
        // A column for the root and for each word as a head, filled up for the kernel.
        let stride = tree::stride(n);
        scratch.heads_by_column.clear();
        scratch.heads_by_column.resize(arc * stride, 0.0);
        let of_words =
            scratch.heads[sentence.start * columns..sentence.end * columns].chunks_exact(columns);
        for (column, head) in std::iter::once(&parts.root[0][..]).chain(of_words).enumerate() {
            for (row, &value) in head[..arc].iter().enumerate() {
                scratch.heads_by_column[row * stride + column] = value;
            }
        }
        scratch.arcs.clear();
        scratch.arcs.resize(n * stride, 0.0);
        for (at, row) in scratch.arcs.chunks_exact_mut(stride).enumerate() {
            for (head, score) in row[1..=n].iter_mut().enumerate() {
                let distance = (head + REACH).saturating_sub(at).min(2 * REACH);
                *score = parts.distance[distance];
            }
            let own = &scratch.turned[(sentence.start + at) * arc..][..arc];
            kernels::dot_all(self.level, own, &scratch.heads_by_column, row);
        }
    }
}

impl Parts {
    /// The length of the vectors that arcs and relations are scored by.
    pub(crate) fn arc(&self) -> usize {
        self.root[0].len()
    }
}

/// What the network says of each word, sentence after sentence.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Predictions {
    pub(crate) tags: Vec<u8>,
    /// Labels as [`names`] numbers them.
    pub(crate) names: Vec<u8>,
    /// Places in the sentence from 1; 0 is the root, and one word of each sentence has it.
    pub(crate) heads: Vec<u32>,
    /// The root's word has whichever relation is likeliest otherwise.
    pub(crate) relations: Vec<u8>,
}

impl Predictions {
    pub(crate) fn clear(&mut self) {
        self.tags.clear();
        self.names.clear();
        self.heads.clear();
        self.relations.clear();
    }
}

/// Buffers that serve for one batch after another.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    rare: Vec<Word>,
    embedded: Vec<f32>,
    mixed: Vec<f32>,
    rows: Rows,
    arc_rows: Rows,
    /// The last layer's output of each word.
    hidden: Vec<f32>,
    gates: Vec<f32>,
    state: Vec<f32>,
    heads: Vec<f32>,
    dependents: Vec<f32>,
    turned: Vec<f32>,
    joint: Vec<f32>,
    heads_by_column: Vec<f32>,
    arcs: Vec<f32>,
}

/// The place of the highest score; the first of equals.
fn best(scores: &[f32]) -> usize {
    let highest = scores.iter().fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    scores.iter().position(|&score| score == highest).unwrap_or(0)
}
