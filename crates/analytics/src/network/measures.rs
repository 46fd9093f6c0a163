//! How nodes lie in a network.

use super::betweenness::betweenness;
use super::communities::communities;

/// The chance with which a walk goes on along an edge: that of Brin and Page (1998).
const DAMPING: f64 = 0.85;
const TOLERANCE: f64 = 1e-10;
const MOST_STEPS: usize = 200;

/// Measures of each node.
#[derive(Debug)]
pub(super) struct Measures {
    pub(super) degree: Vec<i64>,
    pub(super) in_degree: Vec<i64>,
    pub(super) out_degree: Vec<i64>,
    pub(super) betweenness: Vec<f64>,
    pub(super) pagerank: Vec<f64>,
    pub(super) community: Vec<i64>,
}

/// The neighbours of each node, one after another.
pub(super) struct Adjacency {
    ends: Vec<usize>,
    neighbours: Vec<(u32, f64)>,
}

impl Adjacency {
    /// From edges `(from, to, weight)`.
    pub(super) fn new(n: usize, edges: impl Iterator<Item = (u32, u32, f64)> + Clone) -> Self {
        let mut ends = vec![0; n + 1];
        edges.clone().for_each(|(from, _, _)| ends[from as usize + 1] += 1);
        (0..n).for_each(|at| ends[at + 1] += ends[at]);
        let mut next = ends.clone();
        let mut neighbours = vec![(0, 0.0); ends[n]];
        for (from, to, weight) in edges {
            neighbours[next[from as usize]] = (to, weight);
            next[from as usize] += 1;
        }
        Self { ends, neighbours }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len() - 1
    }

    pub(super) fn n_edges(&self) -> usize {
        self.neighbours.len()
    }

    pub(super) fn of(&self, node: usize) -> &[(u32, f64)] {
        &self.neighbours[self.ends[node]..self.ends[node + 1]]
    }
}

impl Measures {
    /// Of `n` nodes and edges `(source, target, weight)`, of which no two have the same ends.
    pub(super) fn of(n: usize, edges: &[(u32, u32, f64)], directed: bool) -> Self {
        let there = edges.iter().copied();
        let back = edges.iter().map(|(source, target, weight)| (*target, *source, *weight));
        let both = Adjacency::new(n, there.clone().chain(back));
        let along = if directed { &Adjacency::new(n, there) } else { &both };
        let degree: Vec<i64> = (0..n)
            .map(|node| {
                let mut others: Vec<u32> = both.of(node).iter().map(|(other, _)| *other).collect();
                others.sort_unstable();
                others.dedup();
                others.len() as i64
            })
            .collect();
        let out_degree: Vec<i64> = (0..n).map(|node| along.of(node).len() as i64).collect();
        let in_degree = (0..n).map(|node| both.of(node).len() as i64 - out_degree[node]);
        let in_degree = if directed { in_degree.collect() } else { degree.clone() };
        Self {
            betweenness: betweenness(along),
            pagerank: pagerank(along),
            community: communities(&both),
            degree,
            in_degree,
            out_degree,
        }
    }
}

/// `PageRank` by the power method; who has no edge to follow goes anywhere.
fn pagerank(along: &Adjacency) -> Vec<f64> {
    let n = along.len();
    let size = n as f64;
    let out: Vec<f64> = (0..n).map(|node| along.of(node).iter().map(|e| e.1).sum()).collect();
    let mut rank = vec![1.0 / size; n];
    for _ in 0..MOST_STEPS {
        let stuck: f64 = (0..n).filter(|node| out[*node] == 0.0).map(|node| rank[node]).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * stuck) / size; n];
        for node in 0..n {
            for (to, weight) in along.of(node) {
                next[*to as usize] += DAMPING * rank[node] * weight / out[node];
            }
        }
        let moved: f64 = rank.iter().zip(&next).map(|(a, b)| (a - b).abs()).sum();
        rank = next;
        if moved < TOLERANCE {
            break;
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_three_has_its_middle_between() {
        let chain = Measures::of(3, &[(0, 1, 1.0), (1, 2, 1.0)], false);
        assert_eq!(chain.betweenness, [0.0, 1.0, 0.0]);
        assert_eq!(chain.degree, [1, 2, 1]);
        let directed = Measures::of(3, &[(0, 1, 1.0), (1, 2, 1.0), (2, 1, 4.0)], true);
        // Of the two ordered pairs of the others, one has its path through the middle.
        assert_eq!(directed.betweenness, [0.0, 0.5, 0.0]);
        assert_eq!(directed.degree, [1, 2, 1]);
        assert_eq!((directed.in_degree, directed.out_degree), (vec![0, 2, 1], vec![1, 1, 1]));
    }

    #[test]
    fn ranks_add_up_and_follow_weights() {
        let edges = [(0, 1, 3.0), (0, 2, 1.0)];
        let rank = Measures::of(3, &edges, true).pagerank;
        assert!((rank.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{rank:?}");
        assert!(rank[1] > rank[2] && rank[2] > rank[0], "{rank:?}");
        // x0 = 0.05 + 0.85 (x1 + x2) / 3, x1 = x0 (1 + 0.85 · 3/4), x2 = x0 (1 + 0.85 / 4).
        let first = 1.0 / (3.0 + 0.85);
        for (found, wanted) in rank.iter().zip([1.0, 1.0 + 0.85 * 0.75, 1.0 + 0.85 * 0.25]) {
            assert!((found - first * wanted).abs() < 1e-8, "{rank:?}");
        }
    }
}
