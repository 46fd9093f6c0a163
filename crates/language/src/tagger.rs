//! Joint Penn and universal tags, left to right.

use crate::hashing::feature;
use crate::weights::{Weights, best};
use crate::words::{NOWHERE, Word};

/// The features of word `i`, given the tags of the words before it.
pub(crate) fn features(words: &[Word], tags: &[u8], i: usize, out: &mut Vec<u32>) {
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).unwrap_or(&NOWHERE);
    let tag = |back: usize| {
        i.checked_sub(back).and_then(|at| tags.get(at)).map_or(0, |&t| u32::from(t) + 1)
    };
    let w = &words[i];
    let (p1, p2) = (word(i.checked_sub(1)), word(i.checked_sub(2)));
    let (n1, n2) = (word(Some(i + 1)), word(Some(i + 2)));
    let (t1, t2) = (tag(1), tag(2));
    out.clear();
    let mut f = |a, b, c| {
        let template = out.len() as u32;
        out.push(feature(template, a, b, c));
    };
    f(w.lower, 0, 0);
    f(w.form, u32::from(i == 0), 0);
    f(w.suffix[0], 0, 0);
    f(w.suffix[1], 0, 0);
    f(w.suffix[2], 0, 0);
    f(w.suffix[3], 0, 0);
    f(w.prefix[0], 0, 0);
    f(w.prefix[1], 0, 0);
    f(w.prefix[2], 0, 0);
    f(w.shape, u32::from(i == 0), 0);
    f(w.clusters[0], 0, 0);
    f(w.clusters[2], w.shape, 0);
    f(w.clusters[1], w.suffix[1], 0);
    f(p1.lower, 0, 0);
    f(p2.lower, 0, 0);
    f(n1.lower, 0, 0);
    f(n2.lower, 0, 0);
    f(t1, 0, 0);
    f(t1, t2, 0);
    f(t1, w.lower, 0);
    f(t1, t2, w.lower);
    f(p1.lower, w.lower, 0);
    f(w.lower, n1.lower, 0);
    f(p1.suffix[2], 0, 0);
    f(n1.suffix[2], 0, 0);
    f(n1.suffix[1], t1, w.suffix[1]);
    f(p1.clusters[0], 0, 0);
    f(n1.clusters[0], 0, 0);
    f(n1.clusters[2], w.clusters[2], t1);
    f(w.class, n1.class, t1);
    f(w.class, t1, 0);
    f(n1.class, n2.class, w.class);
    f(w.class, n1.lower, 0);
    f(n1.class, 0, 0);
    f(n2.class, 0, 0);
    f(n1.shape, w.shape, p1.shape);
    f(t1, w.suffix[2], w.shape);
    f(w.lower, n1.class, n2.class);
    f(w.lower, n1.clusters[2], 0);
    f(w.in_names, w.shape, u32::from(i == 0));
    f(w.in_names, n1.in_names, w.shape);
    f(p1.in_names, p1.shape, t1);
    f(p1.in_names, w.suffix[1], t1);
    f(w.in_names, w.clusters[2], w.shape);
}

/// Tags a sentence; the tags are numbers of the model's tag list.
pub(crate) fn tag(weights: &Weights, words: &[Word], scratch: &mut Scratch, tags: &mut Vec<u8>) {
    tags.clear();
    for i in 0..words.len() {
        features(words, tags, i, &mut scratch.features);
        weights.score(&scratch.features, &mut scratch.scores);
        tags.push(best(&scratch.scores) as u8);
    }
}

/// Buffers that are used again and again.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) features: Vec<u32>,
    pub(crate) scores: Vec<i32>,
}
