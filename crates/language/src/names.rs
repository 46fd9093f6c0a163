//! Names, as BIO labels from left to right.

use crate::hashing::feature;
use crate::tagger::Scratch;
use crate::weights::Weights;
use crate::words::{NOWHERE, Word};
use detente_model::{Name, NameKind};

/// The label of a word outside names. Kind `k` begins with label `2k + 1` and goes on with `2k + 2`.
pub(crate) const OUTSIDE: u8 = 0;

/// The features of word `i`, given all tags and the labels of the words before it.
pub(crate) fn features(words: &[Word], tags: &[u8], labels: &[u8], i: usize, out: &mut Vec<u32>) {
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).unwrap_or(&NOWHERE);
    let tag = |at: Option<usize>| at.and_then(|at| tags.get(at)).map_or(0, |&t| u32::from(t) + 1);
    let label = |back: usize| {
        i.checked_sub(back).and_then(|at| labels.get(at)).map_or(9, |&l| u32::from(l))
    };
    let w = &words[i];
    let (p1, p2) = (word(i.checked_sub(1)), word(i.checked_sub(2)));
    let (n1, n2) = (word(Some(i + 1)), word(Some(i + 2)));
    let (t, tp1, tn1) = (tag(Some(i)), tag(i.checked_sub(1)), tag(Some(i + 1)));
    let (l1, l2) = (label(1), label(2));
    out.clear();
    let mut f = |a, b, c| {
        let template = 100 + out.len() as u32;
        out.push(feature(template, a, b, c));
    };
    f(w.lower, 0, 0);
    f(w.form, 0, 0);
    f(w.lower, l1, 0);
    f(w.shape, t, u32::from(i == 0));
    f(w.shape, l1, 0);
    f(w.suffix[1], t, 0);
    f(w.suffix[2], t, 0);
    f(w.suffix[3], 0, 0);
    f(w.prefix[2], 0, 0);
    f(t, tp1, tn1);
    f(t, l1, 0);
    f(l1, l2, t);
    f(w.clusters[0], w.shape, 0);
    f(w.clusters[1], w.shape, 0);
    f(w.clusters[2], w.shape, l1);
    f(p1.lower, 0, 0);
    f(n1.lower, 0, 0);
    f(p1.lower, w.shape, 0);
    f(n1.lower, w.shape, 0);
    f(p1.lower, w.lower, 0);
    f(w.lower, n1.lower, 0);
    f(p2.lower, p1.lower, w.shape);
    f(n1.lower, n2.lower, w.shape);
    f(p1.clusters[1], w.clusters[1], l1);
    f(w.clusters[1], n1.clusters[1], l1);
    f(p1.clusters[1], w.shape, l1);
    f(n1.clusters[1], w.shape, l1);
    f(p1.clusters[2], w.clusters[2], n1.clusters[2]);
    f(p2.clusters[2], p1.clusters[2], w.shape);
    f(n1.clusters[2], n2.clusters[2], w.shape);
    f(p1.shape, w.shape, n1.shape);
    f(n1.shape, tn1, l1);
    f(n2.lower, 0, l1);
    f(p2.lower, 0, l1);
    f(l1, l2, w.clusters[2]);
    f(w.in_names, w.shape, t);
    f(w.in_names, l1, t);
    f(w.in_names, n1.in_names, n1.shape);
    f(p1.in_names, w.in_names, l1);
    f(p1.in_names, w.in_names, n1.in_names);
    f(w.in_names, w.clusters[2], l1);
    f(n1.in_names, n2.in_names, l1);
    f(p2.in_names, p1.in_names, l1);
    f(w.in_names, p1.clusters[1], n1.clusters[1]);
}

/// Labels a sentence; a label that cannot follow the one before it is never chosen.
pub(crate) fn label(
    weights: &Weights,
    words: &[Word],
    tags: &[u8],
    scratch: &mut Scratch,
    labels: &mut Vec<u8>,
) {
    labels.clear();
    for i in 0..words.len() {
        features(words, tags, labels, i, &mut scratch.features);
        weights.score(&scratch.features, &mut scratch.scores);
        labels.push(best_after(labels.last().copied().unwrap_or(OUTSIDE), &scratch.scores));
    }
}

/// The best label that can follow `previous`.
pub(crate) fn best_after<S: PartialOrd + Copy>(previous: u8, scores: &[S]) -> u8 {
    let mut best = OUTSIDE;
    for (label, &score) in scores.iter().enumerate() {
        if may_follow(previous, label as u8) && score > scores[best as usize] {
            best = label as u8;
        }
    }
    best
}

/// Whether `label` can stand behind `previous`.
pub(crate) const fn may_follow(previous: u8, label: u8) -> bool {
    label == OUTSIDE || label % 2 == 1 || previous == label || previous + 1 == label
}

/// The names that the labels of a sentence spell, whose first word is token `start`.
pub(crate) fn collect(labels: &[u8], kinds: &[NameKind], start: u32, names: &mut Vec<Name>) {
    let mut i = 0;
    while i < labels.len() {
        let first = labels[i];
        let begin = i;
        i += 1;
        let Some(&kind) = first.checked_sub(1).and_then(|l| kinds.get(l as usize / 2)) else {
            continue;
        };
        while i < labels.len() && labels[i] == first.div_ceil(2) * 2 {
            i += 1;
        }
        names.push(Name { tokens: start + begin as u32..start + i as u32, kind });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_spell_names() {
        let kinds = [NameKind::Person, NameKind::Location];
        let mut names = Vec::new();
        collect(&[1, 2, 0, 3, 3, 4, 1], &kinds, 10, &mut names);
        let found: Vec<_> = names.iter().map(|n| (n.tokens.clone(), n.kind)).collect();
        assert_eq!(
            found,
            [
                (10..12, NameKind::Person),
                (13..14, NameKind::Location),
                (14..16, NameKind::Location),
                (16..17, NameKind::Person)
            ]
        );
    }

    #[test]
    fn a_name_goes_on_only_with_its_own_kind() {
        assert_eq!(best_after(1, &[0, 0, 0, 0, 9]), OUTSIDE);
        assert_eq!(best_after(3, &[0, 0, 0, 0, 9]), 4);
    }
}
