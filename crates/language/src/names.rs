//! Names, as BIO labels from left to right.

use detente_model::{Name, NameKind};

/// The label of a word outside names. Kind `k` begins with label `2k + 1` and goes on with `2k + 2`.
pub(crate) const OUTSIDE: u8 = 0;

/// Appends the labels of a sentence: of all sequences that [`may_follow`] allows, the one with the highest sum of scores
/// (Viterbi 1967). `scores` gives a row for each word; all are of the same length.
pub(crate) fn label<'s>(scores: impl Iterator<Item = &'s [f32]>, labels: &mut Vec<u8>) {
    let (mut sums, mut last): (Vec<f32>, Vec<f32>) = (Vec::new(), Vec::new());
    // For each word and label, the label before it.
    let mut before: Vec<u8> = Vec::new();
    for row in scores {
        std::mem::swap(&mut sums, &mut last);
        sums.clear();
        for (label, &score) in row.iter().enumerate() {
            let (label, mut best) = (label as u8, OUTSIDE);
            let mut sum = if last.is_empty() { 0.0 } else { last[OUTSIDE as usize] };
            if !may_follow(OUTSIDE, label) {
                sum = f32::NEG_INFINITY;
            }
            for (previous, &so_far) in last.iter().enumerate().skip(1) {
                if so_far > sum && may_follow(previous as u8, label) {
                    (sum, best) = (so_far, previous as u8);
                }
            }
            before.push(best);
            sums.push(sum + score);
        }
    }
    let mut label = OUTSIDE;
    for (candidate, &sum) in sums.iter().enumerate() {
        if sum > sums[label as usize] {
            label = candidate as u8;
        }
    }
    let start = labels.len();
    for before in before.chunks_exact(sums.len().max(1)).rev() {
        labels.push(label);
        label = before[label as usize];
    }
    labels[start..].reverse();
}

/// Whether `label` can follow `previous`.
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

    fn labels(rows: &[[f32; 5]]) -> Vec<u8> {
        let mut labels = vec![9];
        label(rows.iter().map(|row| &row[..]), &mut labels);
        labels.split_off(1)
    }

    #[test]
    fn a_name_goes_on_only_with_its_own_kind() {
        assert_eq!(labels(&[[0.0, 0.0, 0.0, 0.0, 9.0]]), [OUTSIDE]);
        let row = |label: usize, score| {
            let mut row = [0.0; 5];
            row[label] = score;
            row
        };
        assert_eq!(labels(&[row(1, 3.0), row(4, 2.0)])[0], 1);
        assert_eq!(labels(&[row(1, 3.0), row(4, 5.0)]), [3, 4], "the whole decides");
        assert_eq!(labels(&[]), Vec::<u8>::new());
    }
}
