//! Layers of bidirectional SRU over an input of any length a word.

use crate::kernels::{self, Level, Matrix, Rows};
use std::ops::Range;

/// The weights of the layers.
#[derive(Debug, PartialEq)]
pub(crate) struct Layers {
    /// From the input of a word to that of the first layer.
    pub(crate) mix: Matrix,
    pub(crate) norm: [Vec<f32>; 2],
    pub(crate) layers: Vec<Matrix>,
}

/// Buffers that serve for one batch after another.
#[derive(Debug, Default)]
pub(crate) struct LayerScratch {
    /// What the last layer made of each word.
    pub(crate) hidden: Vec<f32>,
    rows: Rows,
    gates: Vec<f32>,
    state: Vec<f32>,
}

impl Layers {
    /// The length of what a layer makes of a word.
    pub(crate) const fn width(&self) -> usize {
        self.norm[0].len()
    }

    /// The length of the rows of an input of `inputs` numbers a word.
    pub(crate) const fn row(inputs: usize) -> usize {
        inputs.next_multiple_of(kernels::TOGETHER)
    }

    /// Whether the sizes of the parts fit together, and to inputs of that length.
    pub(crate) fn fit(&self, inputs: usize) -> bool {
        let width = self.width();
        width > 0
            && width.is_multiple_of(kernels::COLUMNS)
            && self.norm[1].len() == width
            && self.mix.inputs() == Self::row(inputs)
            && self.mix.columns() == width
            && self.layers.iter().all(|l| l.inputs() == width && l.columns() == 3 * width)
    }

    /// Fills `scratch.hidden` for the words of `sentences`, whose inputs are the rows of `input`.
    pub(crate) fn encode(
        &self,
        level: Level,
        input: &[f32],
        sentences: &[Range<usize>],
        scratch: &mut LayerScratch,
    ) {
        let width = self.width();
        let LayerScratch { hidden, rows, gates, state } = scratch;
        rows.shape(input.len() / self.mix.inputs(), self.mix.inputs());
        kernels::quantise(level, input, self.mix.inputs(), rows);
        kernels::multiply(level, rows, &self.mix, hidden);
        kernels::rectify(level, hidden);
        kernels::normalise(level, hidden, &self.norm[0], &self.norm[1]);
        rows.shape(hidden.len() / width, width);
        for layer in &self.layers {
            kernels::quantise(level, hidden, width, rows);
            kernels::multiply(level, rows, layer, gates);
            kernels::gates(level, gates, width);
            for sentence in sentences {
                let gates = &gates[sentence.start * 3 * width..sentence.end * 3 * width];
                let hidden = &mut hidden[sentence.start * width..sentence.end * width];
                kernels::recur(level, gates, hidden, width, state);
            }
        }
    }

    /// The products of what the last layer made of each word with `heads`.
    pub(crate) fn head(
        &self,
        level: Level,
        heads: &Matrix,
        scratch: &mut LayerScratch,
        out: &mut Vec<f32>,
    ) {
        kernels::quantise(level, &scratch.hidden, self.width(), &mut scratch.rows);
        kernels::multiply(level, &scratch.rows, heads, out);
    }
}
