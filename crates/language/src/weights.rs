//! Sparse linear models: for each feature, a few labels with a weight each. Models of two or three labels keep all
//! weights of a feature in its slot.

/// A linear model over hashed features with at most 256 labels.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    labels: usize,
    /// Open addressing: feature, and first entry (24 bits) with their number (8 bits).
    slots: Vec<(u32, u32)>,
    entries: Vec<(u8, i8)>,
}

/// The most entries that one model can hold.
pub(crate) const MAX_ENTRIES: usize = 1 << 24;

impl Weights {
    /// `entries` are the weights of the features one after another; `features` gives each feature and how many are its.
    pub(crate) fn new(labels: usize, features: &[(u32, u8)], entries: Vec<(u8, i8)>) -> Self {
        let capacity = (features.len() * 3 / 2).next_power_of_two().max(16);
        let mut slots = vec![(0_u32, 0_u32); capacity];
        let mut start = 0_u32;
        for &(feature, count) in features {
            let mut at = feature as usize & (capacity - 1);
            while slots[at].0 != 0 {
                at = (at + 1) & (capacity - 1);
            }
            slots[at] = (feature, start << 8 | u32::from(count));
            start += u32::from(count);
        }
        Self { labels, slots, entries }
    }

    /// A model of at most [`NARROW`] labels: every feature with the weights of all labels.
    pub(crate) fn narrow(labels: usize, features: &[(u32, [i8; NARROW])]) -> Self {
        let capacity = (features.len() * 3 / 2).next_power_of_two().max(16);
        let mut slots = vec![(0_u32, 0_u32); capacity];
        for &(feature, [a, b, c]) in features {
            let mut at = feature as usize & (capacity - 1);
            while slots[at].0 != 0 {
                at = (at + 1) & (capacity - 1);
            }
            slots[at] = (feature, u32::from_le_bytes([a as u8, b as u8, c as u8, 0]));
        }
        Self { labels, slots, entries: Vec::new() }
    }

    /// The number of labels.
    pub(crate) const fn labels(&self) -> usize {
        self.labels
    }

    /// Calls `take` with what the slot of each feature holds. The slots of a batch are fetched before any is looked at,
    /// so that the processor waits for memory once a batch.
    #[inline]
    fn each(&self, features: &[u32], mut take: impl FnMut(u32)) {
        const BATCH: usize = 16;
        let Some(mask) = self.slots.len().checked_sub(1) else { return };
        for batch in features.chunks(BATCH) {
            let mut fetched = [(0, 0); BATCH];
            for (slot, &feature) in fetched.iter_mut().zip(batch) {
                *slot = self.slots[feature as usize & mask];
            }
            for (&(found, place), &feature) in fetched.iter().zip(batch) {
                if found == feature {
                    take(place);
                } else if found != 0
                    && let Some(place) = self.find_further(feature)
                {
                    take(place);
                }
            }
        }
    }

    /// What the slot of `feature` holds, when its first slot is another feature's.
    fn find_further(&self, feature: u32) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut at = (feature as usize + 1) & mask;
        loop {
            match self.slots[at] {
                (found, place) if found == feature => return Some(place),
                (0, _) => return None,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The scores of a narrow model's labels.
    #[inline]
    pub(crate) fn narrow_scores(&self, features: &[u32]) -> [i32; NARROW] {
        let mut scores = [0; NARROW];
        self.each(features, |place| {
            for (score, weight) in scores.iter_mut().zip(place.to_le_bytes()) {
                *score += i32::from(weight as i8);
            }
        });
        scores
    }

    /// The scores of all labels, into `scores`.
    #[inline]
    pub(crate) fn score(&self, features: &[u32], scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(self.labels, 0);
        self.each(features, |place| {
            let start = (place >> 8) as usize;
            let end = start + (place & 0xFF) as usize;
            for &(label, weight) in self.entries.get(start..end).unwrap_or_default() {
                if let Some(score) = scores.get_mut(label as usize) {
                    *score += i32::from(weight);
                }
            }
        });
    }
}

/// The most labels of a model that keeps its weights in its slots.
pub(crate) const NARROW: usize = 3;

/// The label with the highest score; the first of equals.
pub(crate) fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (label, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = label;
        }
    }
    best
}
