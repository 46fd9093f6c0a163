//! What is known of word types: distributional clusters, and the tags seen in training.

/// A map from [`lower_key`](crate::words::lower_key) to clusters and tag class.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Open addressing; the key 0 is an empty slot.
    slots: Vec<Slot>,
    /// The two coarser clusters of each fine cluster; cluster 0 is unknown.
    coarser: Vec<[u16; 2]>,
}

/// Key, fine cluster, tag class, row of the vector, kinds of names.
type Slot = (u32, u16, u16, u32, u8);

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Fine to coarse.
    pub(crate) clusters: [u32; 3],
    pub(crate) class: u32,
    pub(crate) in_names: u32,
    pub(crate) vector: u32,
}

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
    /// Row of the vector, 0 when it has none.
    pub(crate) vector: u32,
}

/// The kinds of `data/name_words.tsv.gz`, which says what they are.
#[cfg(feature = "train")]
pub(crate) const NAME_WORDS: &str = "gfpqcdba";

impl Lexicon {
    pub(crate) fn new(types: &[WordType], coarser: Vec<[u16; 2]>) -> Self {
        let capacity = (types.len() * 2).next_power_of_two().max(16);
        let mut slots = vec![(0, 0, 0, 0, 0); capacity];
        for t in types {
            let mut at = t.key as usize & (capacity - 1);
            while slots[at].0 != 0 && slots[at].0 != t.key {
                at = (at + 1) & (capacity - 1);
            }
            slots[at] = (t.key, t.cluster, t.class, t.vector, t.in_names);
        }
        Self { slots, coarser }
    }

    /// What is known of the word with this key.
    pub(crate) fn look_up(&self, key: u32) -> Entry {
        let Some(mask) = self.slots.len().checked_sub(1) else { return Entry::default() };
        let mut at = key as usize & mask;
        loop {
            let (found, cluster, class, vector, in_names) = self.slots[at];
            if found == key {
                let [middle, coarse] =
                    self.coarser.get(cluster as usize).copied().unwrap_or_default();
                let clusters = [cluster.into(), middle.into(), coarse.into()];
                return Entry { clusters, class: class.into(), in_names: in_names.into(), vector };
            }
            if found == 0 {
                return Entry::default();
            }
            at = (at + 1) & mask;
        }
    }
}
