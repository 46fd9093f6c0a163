//! The averaged perceptron (Collins 2002) of a yes or no over sparse hashed features.

use std::collections::BTreeMap;

/// One weight in training, and what averaging needs of it.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    value: f64,
    total: f64,
    stamp: u32,
}

/// A perceptron in training.
#[derive(Debug, Default)]
pub(crate) struct Perceptron {
    weights: BTreeMap<u32, Weight>,
    time: u32,
}

/// The share of the weights that are not cut off at 127.
const LARGEST: f64 = 0.9995;

impl Perceptron {
    /// Counts an example, and moves the weights towards `truth` where they do not agree with it.
    pub(crate) fn learn(&mut self, features: &[u32], truth: bool) {
        self.time += 1;
        let score: f64 = features.iter().filter_map(|f| self.weights.get(f)).map(|w| w.value).sum();
        let towards = if truth { 1.0 } else { -1.0 };
        if score * towards > 0.0 {
            return;
        }
        for &feature in features {
            let weight = self.weights.entry(feature).or_default();
            weight.total += weight.value * f64::from(self.time - weight.stamp);
            weight.stamp = self.time;
            weight.value += towards;
        }
    }

    /// The averaged weights, as integers of which the largest are 127; in the order of the features.
    pub(crate) fn finish(&self) -> Vec<(u32, i8)> {
        let mean = |w: &Weight| {
            (w.total + w.value * f64::from(self.time - w.stamp)) / f64::from(self.time.max(1))
        };
        let mut sizes: Vec<f64> = self.weights.values().map(|w| mean(w).abs()).collect();
        sizes.sort_by(f64::total_cmp);
        let place = (sizes.len() as f64 * LARGEST) as usize;
        let top = sizes.get(place.min(sizes.len().saturating_sub(1))).copied();
        let scale = 127.0 / top.filter(|t| *t > 0.0).unwrap_or(1.0);
        let rounded = |w| (mean(w) * scale).round().clamp(-127.0, 127.0) as i8;
        let all = self.weights.iter().map(|(&feature, w)| (feature, rounded(w)));
        all.filter(|(_, weight)| *weight != 0).collect()
    }
}

/// A small seeded generator (xorshift64*), for the order of examples.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
