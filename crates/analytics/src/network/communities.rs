//! Communities: nodes with more edges among themselves than with others.

use super::measures::Adjacency;
use std::cmp::Reverse;

/// A move must gain this much of all weight, so that rounding moves nobody.
const LEAST_GAIN: f64 = 1e-12;

/// The community of each node, numbered from 0, the largest first, by the method of Louvain (Blondel and others 2008,
/// <https://doi.org/10.1088/1742-5468/2008/10/P10008>) on edges without direction, with their weights. Nodes are visited in
/// the order of their ids, so that the same network has the same communities.
pub(super) fn communities(both: &Adjacency) -> Vec<i64> {
    let n = both.len();
    let mut of_node: Vec<u32> = (0..n as u32).collect();
    let mut level = Level::new(n, edges(both));
    loop {
        let found = level.moved();
        of_node.iter_mut().for_each(|community| *community = found.of[*community as usize]);
        if found.n == level.graph.len() {
            break;
        }
        level = level.folded(&found);
    }
    numbered(&of_node)
}

fn edges(graph: &Adjacency) -> Vec<(u32, u32, f64)> {
    let of = |node: usize| graph.of(node).iter().map(move |(to, w)| (node as u32, *to, *w));
    (0..graph.len()).flat_map(of).collect()
}

/// A network whose nodes are communities of the one before. Both directions of an edge are in it, loops once, with the
/// weight of both.
struct Level {
    graph: Adjacency,
    /// The weight of all edges of a node.
    weights: Vec<f64>,
    total: f64,
}

struct Found {
    of: Vec<u32>,
    n: usize,
}

impl Level {
    fn new(n: usize, edges: Vec<(u32, u32, f64)>) -> Self {
        let graph = Adjacency::new(n, edges.into_iter());
        let weights: Vec<f64> =
            (0..n).map(|node| graph.of(node).iter().map(|(_, weight)| weight).sum()).collect();
        let total = weights.iter().sum();
        Self { graph, weights, total }
    }

    /// Moves each node to the neighbouring community with the greatest gain of modularity, until none gains.
    fn moved(&self) -> Found {
        let n = self.graph.len();
        let mut of: Vec<u32> = (0..n as u32).collect();
        let mut sums = self.weights.clone();
        let mut to = vec![0.0; n];
        let mut near: Vec<u32> = Vec::new();
        loop {
            let mut moves = 0;
            for node in 0..n {
                let (home, weight) = (of[node], self.weights[node]);
                near.clear();
                near.push(home);
                for &(other, weight) in self.graph.of(node) {
                    let community = of[other as usize];
                    if other as usize == node {
                        continue;
                    }
                    if to[community as usize] == 0.0 && community != home {
                        near.push(community);
                    }
                    to[community as usize] += weight;
                }
                sums[home as usize] -= weight;
                let gain = |community: u32| {
                    to[community as usize] - weight * sums[community as usize] / self.total
                };
                let (mut best, mut most) = (home, gain(home) + LEAST_GAIN * self.total);
                for &community in &near[1..] {
                    if gain(community) > most {
                        (best, most) = (community, gain(community));
                    }
                }
                sums[best as usize] += weight;
                near.iter().for_each(|community| to[*community as usize] = 0.0);
                if best != home {
                    of[node] = best;
                    moves += 1;
                }
            }
            if moves == 0 {
                break;
            }
        }
        dense(of)
    }

    fn folded(&self, found: &Found) -> Self {
        let mut edges: Vec<_> = edges(&self.graph)
            .into_iter()
            .map(|(a, b, weight)| (found.of[a as usize], found.of[b as usize], weight))
            .collect();
        edges.sort_by_key(|(a, b, _)| (*a, *b));
        let mut folded: Vec<(u32, u32, f64)> = Vec::new();
        for (a, b, weight) in edges {
            match folded.last_mut() {
                Some(last) if (last.0, last.1) == (a, b) => last.2 += weight,
                _ => folded.push((a, b, weight)),
            }
        }
        Self::new(found.n, folded)
    }
}

/// Numbers without gaps, in the order in which they are met.
fn dense(of: Vec<u32>) -> Found {
    let mut number = vec![u32::MAX; of.len()];
    let mut n = 0;
    for community in &of {
        if number[*community as usize] == u32::MAX {
            number[*community as usize] = n;
            n += 1;
        }
    }
    let of = of.into_iter().map(|community| number[community as usize]).collect();
    Found { of, n: n as usize }
}

fn numbered(of_node: &[u32]) -> Vec<i64> {
    let mut sizes = vec![0usize; of_node.len()];
    of_node.iter().for_each(|community| sizes[*community as usize] += 1);
    let mut order: Vec<u32> = (0..of_node.len() as u32).collect();
    order.sort_by_key(|community| (Reverse(sizes[*community as usize]), *community));
    let mut number = vec![0; of_node.len()];
    for (at, community) in (0..).zip(order) {
        number[community as usize] = at;
    }
    of_node.iter().map(|community| number[*community as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_cliques_with_a_bridge_are_two_communities() {
        let clique = |from: u32, to: u32| {
            (from..to)
                .flat_map(move |a| (from..to).filter(move |b| *b != a).map(move |b| (a, b, 1.0)))
        };
        let bridge = [(3, 4, 1.0), (4, 3, 1.0)];
        let edges: Vec<_> = clique(0, 4).chain(clique(4, 9)).chain(bridge).collect();
        let found = communities(&Adjacency::new(9, edges.into_iter()));
        assert_eq!(found, [1, 1, 1, 1, 0, 0, 0, 0, 0]);
        assert_eq!(communities(&Adjacency::new(0, std::iter::empty())), Vec::<i64>::new());
    }
}
