//! A sparse linear model of a yes or no: a weight for each feature.

/// A linear model over hashed features.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    /// Open addressing: a feature and its weight. The feature 0 is an empty slot.
    slots: Vec<(u32, i8)>,
}

impl Weights {
    pub(crate) fn new(features: &[(u32, i8)]) -> Self {
        let capacity = (features.len() * 3 / 2).next_power_of_two().max(16);
        let mut slots = vec![(0_u32, 0); capacity];
        for &(feature, weight) in features {
            let mut at = feature as usize & (capacity - 1);
            while slots[at].0 != 0 {
                at = (at + 1) & (capacity - 1);
            }
            slots[at] = (feature, weight);
        }
        Self { slots }
    }

    /// Whether the weights of `features` speak for it.
    pub(crate) fn agrees(&self, features: &[u32]) -> bool {
        let Some(mask) = self.slots.len().checked_sub(1) else { return false };
        let mut score = 0;
        for &feature in features {
            let mut at = feature as usize & mask;
            while self.slots[at].0 != 0 {
                if self.slots[at].0 == feature {
                    score += i32::from(self.slots[at].1);
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        score > 0
    }
}
