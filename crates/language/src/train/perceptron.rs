//! The averaged perceptron (Collins 2002) over sparse hashed features, with a margin and with steps that shrink as a
//! weight is corrected again and again (AdaGrad: Duchi, Hazan and Singer 2011).

use std::collections::{BTreeMap, HashMap};
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

/// What averaging needs of one weight.
#[derive(Clone, Copy)]
struct History {
    total: f64,
    stamp: u32,
    updates: u32,
}

/// How a model learns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// A feature counts only after this many updates (Goldberg and Elhadad 2011, "Learning sparser perceptron models").
    pub(crate) patience: u32,
    /// The truth has to win by more than this.
    pub(crate) margin: f32,
    /// Whether the `n`th step of a weight is the root of `n` times smaller than its first.
    pub(crate) shrinking: bool,
}

/// A perceptron in training.
pub(crate) struct Perceptron {
    labels: usize,
    index: HashMap<u32, u32, BuildHasherDefault<Ready>>,
    rows: Vec<Row>,
    time: u32,
    manner: Manner,
}

#[derive(Default)]
struct Row {
    updates: u32,
    weights: Vec<(u8, f32)>,
    /// In the order of `weights`, apart from them so that scoring reads less memory.
    history: Vec<History>,
}

impl Perceptron {
    pub(crate) fn new(labels: usize, manner: Manner) -> Self {
        Self { labels, index: HashMap::default(), rows: Vec::new(), time: 0, manner }
    }

    pub(crate) fn score(&self, features: &[u32], scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.labels, 0.0);
        for feature in features {
            if let Some(&row) = self.index.get(feature) {
                let row = &self.rows[row as usize];
                if row.updates < self.manner.patience {
                    continue;
                }
                for &(label, weight) in &row.weights {
                    scores[label as usize] += weight;
                }
            }
        }
    }

    /// Counts an example; where `truth` does not win by the margin against the best of the other labels that are
    /// `allowed`, moves the weights from that one towards `truth`.
    pub(crate) fn learn(
        &mut self,
        features: &[u32],
        truth: usize,
        scores: &[f32],
        allowed: impl Fn(usize) -> bool,
    ) {
        self.time += 1;
        let mut rival: Option<usize> = None;
        for (label, &score) in scores.iter().enumerate() {
            if label != truth && allowed(label) && rival.is_none_or(|r| score > scores[r]) {
                rival = Some(label);
            }
        }
        if let Some(rival) = rival
            && scores[truth] - scores[rival] <= self.manner.margin
        {
            self.correct(features, truth, rival);
        }
    }

    fn correct(&mut self, features: &[u32], truth: usize, rival: usize) {
        for &feature in features {
            let next = self.rows.len() as u32;
            let row = *self.index.entry(feature).or_insert(next);
            if row == next {
                self.rows.push(Row::default());
            }
            let row = &mut self.rows[row as usize];
            row.updates += 1;
            for (label, by) in [(truth, 1.0), (rival, -1.0)] {
                let label = label as u8;
                let at = row.weights.iter().position(|w| w.0 == label).unwrap_or_else(|| {
                    row.weights.push((label, 0.0));
                    row.history.push(History { total: 0.0, stamp: self.time, updates: 0 });
                    row.weights.len() - 1
                });
                let (weight, history) = (&mut row.weights[at].1, &mut row.history[at]);
                history.total += f64::from(*weight) * f64::from(self.time - history.stamp);
                history.stamp = self.time;
                history.updates += 1;
                let step =
                    if self.manner.shrinking { (history.updates as f32).sqrt() } else { 1.0 };
                *weight += by / step;
            }
        }
    }

    /// The averaged weights of the features that count.
    fn means(&self) -> impl Iterator<Item = (u32, u8, f64)> {
        let time = f64::from(self.time.max(1));
        let counting = self.index.iter().map(|(&key, &row)| (key, &self.rows[row as usize]));
        counting.filter(|(_, row)| row.updates >= self.manner.patience).flat_map(
            move |(key, row)| {
                row.weights.iter().zip(&row.history).map(move |(&(label, weight), history)| {
                    let rest = f64::from(weight) * f64::from(self.time - history.stamp);
                    (key, label, (history.total + rest) / time)
                })
            },
        )
    }

    /// The averaged weights, as integers of which the largest are 127; in the order of the features.
    pub(crate) fn finish(&self) -> Finished {
        Self::finish_all(std::slice::from_ref(self))
    }

    /// The mean of several models of the same labels, each trained in another order of the examples.
    pub(crate) fn finish_all(models: &[Self]) -> Finished {
        let mut means: BTreeMap<(u32, u8), f64> = BTreeMap::new();
        for (key, label, mean) in models.iter().flat_map(Self::means) {
            *means.entry((key, label)).or_default() += mean;
        }
        let mut magnitudes: Vec<f64> = means.values().map(|m| m.abs()).collect();
        magnitudes.sort_by(f64::total_cmp);
        let place = (magnitudes.len() as f64 * LARGEST) as usize;
        let top = magnitudes.get(place.min(magnitudes.len().saturating_sub(1))).copied();
        let scale = 127.0 / top.filter(|t| *t > 0.0).unwrap_or(1.0);
        let mut features: Vec<(u32, Vec<(u8, i8)>)> = Vec::new();
        for ((key, label), mean) in means {
            let weight = (mean * scale).round().clamp(-127.0, 127.0) as i8;
            match features.last_mut() {
                _ if weight == 0 => {}
                Some((last, weights)) if *last == key => weights.push((label, weight)),
                _ => features.push((key, vec![(label, weight)])),
            }
        }
        Finished { labels: models.first().map_or(0, |m| m.labels), features }
    }
}

/// The share of the weights that are not cut off at 127.
const LARGEST: f64 = 0.9995;

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
