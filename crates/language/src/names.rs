//! Names, as BIO labels from left to right.

use detente_model::{Name, NameKind};

/// The label of a word outside names. Kind `k` begins with label `2k + 1` and goes on with `2k + 2`.
pub(crate) const OUTSIDE: u8 = 0;

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
