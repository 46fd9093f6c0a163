//! The best tree of a sentence: one root, no cycle (Chu and Liu 1965, Edmonds 1967).

use crate::kernels::LANES;

/// The length of a row of scores of a sentence of `n` words: the root, the words, and what fills up the kernel's lanes.
pub(crate) const fn stride(n: usize) -> usize {
    (n + 1).next_multiple_of(LANES)
}

/// Appends the heads of `n` words: places from 1, 0 for the root. `scores` holds for each word a row, [`stride`] long, of the
/// root and of all words as its head; its own place counts for nothing.
pub(crate) fn decode(scores: &[f32], n: usize, heads: &mut Vec<u32>) {
    let first = heads.len();
    for (at, row) in scores.chunks_exact(stride(n)).enumerate() {
        let mut best = 0;
        for (head, &score) in row[..=n].iter().enumerate() {
            if head != at + 1 && score > row[best] {
                best = head;
            }
        }
        heads.push(best as u32);
    }
    if !is_tree(&heads[first..]) {
        let all = Scores::with_single_root(scores, n);
        let best = (0..=n).map(|node| all.best_head(node)).collect();
        for (slot, head) in heads[first..].iter_mut().zip(&all.best_heads(best)[1..]) {
            *slot = *head as u32;
        }
    }
}

/// Whether exactly one word has the root as its head and all words lead to it.
fn is_tree(heads: &[u32]) -> bool {
    let roots = heads.iter().filter(|&&h| h == 0).count();
    roots == 1 && cycle(&heads.iter().map(|&h| h as usize).collect::<Vec<_>>(), 1).is_none()
}

/// The nodes of a cycle. Node `i + offset` has the head `heads[i]`; node 0 is the root.
fn cycle(heads: &[usize], offset: usize) -> Option<Vec<usize>> {
    // The walk on which a node was first met.
    let mut walks = vec![0; heads.len() + offset];
    for start in 1..walks.len() {
        let mut node = start;
        while node != 0 && walks[node] == 0 {
            walks[node] = start;
            node = heads[node - offset];
        }
        if node != 0 && walks[node] == start {
            let mut nodes = vec![node];
            let mut next = heads[node - offset];
            while next != node {
                nodes.push(next);
                next = heads[next - offset];
            }
            return Some(nodes);
        }
    }
    None
}

/// The scores of all arcs between nodes, of which node 0 is the root.
struct Scores {
    nodes: usize,
    /// For each node a row of its heads.
    values: Vec<f64>,
}

impl Scores {
    /// Makes arcs from the root so dear that the best tree has as few of them as it can: one.
    fn with_single_root(scores: &[f32], n: usize) -> Self {
        const DEAR: f64 = 1e9;
        let mut values = vec![f64::NEG_INFINITY; (n + 1) * (n + 1)];
        for (row, given) in
            values[n + 1..].chunks_exact_mut(n + 1).zip(scores.chunks_exact(stride(n)))
        {
            for (slot, &score) in row.iter_mut().zip(given) {
                *slot = score.into();
            }
            row[0] -= DEAR;
        }
        Self { nodes: n + 1, values }
    }

    fn at(&self, node: usize, head: usize) -> f64 {
        self.values[node * self.nodes + head]
    }

    /// The head of each node in the best tree, given the best head of each by itself; the root is its own.
    fn best_heads(&self, mut heads: Vec<usize>) -> Vec<usize> {
        let Some(cycle) = cycle(&heads, 0) else { return heads };
        let mut in_cycle = vec![false; self.nodes];
        for &node in &cycle {
            in_cycle[node] = true;
        }
        // The cycle becomes one node, the last.
        let outside: Vec<usize> = (0..self.nodes).filter(|&node| !in_cycle[node]).collect();
        let whole = outside.len();
        let mut less =
            Self { nodes: whole + 1, values: vec![f64::NEG_INFINITY; (whole + 1) * (whole + 1)] };
        let (mut out_of, mut into) = (vec![cycle[0]; whole], vec![cycle[0]; whole]);
        for (a, &node) in outside.iter().enumerate() {
            for (b, &head) in outside.iter().enumerate() {
                less.values[a * (whole + 1) + b] = self.at(node, head);
            }
            for &member in &cycle {
                let score = self.at(node, member);
                if score > less.values[a * (whole + 1) + whole] {
                    less.values[a * (whole + 1) + whole] = score;
                    out_of[a] = member;
                }
                let gain = self.at(member, node) - self.at(member, heads[member]);
                if gain > less.values[whole * (whole + 1) + a] {
                    less.values[whole * (whole + 1) + a] = gain;
                    into[a] = member;
                }
            }
        }
        // What was a node's best head is so still, be it as a part of the cycle.
        let mut places = vec![whole; self.nodes];
        for (a, &node) in outside.iter().enumerate() {
            places[node] = a;
        }
        let mut best: Vec<usize> = outside.iter().map(|&node| places[heads[node]]).collect();
        best.push(less.best_head(whole));
        let found = less.best_heads(best);
        for (a, &node) in outside.iter().enumerate().skip(1) {
            heads[node] = if found[a] == whole { out_of[a] } else { outside[found[a]] };
        }
        let entry = found[whole];
        heads[into[entry]] = outside[entry];
        heads
    }

    fn best_head(&self, node: usize) -> usize {
        let mut best = 0;
        if node > 0 {
            for head in 1..self.nodes {
                if head != node && self.at(node, head) > self.at(node, best) {
                    best = head;
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(scores: &[f32], heads: &[u32]) -> f32 {
        let n = heads.len();
        heads.iter().enumerate().map(|(i, &h)| scores[i * (n + 1) + h as usize]).sum()
    }

    fn filled(scores: &[f32], n: usize) -> Vec<f32> {
        let row = |row: &[f32]| {
            let mut row = row.to_vec();
            row.resize(stride(n), 99.0);
            row
        };
        scores.chunks_exact(n + 1).flat_map(row).collect()
    }

    /// The best of all trees of a short sentence.
    fn by_trial(scores: &[f32], n: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for number in 0..(n + 1).pow(n as u32) {
            let mut rest = number;
            let heads: Vec<u32> = (0..n)
                .map(|_| {
                    let head = rest % (n + 1);
                    rest /= n + 1;
                    head as u32
                })
                .collect();
            if is_tree(&heads) && heads.iter().enumerate().all(|(i, &h)| h as usize != i + 1) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_tree_is_better(scores in (1_usize..6).prop_flat_map(|n| prop::collection::vec(-9_i32..9, n * (n + 1)))) {
            let scores: Vec<f32> = scores.into_iter().map(|s| s as f32).collect();
            let n = (1..6).find(|n| n * (n + 1) == scores.len()).unwrap();
            let mut heads = vec![7];
            decode(&filled(&scores, n), n, &mut heads);
            prop_assert_eq!(heads[0], 7);
            prop_assert!(is_tree(&heads[1..]));
            prop_assert_eq!(total(&scores, &heads[1..]), by_trial(&scores, n));
        }
    }

    #[test]
    fn a_long_sentence_of_equal_scores_is_a_tree() {
        let mut heads = Vec::new();
        decode(&vec![0.0; 200 * stride(200)], 200, &mut heads);
        assert!(is_tree(&heads));
    }
}
