//! The averaged perceptron (Collins 2002) over sparse hashed features.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Feature keys are hashes already.
#[derive(Default)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = self.0 << 8 | u64::from(b);
        }
    }
    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[derive(Clone, Copy)]
struct Cell {
    label: u8,
    weight: f32,
    total: f64,
    stamp: u32,
}

/// A perceptron in training.
pub(crate) struct Perceptron {
    labels: usize,
    index: HashMap<u32, u32, BuildHasherDefault<Ready>>,
    rows: Vec<Row>,
    time: u32,
    /// A feature counts only after this many updates (Goldberg and Elhadad 2011, "Learning sparser perceptron models").
    patience: u32,
}

#[derive(Default)]
struct Row {
    updates: u32,
    cells: Vec<Cell>,
}

impl Perceptron {
    pub(crate) fn new(labels: usize, patience: u32) -> Self {
        Self { labels, index: HashMap::default(), rows: Vec::new(), time: 0, patience }
    }

    pub(crate) fn score(&self, features: &[u32], scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.labels, 0.0);
        for feature in features {
            if let Some(&row) = self.index.get(feature) {
                let row = &self.rows[row as usize];
                if row.updates < self.patience {
                    continue;
                }
                for cell in &row.cells {
                    scores[cell.label as usize] += cell.weight;
                }
            }
        }
    }

    /// Counts an example, and where `guess` is wrong moves the weights towards `truth`.
    pub(crate) fn learn(&mut self, features: &[u32], truth: usize, guess: usize) {
        self.time += 1;
        if truth == guess {
            return;
        }
        for &feature in features {
            let next = self.rows.len() as u32;
            let row = *self.index.entry(feature).or_insert(next);
            if row == next {
                self.rows.push(Row::default());
            }
            let row = &mut self.rows[row as usize];
            row.updates += 1;
            let row = &mut row.cells;
            for (label, by) in [(truth, 1.0), (guess, -1.0)] {
                let label = label as u8;
                let at = row.iter().position(|c| c.label == label).unwrap_or_else(|| {
                    row.push(Cell { label, weight: 0.0, total: 0.0, stamp: self.time });
                    row.len() - 1
                });
                let cell = &mut row[at];
                cell.total += f64::from(cell.weight) * f64::from(self.time - cell.stamp);
                cell.stamp = self.time;
                cell.weight += by;
            }
        }
    }

    /// The averaged weights, as integers of which the largest are 127, without those that round to less than
    /// `smallest`; in the order of the features.
    pub(crate) fn finish(&self, largest: f64, smallest: i32) -> Finished {
        let time = f64::from(self.time.max(1));
        let mean =
            |c: &Cell| (c.total + f64::from(c.weight) * f64::from(self.time - c.stamp)) / time;
        let mut magnitudes: Vec<f64> =
            self.rows.iter().flat_map(|r| &r.cells).map(|c| mean(c).abs()).collect();
        magnitudes.sort_by(f64::total_cmp);
        let place = (magnitudes.len() as f64 * largest) as usize;
        let top = magnitudes.get(place.min(magnitudes.len().saturating_sub(1))).copied();
        let scale = 127.0 / top.filter(|t| *t > 0.0).unwrap_or(1.0);
        let mut features: Vec<(u32, Vec<(u8, i8)>)> = Vec::new();
        let mut keys: Vec<(u32, u32)> = self.index.iter().map(|(&k, &row)| (k, row)).collect();
        keys.sort_unstable();
        for (key, row) in keys {
            let mut weights: Vec<(u8, i8)> = Vec::new();
            let row = &self.rows[row as usize];
            if row.updates < self.patience {
                continue;
            }
            for cell in &row.cells {
                let weight = (mean(cell) * scale).round().clamp(-127.0, 127.0) as i32;
                if weight.abs() >= smallest {
                    weights.push((cell.label, weight as i8));
                }
            }
            weights.sort_unstable();
            if !weights.is_empty() {
                features.push((key, weights));
            }
        }
        Finished { labels: self.labels, features }
    }
}

/// The weights of a trained model.
#[derive(Debug, Clone, Default)]
pub(crate) struct Finished {
    pub(crate) labels: usize,
    pub(crate) features: Vec<(u32, Vec<(u8, i8)>)>,
}

impl Finished {
    /// The weights as the analyser uses them.
    pub(crate) fn weights(&self) -> crate::weights::Weights {
        let counts: Vec<(u32, u8)> =
            self.features.iter().map(|(key, w)| (*key, w.len() as u8)).collect();
        let entries = self.features.iter().flat_map(|(_, w)| w.iter().copied()).collect();
        crate::weights::Weights::new(self.labels, &counts, entries)
    }
}

/// A small seeded generator (xorshift64*), for the order of examples and for exploration.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n.max(1)
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
