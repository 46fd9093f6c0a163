//! What is known of word types: distributional clusters, and the tags seen in training.

/// A map from [`lower_key`](crate::words::lower_key) to clusters and tag class.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Open addressing; the key 0 is an empty slot.
    slots: Vec<Slot>,
    /// The two coarser clusters of each fine cluster; cluster 0 is unknown.
    coarser: Vec<[u16; 2]>,
}

/// Key, fine cluster, tag class and kinds of names.
type Slot = (u32, u16, u16, u8);

/// One word type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordType {
    pub(crate) key: u32,
    /// Fine cluster, 0 when unknown.
    pub(crate) cluster: u16,
    /// Number of the tag set, 0 when rare.
    pub(crate) class: u16,
    /// In which kinds of names it stands, one bit each of [`NAME_WORDS`].
    pub(crate) in_names: u8,
}

/// The kinds of `data/name_words.tsv.gz`, which says what they are.
#[cfg(feature = "train")]
pub(crate) const NAME_WORDS: &str = "gfpqcdba";

impl Lexicon {
    pub(crate) fn new(types: &[WordType], coarser: Vec<[u16; 2]>) -> Self {
        let capacity = (types.len() * 2).next_power_of_two().max(16);
        let mut slots = vec![(0, 0, 0, 0); capacity];
        for t in types {
            let mut at = t.key as usize & (capacity - 1);
            while slots[at].0 != 0 && slots[at].0 != t.key {
                at = (at + 1) & (capacity - 1);
            }
            slots[at] = (t.key, t.cluster, t.class, t.in_names);
        }
        Self { slots, coarser }
    }

    /// The clusters, fine to coarse, the tag class and the kinds of names.
    pub(crate) fn look_up(&self, key: u32) -> ([u32; 3], u32, u32) {
        if self.slots.is_empty() {
            return ([0; 3], 0, 0);
        }
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let (found, cluster, class, in_names) = self.slots[at];
            if found == key {
                let [middle, coarse] =
                    self.coarser.get(cluster as usize).copied().unwrap_or_default();
                let clusters = [cluster.into(), middle.into(), coarse.into()];
                return (clusters, class.into(), in_names.into());
            }
            if found == 0 {
                return ([0; 3], 0, 0);
            }
            at = (at + 1) & mask;
        }
    }
}
