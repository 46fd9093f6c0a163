//! Frequent words with what they are to the first layer.

use crate::words::Word;

/// Words and a row for each.
#[derive(Debug, Default)]
pub(crate) struct Frequent {
    words: Vec<Word>,
    rows: Vec<f32>,
    /// Open addressing by the hash of the form: a word's number from 1, 0 for an empty slot.
    slots: Vec<u32>,
}

impl Frequent {
    /// `rows` holds a row of equal length for each of `words`.
    pub(crate) fn new(words: Vec<Word>, rows: Vec<f32>) -> Self {
        let mut slots = vec![0; (words.len() * 4).next_power_of_two()];
        let mask = slots.len() - 1;
        for (at, word) in words.iter().enumerate() {
            let mut slot = word.form as usize & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = at as u32 + 1;
        }
        Self { words, rows, slots }
    }

    /// The row of a word that is the same in every respect.
    pub(crate) fn find(&self, word: &Word) -> Option<&[f32]> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = word.form as usize & mask;
        loop {
            let at = self.slots[slot].checked_sub(1)? as usize;
            if self.words[at] == *word {
                let width = self.rows.len() / self.words.len();
                return Some(&self.rows[at * width..][..width]);
            }
            slot = (slot + 1) & mask;
        }
    }
}
