//! Betweenness: how many shortest paths run through a node.

use super::measures::Adjacency;
use rayon::prelude::*;

/// Up to so many steps (nodes times edges) paths from every node are followed.
const EXACT: usize = 50_000_000;
/// So many nodes are started from in larger networks.
const PIVOTS: usize = 256;
/// Starts whose sums are added up together, whatever the number of threads: so the result does not depend on it.
const GROUP: usize = 16;
const SEED: u64 = 20_150_803;

/// Betweenness by the algorithm of Brandes (2001, <https://doi.org/10.1080/0022250X.2001.9990249>), as a share of the pairs
/// of others; paths are counted in edges, whatever their weights. In large networks paths are followed from a fixed random
/// sample of nodes and the sums scaled up (Brandes and Pich 2007, <https://doi.org/10.1142/S0218127407018403>).
pub(super) fn betweenness(along: &Adjacency) -> Vec<f64> {
    let n = along.len();
    if n < 3 {
        return vec![0.0; n];
    }
    let starts = if n * along.n_edges() <= EXACT { (0..n).collect() } else { sample(n) };
    from(along, &starts)
}

fn from(along: &Adjacency, starts: &[usize]) -> Vec<f64> {
    let n = along.len();
    let groups: Vec<Vec<f64>> = starts
        .par_chunks(GROUP)
        .map(|starts| {
            let mut walk = Walk::new(n);
            starts.iter().for_each(|start| walk.add_paths(along, *start));
            walk.sums
        })
        .collect();
    let mut sums = vec![0.0; n];
    for group in groups {
        sums.iter_mut().zip(group).for_each(|(sum, more)| *sum += more);
    }
    // Followed from both ends, an undirected path is met twice, and there are half as many pairs.
    let pairs = (n - 1) as f64 * (n - 2) as f64;
    let scale = n as f64 / starts.len() as f64 / pairs;
    sums.into_iter().map(|sum| sum * scale).collect()
}

struct Walk {
    sums: Vec<f64>,
    distance: Vec<u32>,
    paths: Vec<f64>,
    dependency: Vec<f64>,
    order: Vec<u32>,
}

const UNSEEN: u32 = u32::MAX;

impl Walk {
    fn new(n: usize) -> Self {
        Self {
            sums: vec![0.0; n],
            distance: vec![UNSEEN; n],
            paths: vec![0.0; n],
            dependency: vec![0.0; n],
            order: Vec::new(),
        }
    }

    fn add_paths(&mut self, along: &Adjacency, start: usize) {
        for node in self.order.drain(..) {
            let node = node as usize;
            self.distance[node] = UNSEEN;
            (self.paths[node], self.dependency[node]) = (0.0, 0.0);
        }
        (self.distance[start], self.paths[start]) = (0, 1.0);
        self.order.push(start as u32);
        let mut at = 0;
        while let Some(&node) = self.order.get(at) {
            at += 1;
            let (next, paths) = (self.distance[node as usize] + 1, self.paths[node as usize]);
            for &(to, _) in along.of(node as usize) {
                let to = to as usize;
                if self.distance[to] == UNSEEN {
                    self.distance[to] = next;
                    self.order.push(to as u32);
                }
                if self.distance[to] == next {
                    self.paths[to] += paths;
                }
            }
        }
        for &node in self.order.iter().rev() {
            let node = node as usize;
            let next = self.distance[node] + 1;
            let mut sum = 0.0;
            for &(to, _) in along.of(node) {
                let to = to as usize;
                if self.distance[to] == next {
                    sum += (1.0 + self.dependency[to]) / self.paths[to];
                }
            }
            self.dependency[node] = sum * self.paths[node];
            if node != start {
                self.sums[node] += self.dependency[node];
            }
        }
    }
}

/// The sample of starts: the first of a shuffled list.
fn sample(n: usize) -> Vec<usize> {
    let mut nodes: Vec<usize> = (0..n).collect();
    let mut state = SEED;
    for at in 0..PIVOTS.min(n) {
        // SplitMix64 (Steele, Lea and Flood 2014).
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let other = at + ((z ^ (z >> 31)) % (n - at) as u64) as usize;
        nodes.swap(at, other);
    }
    nodes.truncate(PIVOTS);
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_comes_near_the_whole() {
        // A wheel of 2,000 with a hub: all but the neighbours' paths run through the hub.
        let n = 2_001u32;
        let rim = (1..n).map(|node| (node, if node + 1 == n { 1 } else { node + 1 }, 1.0));
        let spokes = (1..n).map(|node| (0, node, 1.0));
        let there: Vec<_> = rim.chain(spokes).collect();
        let edges: Vec<_> = there.iter().flat_map(|&(a, b, w)| [(a, b, w), (b, a, w)]).collect();
        let wheel = Adjacency::new(n as usize, edges.into_iter());
        let whole = from(&wheel, &(0..n as usize).collect::<Vec<_>>());
        let sampled = from(&wheel, &sample(n as usize));
        assert_eq!(sample(n as usize).len(), PIVOTS);
        assert!(whole[0] > 0.99, "{}", whole[0]);
        assert!((whole[0] - sampled[0]).abs() < 0.01, "{} {}", whole[0], sampled[0]);
    }
}
